"""Bags: totes, shoulder and crossbody bags, handbags, clutches, backpacks."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design

LEFT, RIGHT = Camera(yaw=-16, pitch=8, margin=1.08), Camera(yaw=16, pitch=8, margin=1.08)


def _bag(
    title: str,
    gender: str,
    category: str,
    colour: str,
    builder: str,
    camera: Camera = RIGHT,
    material: str = "leather",
    pattern: str = "solid",
    price: float = 1.0,
    **style: Any,
) -> Design:
    parameters = {"colour": colour, "material": material, **style}
    return Design(
        title,
        gender,
        "bag",
        category,
        colour,
        material,
        pattern,
        f"atelier.accessories.bags:{builder}",
        parameters,
        camera,
        price,
    )


def _tote(title: str, gender: str, colour: str, fabric: dict[str, Any], pattern: str = "solid", **style: Any) -> Design:
    parameters = {"fabric": fabric, **style}
    camera = Camera(yaw=14, pitch=8, margin=1.06)
    return Design(
        title, gender, "bag", "tote bag", colour, "canvas", pattern, "atelier.accessories.tote:tote", parameters, camera
    )


def designs() -> list[Design]:
    """Return all bags."""
    return [*_totes(), *_shoulder_bags(), *_handbags(), *_clutches(), *_backpacks()]


def _plain(colour: str) -> dict[str, Any]:
    return {"weave": "plain", "colours": [colour], "mottle": 0.05}


def _totes() -> list[Design]:
    return [
        _tote("Ecru canvas tote, book shop print", "unisex", "ecru", _plain("ecru"), "graphic", strap="tan",
            leather_strap=True, words=["corner", "book", "shop"]),
        _tote("Navy striped canvas tote", "women", "white",
            {"weave": "stripes", "colours": ["white", "navy"], "period": 0.034}, "stripes", strap="navy"),
        _tote("Olive canvas tote", "unisex", "olive", _plain("olive"), strap="olive"),
        _tote("Colour-block tote, ecru and rust", "women", "ecru", _plain("ecru"), "colour block", strap="rust",
            band="rust"),
        _tote("Gingham tote, black and white", "women", "black",
            {"weave": "gingham", "colours": ["white", "black"], "period": 0.03}, "checks", strap="black"),
    ]  # fmt: skip


def _shoulder_bags() -> list[Design]:
    return [
        _bag("Camel leather flap bag", "women", "shoulder bag", "camel", "flap_bag"),
        _bag("Quilted black bag on a golden chain", "women", "shoulder bag", "black", "flap_bag", LEFT,
            pattern="quilted", quilted=True, chain=True, width=0.24, height=0.15, price=1.4),
        _bag("Small red crossbody bag", "women", "shoulder bag", "red", "flap_bag", LEFT, width=0.19, height=0.145,
            rise=0.33, strap_width=0.011, lock="snap", curve=0.045, drop=0.7, metal="silver"),
        _bag("Sage suede saddle bag", "women", "shoulder bag", "sage", "flap_bag", RIGHT, "suede", width=0.24,
            height=0.18, drop=0.80, curve=0.060, lock="none", strap="brown"),
        _bag("Navy canvas messenger bag", "men", "shoulder bag", "navy", "flap_bag", RIGHT, "canvas", width=0.36,
            height=0.26, depth=0.10, drop=0.72, curve=0.012, lock="none", webbing=True, strap="black",
            strap_width=0.036, rise=0.24),
        _bag("Brown leather messenger bag", "men", "shoulder bag", "brown", "flap_bag", LEFT, width=0.35, height=0.25,
            depth=0.09, drop=0.66, curve=0.02, strap_width=0.030, rise=0.25, thread="camel", metal="gunmetal",
            price=1.5),
    ]  # fmt: skip


def _handbags() -> list[Design]:
    return [
        _bag("Burgundy leather handbag", "women", "handbag", "burgundy", "top_handle"),
        _bag("White and tan two-tone handbag", "women", "handbag", "white", "top_handle", LEFT,
            pattern="colour block", block="tan", handle="tan", price=1.1),
        _bag("Mini mint handbag", "women", "handbag", "mint", "top_handle", RIGHT, width=0.21, height=0.16,
            depth=0.09, metal="silver", price=0.8),
    ]  # fmt: skip


def _clutches() -> list[Design]:
    return [
        _bag("Forest green envelope clutch", "women", "clutch", "forest green", "clutch", RIGHT, envelope=True),
        _bag("Fuchsia suede wristlet", "women", "clutch", "fuchsia", "clutch", LEFT, "suede", wrist=True),
        _bag("Black patent envelope clutch", "women", "clutch", "black", "clutch", LEFT, "patent leather",
            envelope=True, metal="silver"),
    ]  # fmt: skip


def _backpacks() -> list[Design]:
    return [
        _bag("Navy canvas backpack, leather base", "unisex", "backpack", "navy", "backpack", RIGHT, "canvas",
            pattern="colour block", base="tan"),
        _bag("Black backpack", "men", "backpack", "black", "backpack", LEFT, "canvas", patch="charcoal"),
        _bag("Mustard backpack, grey straps", "women", "backpack", "mustard", "backpack", LEFT, "canvas",
            strap="charcoal", patch="brown"),
        _bag("Brown leather backpack", "unisex", "backpack", "brown", "backpack", RIGHT, "leather", patch="chocolate",
            width=0.28, height=0.38, price=1.9),
    ]  # fmt: skip
