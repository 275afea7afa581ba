"""What kinds of garment a group has, by the words of each source: a black skirt is no pair of black trousers."""

from __future__ import annotations

from collections.abc import Mapping

# Group -> kind -> its names: street labels, owners' labels, the boutique's categories. Bottoms that the street's masks
# call dress are skirts (boxes.csv was read by eye).
KINDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "topwear": {
        "tee": ("t-shirt", "T-Shirt", "polo", "Polo"),
        "sleeveless": ("tank top", "Undershirt", "Top"),
        "shirt": ("shirt", "blouse", "Shirt", "Blouse"),
        "knit": ("sweater", "sweatshirt", "jumper", "hoodie", "knit", "long sleeve", "Hoodie", "Longsleeve"),
    },
    "bottomwear": {
        "skirt": ("skirt", "dress", "mini skirt", "midi skirt", "maxi skirt", "Skirt"),
        "shorts": ("shorts", "Shorts"),
        "trousers": ("pants", "jeans", "leggings", "chinos", "joggers", "trousers", "wide trousers", "Pants"),
    },
    "outerwear": {
        "coat": ("coat", "cape", "parka", "raincoat", "trench coat"),
        "blazer": ("blazer", "suit", "Blazer"),
        "jacket": (
            "jacket", "bomber", "denim jacket", "leather jacket", "puffer jacket", "fleece jacket", "overshirt",
        ),
    },
    "footwear": {
        "boots": ("boots", "ankle boots"),
        "heels": ("heels", "pumps", "wedges"),
        "sandals": ("sandals",),
        "flats": ("flats", "loafers", "laced shoes"),
        "sneakers": ("sneakers", "running shoes"),
    },
    "eyewear": {"sunglasses": ("sunglasses",), "glasses": ("glasses",)},
}  # fmt: skip


def kind_of(group: str, name: str) -> str | None:
    """The kind that a source's name for a garment says; None where it says none ("shoes")."""
    return next((kind for kind, names in KINDS.get(group, {}).items() if name in names), None)
