"""More topwear in jersey: T-shirts, long sleeves, tank tops, camisoles."""

from __future__ import annotations

from typing import Any

from atelier.design import Design
from atelier.ranges import cloths, decorated, torso

COTTON = "cotton jersey"


def _men() -> list[Design]:
    def tee(noun: str, cut: str, words: str, gender: str = "men", **style: Any) -> list[Design]:
        return torso("topwear", noun, gender, "t-shirt", cut, COTTON, cloths(words), **style)

    return [
        *tee("slim T-shirt", "tee_slim_m", "white, black, sky-blue, rust, fine-stripes navy ecru"),
        *tee("crew-neck T-shirt", "tee_m", "white, black, light-grey, mustard, teal, coral, "
             "stripes white forest-green, wide-stripes burgundy navy, camo olive khaki brown, "
             "leaves ecru forest-green olive"),
        *tee("V-neck cotton T-shirt", "tee_v_m", "navy, grey, white, olive, fine-stripes light-grey charcoal"),
        *tee("boxy T-shirt", "tee_boxy", "ecru, brown, purple, mint, wide-stripes ecru camel, tie-dye coral yellow, "
             "zebra white black, brush ecru blue orange", "unisex"),
        *tee("long-line T-shirt", "tee_long_m", "charcoal, khaki, white, burgundy"),
        *torso("topwear", "sleeveless T-shirt", "men", "tank top", "sleeveless_m", COTTON,
               cloths("black, light-grey, orange, stripes white blue, camo forest-green olive black")),
        *torso("topwear", "ribbed vest top", "men", "tank top", "tank_m", "rib jersey",
               cloths("black, grey, navy, khaki", weave="rib"), neck="bound"),
    ]  # fmt: skip


def _women() -> list[Design]:
    def tee(noun: str, cut: str, words: str, material: str = COTTON, **style: Any) -> list[Design]:
        return torso("topwear", noun, "women", "t-shirt", cut, material, cloths(words), **style)

    return [
        *tee("scoop T-shirt", "tee_f", "black, white, red, sage, ditsy navy pink white, leaves mint teal forest-green"),
        *tee("boat-neck T-shirt", "tee_boat_f", "navy, ecru, yellow, stripes white blue, stripes ecru black"),
        *tee("square-neck T-shirt", "tee_square_f", "black, rust, brown, lilac, floral white red pink"),
        *tee("boyfriend T-shirt", "tee_boyfriend_f", "white, charcoal, mint, purple, wide-stripes pink red"),
        *tee("V-neck T-shirt", "tee_v_f", "white, navy, mustard, stripes grey white, leopard camel tan chocolate"),
        *tee("cropped T-shirt", "tee_crop_f", "white, black, yellow, orange, fine-stripes white fuchsia, "
             "tie-dye lilac white"),
        *tee("peplum top", "peplum_f", "white, forest-green, coral, dots navy white, floral ecru blue light-blue",
             "viscose", neck="bound", details=["waist_seam"]),
    ]  # fmt: skip


def _tanks() -> list[Design]:
    def tank(noun: str, cut: str, words: str, material: str = COTTON, finish: str | None = None,
             weave: str | None = None) -> list[Design]:  # fmt: skip
        made = cloths(words, finish, weave)
        return torso("topwear", noun, "women", "tank top", cut, material, made, neck="bound")

    return [
        *tank("racer-back top", "tank_racer_f", "black, coral, purple, grey, camo sage olive charcoal"),
        *tank("cropped tank top", "tank_crop_f", "white, chocolate, pink, red, khaki", "rib jersey", weave="rib"),
        *tank("square-neck tank top", "tank_square_f", "navy, white, mint, gingham red, stripes white teal"),
        *tank("satin camisole", "cami_f", "ecru, black, sage, burgundy, sky-blue, leopard tan camel chocolate", "satin",
              "satin"),
        *tank("sleeveless shell top", "shell_f", "ecru, black, teal, pin-dots white navy, brush ecru pink rust",
              "viscose"),
        *tank("swing top", "swing_f", "mustard, light-blue, white, floral black yellow coral, tall-stripes white sage",
              "viscose"),
    ]  # fmt: skip


def _long() -> list[Design]:
    def long(noun: str, gender: str, cut: str, words: str, material: str = COTTON, weave: str | None = None,
             **style: Any) -> list[Design]:  # fmt: skip
        made = cloths(words, weave=weave)
        return torso("topwear", noun, gender, "long sleeve", cut, material, made, **style)

    return [
        *long("long-sleeve T-shirt", "men", "long_m", "white, black, olive, burgundy, wide-stripes navy grey"),
        *long("henley", "men", "henley_m", "grey, rust, navy, ecru, sage", neck="bound", front="half"),
        *long("three-quarter top", "women", "three_quarter_f", "black, red, stripes white navy, stripes navy ecru"),
        *long("V-neck long-sleeve top", "women", "long_v_f", "grey, purple, teal, zebra ecru black"),
        *long("cropped long-sleeve top", "women", "long_crop_f", "white, black, coral, stripes pink white"),
        *long("tunic", "women", "tunic_f", "white, rust, navy, floral teal ecru mustard, leaves ecru sage olive",
              "viscose", neck="bound"),
    ]  # fmt: skip


def _printed() -> list[Design]:
    return [
        *decorated("T-shirt", "men", "t-shirt", "tee_m", COTTON, {
            "large star": ("grey", {"kind": "star", "colour": "navy"}),
            "poster print": ("white", {"kind": "panels", "colours": ["red", "white", "blue", "yellow", "white"]}),
            "number 84": ("forest-green", {"kind": "text", "words": "84", "colour": "ecru", "size_mm": 130}),
            "chest bars": ("charcoal", {"kind": "bars", "colours": ["orange", "ecru", "teal"]}),
        }),
        *decorated("boxy T-shirt", "unisex", "t-shirt", "tee_boxy", COTTON, {
            "rainbow": ("white", {"kind": "rainbow", "colours": ["red", "orange", "yellow", "green", "blue"]}),
            "Night Bus print": ("black", {"kind": "text", "words": "NIGHT/BUS", "colour": "yellow", "size_mm": 70}),
            "daisy": ("sky-blue", {"kind": "daisy", "colour": "white"}),
            "rings": ("camel", {"kind": "rings", "colours": ["chocolate", "ecru", "rust", "chocolate"]}),
        }),
        *decorated("T-shirt with artwork", "women", "t-shirt", "tee_boyfriend_f", COTTON, {
            "heart": ("light-grey", {"kind": "heart", "colour": "red"}),
            "daisy": ("lilac", {"kind": "daisy", "colour": "ecru", "petals": 12}),
            "Bonjour print": ("ecru", {"kind": "text", "words": "bonjour", "colour": "red", "size_mm": 62}),
            "rainbow": ("navy", {"kind": "rainbow", "colours": ["pink", "coral", "ecru", "sky blue"]}),
            "star": ("black", {"kind": "star", "colour": "mustard", "points": 8}),
        }),
        *decorated("raglan T-shirt", "men", "t-shirt", "tee_m", COTTON, {
            "navy sleeves": ("white", {"kind": "sleeves", "colour": "navy"}),
            "red sleeves": ("ecru", {"kind": "sleeves", "colour": "red"}),
            "forest sleeves": ("light-grey", {"kind": "sleeves", "colour": "forest green"}),
        }, "colour block"),
        *decorated("colour-block T-shirt", "women", "t-shirt", "tee_f", COTTON, {
            "pink above": ("red", {"kind": "yoke", "colour": "pink"}),
            "camel below": ("ecru", {"kind": "blocks", "colours": ["camel"], "heights": [1.08]}),
            "navy half": ("mint", {"kind": "halves", "colour": "navy"}),
        }, "colour block"),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_men(), *_women(), *_tanks(), *_long(), *_printed()]
