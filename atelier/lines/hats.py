"""More headwear: beanies, berets, caps, bucket hats, brimmed hats."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design

KNIT, CAP, HAT, BUCKET = (
    Camera(20, 4, 1.12, shadow="plan"), Camera(28, 8, 1.22, shadow="plan"), Camera(28, 10, 1.02, shadow="plan"),
    Camera(20, 8, 1.05, shadow="plan"),
)  # fmt: skip


def _hats(noun: str, gender: str, category: str, builder: str, camera: Camera, material: str,
          kinds: dict[str, dict[str, Any]], price: float = 1.0, **common: Any) -> list[Design]:  # fmt: skip
    """Return hats of one model: {colour and title's end: what differs}."""
    found = []
    for k, (words, own) in enumerate(kinds.items()):
        style = {**common, **own}
        pattern = style.pop("pattern", "solid")
        colour = style["colour"] = words.split(",")[0].lower()
        first, _, rest = words.partition(",")
        title = f"{first} {noun}" + (f",{rest}" if rest else "")
        turned = Camera(-camera.yaw if k % 2 else camera.yaw, camera.pitch, camera.margin, shadow="plan")
        found.append(Design(title, gender, "headwear", category, colour, material, pattern,
                            f"atelier.accessories.headwear:{builder}", style, turned, price))  # fmt: skip
    return found


def designs() -> list[Design]:
    """Return the line."""
    block, word = {"pattern": "colour block"}, {"pattern": "graphic"}
    return [
        *_hats("knitted beanie", "unisex", "beanie", "beanie", KNIT, "wool", {
            "Navy": {"patch": "tan"}, "Ecru": {"melange": 0.2}, "Burgundy": {}, "Teal, white stripes": {
                "stripe": "white", "pattern": "stripes"}, "Orange": {"ribs": 44},
        }),
        *_hats("pompom beanie", "women", "beanie", "beanie", KNIT, "wool", {
            "Pink": {"pompom": "white"}, "White, red stripes": {"pompom": "red", "stripe": "red", "pattern": "stripes"},
            "Lilac": {"pompom": "lilac"}, "Charcoal": {"pompom": "mustard"},
        }),
        *_hats("fisherman beanie", "men", "beanie", "beanie", KNIT, "wool", {
            "Grey": {"melange": 0.5}, "Mustard": {}, "Olive": {"patch": "brown"},
        }, cuff=0.045, ribs=64),
        *_hats("slouchy beanie", "women", "beanie", "beanie", KNIT, "wool", {
            "Black": {}, "Camel": {"melange": 0.2}, "Sky blue": {},
        }, slouch=1.0),
        *_hats("beret", "women", "beret", "beret", Camera(18, 14, 1.1), "wool felt", {
            "Red": {}, "Black": {"band": "charcoal"}, "Camel": {}, "Navy": {"band": "brown"}, "Lilac": {},
        }),
        *_hats("baseball cap", "unisex", "cap", "cap", CAP, "cotton", {
            "White": {}, "Forest green, letter A": {"letters": "A", **word}, "Light blue": {"button": "white"},
            "Burgundy, number 12": {"letters": "12", "letter_colour": "ecru", **word}, "Black": {"button": "black"},
            "Mustard, navy peak": {"brim": "navy", **block}, "Pink": {},
        }),
        *_hats("trucker cap", "men", "cap", "cap", CAP, "cotton", {
            "Navy, ecru front": {"front": "ecru", "letters": "OK", "letter_colour": "navy", **block},
            "Red, white front": {"front": "white", "letters": "R", "letter_colour": "red", **block},
            "Olive, orange front": {"front": "orange", **block}, "Teal, white front": {"front": "white", **block},
        }, mesh_back=True),
        *_hats("suede cap", "women", "cap", "cap", CAP, "suede", {"Camel": {}, "Chocolate": {}}, stuff="suede"),
        *_hats("fedora", "women", "hat", "brimmed", HAT, "wool felt", {
            "Burgundy": {"band": "black"}, "Light grey": {"band": "charcoal"}, "Navy": {"band": "camel"},
        }),
        *_hats("western hat", "unisex", "hat", "brimmed", HAT, "wool felt", {
            "Brown": {"band": "chocolate"}, "Black": {"band": "light grey"}, "Ecru": {"band": "tan"},
        }, style="western", brim=0.088, bow=False),
        *_hats("wide-brimmed felt hat", "women", "hat", "brimmed", HAT, "wool felt", {
            "Camel": {"band": "brown"}, "Forest green": {"band": "black"}, "Rust": {"band": "rust"},
        }, style="sun", brim=0.095, bow=False),
        *_hats("straw hat", "unisex", "hat", "brimmed", HAT, "straw", {
            "Camel": {"band": "black"}, "Beige": {"band": "forest green", "brim": 0.055},
        }, stuff="straw", style="fedora", brim=0.06),
        *_hats("bucket hat", "unisex", "hat", "bucket", BUCKET, "cotton", {
            "Black": {}, "Beige": {}, "Coral": {}, "Navy": {}, "Lilac": {}, "Yellow": {},
            "Indigo, denim": {"stuff": "denim"},
        }, price=0.7),
    ]  # fmt: skip
