"""More outerwear: coats, trenches, parkas, puffers, blazers, bombers, denim and biker jackets, cardigans."""

from __future__ import annotations

from typing import Any

from atelier.design import Design
from atelier.ranges import cloths, torso

LAPELS: dict[str, Any] = {"neck": "coat", "front": "buttons", "details": ["flap_pockets"]}
DOUBLE: dict[str, Any] = {"neck": "coat", "front": "double", "details": ["flap_pockets"]}
TRENCH: dict[str, Any] = {"neck": "coat", "front": "double", "details": ["storm_flap", "belt", "welt_pockets"]}
PUFFER: dict[str, Any] = {"neck": "stand", "front": "zip", "puff_m": 0.016, "details": ["welt_pockets"]}
BOMBER: dict[str, Any] = {"neck": "bomber", "front": "zip", "edges": "rib", "details": ["welt_pockets"]}
PARKA: dict[str, Any] = {"neck": "hood", "front": "zip", "details": ["flap_pockets"]}
TRUCKER: dict[str, Any] = {
    "neck": "shirt",
    "front": "buttons",
    "buttons": "#b88a5c",
    "details": ["yoke", "two_pockets"],
}
BIKER: dict[str, Any] = {"neck": "coat", "front": "biker", "details": ["welt_pockets"]}
CARDIGAN: dict[str, Any] = {"neck": "rib", "front": "buttons", "edges": "rib", "details": ["button_band"]}


def _outer(noun: str, gender: str, category: str, cut: str, material: str, words: str, finish: str | None = "wool",
           weave: str | None = None, **style: Any) -> list[Design]:  # fmt: skip
    style = {"own_buttons": "buttons" not in style, **style}
    return torso("outerwear", noun, gender, category, cut, material, cloths(words, finish, weave), **style)


def _coats() -> list[Design]:
    return [
        *_outer("long coat", "men", "coat", "coat_long_m", "wool", "black, grey, "
                "herringbone charcoal light-grey", **LAPELS),
        *_outer("pea coat", "men", "coat", "pea_m", "wool", "navy, black, camel", **DOUBLE),
        *_outer("car coat", "men", "coat", "car_m", "wool", "beige, forest-green, houndstooth ecru brown", neck="shirt",
                front="buttons", details=["flap_pockets"]),
        *_outer("long coat", "women", "coat", "coat_long_f", "wool", "camel, burgundy, herringbone ecru charcoal",
                open_m=0.05, **LAPELS),
        *_outer("swing coat", "women", "coat", "coat_swing_f", "wool", "red, mustard, forest-green", neck="shirt",
                front="buttons"),
        *_outer("trench coat", "men", "trench coat", "trench_m", "cotton twill", "beige, navy, olive", "crisp", "twill",
                own_buttons=True, **TRENCH),
        *_outer("trench coat", "women", "trench coat", "trench_f", "cotton twill", "khaki, black, sage, "
                "check beige brown red", "crisp", "twill", **TRENCH),
        *_outer("parka", "men", "parka", "parka_m", "cotton canvas", "olive, navy, black", "crisp", **PARKA),
        *_outer("parka", "women", "parka", "parka_f", "cotton canvas", "khaki, forest-green, rust", "crisp", **PARKA),
        *_outer("raincoat", "women", "raincoat", "parka_f", "nylon", "yellow, teal", "nylon", **PARKA),
    ]  # fmt: skip


def _padded() -> list[Design]:
    return [
        *_outer("long puffer coat", "women", "puffer jacket", "puffer_long_f", "nylon", "black, beige, purple", "nylon",
                **PUFFER),
        *_outer("cropped puffer jacket", "women", "puffer jacket", "puffer_crop_f", "nylon", "white, pink, sky-blue",
                "nylon", **PUFFER),
        *_outer("puffer jacket", "men", "puffer jacket", "jacket_m", "nylon", "blue, red, charcoal, "
                "camo olive khaki brown",
                "nylon", **PUFFER),
        *_outer("puffer gilet", "men", "gilet", "gilet_m", "nylon", "navy, orange, olive", "nylon", **PUFFER),
        *_outer("puffer gilet", "women", "gilet", "gilet_f", "nylon", "ecru, black, mint", "nylon", **PUFFER),
        *_outer("fleece jacket", "men", "fleece jacket", "fleece_m", "fleece", "ecru, forest-green, brown", "wool",
                "teddy", neck="stand", front="zip", details=["welt_pockets"]),
        *_outer("fleece jacket", "women", "fleece jacket", "fleece_f", "fleece", "lilac, beige, teal", "wool",
                "teddy", neck="stand", front="zip", details=["welt_pockets"]),
        *_outer("bomber jacket", "men", "bomber", "jacket_m", "nylon", "black, navy, burgundy", "nylon", **BOMBER),
        *_outer("satin bomber jacket", "women", "bomber", "jacket_f", "satin", "black, sage, "
                "big-floral navy pink ecru", "nylon",
                **BOMBER),
    ]  # fmt: skip


def _jackets() -> list[Design]:
    return [
        *_outer("denim jacket", "men", "denim jacket", "jacket_straight_m", "denim", "black, blue", "denim", "denim",
                **TRUCKER),
        *_outer("fitted denim jacket", "women", "denim jacket", "denim_f", "denim", "indigo, white, light-blue",
                "denim", "denim", **TRUCKER),
        *_outer("cropped denim jacket", "women", "denim jacket", "denim_crop_f", "denim", "blue, black, ecru", "denim",
                "denim", **TRUCKER),
        *_outer("overshirt", "men", "overshirt", "overshirt_m", "brushed cotton", "olive, rust, navy, "
                "big-check charcoal red black, check camel brown ecru", neck="shirt", front="buttons",
                details=["two_pockets"], own_buttons=True),
        *_outer("biker jacket", "men", "leather jacket", "biker_m", "leather", "black, brown", "leather", **BIKER),
        *_outer("cropped biker jacket", "women", "leather jacket", "biker_f", "leather", "black, burgundy, camel",
                "leather", **BIKER),
        *_outer("suede jacket", "women", "leather jacket", "denim_f", "suede", "tan, "
                "forest-green", "wool", neck="shirt",
                front="buttons", details=["two_pockets"], own_buttons=True),
    ]  # fmt: skip


def _tailored() -> list[Design]:
    return [
        *_outer("blazer", "men", "blazer", "blazer_m", "wool", "navy, charcoal, camel, forest-green, "
                "pinstripes navy light-grey, small-check grey charcoal light-grey, houndstooth beige brown", **LAPELS),
        *_outer("fitted blazer", "women", "blazer", "blazer_f", "crepe", "ecru, navy, sage, red, "
                "pinstripes charcoal ecru, houndstooth white black", **LAPELS),
        *_outer("double-breasted blazer", "women", "blazer", "blazer_long_f", "wool", "black, camel, pink, "
                "big-check grey charcoal white", **DOUBLE),
        *_outer("cropped blazer", "women", "blazer", "blazer_crop_f", "crepe", "white, lilac, check ecru black pink",
                **LAPELS),
    ]  # fmt: skip


def _cardigans() -> list[Design]:
    return [
        *_outer("cardigan", "men", "cardigan", "cardigan_m", "wool", "navy, chunky brown, grey, "
                "argyle forest-green ecru "
                "burgundy", "wool", "rib", own_buttons=True, **CARDIGAN),
        *_outer("cardigan", "women", "cardigan", "cardigan_f", "wool", "pink, black, cable sky-blue, "
                "stripes ecru navy, "
                "fair-isle red ecru forest-green", "wool", "rib", **CARDIGAN),
        *_outer("open long cardigan", "women", "cardigan", "cardigan_long_f", "wool", "beige, charcoal, rust, "
                "melange grey white", "wool", "rib", open_m=0.06, neck="rib", front="open", edges="rib"),
        *_outer("cropped cardigan", "women", "cardigan", "cardigan_crop_f", "wool", "mint, mustard, lilac, red", "wool",
                "rib", **CARDIGAN),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_coats(), *_padded(), *_jackets(), *_tailored(), *_cardigans()]
