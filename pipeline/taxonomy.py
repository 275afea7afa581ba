"""Groups of garments, and the words that shops use for them and for their departments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

GROUPS = ("topwear", "bottomwear", "dress", "outerwear", "footwear", "bag", "headwear", "eyewear")

GROUP_WORDS: dict[str, str] = {
    word: group
    for group, words in {
        "topwear": "top tshirt tee shirt longsleeve blouse polo tank camisole hoodie sweatshirt sweater jumper "
        "pullover knit knitwear cardigan undershirt body bodysuit bra vest tunic",
        "bottomwear": "bottom pant trouser jean short skirt legging chino jogger culotte miniskirt sweatpant",
        "dress": "gown jumpsuit romper playsuit overall dungaree minidress shirtdress",
        "outerwear": "outwear coat jacket blazer parka trench cape bomber puffer anorak poncho suit "
        "raincoat overcoat windbreaker waistcoat gilet bodywarmer",
        "footwear": "shoe boot sneaker trainer sandal heel loafer pump flat slipper clog mule espadrille brogue slipon",
        "bag": "handbag backpack clutch tote purse rucksack satchel",
        "headwear": "hat cap beanie beret fedora",
        "eyewear": "glasse sunglasse sunglass eyeglasse eyeglass spectacle",
    }.items()
    for word in words.split()
} | {group: group for group in GROUPS}

# Words that name a kind only where no other word does: there are denim jackets, Oxford shirts and turtleneck dresses.
WEAK_WORDS = {"denim": "bottomwear", "oxford": "footwear", "turtleneck": "topwear"}
COMPOUNDS = re.compile(r"\b(t)[- ](shirt)|\b(slip)[- ](on)|\b(body)[- ](warmer)")

# Greek words change their endings (φόρεμα, φορέματα): their beginnings tell. Written as `_plain` leaves them.
GREEK_GROUPS: dict[str, str] = {
    stem: group
    for group, stems in {
        "topwear": "μπλουζ πουκαμισ φανελ πουλοβερ ζακετ φουτερ τοπ κορμακ",
        "bottomwear": "παντελον τζιν φουστ σορτ βερμουδ κολαν",
        "dress": "φορεμ ολοσωμ",
        "outerwear": "μπουφαν παλτ σακακ καμπαρντιν γιλεκ",
        "footwear": "παπουτσ υποδημ μποτ σανδαλ πεδιλ γοβ μοκασιν παντοφλ",
        "bag": "τσαντ σακιδι",
        "headwear": "καπελ σκουφ",
        "eyewear": "γυαλι",
    }.items()
    for stem in stems.split()
}
GREEK_GENDERS = {
    "ανδρ": "men",
    "αντρ": "men",
    "αγορι": "men",
    "γυναικ": "women",
    "κοριτσ": "women",
    "ουδετερ": "unisex",
}

GENDER_WORDS: dict[str, str] = {
    word: gender
    for gender, words in {
        "men": "men man male mens boy boys m",
        "women": "women woman female womens ladies lady girl girls w f",
        "unisex": "unisex both all adult",
    }.items()
    for word in words.split()
}


def group_of(text: str, words: Mapping[str, str] | None = None) -> str | None:
    """The group that a group or category text names, or None.

    The last part of a category path decides ("Women/Tops/Jackets" is outerwear), in a part the last known word
    ("shirt dress" is a dress).

    Args:
        words: a shop's own, word -> group; they win over the known ones.
    """
    own = {_plain(word): group for word, group in (words or {}).items()}
    parts = [
        re.findall(r"[^\W_]+", COMPOUNDS.sub(lambda found: "".join(filter(None, found.groups())), part))
        for part in re.split(r"[/>|]", _plain(text))
    ]
    backwards = [word for part in reversed(parts) for word in reversed(part)]
    for word in backwards:
        group = next((own[form] for form in (word, *_singulars(word)) if form in own), None) or _known(word)
        if group:
            return group
    weak = (WEAK_WORDS[form] for word in backwards for form in _singulars(word) if form in WEAK_WORDS)
    return next(weak, None)


def gender_of(text: str) -> str | None:
    """men, women or unisex; unisex where nothing is said, None where the text is none of them."""
    word = re.sub(r"[\W_]", "", _plain(text))
    greek = next((gender for stem, gender in GREEK_GENDERS.items() if word.startswith(stem)), None)
    return (GENDER_WORDS.get(word) or greek) if word else "unisex"


def _known(word: str) -> str | None:
    direct = next((GROUP_WORDS[form] for form in _singulars(word) if form in GROUP_WORDS), None)
    return direct or next((group for stem, group in GREEK_GROUPS.items() if word.startswith(stem)), None)


def _singulars(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("s"), word.removesuffix("es")


def _plain(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
