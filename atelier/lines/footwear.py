"""Footwear: sneakers, running shoes, boots, loafers, flats, heels, sandals."""

from __future__ import annotations

from typing import Any

from atelier.design import Camera, Design

FRONT = Camera(yaw=28, pitch=17, margin=1.1)
SIDE = Camera(yaw=-24, pitch=14, margin=0.93)
WOMEN = 0.89  # women's shoes are the men's nets, smaller


def _shoe(
    title: str,
    gender: str,
    category: str,
    colour: str,
    builder: str,
    camera: Camera = FRONT,
    material: str = "leather",
    pattern: str = "solid",
    price: float = 1.0,
    **style: Any,
) -> Design:
    parameters = {"colour": colour, "material": material, **style}
    if gender == "women":
        parameters["size"] = WOMEN
    return Design(
        title,
        gender,
        "footwear",
        category,
        colour,
        material,
        pattern,
        f"atelier.accessories.footwear:{builder}",
        parameters,
        camera,
        price,
    )


def designs() -> list[Design]:
    """Return all pairs."""
    return [*_sneakers(), *_runners(), *_boots(), *_loafers(), *_flats(), *_sandals()]


def _sneakers() -> list[Design]:
    low, high = "sneaker", "sneaker"
    return [
        _shoe("White leather sneakers, green heel", "unisex", "sneakers", "white", low, facing="white",
            heel="forest green", mark="bars", pattern="colour block"),
        _shoe("All-white minimal sneakers", "women", "sneakers", "white", low, SIDE, heel="light grey",
            thread="grey"),
        _shoe("Black leather sneakers, white sole", "men", "sneakers", "black", low, SIDE, lace="black",
            inner="black"),
        _shoe("Navy suede sneakers, gum sole", "men", "sneakers", "navy", low, material="suede", sole="#b98650",
            outsole="#8d5f33", lace="ecru", inner="beige", mark="wave", mark_colour="white", pattern="colour block"),
        _shoe("Burgundy canvas sneakers", "women", "sneakers", "burgundy", low, material="canvas", lace="white",
            cap="white", foxing="burgundy", inner="ecru"),
        _shoe("Beige suede sneakers with orange chevron", "unisex", "sneakers", "beige", low, SIDE, material="suede",
            facing="camel", toe="camel", heel="rust", mark="chevron", mark_colour="rust", sole="#efe8d8", lace="ecru",
            pattern="colour block"),
        _shoe("Navy canvas high-tops", "unisex", "sneakers", "navy", high, SIDE, material="canvas", high=True,
            cap="white", foxing="red", patch="white", lace="white", inner="ecru"),
        _shoe("Black canvas high-tops", "men", "sneakers", "black", high, material="canvas", high=True, cap="white",
            foxing="black", patch="black", lace="white", inner="ecru"),
        _shoe("Mustard canvas high-tops", "women", "sneakers", "mustard", high, SIDE, material="canvas", high=True,
            cap="white", foxing="mustard", patch="white", lace="white", inner="ecru"),
        _shoe("White and red leather high-tops", "men", "sneakers", "white", high, high=True, heel="red",
            facing="red", patch="white", collar="red", lace="white", pattern="colour block", price=1.2),
    ]  # fmt: skip


def _runners() -> list[Design]:
    return [
        _shoe("Grey mesh running shoes, orange accents", "men", "running shoes", "grey", "runner", SIDE, "mesh",
            "colour block", overlay="charcoal", accent="orange", foam="white", outsole="charcoal"),
        _shoe("Black running shoes, white sole", "unisex", "running shoes", "black", "runner", FRONT, "mesh",
            overlay="black", accent="charcoal", foam="white", outsole="white"),
        _shoe("Mint running shoes, coral accents", "women", "running shoes", "mint", "runner", SIDE, "mesh",
            "colour block", overlay="white", accent="coral", foam="white", outsole="coral"),
        _shoe("Blue and yellow running shoes", "men", "running shoes", "blue", "runner", FRONT, "mesh",
            "colour block", overlay="navy", accent="yellow", foam="white", outsole="yellow", foxing="yellow"),
        _shoe("Lilac running shoes", "women", "running shoes", "lilac", "runner", FRONT, "mesh", overlay="purple",
            accent="white", foam="white", outsole="lilac"),
    ]  # fmt: skip


def _boots() -> list[Design]:
    return [
        _shoe("Brown leather chelsea boots", "men", "ankle boots", "brown", "boot"),
        _shoe("Black leather chelsea boots", "women", "ankle boots", "black", "boot", SIDE, sole="#141312"),
        _shoe("Sand suede chelsea boots", "men", "ankle boots", "beige", "boot", SIDE, "suede", gusset="brown",
            sole="#c9a982"),
        _shoe("Camel suede zip ankle boots", "women", "ankle boots", "camel", "boot", FRONT, "suede", kind="zip",
            shaft=0.75, sole="#4a3626"),
        _shoe("Black leather tall zip boots", "women", "boots", "black", "boot", SIDE, kind="zip", shaft=1.9,
            sole="#141312", price=1.2),
        _shoe("Rust leather chelsea boots, ecru sole", "unisex", "ankle boots", "rust", "boot", FRONT, sole="#d9ccb2",
            gusset="brown"),
    ]  # fmt: skip


def _loafers() -> list[Design]:
    return [
        _shoe("Burgundy penny loafers", "men", "loafers", "burgundy", "loafer"),
        _shoe("Black loafers with golden bit", "women", "loafers", "black", "loafer", bit="gold", sole="#171412",
            price=1.15),
        _shoe("Tan suede penny loafers", "men", "loafers", "tan", "loafer", SIDE, "suede"),
        _shoe("Forest green suede loafers, silver bit", "women", "loafers", "forest green", "loafer", FRONT, "suede",
            bit="silver"),
    ]  # fmt: skip


def _flats() -> list[Design]:
    return [
        _shoe("Beige ballet flats, black toe", "women", "flats", "beige", "flat", cap="black", bow="black",
            pattern="colour block"),
        _shoe("Red ballet flats with bow", "women", "flats", "red", "flat", SIDE, bow="red"),
        _shoe("Navy suede ballet flats", "women", "flats", "navy", "flat", FRONT, "suede", bow="navy"),
        _shoe("Red patent pumps", "women", "heels", "red", "flat", SIDE, "patent leather", kind="pump"),
        _shoe("Black suede block-heel pumps", "women", "heels", "black", "flat", FRONT, "suede", kind="pump",
            heel="block"),
        _shoe("Beige leather pumps", "women", "heels", "beige", "flat", SIDE, kind="pump", sole="#2a211b"),
        _shoe("Teal satin-look pumps, block heel", "women", "heels", "teal", "flat", SIDE, kind="pump", heel="block"),
    ]  # fmt: skip


def _sandals() -> list[Design]:
    return [
        _shoe("Tan leather two-strap sandals", "unisex", "sandals", "tan", "sandal"),
        _shoe("Black leather two-strap sandals", "men", "sandals", "black", "sandal", SIDE, metal="silver"),
        _shoe("White leather two-strap sandals", "women", "sandals", "white", "sandal", SIDE, metal="gold"),
    ]  # fmt: skip
