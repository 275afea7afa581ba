"""More eyewear: round, square, aviator, cat-eye, hexagonal, butterfly and narrow frames, optical ones too."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design
from atelier.lines.eyewear import BLUE, BROWN, GREEN, ROSE, SMOKE

CAMERAS = (
    Camera(-22, 10, 1.25, shadow="plan"), Camera(22, 10, 1.25, shadow="plan"), Camera(6, 6, 1.1, shadow="plan"),
)  # fmt: skip
YELLOW, VIOLET = "#a8862f", "#4c3a66"
METAL_COLOURS = {
    "gold": "mustard",
    "silver": "light grey",
    "gunmetal": "grey",
    "rose gold": "pink",
    "metal black": "black",
}


def _frames(noun: str, gender: str, shape: str, kinds: dict[str, tuple[str, str]], category: str = "sunglasses",
            **common: Any) -> list[Design]:  # fmt: skip
    """Return frames of one shape: {title's beginning: (frame, lens)}; a title with Tortoise mottles the acetate."""
    found = []
    for k, (words, (frame, lens)) in enumerate(kinds.items()):
        metal = frame in METAL_COLOURS
        tortoise = "ortoise" in words
        style: dict[str, Any] = {"shape": shape, "frame": frame, "lens": lens, **common}
        if tortoise:
            style["tortoise"] = True
        if "graded" in words:
            style["gradient"] = True
        first, _, rest = words.partition(",")
        title = f"{first} {noun}" + (f",{rest}" if rest else "")
        found.append(Design(title, gender, "eyewear", category, METAL_COLOURS.get(frame, frame),
                            "metal" if metal else "acetate", "tortoise" if tortoise else "solid",
                            "atelier.accessories.eyewear:glasses", style, CAMERAS[k % 3]))  # fmt: skip
    return found


def designs() -> list[Design]:
    """Return the line."""
    return [
        *_frames("round sunglasses", "unisex", "round", {
            "Silver": ("silver", SMOKE), "Black acetate": ("black", GREEN), "Tortoise": ("camel", BROWN),
            "Golden, yellow lenses": ("gold", YELLOW), "Burgundy": ("burgundy", SMOKE),
        }),
        *_frames("square sunglasses", "men", "wayfarer", {
            "Navy": ("navy", BLUE), "Dark tortoise": ("brown", GREEN), "Forest green": ("forest green", SMOKE),
            "Grey, graded": ("charcoal", SMOKE),
        }),
        *_frames("oversized square sunglasses", "women", "square", {
            "Black": ("black", SMOKE), "Ecru, brown lenses": ("ecru", BROWN), "Red": ("red", SMOKE),
            "Blond tortoise": ("mustard", BROWN),
        }, size=1.16),
        *_frames("aviator sunglasses", "unisex", "aviator", {
            "Black": ("metal black", SMOKE), "Gunmetal, green lenses": ("gunmetal", GREEN),
            "Golden, rose lenses": ("gold", ROSE), "Rose gold": ("rose gold", BROWN), "Silver, graded": ("silver",
            SMOKE),
        }),
        *_frames("cat-eye sunglasses", "women", "cat_eye", {
            "Black": ("black", SMOKE), "Fuchsia": ("fuchsia", VIOLET), "Teal": ("teal", SMOKE), "Red, graded": ("red",
            SMOKE),
        }),
        *_frames("hexagonal sunglasses", "unisex", "hexagon", {
            "Golden": ("gold", GREEN), "Silver, blue lenses": ("silver", BLUE), "Rose gold, graded": ("rose gold",
            ROSE),
            "Tortoise": ("tan", BROWN),
        }),
        *_frames("butterfly sunglasses", "women", "butterfly", {
            "Tortoise": ("rust", BROWN), "Black, graded": ("black", SMOKE), "Lilac": ("lilac", VIOLET),
        }),
        *_frames("narrow sunglasses", "unisex", "narrow", {
            "Black": ("black", SMOKE), "White": ("white", SMOKE), "Silver": ("silver", BLUE), "Orange": ("orange",
            BROWN),
        }),
        *_frames("brow-line sunglasses", "men", "clubmaster", {"Tortoise": ("camel", GREEN), "Navy": ("navy", SMOKE)}),
        *_frames("round glasses", "unisex", "round", {"Golden": ("gold", SMOKE), "Black": ("black", SMOKE)}, "glasses",
                 opacity=0.0),
        *_frames("square glasses", "unisex", "square", {"Navy": ("navy", SMOKE), "Amber tortoise": ("mustard", SMOKE)},
                 "glasses", opacity=0.0),
        *_frames("cat-eye glasses", "women", "cat_eye", {"Burgundy": ("burgundy", SMOKE)}, "glasses", opacity=0.0),
    ]  # fmt: skip
