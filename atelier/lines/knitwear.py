"""More topwear: sweatshirts, hoodies, jumpers and knitted waistcoats."""

from __future__ import annotations

from typing import Any

from atelier.design import Design
from atelier.ranges import cloths, decorated, torso

RIB: dict[str, Any] = {"edges": "rib"}
HOOD: dict[str, Any] = {"neck": "hood", "details": ["kangaroo_pocket"], "edges": "rib"}
FLEECE = "brushed cotton"


def _sweatshirts() -> list[Design]:
    def sweat(noun: str, gender: str, category: str, cut: str, words: str, **style: Any) -> list[Design]:
        return torso("topwear", noun, gender, category, cut, FLEECE, cloths(words), **style)

    return [
        *sweat("sweatshirt", "men", "sweatshirt", "sweat_m", "black, rust, sage, melange grey white",
               **RIB),
        *sweat("oversized sweatshirt", "unisex", "sweatshirt", "sweat_over_m", "ecru, brown, forest-green, lilac",
               **RIB),
        *sweat("cropped sweatshirt", "women", "sweatshirt", "sweat_crop_f", "pink, black, mint, "
               "melange light-grey white", **RIB),
        *sweat("loose sweatshirt", "women", "sweatshirt", "sweat_over_f", "white, burgundy, sky-blue, camel", **RIB),
        *sweat("hoodie", "men", "hoodie", "sweat_m", "navy, burgundy, mustard, melange charcoal grey, "
               "camo olive khaki black", **HOOD),
        *sweat("oversized hoodie", "unisex", "hoodie", "sweat_over_m", "beige, purple, teal, light-grey, "
               "tie-dye coral yellow", **HOOD),
        *sweat("zip hoodie", "men", "hoodie", "sweat_m", "grey, black, red, olive", front="zip",
               **{**HOOD, "details": ["welt_pockets"]}),
        *sweat("zipped hoodie", "women", "hoodie", "sweat_f", "light-blue, fuchsia, ecru", front="zip",
               **{**HOOD, "details": ["welt_pockets"]}),
        *sweat("half-zip sweatshirt", "men", "sweatshirt", "sweat_m", "ecru, navy, teal, camel", neck="stand",
               front="half zip", **RIB),
        *decorated("printed sweatshirt", "men", "sweatshirt", "sweat_over_m", FLEECE, {
            "number 27": ("navy", {"kind": "text", "words": "27", "colour": "orange", "size_mm": 140}),
            "chest bars": ("ecru", {"kind": "bars", "colours": ["forest green", "mustard", "rust"], "z": 1.2}),
            "poster": ("black", {"kind": "panels", "colours": ["ecru", "coral", "teal", "mustard", "ecru"]}),
        }, **RIB),
        *decorated("printed sweatshirt", "women", "sweatshirt", "sweat_over_f", FLEECE, {
            "heart": ("ecru", {"kind": "heart", "colour": "fuchsia"}),
            "daisy": ("sage", {"kind": "daisy", "colour": "white"}),
            "Encore print": ("grey", {"kind": "text", "words": "ENCORE", "colour": "navy", "size_mm": 56}),
        }, **RIB),
        *decorated("colour-block sweatshirt", "unisex", "sweatshirt", "sweat_over_m", FLEECE, {
            "teal yoke": ("mustard", {"kind": "yoke", "colour": "teal", "z": 1.20}),
            "pink below": ("burgundy", {"kind": "blocks", "colours": ["pink"], "heights": [1.05]}),
            "navy sleeves": ("light-grey", {"kind": "sleeves", "colour": "navy", "x": 0.20}),
        }, "colour block", **RIB),
    ]  # fmt: skip


def _jumpers() -> list[Design]:
    def knit(noun: str, gender: str, cut: str, words: str, weave: str | None = None, material: str = "wool",
             **style: Any) -> list[Design]:  # fmt: skip
        made = cloths(words, "wool", weave)
        return torso("topwear", noun, gender, "knit", cut, material, made, **{**RIB, **style})

    return [
        *knit("jumper", "men", "sweat_m", "fair-isle navy ecru red, fair-isle ecru brown rust, argyle navy light-blue "
              "ecru, cable navy, cable forest-green, chunky mustard, wide-stripes navy ecru"),
        *knit("V-neck jumper", "men", "sweat_v_m", "grey, camel, burgundy, argyle burgundy navy grey, black", "rib",
              "merino wool"),
        *knit("roll-neck jumper", "men", "sweat_slim_m", "black, ecru, chocolate, forest-green", "rib", "merino wool",
              neck="roll"),
        *knit("knitted waistcoat", "men", "vest_m", "argyle ecru brown teal, navy, chunky olive, fair-isle grey navy "
              "ecru"),
        *knit("oversized jumper", "women", "sweat_over_f", "chunky ecru, chunky coral, cable lilac, wide-stripes pink "
              "burgundy, fair-isle sky-blue white navy, melange grey white"),
        *knit("cropped jumper", "women", "sweat_crop_f", "cable white, red, fuchsia, stripes ecru black"),
        *knit("fine roll-neck", "women", "knit_slim_f", "black, white, rust, olive, burgundy", "rib", "merino wool",
              neck="roll"),
        *knit("balloon-sleeve jumper", "women", "knit_balloon_f", "mustard, light-blue, chunky beige, pink"),
        *knit("long jumper", "women", "knit_long_f", "chunky camel, chunky charcoal, forest-green, stripes ecru teal"),
        *knit("knitted vest", "women", "vest_f", "cable ecru, argyle lilac purple ecru, black, houndstooth ecru brown"),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_sweatshirts(), *_jumpers()]
