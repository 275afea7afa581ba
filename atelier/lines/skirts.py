"""More skirts: mini, midi and maxi."""

from __future__ import annotations

from typing import Any

from atelier.design import Design
from atelier.ranges import cloths, skirts


def _short() -> list[Design]:
    def mini(noun: str, cut: str, material: str, words: str, finish: str | None = None, weave: str | None = None,
             **style: Any) -> list[Design]:  # fmt: skip
        return skirts(noun, "mini skirt", cut, material, cloths(words, finish, weave), **style)

    return [
        *mini("flared mini skirt", "flared_mini", "cotton", "white, red, ditsy black pink white, "
              "dots light-blue white"),
        *mini("circle mini skirt", "circle_mini", "viscose", "fuchsia, yellow, floral mint coral white, "
              "zebra ecru black"),
        *mini("tennis skirt", "tennis_mini", "cotton twill", "white, lilac, forest-green, check grey burgundy ecru"),
        *mini("tulip mini skirt", "tulip_mini", "crepe", "black, orange, houndstooth white black, "
              "herringbone brown tan"),
        *mini("corduroy mini skirt", "a_line_mini", "corduroy", "mustard, burgundy, camel", "wool", "rib"),
        *mini("leather mini skirt", "a_line_mini", "leather", "black, red, forest-green", "leather"),
        *mini("tartan mini skirt", "a_line_mini", "wool", "check navy forest-green ecru, check red black ecru", "wool"),
        *mini("gathered mini skirt", "gathered_mini", "cotton", "sky-blue, gingham red, ditsy ecru navy coral"),
    ]  # fmt: skip


def _midi() -> list[Design]:
    def midi(noun: str, cut: str, material: str, words: str, finish: str | None = None, weave: str | None = None,
             **style: Any) -> list[Design]:  # fmt: skip
        return skirts(noun, "midi skirt", cut, material, cloths(words, finish, weave), **style)

    return [
        *midi("A-line midi skirt", "a_line_midi", "cotton", "rust, black, big-dots ecru navy, "
              "tall-stripes white coral"),
        *midi("leather midi skirt", "a_line_midi", "leather", "chocolate, black", "leather"),
        *midi("pencil skirt", "pencil", "crepe", "red, camel, pinstripes navy light-grey, leopard tan camel chocolate"),
        *midi("pleated midi skirt", "pleated_midi", "viscose", "navy, pink, rust, lilac, tall-stripes ecru teal"),
        *midi("metallic pleated skirt", "pleated_midi", "satin", "mustard, light-grey", "satin"),
        *midi("flared skirt", "flared", "cotton", "black, coral, teal, gingham forest-green, leaves white mint teal"),
        *midi("flared midi skirt", "flared_midi", "viscose", "white, purple, big-floral navy red ecru, "
              "pin-dots burgundy ecru"),
        *midi("satin midi skirt", "slip_midi", "satin", "ecru, black, burgundy, sage, zebra white black", "satin"),
        *midi("tiered midi skirt", "tiered_midi", "cotton", "sky-blue, coral, ditsy forest-green ecru pink"),
    ]  # fmt: skip


def _maxi() -> list[Design]:
    def maxi(noun: str, cut: str, material: str, words: str, finish: str | None = None, weave: str | None = None,
             **style: Any) -> list[Design]:  # fmt: skip
        return skirts(noun, "maxi skirt", cut, material, cloths(words, finish, weave), **style)

    return [
        *maxi("pleated maxi skirt", "pleated_maxi", "viscose", "black, forest-green, mustard, dots navy white"),
        *maxi("A-line maxi skirt", "a_line_maxi", "linen", "ecru, tan, navy, wide-stripes ecru rust"),
        *maxi("denim maxi skirt", "a_line_maxi", "denim", "indigo, light-blue", "denim", "denim"),
        *maxi("gathered maxi skirt", "gathered_maxi", "cotton", "rust, teal, leaves ecru olive sage, gingham navy"),
        *maxi("mermaid skirt", "mermaid_maxi", "crepe", "black, red, purple"),
        *maxi("tiered maxi skirt", "tiered_maxi", "cotton", "white, mustard, black, floral burgundy pink ecru, "
              "brush sky-blue white navy"),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_short(), *_midi(), *_maxi()]
