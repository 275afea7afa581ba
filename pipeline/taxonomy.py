"""Groups of garments, and the words that shops use for them and for their departments."""

from __future__ import annotations

import re

GROUPS = ("topwear", "bottomwear", "dress", "outerwear", "footwear", "bag", "headwear", "eyewear")

GROUP_WORDS: dict[str, str] = {
    word: group
    for group, words in {
        "topwear": "top tshirt tee shirt longsleeve blouse polo tank camisole hoodie sweatshirt sweater jumper "
        "pullover knit knitwear cardigan undershirt body bodysuit bra vest tunic",
        "bottomwear": "bottom pant trouser jean short skirt legging chino jogger culotte",
        "dress": "gown jumpsuit romper playsuit overall",
        "outerwear": "outwear coat jacket blazer parka trench cape bomber puffer anorak poncho suit",
        "footwear": "shoe boot sneaker trainer sandal heel loafer pump flat slipper clog mule espadrille",
        "bag": "handbag backpack clutch tote purse rucksack satchel",
        "headwear": "hat cap beanie beret",
        "eyewear": "glasse sunglasse sunglass spectacle",
    }.items()
    for word in words.split()
} | {group: group for group in GROUPS}

GENDER_WORDS: dict[str, str] = {
    word: gender
    for gender, words in {
        "men": "men man male mens boy boys m",
        "women": "women woman female womens ladies lady girl girls w f",
        "unisex": "unisex both all adult",
    }.items()
    for word in words.split()
}


def group_of(text: str) -> str | None:
    """The group that a group or category text names, or None.

    The last part of a category path decides ("Women/Tops/Jackets" is outerwear), in a part the last known word
    ("shirt dress" is a dress).
    """
    for part in reversed(re.split(r"[/>|]", text.lower())):
        words = re.findall(r"[a-z]+", re.sub(r"\bt[- ]shirt", "tshirt", part))
        for word in reversed(words):
            group = (
                GROUP_WORDS.get(word)
                or GROUP_WORDS.get(word.removesuffix("s"))
                or GROUP_WORDS.get(word.removesuffix("es"))
            )
            if group:
                return group
    return None


def gender_of(text: str) -> str | None:
    """men, women or unisex; unisex where nothing is said, None where the text is none of them."""
    word = re.sub(r"[^a-z]", "", text.lower())
    return GENDER_WORDS.get(word) if word else "unisex"
