"""Control nets of shoe uppers: rings from the sole's edge (feather) up to the opening (rim), nine columns each.

Columns run along one side: 0 back of the heel, 2 side of the heel, 4 instep, 5 ball, 6 toes, 8 tip. Each point is
(x, width, z) in metres: x from heel to toe, width from the centre plane, z above the ground. Measured by eye from
men's size 42; women's shoes are the same nets at 0.89.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from atelier.accessories.grids import Points, catmull_closed, closed_ring, loft
from atelier.geometry import smoothstep

Net = Sequence[Sequence[Sequence[float]]]
PER_CELL = 12  # surface columns between two control columns


def _rings(x: str, y: str, z: str) -> list[list[float]]:
    """One ring from three lines of millimetres."""
    return [[float(v) / 1000 for v in p] for p in zip(x.split(), y.split(), z.split(), strict=True)]


SNEAKER: Net = [
    _rings("0 9 44 95 145 195 240 268 281", "0 23 35 33 37 46 41 24 0", "28 28 28 28 28 28 29 31 32"),
    _rings("-5 6 44 95 145 195 239 267 279", "0 25 37 34 38 47 42 25 0", "48 48 48 49 50 50 47 45 45"),
    _rings("-4 8 45 96 143 188 222 246 257", "0 22 35 33 34 39 33 18 0", "74 73 70 70 74 72 66 61 60"),
    _rings("2 13 47 94 131 166 191 206 212", "0 18 31 31 27 25 20 10 0", "90 88 76 77 85 81 74 69 68"),
    _rings("6 17 50 92 118 147 170 184 189", "0 14 27 29 21 15 12 8 0", "100 96 77 79 91 86 79 74 73"),
]
HIGH_TOP: Net = [
    *SNEAKER[:2],
    _rings("-4 8 45 94 141 188 222 246 257", "0 23 36 35 35 39 33 18 0", "74 74 75 77 77 72 66 61 60"),
    _rings("1 13 45 86 124 160 190 206 212", "0 22 34 35 30 27 21 10 0", "102 102 102 102 99 87 75 69 68"),
    _rings("0 12 42 78 106 142 169 184 189", "0 21 33 33 24 17 13 8 0", "128 127 123 126 121 97 80 74 73"),
    _rings("-2 10 40 76 98 132 162 182 189", "0 18 30 29 20 15 12 8 0", "146 144 137 143 140 105 84 75 73"),
]
RUNNER: Net = [
    _rings("-2 8 44 95 145 195 241 269 282", "0 25 37 33 36 46 41 24 0", "38 38 37 34 31 30 31 34 35"),
    _rings("-6 6 44 95 145 195 240 268 280", "0 26 38 34 37 47 42 25 0", "56 56 54 53 52 50 49 49 48"),
    _rings("-2 9 46 96 143 188 222 247 259", "0 22 35 33 34 39 34 19 0", "80 78 74 73 76 72 67 62 61"),
    _rings("-1 12 48 94 131 166 192 208 214", "0 17 31 31 27 25 20 10 0", "98 94 78 79 88 83 76 71 70"),
    _rings("-3 13 50 92 118 147 170 184 189", "0 13 27 29 21 15 12 8 0", "112 104 79 81 95 88 80 75 74"),
]
CHELSEA: Net = [
    _rings("0 9 44 95 145 195 243 273 289", "0 23 34 31 35 45 38 21 0", "32 32 31 27 20 16 17 19 20"),
    _rings("-4 7 44 95 145 195 242 272 287", "0 25 36 32 36 46 39 22 0", "52 52 50 46 42 37 35 33 33"),
    _rings("-2 9 44 94 141 188 228 254 266", "0 24 35 33 35 40 33 18 0", "78 78 76 74 68 60 54 50 49"),
    _rings("3 13 43 86 124 162 193 211 219", "0 22 34 34 33 32 25 13 0", "104 104 103 100 94 84 75 69 67"),
    _rings("4 13 39 73 103 130 150 161 166", "0 22 34 36 34 29 20 11 0", "132 132 132 132 128 117 105 98 95"),
    _rings("2 10 32 60 84 105 120 129 132", "0 21 34 38 36 30 20 11 0", "162 162 162 162 160 154 146 141 139"),
    _rings("-3 5 26 54 78 98 112 120 123", "0 21 35 39 37 31 21 11 0", "196 196 192 189 190 194 197 198 198"),
]
LOAFER: Net = [
    _rings("0 9 44 95 145 195 243 272 286", "0 23 34 30 34 44 38 21 0", "24 24 23 20 16 14 15 17 18"),
    _rings("-4 7 44 95 145 195 242 271 284", "0 24 35 31 35 45 39 22 0", "42 42 40 37 35 33 32 31 31"),
    _rings("0 11 46 95 142 187 224 249 260", "0 21 33 31 33 39 32 17 0", "62 61 55 52 55 55 50 46 45"),
    _rings("4 15 48 91 124 155 177 189 194", "0 17 29 30 31 30 23 12 0", "76 74 61 60 68 71 69 66 65"),
    _rings("8 18 49 84 103 117 125 129 130", "0 13 26 28 28 25 17 8 0", "86 82 63 61 68 82 92 97 98"),
]
BALLET: Net = [
    _rings("0 8 42 92 142 192 238 264 276", "0 21 31 28 32 42 36 20 0", "10 10 10 10 10 10 11 12 13"),
    _rings("-3 6 42 92 142 192 238 264 275", "0 22 32 29 33 42 36 20 0", "26 26 24 22 22 22 22 22 22"),
    _rings("-1 8 43 92 141 189 229 252 262", "0 20 30 28 32 39 32 17 0", "42 40 33 29 30 35 34 32 31"),
    _rings("2 11 44 92 139 182 208 222 228", "0 15 27 26 30 34 25 12 0", "56 52 40 34 35 42 43 40 39"),
]
PUMP: Net = [
    _rings("0 8 34 74 115 157 200 232 250", "0 18 27 24 26 36 30 14 0", "86 86 80 63 38 15 9 10 11"),
    _rings("-4 4 33 74 115 157 200 231 249", "0 20 29 25 27 37 31 14 0", "104 103 97 78 52 30 25 22 21"),
    _rings("-4 5 34 75 116 156 194 218 230", "0 18 28 25 28 36 28 13 0", "124 121 108 85 60 43 38 34 32"),
    _rings("-1 8 36 77 118 154 181 195 201", "0 13 24 24 28 33 24 11 0", "142 136 114 89 65 53 50 46 45"),
]


HEELED: Net = [
    *PUMP[:2],
    _rings("-4 5 34 74 115 156 196 222 236", "0 18 28 26 29 37 31 15 0", "126 124 116 98 76 56 44 38 37"),
    _rings("2 11 38 74 106 138 168 187 195", "0 20 30 31 31 31 25 12 0", "152 150 142 128 110 88 68 57 54"),
    _rings("4 12 36 64 92 116 134 144 148", "0 19 31 34 32 27 19 10 0", "178 177 172 164 152 136 118 106 102"),
    _rings("2 9 29 54 76 96 110 118 121", "0 18 31 35 34 29 20 11 0", "208 208 206 203 200 194 186 179 176"),
    _rings("-2 5 25 51 74 93 107 115 118", "0 19 32 36 35 30 21 11 0", "240 240 238 236 236 238 240 241 241"),
]


@dataclass(frozen=True)
class Last:
    """A shoe's form: `rings` (ring, column, 3) closed around the foot, lateral side towards -y, toe towards +x."""

    rings: Points
    heel_pitch: float  # metres the heel stands above the ball

    def lifted(self, height: float) -> Last:
        """Return the same form so many metres higher: room for a thicker sole."""
        return Last(self.rings + np.array([0, 0, height]), self.heel_pitch)

    @property
    def feather(self) -> Points:
        """The edge where upper and sole meet, (n, 3)."""
        return catmull_closed(self.rings[:1], PER_CELL)[0]

    @property
    def rim(self) -> Points:
        """The opening's edge, (n, 3)."""
        return catmull_closed(self.rings[-1:], PER_CELL)[0]

    @property
    def upper(self) -> Points:
        """The outer surface, feather to rim, (rows, n, 3)."""
        return loft(catmull_closed(self.rings, PER_CELL))


NETS: dict[str, Net] = {
    "sneaker": SNEAKER, "high_top": HIGH_TOP, "runner": RUNNER, "chelsea": CHELSEA, "loafer": LOAFER,
    "ballet": BALLET, "pump": PUMP, "heeled": HEELED,
}  # fmt: skip


def make_last(kind: str, size: float = 1.0, shaft: float = 1.0) -> Last:
    """Close the net of one kind: toes turn inwards, the inner side is flatter, heights above the ankle stretch.

    `size` scales all (0.89 for women), `shaft` what lies above 10 cm (ankle boots to high boots).
    """
    half = np.array(NETS[kind], float)
    pitch = float(half[0, 0, 2] - half[0, 5, 2])
    high = half[..., 2] > 0.10
    if kind not in ("pump", "heeled"):
        half[..., 2] = np.where(high, 0.10 + (half[..., 2] - 0.10) * shaft, half[..., 2])
    rings = np.array([closed_ring(ring, medial=0.94) for ring in half])
    length = rings[0, :, 0].max()
    rings[..., 1] -= 0.008 * smoothstep(0.5, 1.0, rings[..., 0] / length) * length / 0.28
    rings[..., 1] *= -1
    return Last(rings * size, pitch * size)
