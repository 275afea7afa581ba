"""Bottomwear: jeans, chinos, trousers, shorts, leggings, skirts."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design
from atelier.lines.topwear import mix, solid

TROUSERS, SKIRT = "atelier.garments.trousers:trousers", "atelier.garments.skirts:skirt"
COPPER = "#b98a4a"
SKIRT_CAMERA = Camera(yaw=10, pitch=5, shadow="drawn")


def denim(colour: str, wash: float, level: float = 1.0) -> dict[str, Any]:
    """Return a denim fabric."""
    return solid(colour, "denim", wash=wash, level=level, finish="denim")


def legs(
    title: str, gender: str, category: str, colour: str, material: str, pattern: str, cut: str,
    fabric: dict[str, Any], yaw: float = 0.0, **finish: Any,
) -> Design:  # fmt: skip
    """Return a design with two legs."""
    return Design(title, gender, "bottomwear", category, colour, material, pattern, TROUSERS,
                  {"cut": cut, "fabric": fabric, **finish}, Camera(yaw=yaw, pitch=2, shadow="drawn"))  # fmt: skip


def skirt(
    title: str,
    colour: str,
    material: str,
    pattern: str,
    cut: str,
    fabric: dict[str, Any],
    band: str | None = None,
) -> Design:
    """Return a skirt."""
    length = "mini" if cut.endswith("mini") else "maxi" if cut.endswith("maxi") else "midi"
    return Design(title, "women", "bottomwear", f"{length} skirt", colour, material, pattern, SKIRT,
                  {"cut": cut, "fabric": fabric, "band": band}, SKIRT_CAMERA)  # fmt: skip


def _jeans() -> list[Design]:
    men, women = ("men", "jeans"), ("women", "jeans")
    return [
        legs("Slim indigo jeans, washed", *men, "indigo", "denim", "solid", "slim_m", denim("indigo", 0.50),
             thread=COPPER),
        legs("Slim black jeans", *men, "black", "denim", "solid", "slim_m", denim("black", 0.14), thread="charcoal",
             button="#44464a", yaw=8),
        legs("Slim light blue jeans, bleached", *men, "light blue", "denim", "solid", "slim_m",
             denim("light blue", 0.75), thread=COPPER, yaw=-6),
        legs("Straight raw indigo jeans, turned up", *men, "indigo", "raw denim", "solid", "straight_m",
             denim("#202f54", 0.08), thread=COPPER, turn_up=True),
        legs("Straight blue jeans, stone-washed", *men, "blue", "denim", "solid", "straight_m",
             denim("#3a62a0", 0.45), thread=COPPER, yaw=6),
        legs("Straight grey jeans", *men, "grey", "denim", "solid", "straight_m", denim("grey", 0.35),
             thread="charcoal"),
        legs("Slim navy jeans", *women, "navy", "stretch denim", "solid", "slim_f", denim("navy", 0.18),
             thread=COPPER),
        legs("Slim white jeans", *women, "white", "stretch denim", "solid", "slim_f", denim("white", 0.10),
             thread="light grey", yaw=8),
        legs("Wide light blue jeans", *women, "light blue", "denim", "solid", "wide_f", denim("light blue", 0.40),
             thread=COPPER),
        legs("Wide black jeans", *women, "black", "denim", "solid", "wide_f", denim("black", 0.10),
             thread="charcoal"),
        legs("Flared indigo jeans, washed", *women, "indigo", "denim", "solid", "flare_f", denim("indigo", 0.55),
             thread=COPPER),
        legs("Flared rust corduroy jeans", *women, "rust", "corduroy", "solid", "flare_f",
             solid("rust", "rib", period=0.004, depth=0.5, finish="wool"), thread="rust"),
    ]  # fmt: skip


def _trousers() -> list[Design]:
    return [
        legs("Beige chinos", "men", "chinos", "beige", "cotton twill", "solid", "chino_m", solid("beige", "twill"),
             button="beige"),
        legs("Navy chinos", "men", "chinos", "navy", "cotton twill", "solid", "chino_m", solid("navy", "twill"),
             button="navy", yaw=8),
        legs("Olive chinos, turned up", "men", "chinos", "olive", "cotton twill", "solid", "chino_m",
             solid("olive", "twill"), button="brown", turn_up=True),
        legs("Grey check trousers", "men", "trousers", "grey", "wool", "checks", "chino_m",
             mix("check", "grey", "charcoal", "light grey", period=0.05), button="charcoal"),
        legs("Light grey joggers", "men", "joggers", "light grey", "brushed cotton", "solid", "jogger_m",
             mix("melange", "light grey", "white")),
        legs("Black joggers with white stripe", "men", "joggers", "black", "brushed cotton", "solid", "jogger_m",
             solid("black"), yaw=32, stripe="white"),
        legs("Wide ecru trousers", "women", "wide trousers", "ecru", "linen", "solid", "wide_trousers_f",
             solid("ecru", "twill"), button="ecru"),
        legs("Wide trousers with pinstripes, charcoal", "women", "wide trousers", "charcoal", "wool", "stripes",
             "wide_trousers_f", mix("stripes", "charcoal", "light grey", period=0.018, share=0.07, vertical=True),
             button="charcoal"),
        legs("Wide forest green satin trousers", "women", "wide trousers", "forest green", "satin", "solid",
             "wide_trousers_f", solid("forest green", finish="satin"), button="forest green"),
        legs("Black leggings", "women", "leggings", "black", "stretch jersey", "solid", "leggings_f",
             solid("black")),
        legs("Purple sports leggings with pink stripe", "women", "leggings", "purple", "stretch jersey",
             "colour block", "leggings_f", solid("purple", finish="nylon"), yaw=-32, stripe="pink"),
    ]  # fmt: skip


def _shorts() -> list[Design]:
    return [
        legs("Khaki chino shorts", "men", "shorts", "khaki", "cotton twill", "solid", "shorts_m",
             solid("khaki", "twill"), button="brown"),
        legs("Navy shorts with white dots", "men", "shorts", "navy", "cotton twill", "dots", "shorts_m",
             mix("dots", "navy", "white", period=0.022, size=0.13), button="navy"),
        legs("Green camouflage shorts", "men", "shorts", "olive", "cotton twill", "camouflage", "shorts_m",
             mix("camo", "olive", "khaki", "chocolate", "forest green"), button="olive"),
        legs("Coral shorts", "men", "shorts", "coral", "linen", "solid", "shorts_m", solid("coral", "twill"),
             button="white"),
        legs("Denim shorts, washed blue", "women", "shorts", "blue", "denim", "solid", "shorts_denim_f",
             denim("#4a78b4", 0.35, 0.5), thread=COPPER, turn_up=True),
        legs("Black denim shorts", "women", "shorts", "black", "denim", "solid", "shorts_denim_f",
             denim("black", 0.15, 0.4), thread="charcoal"),
    ]  # fmt: skip


def _skirts() -> list[Design]:
    return [
        skirt("Pleated tartan mini skirt, burgundy", "burgundy", "wool", "checks", "pleated_mini",
              mix("check", "burgundy", "black", "ecru", period=0.055, finish="wool")),
        skirt("Pleated navy mini skirt", "navy", "wool", "solid", "pleated_mini", solid("navy", finish="wool")),
        skirt("Pleated beige midi skirt", "beige", "viscose", "solid", "pleated_midi", solid("beige")),
        skirt("Pleated green satin midi skirt", "green", "satin", "solid", "pleated_midi",
              solid("green", finish="satin")),
        skirt("Flared floral skirt, navy", "navy", "viscose", "floral", "flared",
              mix("floral", "navy", "pink", "ecru", "coral")),
        skirt("Flared skirt with dots, red", "red", "cotton", "dots", "flared",
              mix("dots", "red", "white", period=0.04, size=0.22)),
        skirt("Flared midi skirt, mustard", "mustard", "cotton", "solid", "flared_midi", solid("mustard")),
        skirt("Gingham midi skirt, black and white", "black", "cotton", "checks", "flared_midi",
              mix("gingham", "white", "black", period=0.03), "black"),
        skirt("Gathered maxi skirt, white", "white", "cotton", "solid", "gathered_maxi", solid("white")),
        skirt("Floral maxi skirt, lilac", "lilac", "viscose", "floral", "gathered_maxi",
              mix("floral", "lilac", "white", "purple", "pink", size=0.014, density=600)),
        skirt("Black pencil skirt", "black", "wool", "solid", "pencil", solid("black", finish="wool")),
        skirt("Herringbone pencil skirt, grey", "grey", "wool", "herringbone", "pencil",
              mix("herringbone", "charcoal", "light grey", finish="wool")),
        skirt("Brown leather mini skirt", "brown", "leather", "solid", "a_line_mini",
              solid("brown", finish="leather")),
        skirt("Denim mini skirt, indigo", "indigo", "denim", "solid", "a_line_mini", denim("indigo", 0.2, 0.0)),
        skirt("Leopard satin midi skirt", "beige", "satin", "animal print", "slip_midi",
              mix("leopard", "beige", "tan", "chocolate", finish="satin")),
        skirt("Teal satin midi skirt", "teal", "satin", "solid", "slip_midi", solid("teal", finish="satin")),
    ]  # fmt: skip


def designs() -> list[Design]:
    """Return the line."""
    return [*_jeans(), *_trousers(), *_shorts(), *_skirts()]
