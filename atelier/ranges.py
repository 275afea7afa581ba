"""Ranges: one silhouette in several cloths, as a list of designs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atelier.cloths import Cloth, cloth
from atelier.design import Camera, Design

TORSO = "atelier.garments.upper:upper"
LEGS = "atelier.garments.trousers:trousers"
SKIRT = "atelier.garments.skirts:skirt"
FLOATING = Camera(pitch=2, floor_gap_m=0.05, shadow="drawn")
HANGING = Camera(pitch=3, floor_gap_m=0.05, shadow="drawn")
TURNS = (0.0, 9.0, -7.0, 0.0, -11.0, 6.0)  # not every picture is taken from straight ahead


def cloths(words: str, finish: str | None = None, weave: str | None = None, **settings: Any) -> list[Cloth]:
    """Read a comma-separated list in the notation of cloths.cloth."""
    return [cloth(w.strip(), finish, weave, **settings) for w in words.split(",")]


def torso(
    group: str, noun: str, gender: str, category: str, cut: str, material: str, made_of: list[Cloth],
    price: float = 1.0, own_buttons: bool = False, **style: Any,
) -> list[Design]:  # fmt: skip
    """Return tops, dresses or coats of one cut; `own_buttons` are dyed like the cloth."""
    found = []
    for k, stuff in enumerate(made_of):
        buttons = {"buttons": stuff.colour} if own_buttons else {}
        parameters = {"cut": cut, "fabric": stuff.fabric, **buttons, **style}
        hint = FLOATING if group == "topwear" else HANGING
        camera = Camera(TURNS[k % len(TURNS)], hint.pitch, hint.margin, hint.floor_gap_m, 1.0, "drawn")
        title = stuff.name(noun)
        found.append(Design(title, gender, group, category, stuff.colour, material, stuff.pattern, TORSO, parameters,
                            camera, price))  # fmt: skip
    return found


def decorated(
    noun: str, gender: str, category: str, cut: str, material: str, pieces: Mapping[str, tuple[str, dict[str, Any]]],
    pattern: str = "graphic", **style: Any,
) -> list[Design]:  # fmt: skip
    """Return tops with artwork: {title's end: (ground colour or cloth, art)}."""
    found = []
    for words, (ground, art) in pieces.items():
        [made] = torso("topwear", noun, gender, category, cut, material, [cloth(ground)], art=art, **style)
        found.append(
            Design(f"{made.title}, {words}", gender, "topwear", category, made.colour, material, pattern, TORSO,
                   made.parameters, made.camera)
        )  # fmt: skip
    return found


def legs(
    noun: str, gender: str, category: str, cut: str, material: str, made_of: list[Cloth], price: float = 1.0,
    own_buttons: bool = True, **style: Any,
) -> list[Design]:  # fmt: skip
    """Return trousers, jeans, leggings or shorts of one cut."""
    found = []
    for k, stuff in enumerate(made_of):
        buttons = {"button": stuff.colour} if own_buttons else {}
        camera = Camera(TURNS[k % len(TURNS)], 2, shadow="drawn")
        found.append(Design(stuff.name(noun), gender, "bottomwear", category, stuff.colour, material, stuff.pattern,
                            LEGS, {"cut": cut, "fabric": stuff.fabric, **buttons, **style}, camera, price))  # fmt: skip
    return found


def skirts(noun: str, category: str, cut: str, material: str, made_of: list[Cloth], **style: Any) -> list[Design]:
    """Return skirts of one cut."""
    return [
        Design(stuff.name(noun), "women", "bottomwear", category, stuff.colour, material, stuff.pattern, SKIRT,
               {"cut": cut, "fabric": stuff.fabric, **style}, Camera(10 if k % 2 else -8, 5, shadow="drawn"))
        for k, stuff in enumerate(made_of)
    ]  # fmt: skip
