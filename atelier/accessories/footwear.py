"""Footwear: pairs as the product table names them, and single shoes for a mannequin."""

from __future__ import annotations

from typing import Any

from atelier.accessories.pieces import (
    copy_mirrored,
)  # fmt: skip
from atelier.accessories.shoe_boots import boot_shoe, loafer_shoe
from atelier.accessories.shoe_flats import WOMEN, flat_shoe, heeled_sandal_shoe
from atelier.accessories.shoe_nets import Last, make_last
from atelier.accessories.shoe_sandals import sandal_shoe
from atelier.accessories.shoe_sneakers import derby_shoe, lace_boot_shoe, runner_shoe, slip_on_shoe, sneaker_shoe
from atelier.design import Design
from atelier.mesh import Object


def pair(shoe: list[Object], turn: float = 0.12, apart: float = 0.118) -> list[Object]:
    """The right shoe in front, its mirror image behind, toes a little apart."""
    twin = copy_mirrored(shoe)
    for part in shoe:
        part.rotation_euler = (0, 0, -turn * 0.6)
    for part in twin:
        part.location = (0.045, apart, 0)
        part.rotation_euler = (0, 0, turn)
    return shoe + twin


def sneaker(seed: int, **style: Any) -> list[Object]:
    """A pair of sneakers."""
    return pair(sneaker_shoe(seed, **style))


def runner(seed: int, **style: Any) -> list[Object]:
    """A pair of running shoes."""
    return pair(runner_shoe(seed, **style))


def boot(seed: int, **style: Any) -> list[Object]:
    """A pair of ankle boots."""
    return pair(boot_shoe(seed, **style), apart=0.128)


def loafer(seed: int, **style: Any) -> list[Object]:
    """A pair of loafers."""
    return pair(loafer_shoe(seed, **style))


def flat(seed: int, **style: Any) -> list[Object]:
    """A pair of ballet flats or pumps."""
    return pair(flat_shoe(seed, **style), turn=0.10, apart=0.105)


def sandal(seed: int, **style: Any) -> list[Object]:
    """A pair of sandals."""
    return pair(sandal_shoe(seed, **style))


def slip_on(seed: int, **style: Any) -> list[Object]:
    """A pair of slip-ons."""
    return pair(slip_on_shoe(seed, **style))


def lace_boot(seed: int, **style: Any) -> list[Object]:
    """A pair of lace-up boots."""
    return pair(lace_boot_shoe(seed, **style), apart=0.128)


def derby(seed: int, **style: Any) -> list[Object]:
    """A pair of laced leather shoes."""
    return pair(derby_shoe(seed, **style))


def heeled_sandal(seed: int, **style: Any) -> list[Object]:
    """A pair of high sandals."""
    return pair(heeled_sandal_shoe(seed, **style), turn=0.10, apart=0.105)


def last_of(design: Design) -> Last:
    """The form a shoe of the table was built on (to stand a mannequin in it)."""
    style = design.parameters
    builder = design.builder.split(":")[1]
    size = style.get("size", WOMEN if builder in ("flat", "heeled_sandal") else 1.0)
    kinds = {
        "sneaker": "high_top" if style.get("high") else "sneaker",
        "boot": "heeled" if style.get("heel") else "chelsea",
        "flat": style.get("kind", "ballet"),
        "slip_on": "loafer", "lace_boot": "high_top", "derby": "sneaker", "heeled_sandal": "pump",
        "sandal": "loafer",
    }  # fmt: skip
    shaft = style.get("shaft", 1.35 if builder == "lace_boot" else 1.0)
    lift = {"slip_on": 0.006, "lace_boot": 0.006, "derby": -0.010}.get(
        builder, style.get("lift", 0.012 if style.get("foam") and builder == "sneaker" else 0.0)
    )
    return make_last(kinds.get(builder, builder), size, shaft).lifted(lift)


SHOES = {
    "sneaker": sneaker_shoe, "runner": runner_shoe, "boot": boot_shoe, "loafer": loafer_shoe, "flat": flat_shoe,
    "sandal": sandal_shoe, "slip_on": slip_on_shoe, "lace_boot": lace_boot_shoe, "derby": derby_shoe,
    "heeled_sandal": heeled_sandal_shoe,
}  # fmt: skip
