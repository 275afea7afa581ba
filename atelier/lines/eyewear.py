"""Eyewear: sunglasses in metal and acetate, a few optical frames."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design

LEFT, RIGHT, FRONT = Camera(-22, 10, 1.25), Camera(22, 10, 1.25), Camera(6, 6, 1.1)
SMOKE, GREEN, BROWN, BLUE, ROSE = "#1f2227", "#24382b", "#4a3420", "#24385a", "#b06a72"


def _glasses(
    title: str,
    gender: str,
    colour: str,
    material: str,
    camera: Camera,
    pattern: str = "solid",
    category: str = "sunglasses",
    price: float = 1.0,
    **style: Any,
) -> Design:
    return Design(
        title,
        gender,
        "eyewear",
        category,
        colour,
        material,
        pattern,
        "atelier.accessories.eyewear:glasses",
        style,
        camera,
        price,
    )


def designs() -> list[Design]:
    """Return all glasses; `colour` is the frame's."""
    return [
        _glasses("Round golden sunglasses, green lenses", "unisex", "mustard", "metal", RIGHT, shape="round",
            frame="gold", lens=GREEN),
        _glasses("Black square sunglasses", "men", "black", "acetate", LEFT, shape="wayfarer", frame="black",
            lens=SMOKE),
        _glasses("Golden aviator sunglasses, brown gradient", "unisex", "mustard", "metal", RIGHT, shape="aviator",
            frame="gold", lens=BROWN, gradient=True),
        _glasses("Tortoise square sunglasses", "unisex", "tan", "acetate", FRONT, "tortoise", shape="square",
            frame="tan", tortoise=True, lens=BROWN),
        _glasses("Rust tortoise cat-eye sunglasses", "women", "rust", "acetate", RIGHT, "tortoise", shape="cat_eye",
            frame="rust", tortoise=True, lens=SMOKE),
        _glasses("Silver aviator sunglasses, blue lenses", "men", "light grey", "metal", LEFT, shape="aviator",
            frame="silver", lens=BLUE),
        _glasses("Rose round sunglasses", "women", "pink", "metal", LEFT, shape="round", frame="rose gold", lens=ROSE,
            gradient=True),
        _glasses("White cat-eye sunglasses", "women", "white", "acetate", LEFT, shape="cat_eye", frame="white",
            lens=SMOKE, gradient=True),
        _glasses("Black brow-line sunglasses", "men", "black", "acetate", FRONT, shape="clubmaster", frame="black",
            lens=GREEN),
        _glasses("Small black oval sunglasses", "women", "black", "metal", FRONT, shape="oval", frame="metal black",
            lens=SMOKE),
        _glasses("Teal acetate square sunglasses", "unisex", "teal", "acetate", LEFT, shape="wayfarer", frame="teal",
            lens=SMOKE, gradient=True),
        _glasses("Round tortoise glasses", "unisex", "brown", "acetate", RIGHT, "tortoise", "glasses", shape="round",
            frame="camel", tortoise=True, opacity=0.0, width_mm=4.2),
        _glasses("Gunmetal rectangular glasses", "men", "grey", "metal", LEFT, "solid", "glasses", shape="rectangle",
            frame="gunmetal", opacity=0.0),
    ]  # fmt: skip
