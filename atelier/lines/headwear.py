"""Headwear: beanies, caps, bucket hats, brimmed hats."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design

KNIT, CAP, HAT = (
    Camera(yaw=20, pitch=4, margin=1.12),
    Camera(yaw=28, pitch=8, margin=1.22),
    Camera(yaw=28, pitch=10, margin=1.02),
)


def _hat(
    title: str,
    gender: str,
    category: str,
    colour: str,
    builder: str,
    camera: Camera,
    material: str,
    pattern: str = "solid",
    price: float = 1.0,
    **style: Any,
) -> Design:
    return Design(
        title,
        gender,
        "headwear",
        category,
        colour,
        material,
        pattern,
        f"atelier.accessories.headwear:{builder}",
        {"colour": colour, **style},
        camera,
        price,
    )


def designs() -> list[Design]:
    """Return all headwear."""
    return [*_beanies(), *_caps(), *_hats()]


def _beanies() -> list[Design]:
    return [
        _hat("Rust rib-knit beanie", "unisex", "beanie", "rust", "beanie", KNIT, "wool", patch="brown"),
        _hat("Grey striped beanie with pompom", "women", "beanie", "light grey", "beanie", KNIT, "wool", "stripes",
            pompom="white", melange=0.4, stripe="navy"),
        _hat("Mustard slouchy beanie", "women", "beanie", "mustard", "beanie", KNIT, "wool", slouch=1.0),
        _hat("Black fisherman beanie", "men", "beanie", "black", "beanie", Camera(-18, 4, 1.12), "wool", cuff=0.045,
            ribs=64),
        _hat("Forest green chunky beanie", "men", "beanie", "forest green", "beanie", Camera(-18, 4, 1.12), "wool",
            ribs=40, patch="tan", melange=0.2),
    ]  # fmt: skip


def _caps() -> list[Design]:
    return [
        _hat("Navy baseball cap, letters NB", "unisex", "cap", "navy", "cap", CAP, "cotton", "graphic", letters="NB"),
        _hat("Beige baseball cap", "women", "cap", "beige", "cap", Camera(-28, 8, 1.22), "cotton"),
        _hat("Black trucker cap, white front", "men", "cap", "black", "cap", CAP, "cotton", "colour block",
            front="white", mesh_back=True, letters="K", letter_colour="red"),
        _hat("Olive suede cap", "men", "cap", "olive", "cap", Camera(-28, 8, 1.22), "suede", stuff="suede",
            price=1.4),
        _hat("Red cap, white peak", "unisex", "cap", "red", "cap", CAP, "cotton", "colour block", brim="white",
            letters="07"),
    ]  # fmt: skip


def _hats() -> list[Design]:
    return [
        _hat("Camel felt fedora", "unisex", "hat", "camel", "brimmed", HAT, "wool felt", band="black", price=1.4),
        _hat("Charcoal felt fedora, burgundy band", "men", "hat", "charcoal", "brimmed", Camera(-28, 10, 1.02),
            "wool felt", band="burgundy", brim=0.055, price=1.4),
        _hat("Wide-brimmed straw sun hat", "women", "hat", "beige", "brimmed", Camera(25, 12, 1.02), "straw",
            stuff="straw", brim=0.10, style="sun", band="navy", bow=False),
        _hat("Straw hat with red band", "women", "hat", "ecru", "brimmed", Camera(-25, 12, 1.02), "straw",
            stuff="straw", brim=0.075, style="sun", band="red"),
        _hat("Olive bucket hat", "unisex", "hat", "olive", "bucket", Camera(20, 8, 1.05), "cotton", price=0.7),
        _hat("Pale denim bucket hat", "women", "hat", "light blue", "bucket", Camera(-20, 8, 1.05), "denim",
            stuff="denim", price=0.7),
    ]  # fmt: skip
