"""More topwear: shirts, blouses and polo shirts."""

from __future__ import annotations

from typing import Any

from atelier.design import Design
from atelier.ranges import cloths, decorated, torso

CLOSED: dict[str, Any] = {"neck": "shirt", "front": "buttons"}
STANDING: dict[str, Any] = {"neck": "band", "front": "buttons"}
CAMP: dict[str, Any] = {"neck": "camp", "front": "buttons"}


def _men() -> list[Design]:
    def shirt(noun: str, cut: str, material: str, words: str, finish: str | None = "crisp", gender: str = "men",
              **style: Any) -> list[Design]:  # fmt: skip
        return torso("topwear", noun, gender, "shirt", cut, material, cloths(words, finish), **{**CLOSED, **style})

    return [
        *shirt("slim shirt", "shirt_slim_m", "poplin", "white, black, pink, pin-dots navy white, "
               "shirting white light-blue, small-check white navy navy"),
        *shirt("Oxford shirt", "shirt_m", "cotton", "light-grey, sage, ecru, shirting white blue", None,
               details=["chest_pocket"]),
        *shirt("flannel shirt", "shirt_m", "flannel", "check forest-green navy black, check mustard charcoal black, "
               "big-check blue navy white, big-check burgundy ecru black, small-check brown ecru chocolate", None,
               details=["two_pockets"], buttons="black"),
        *shirt("stand-collar shirt", "shirt_m", "linen", "white, sky-blue, beige, olive, fine-stripes ecru teal",
               **STANDING),
        *shirt("camp-collar shirt", "camp_m", "viscose", "coral, forest-green, black, leaves navy mint sage, "
               "big-floral teal ecru coral, triangles ecru navy mustard rust, tall-stripes ecru brown, "
               "leaves ecru forest-green rust", None, **CAMP),
        *shirt("short-sleeve shirt", "shirt_short_m", "linen", "white, light-blue, navy, mustard, "
               "gingham forest-green, dots burgundy ecru, shirting white coral"),
        *torso("topwear", "denim work shirt", "men", "shirt", "shirt_m", "denim",
               cloths("brown, grey", "denim", "denim", wash=0.35, level=0.2), details=["two_pockets"],
               **CLOSED),
    ]  # fmt: skip


def _women() -> list[Design]:
    def blouse(noun: str, cut: str, words: str, material: str = "viscose", finish: str | None = None,
               category: str = "blouse", **style: Any) -> list[Design]:  # fmt: skip
        return torso("topwear", noun, "women", category, cut, material, cloths(words, finish), **style)

    return [
        *blouse("satin blouse", "blouse_f", "ecru, black, teal, fuchsia, forest-green", "satin", "satin",
                own_buttons=True, **CLOSED),
        *blouse("puff-sleeve blouse", "blouse_puff_f", "white, black, coral, gingham black, "
                "ditsy ecru red forest-green", "cotton", neck="bound"),
        *blouse("balloon-sleeve blouse", "blouse_balloon_f", "white, rust, sage, pin-dots black white, "
                "floral ecru lilac purple", **STANDING),
        *blouse("V-neck blouse", "blouse_v_f", "navy, mustard, pink, leaves black mint ecru, dots camel ecru",
                neck="bound"),
        *blouse("short-sleeve blouse", "blouse_short_f", "white, light-blue, mint, fine-stripes white navy, "
                "ditsy light-blue white navy", "poplin", "crisp", **CLOSED),
        *blouse("flutter-sleeve blouse", "blouse_flutter_f", "red, ecru, lilac, floral navy ecru mustard",
                neck="bound"),
        *blouse("bell-sleeve blouse", "blouse_bell_f", "burgundy, white, teal, brush ecru teal mustard", neck="bound"),
        *blouse("long loose shirt", "shirt_over_f", "white, light-blue, shirting white navy, olive, pink",
                "poplin", "crisp", "shirt", details=["chest_pocket"], **CLOSED),
        *blouse("flannel shirt", "shirt_over_f", "check red black black, check pink grey white, check sage ecru navy",
                "flannel", None, "shirt", details=["two_pockets"], **CLOSED),
    ]  # fmt: skip


def _polos() -> list[Design]:
    def polo(noun: str, gender: str, cut: str, words: str, material: str = "pique cotton", weave: str | None = None,
             **style: Any) -> list[Design]:  # fmt: skip
        made = cloths(words, weave=weave)
        return torso("topwear", noun, gender, "polo", cut, material, made, neck="polo", front="half",
                     own_buttons=True, **style)  # fmt: skip

    return [
        *polo("pique polo shirt", "men", "polo_m", "black, sky-blue, burgundy, mustard, light-grey, "
              "stripes white green, wide-stripes sage ecru"),
        *polo("long-sleeve polo shirt", "men", "polo_long_m", "navy, ecru, brown, wide-stripes forest-green navy"),
        *polo("fitted polo shirt", "women", "polo_f", "white, navy, pink, red, stripes white pink"),
        *polo("cropped polo shirt", "women", "polo_crop_f", "lilac, mint, ecru, stripes navy white"),
        *decorated("colour-block polo shirt", "men", "polo", "polo_m", "pique cotton", {
            "navy yoke": ("white", {"kind": "yoke", "colour": "navy"}),
            "green half": ("ecru", {"kind": "halves", "colour": "forest green"}),
            "orange below": ("grey", {"kind": "blocks", "colours": ["orange"], "heights": [1.04]}),
        }, "colour block", neck="polo", front="half"),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_men(), *_women(), *_polos()]
