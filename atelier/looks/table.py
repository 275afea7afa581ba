"""What a look is, and how pictures are framed. No Blender here."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from atelier.design import Design
from atelier.lines import all_designs

FRAMINGS = {  # height seen at the figure and its centre, metres
    "full": (2.16, 0.945), "three_quarter": (1.62, 1.18), "upper": (1.15, 1.42), "lower": (1.30, 0.58),
}  # fmt: skip
SHOWN = {"full": "full", "three_quarter": "upper", "upper": "upper", "lower": "lower"}  # the pipeline's words
SIDE_FROM, BACK_FROM = 45.0, 135.0  # degrees of yaw


@dataclass(frozen=True)
class Look:
    """One picture. `wears` are product titles; yaw turns the figure, degrees; framing is a key of FRAMINGS.

    legs and arms (right, left) are words of stances.py; open_m: how far each edge of an unbuttoned coat hangs off the
    centre; zoom > 1 comes nearer, aside_m moves the figure in the picture; a look with a title is a sample of the app.
    """

    name: str
    gender: str
    wears: tuple[str, ...]
    place: str
    yaw: float = 0.0
    framing: str = "full"
    legs: str = "even"
    arms: tuple[str, str] = ("hang", "hang")
    finish: str = "white"
    tucked: bool = False
    open_m: float = 0.0
    bag_side: int = 1
    camera_z: float = 1.15  # height of the lens, metres
    head_turn: float = 0.0
    sway: float = 0.0
    zoom: float = 1.0
    aside_m: float = 0.0
    title: str = ""

    @property
    def body(self) -> str:
        return "m" if self.gender == "men" else "f"

    @property
    def seed(self) -> int:
        return zlib.crc32(self.name.encode())

    @property
    def facing(self) -> str:
        away = abs((self.yaw + 180) % 360 - 180)
        return "front" if away < SIDE_FROM else "side" if away < BACK_FROM else "back"

    def designs(self, catalogue: Sequence[Design] | None = None) -> list[Design]:
        """The worn products' designs, in the order of `wears`.

        Raises:
            KeyError: this gender has no product of that title.
        """
        mine = [d for d in catalogue or all_designs() if d.gender in (self.gender, "unisex")]
        by_title = {d.title: d for d in reversed(mine)}
        return [by_title[title] for title in self.wears]
