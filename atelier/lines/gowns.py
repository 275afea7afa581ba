"""More dresses: shift, slip, wrap, shirt, jumper, tiered and maxi dresses."""

from __future__ import annotations

from typing import Any

from atelier.design import Design
from atelier.ranges import cloths, torso

BOUND: dict[str, Any] = {"neck": "bound"}
WAISTED: dict[str, Any] = {"neck": "bound", "details": ["waist_seam"]}
WRAPPED: dict[str, Any] = {"neck": "bound", "details": ["wrap", "sash"]}
SHIRT: dict[str, Any] = {"neck": "shirt", "front": "buttons"}


def _dress(noun: str, category: str, cut: str, material: str, words: str, finish: str | None = None,
           weave: str | None = None, **style: Any) -> list[Design]:  # fmt: skip
    return torso("dress", noun, "women", category, cut, material, cloths(words, finish, weave), **style)


def _short() -> list[Design]:
    return [
        *_dress("boxy mini dress", "dress", "dress_mini_boxy", "cotton jersey", "black, coral, "
                "wide-stripes white navy, "
                "tie-dye lilac white"),
        *_dress("shift dress", "dress", "dress_shift", "crepe", "red, camel, houndstooth white black, "
                "triangles ecru coral teal navy", **BOUND),
        *_dress("bodycon dress", "dress", "dress_bodycon", "rib jersey", "black, chocolate, fuchsia", None, "rib"),
        *_dress("satin mini slip dress", "slip dress", "dress_slip_mini", "satin", "fuchsia, ecru, navy, "
                "leopard tan camel chocolate", "satin", **BOUND),
        *_dress("puff-sleeve mini dress", "dress", "dress_puff_mini", "cotton", "white, sage, gingham coral, "
                "ditsy navy pink ecru", **WAISTED),
        *_dress("short wrap dress", "wrap dress", "dress_wrap_short", "viscose", "coral, black, ditsy red white pink, "
                "dots navy ecru", **WRAPPED),
        *_dress("smock dress", "dress", "dress_smock", "cotton", "mustard, light-blue, gingham black, "
                "floral rust ecru pink", **BOUND),
        *_dress("polo dress", "dress", "dress_polo", "pique cotton", "white, navy, stripes ecru forest-green",
                neck="polo", front="half"),
        *_dress("jumper dress", "dress", "dress_jumper", "wool", "grey, burgundy, cable ecru, fair-isle navy ecru red",
                "wool", neck="roll", edges="rib"),
        *_dress("denim pinafore dress", "dress", "dress_pinafore", "denim", "indigo, black, "
                "light-blue", "denim", "denim",
                neck="bound", details=["waist_seam"]),
        *_dress("shirt mini dress", "shirt dress", "dress_shirt_mini", "poplin", "white, olive, shirting white blue, "
                "check brown ecru chocolate", details=["chest_pocket"], **SHIRT),
    ]  # fmt: skip


def _midi() -> list[Design]:
    return [
        *_dress("tank midi dress", "dress", "dress_tank_midi", "rib jersey", "black, rust, stripes ecru black", None,
                "rib", **BOUND),
        *_dress("square-neck midi dress", "dress", "dress_square", "cotton", "white, teal, big-floral ecru coral red, "
                "gingham lilac", **WAISTED),
        *_dress("wrap dress", "wrap dress", "dress_wrap_midi", "viscose", "burgundy, teal, "
                "leaves forest-green mint ecru, "
                "floral navy coral ecru, zebra ecru black", **WRAPPED),
        *_dress("belted midi shirt dress", "shirt dress", "dress_shirt_long", "cotton twill", "camel, navy, rust, "
                "shirting white forest-green, "
                "leopard beige tan chocolate", details=["belt"], own_buttons=True, **SHIRT),
        *_dress("knitted midi dress", "dress", "dress_jumper_midi", "wool", "camel, black, light-grey, olive", "wool",
                "rib", neck="roll", edges="rib"),
        *_dress("A-line dress", "dress", "dress_a_line", "cotton", "pink, forest-green, navy, big-dots white black, "
                "leaves coral white yellow", **WAISTED),
    ]  # fmt: skip


def _maxi() -> list[Design]:
    return [
        *_dress("satin maxi slip dress", "slip dress", "dress_slip_maxi", "satin", "burgundy, sage, sky-blue, black",
                "satin", **BOUND),
        *_dress("wrap maxi dress", "maxi dress", "dress_wrap_maxi", "viscose", "red, big-floral black pink ecru, "
                "leaves white sky-blue navy, dots forest-green ecru", **WRAPPED),
        *_dress("tiered maxi dress", "maxi dress", "dress_tiered", "cotton", "ecru, rust, black, gingham sky-blue, "
                "floral lilac white pink", neck="bound", details=["tiers"]),
        *_dress("empire maxi dress", "maxi dress", "dress_empire_maxi", "viscose", "mint, purple, orange, "
                "brush ecru teal coral, zebra white teal", neck="bound", details=["empire_seam"]),
        *_dress("maxi dress", "maxi dress", "dress_maxi", "viscose", "navy, mustard, wide-stripes ecru coral, "
                "leaves black sage mint", **WAISTED),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_short(), *_midi(), *_maxi()]
