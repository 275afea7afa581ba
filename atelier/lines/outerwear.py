"""Outerwear: coats, blazers, puffers, bombers, denim jackets, cardigans."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design
from atelier.lines.topwear import BUILDER, mix, solid

LAPELS = {"neck": "coat", "front": "buttons", "details": ["flap_pockets"]}
PUFFER = {"neck": "stand", "front": "zip", "puff_m": 0.016, "details": ["welt_pockets"]}
BOMBER = {"neck": "bomber", "front": "zip", "edges": "rib", "details": ["welt_pockets"]}
TRUCKER = {"neck": "shirt", "front": "buttons", "buttons": "#b88a5c", "details": ["yoke", "two_pockets"]}


def outer(
    title: str, gender: str, category: str, colour: str, material: str, pattern: str, cut: str,
    fabric: dict[str, Any], yaw: float = 0.0, **finish: Any,
) -> Design:  # fmt: skip
    """Return an outerwear design."""
    return Design(title, gender, "outerwear", category, colour, material, pattern, BUILDER,
                  {"cut": cut, "fabric": fabric, **finish},
                  Camera(yaw=yaw, pitch=2, floor_gap_m=0.05, shadow="drawn"))  # fmt: skip


def wool(colour: str) -> dict[str, Any]:
    """Return a plain woollen cloth."""
    return solid(colour, finish="wool", mottle=0.05)


def _coats() -> list[Design]:
    return [
        outer("Charcoal wool coat", "men", "coat", "charcoal", "wool", "solid", "coat_m", wool("charcoal"),
              buttons="black", **LAPELS),
        outer("Camel wool coat", "men", "coat", "camel", "wool", "solid", "coat_m", wool("camel"),
              buttons="chocolate", **LAPELS),
        outer("Herringbone coat, brown", "men", "coat", "brown", "wool", "herringbone", "coat_m",
              mix("herringbone", "chocolate", "tan", period=0.05, finish="wool"), buttons="chocolate", **LAPELS),
        outer("Beige trench coat with belt", "women", "trench coat", "beige", "cotton twill", "solid", "coat_f",
              solid("beige", "twill", finish="crisp"), buttons="brown", neck="coat", front="double",
              details=["belt", "welt_pockets"]),
        outer("Red wool coat", "women", "coat", "red", "wool", "solid", "coat_f", wool("red"), buttons="black",
              **LAPELS),
        outer("Check coat, grey", "women", "coat", "grey", "wool", "checks", "coat_f",
              mix("check", "light grey", "charcoal", "white", period=0.10, finish="wool"), buttons="black",
              **LAPELS),
        outer("Navy belted coat", "women", "coat", "navy", "wool", "solid", "coat_f", wool("navy"), buttons="navy",
              neck="coat", front="double", details=["belt"]),
    ]  # fmt: skip


def _jackets() -> list[Design]:
    return [
        outer("Orange puffer jacket", "men", "puffer jacket", "orange", "nylon", "quilted", "jacket_m",
              solid("orange", finish="nylon"), **PUFFER),
        outer("Black puffer jacket", "men", "puffer jacket", "black", "nylon", "quilted", "jacket_m",
              solid("black", finish="nylon"), **PUFFER),
        outer("Olive bomber jacket", "men", "bomber", "olive", "nylon", "solid", "jacket_m",
              solid("olive", finish="nylon"), **BOMBER),
        outer("Varsity bomber jacket, navy and ecru", "men", "bomber", "navy", "wool", "colour block", "jacket_m",
              wool("navy"), trim="ecru", art={"kind": "text", "words": "19", "colour": "ecru", "size_mm": 120},
              **BOMBER),
        outer("Lilac puffer jacket", "women", "puffer jacket", "lilac", "nylon", "quilted", "jacket_f",
              solid("lilac", finish="nylon"), **PUFFER),
        outer("Forest green puffer jacket", "women", "puffer jacket", "forest green", "nylon", "quilted", "jacket_f",
              solid("forest green", finish="nylon"), **PUFFER),
        outer("Black leather jacket", "women", "leather jacket", "black", "leather", "solid", "jacket_f",
              solid("black", finish="leather"), neck="shirt", front="zip", details=["welt_pockets"]),
        outer("Pink satin bomber jacket", "women", "bomber", "pink", "satin", "solid", "jacket_f",
              solid("pink", finish="satin"), **BOMBER),
        outer("Indigo denim jacket", "men", "denim jacket", "indigo", "denim", "solid", "jacket_straight_m",
              solid("indigo", "denim", wash=0.3, level=0.2, finish="denim"), **TRUCKER),
        outer("Light blue denim jacket", "unisex", "denim jacket", "light blue", "denim", "solid", "jacket_straight_m",
              solid("light blue", "denim", wash=0.5, level=0.2, finish="denim"), **TRUCKER),
        outer("Brown suede jacket", "men", "leather jacket", "brown", "suede", "solid", "jacket_straight_m",
              solid("brown", finish="wool", mottle=0.10), neck="shirt", front="buttons", buttons="chocolate",
              details=["two_pockets"]),
    ]  # fmt: skip


def _tailored() -> list[Design]:
    blazer = {"neck": "coat", "front": "buttons", "details": ["flap_pockets"]}
    return [
        outer("Black blazer", "women", "blazer", "black", "wool", "solid", "blazer_f", wool("black"),
              buttons="black", **blazer),
        outer("Check blazer, beige", "women", "blazer", "beige", "wool", "checks", "blazer_f",
              mix("check", "beige", "camel", "brown", period=0.06, finish="wool"), buttons="brown", **blazer),
        outer("Fuchsia blazer", "women", "blazer", "fuchsia", "crepe", "solid", "blazer_f", wool("fuchsia"),
              buttons="fuchsia", **blazer),
        outer("Ecru ribbed cardigan", "women", "cardigan", "ecru", "wool", "solid", "blazer_f",
              solid("ecru", "chunky", finish="wool"), neck="rib", front="buttons", edges="rib", buttons="brown",
              details=["button_band"]),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_coats(), *_jackets(), *_tailored()]
