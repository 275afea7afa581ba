"""Topwear: T-shirts, long sleeves, tank tops, sweatshirts, hoodies, knitwear, shirts, polos."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design

BUILDER = "atelier.garments.upper:upper"
FLOATING = Camera(pitch=2, floor_gap_m=0.05, shadow="drawn")


def solid(colour: str, weave: str = "plain", **more: Any) -> dict[str, Any]:
    """Return a one-colour fabric."""
    return {"weave": weave, "colours": [colour], **more}


def mix(weave: str, *colours: str, **more: Any) -> dict[str, Any]:
    """Return a fabric of several colours."""
    return {"weave": weave, "colours": list(colours), **more}


def top(
    title: str, gender: str, category: str, colour: str, material: str, pattern: str, cut: str,
    fabric: dict[str, Any], **finish: Any,
) -> Design:  # fmt: skip
    """Return a topwear design."""
    return Design(title, gender, "topwear", category, colour, material, pattern, BUILDER,
                  {"cut": cut, "fabric": fabric, **finish}, FLOATING)  # fmt: skip


def _t_shirts_men() -> list[Design]:
    kind = ("men", "t-shirt")
    words = {"kind": "text", "words": "SLOW/SUNDAYS", "colour": "black"}
    return [
        top("Navy T-shirt with sunset print", *kind, "navy", "cotton jersey", "graphic", "tee_m", solid("navy"),
            art={"kind": "sun"}),
        top("Grey melange T-shirt", *kind, "grey", "cotton jersey", "solid", "tee_m",
            mix("melange", "grey", "white")),
        top("Breton striped T-shirt, ecru and blue", *kind, "ecru", "cotton jersey", "stripes", "tee_m",
            mix("stripes", "ecru", "blue", period=0.030, share=0.35)),
        top("Rust colour-block T-shirt", *kind, "rust", "cotton jersey", "colour block", "tee_m", solid("rust"),
            art={"kind": "blocks", "colours": ["ecru", "navy"], "heights": [1.20, 1.02]}),
        top("Olive T-shirt with mountain print", *kind, "olive", "cotton jersey", "graphic", "tee_m",
            solid("olive"), art={"kind": "mountains", "colour": "charcoal"}),
        top("Burgundy ringer T-shirt", *kind, "burgundy", "cotton jersey", "solid", "tee_m", solid("burgundy"),
            trim="ecru"),
        top("White slogan T-shirt, Slow Sundays", "unisex", "t-shirt", "white", "cotton jersey", "graphic",
            "tee_relaxed", solid("white"), art=words),
        top("Tie-dye T-shirt, sky blue and white", "unisex", "t-shirt", "sky blue", "cotton jersey", "tie-dye",
            "tee_relaxed", mix("tie_dye", "sky blue", "white")),
        top("Black relaxed T-shirt with rings", "unisex", "t-shirt", "black", "cotton jersey", "graphic",
            "tee_relaxed", solid("black"),
            art={"kind": "rings", "colours": ["yellow", "coral", "fuchsia", "purple"]}),
        top("Forest green relaxed T-shirt", "unisex", "t-shirt", "forest green", "cotton jersey", "solid",
            "tee_relaxed", solid("forest green")),
    ]  # fmt: skip


def _t_shirts_women() -> list[Design]:
    kind = ("women", "t-shirt")
    return [
        top("Striped T-shirt, white and navy", *kind, "white", "cotton jersey", "stripes", "tee_f",
            mix("stripes", "white", "navy")),
        top("Pink scoop-neck T-shirt", *kind, "pink", "cotton jersey", "solid", "tee_f", solid("pink")),
        top("Leopard print T-shirt", *kind, "beige", "viscose jersey", "animal print", "tee_f",
            mix("leopard", "beige", "tan", "chocolate")),
        top("Coral V-neck T-shirt", *kind, "coral", "cotton jersey", "solid", "tee_v_f", solid("coral")),
        top("Black V-neck T-shirt with white dots", *kind, "black", "viscose jersey", "dots", "tee_v_f",
            mix("dots", "black", "white", period=0.030, size=0.20)),
        top("Cropped lilac T-shirt", *kind, "lilac", "cotton jersey", "solid", "tee_crop_f", solid("lilac")),
        top("Cropped T-shirt with teal and mustard stripes", *kind, "teal", "cotton jersey", "stripes",
            "tee_crop_f", mix("stripes", "teal", "mustard", period=0.05, share=0.3)),
    ]  # fmt: skip


def _long_sleeves() -> list[Design]:
    return [
        top("Charcoal long-sleeve T-shirt", "men", "long sleeve", "charcoal", "cotton jersey", "solid", "long_m",
            mix("melange", "charcoal", "light grey")),
        top("Striped long-sleeve T-shirt, navy and white", "men", "long sleeve", "navy", "cotton jersey", "stripes",
            "long_m", mix("stripes", "navy", "white", period=0.028, share=0.3)),
        top("Red waffle long-sleeve top", "men", "long sleeve", "red", "waffle cotton", "solid", "long_m",
            solid("red", "chunky", period=0.012)),
        top("Mustard ribbed top", "women", "long sleeve", "mustard", "rib jersey", "solid", "long_f",
            solid("mustard", "rib")),
        top("Black ribbed top", "women", "long sleeve", "black", "rib jersey", "solid", "long_f",
            solid("black", "rib")),
        top("Breton top, white and red", "women", "long sleeve", "white", "cotton jersey", "stripes", "long_f",
            mix("stripes", "white", "red", period=0.026, share=0.38)),
        top("Floral long-sleeve top, mint", "women", "long sleeve", "mint", "viscose jersey", "floral", "long_f",
            mix("floral", "mint", "white", "coral", "pink", size=0.008, density=1400)),
    ]  # fmt: skip


def _tank_tops() -> list[Design]:
    return [
        top("White tank top", "men", "tank top", "white", "rib jersey", "solid", "tank_m", solid("white", "rib"),
            neck="bound"),
        top("Teal tank top with white binding", "men", "tank top", "teal", "cotton jersey", "solid", "tank_m",
            solid("teal"), neck="bound", trim="white"),
        top("Sky blue tank top", "women", "tank top", "sky blue", "cotton jersey", "solid", "tank_f",
            solid("sky blue"), neck="bound"),
        top("Fuchsia satin tank top", "women", "tank top", "fuchsia", "satin", "solid", "tank_f",
            solid("fuchsia", finish="satin"), neck="bound"),
        top("Striped tank top, yellow and white", "women", "tank top", "yellow", "cotton jersey", "stripes",
            "tank_f", mix("stripes", "yellow", "white", period=0.024), neck="bound"),
    ]  # fmt: skip


def _sweatshirts() -> list[Design]:
    rib = {"edges": "rib"}
    varsity = {"kind": "text", "words": "NORTH/CREW", "colour": "ecru", "size_mm": 58}
    pocket = {"neck": "hood", "details": ["kangaroo_pocket"], **rib}
    return [
        top("Navy sweatshirt, North Crew", "men", "sweatshirt", "navy", "brushed cotton", "graphic", "sweat_m",
            mix("melange", "navy", "grey", amount=0.10), art=varsity, **rib),
        top("Sage hoodie", "unisex", "hoodie", "sage", "brushed cotton", "solid", "sweat_m",
            mix("melange", "sage", "white"), trim="ecru", **{**pocket}),
        top("Black hoodie", "unisex", "hoodie", "black", "brushed cotton", "solid", "sweat_m", solid("black"),
            **pocket),
        top("Colour-block hoodie, orange and navy", "men", "hoodie", "orange", "brushed cotton", "colour block",
            "sweat_m", solid("orange"), art={"kind": "blocks", "colours": ["navy"], "heights": [1.16]}, **pocket),
        top("Light grey sweatshirt", "women", "sweatshirt", "light grey", "brushed cotton", "solid", "sweat_f",
            mix("melange", "light grey", "white"), **rib),
        top("Lilac hoodie", "women", "hoodie", "lilac", "brushed cotton", "solid", "sweat_f", solid("lilac"),
            **pocket),
    ]  # fmt: skip


def _knits() -> list[Design]:
    rib = {"edges": "rib"}
    return [
        top("Ecru cable-knit jumper", "men", "knit", "ecru", "wool", "cable", "sweat_m",
            solid("ecru", "cable", finish="wool"), **rib),
        top("Burgundy chunky jumper", "men", "knit", "burgundy", "wool", "solid", "sweat_m",
            solid("burgundy", "chunky", finish="wool"), **rib),
        top("Striped jumper, camel and brown", "men", "knit", "camel", "wool", "stripes", "sweat_m",
            mix("stripes", "camel", "brown", period=0.12, share=0.5, finish="wool"), **rib),
        top("Camel roll-neck jumper", "women", "knit", "camel", "wool", "solid", "sweat_f",
            solid("camel", "rib", finish="wool"), neck="roll", **rib),
        top("Pink cable-knit jumper", "women", "knit", "pink", "wool", "cable", "sweat_f",
            solid("pink", "cable", finish="wool"), **rib),
        top("Teal chunky jumper", "women", "knit", "teal", "wool", "solid", "sweat_f",
            solid("teal", "chunky", finish="wool"), **rib),
    ]  # fmt: skip


def _shirts() -> list[Design]:
    closed = {"neck": "shirt", "front": "buttons"}
    return [
        top("Light blue poplin shirt", "men", "shirt", "light blue", "poplin", "solid", "shirt_m",
            solid("light blue", finish="crisp"), details=["chest_pocket"], **closed),
        top("White poplin shirt", "men", "shirt", "white", "poplin", "solid", "shirt_m",
            solid("white", finish="crisp"), **closed),
        top("Red check flannel shirt", "men", "shirt", "red", "flannel", "checks", "shirt_m",
            mix("check", "red", "black", "black", period=0.07), details=["two_pockets"], buttons="black", **closed),
        top("Striped shirt, white and green", "men", "shirt", "white", "poplin", "stripes", "shirt_m",
            mix("stripes", "white", "green", period=0.016, share=0.25, vertical=True, finish="crisp"), **closed),
        top("Indigo denim shirt", "men", "shirt", "indigo", "denim", "solid", "shirt_m",
            solid("indigo", "denim", wash=0.25, level=0.2, finish="denim"), details=["two_pockets"], **closed),
        top("Teal floral short-sleeve shirt", "men", "shirt", "teal", "viscose", "floral", "shirt_short_m",
            mix("floral", "teal", "ecru", "mustard", "coral", size=0.016, density=500), **closed),
        top("Khaki short-sleeve shirt", "men", "shirt", "khaki", "linen", "solid", "shirt_short_m",
            solid("khaki", finish="crisp", mottle=0.05), details=["chest_pocket"], buttons="brown", **closed),
        top("White blouse", "women", "blouse", "white", "poplin", "solid", "blouse_f",
            solid("white", finish="crisp"), **closed),
        top("Burgundy satin blouse", "women", "blouse", "burgundy", "satin", "solid", "blouse_f",
            solid("burgundy", finish="satin"), buttons="burgundy", **closed),
        top("Navy blouse with white dots", "women", "blouse", "navy", "viscose", "dots", "blouse_f",
            mix("dots", "navy", "white", period=0.028, size=0.18), **closed),
        top("Gingham shirt, white and blue", "women", "shirt", "blue", "poplin", "checks", "blouse_f",
            mix("gingham", "white", "blue", period=0.020, finish="crisp"), **closed),
    ]  # fmt: skip


def _polos() -> list[Design]:
    style = {"neck": "polo", "front": "half"}
    emblem = {"kind": "badge", "colour": "white"}
    return [
        top("Forest green polo shirt", "men", "polo", "forest green", "pique cotton", "solid", "polo_m",
            solid("forest green"), art=emblem, **style),
        top("White polo shirt with navy collar", "men", "polo", "white", "pique cotton", "solid", "polo_m",
            solid("white"), collar_fabric=solid("navy"), trim="navy", buttons="navy", **style),
        top("Striped polo shirt, navy and red", "men", "polo", "navy", "pique cotton", "stripes", "polo_m",
            mix("stripes", "navy", "red", period=0.06, share=0.25), collar_fabric=solid("navy"), **style),
        top("Purple polo shirt", "men", "polo", "purple", "pique cotton", "solid", "polo_m", solid("purple"),
            **style),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [
        *_t_shirts_men(), *_t_shirts_women(), *_long_sleeves(), *_tank_tops(), *_sweatshirts(), *_knits(),
        *_shirts(), *_polos(),
    ]  # fmt: skip
