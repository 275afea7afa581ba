"""Dresses: T-shirt, slip, A-line, maxi, long-sleeved and shirt dresses."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design
from atelier.lines.topwear import BUILDER, mix, solid

BOUND = {"neck": "bound"}
WAISTED = {"neck": "bound", "details": ["waist_seam"]}
SHIRT = {"neck": "shirt", "front": "buttons", "details": ["belt"]}


def dress(
    title: str, colour: str, material: str, pattern: str, cut: str, fabric: dict[str, Any], yaw: float = 0.0,
    **finish: Any,
) -> Design:  # fmt: skip
    """Return a dress."""
    category = {"dress_slip": "slip dress", "dress_shirt": "shirt dress", "dress_maxi": "maxi dress"}.get(cut, "dress")
    return Design(title, "women", "dress", category, colour, material, pattern, BUILDER,
                  {"cut": cut, "fabric": fabric, **finish},
                  Camera(yaw=yaw, pitch=3, floor_gap_m=0.05, shadow="drawn"))  # fmt: skip


def _short() -> list[Design]:
    return [
        dress("Striped T-shirt dress, navy and white", "navy", "cotton jersey", "stripes", "dress_tee",
              mix("stripes", "navy", "white", period=0.034, share=0.35)),
        dress("Grey T-shirt dress", "grey", "cotton jersey", "solid", "dress_tee", mix("melange", "grey", "white")),
        dress("Orange T-shirt dress with colour block", "orange", "cotton jersey", "colour block", "dress_tee",
              solid("orange"), art={"kind": "blocks", "colours": ["pink"], "heights": [0.86]}),
        dress("Red A-line dress with dots", "red", "cotton", "dots", "dress_a_line",
              mix("dots", "red", "white", period=0.036, size=0.2), **WAISTED),
        dress("Black A-line dress", "black", "viscose", "solid", "dress_a_line", solid("black"), **WAISTED),
        dress("Yellow A-line dress", "yellow", "linen", "solid", "dress_a_line", solid("yellow", "twill"),
              **WAISTED),
        dress("Gingham A-line dress, sky blue", "sky blue", "cotton", "checks", "dress_a_line",
              mix("gingham", "white", "sky blue", period=0.028), **WAISTED),
        dress("Wrap-neck dress, forest green", "forest green", "viscose", "solid", "dress_long_sleeve",
              solid("forest green"), **WAISTED),
        dress("Floral long-sleeve dress, black", "black", "viscose", "floral", "dress_long_sleeve",
              mix("floral", "black", "coral", "ecru", "pink", size=0.010, density=700), **WAISTED),
        dress("Leopard long-sleeve dress", "beige", "viscose", "animal print", "dress_long_sleeve",
              mix("leopard", "beige", "tan", "chocolate"), **WAISTED),
        dress("Burgundy long-sleeve dress", "burgundy", "crepe", "solid", "dress_long_sleeve", solid("burgundy"),
              **WAISTED),
    ]  # fmt: skip


def _long() -> list[Design]:
    return [
        dress("Beige satin slip dress", "beige", "satin", "solid", "dress_slip", solid("beige", finish="satin"),
              **BOUND),
        dress("Black satin slip dress", "black", "satin", "solid", "dress_slip", solid("black", finish="satin"),
              **BOUND),
        dress("Teal satin slip dress", "teal", "satin", "solid", "dress_slip", solid("teal", finish="satin"),
              **BOUND),
        dress("Lilac floral slip dress", "lilac", "viscose", "floral", "dress_slip",
              mix("floral", "lilac", "white", "purple", size=0.008, density=1000), **BOUND),
        dress("Floral maxi dress, sage", "sage", "viscose", "floral", "dress_maxi",
              mix("floral", "sage", "ecru", "pink", "coral"), **WAISTED),
        dress("White maxi dress", "white", "cotton", "solid", "dress_maxi", solid("white"), **WAISTED),
        dress("Fuchsia maxi dress", "fuchsia", "viscose", "solid", "dress_maxi", solid("fuchsia"), **WAISTED),
        dress("Striped maxi dress, blue and white", "blue", "cotton", "stripes", "dress_maxi",
              mix("stripes", "blue", "white", period=0.05, share=0.4, vertical=True), **WAISTED),
        dress("Light blue shirt dress", "light blue", "poplin", "solid", "dress_shirt",
              solid("light blue", finish="crisp"), **SHIRT),
        dress("Khaki shirt dress with belt", "khaki", "cotton twill", "solid", "dress_shirt",
              solid("khaki", "twill"), buttons="brown", **SHIRT),
        dress("Red check shirt dress", "red", "flannel", "checks", "dress_shirt",
              mix("check", "red", "navy", "white", period=0.08), **SHIRT),
        dress("Striped shirt dress, white and pink", "pink", "poplin", "stripes", "dress_shirt",
              mix("stripes", "white", "pink", period=0.02, share=0.45, vertical=True, finish="crisp"), **SHIRT),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_short(), *_long()]
