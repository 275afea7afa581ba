"""Which picture belongs to training, validation or test: one table for every model of the project.

The table `training/splits.csv` (columns source, id, split) is committed and is the truth: every training and
evaluation script reads it, none draws its own split. `python -m training.splits` drew it once, with a fixed seed:

- street: by photo; photos with and without a mask are drawn apart, men and women apart, so that each part holds all;
- shop: by SKU, all colours and views of a product on one side; men and women, tops and bottoms drawn apart;
- garments: by sender, because one sender's pictures share a background.

The boutique's products are parted by their names (`held_out`).

Near-duplicates (the same shot, person in the same outfit, or picture under two SKUs) stay on one side.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("splits.csv")
SEED = 20261121
PARTS = ("train", "val", "test")

# The same shot or the same outfit twice, from the data's own notes and a correlation of 24x24 thumbnails above 0.9.
TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "street": (
        ("0025", "1707"),
        ("0538", "1715"),
        ("0643", "1913"),
        ("0312", "0398"),
        ("0223", "0616"),
        ("0343", "1083"),
        ("0183", "0730"),
        ("0692", "0732"),
        ("0906", "1694"),
        ("0197", "0671"),
    ),
    "garments": (("37", "53"),),
}
# Shares of (val, test) for each source.
SHARES: Mapping[str, tuple[float, float]] = {"street": (0.065, 0.185), "shop": (0.10, 0.34), "garments": (0.08, 0.22)}


@dataclass(frozen=True)
class Splits:
    """The split table: part ("train", "val" or "test") of each (source, id)."""

    parts: Mapping[tuple[str, str], str]

    def part(self, source: str, item: str) -> str:
        """Part of one item: a street photo id, a shop SKU or a garments sender_id. KeyError when unknown."""
        return self.parts[source, item]

    def ids(self, source: str, *parts: str) -> list[str]:
        """Ids of a source in the given parts, sorted."""
        return sorted(item for (kind, item), part in self.parts.items() if kind == source and part in parts)


def load_splits(table: Path = TABLE) -> Splits:
    """Read the committed table."""
    with table.open(newline="", encoding="utf-8") as lines:
        return Splits({(row["source"], row["id"]): row["split"] for row in csv.DictReader(lines)})


def held_out(product_id: str) -> bool:
    """Whether a boutique product is kept from training: one of four, by its name."""
    return hashlib.sha256(product_id.encode()).digest()[0] % 4 == 0


def clusters(items: Iterable[str], together: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Group items so that every set of `together` (sets may share members) is one cluster; the rest stand alone."""
    home: dict[str, tuple[str, ...]] = {item: (item,) for item in sorted(items)}
    for group in together:
        merged = tuple(sorted({member for item in group if item in home for member in home[item]}))
        home.update(dict.fromkeys(merged, merged))
    return sorted(set(home.values()))


def draw(
    strata: Mapping[str, str], together: Sequence[Sequence[str]], shares: tuple[float, float], seed: int
) -> dict[str, str]:
    """Draw a part for every item.

    `strata` maps item -> stratum; each stratum is cut by `shares` (val, test), the remainder is training. A cluster
    follows the stratum of its first member.
    """
    by_stratum: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for cluster in clusters(strata, together):
        by_stratum[strata[cluster[0]]].append(cluster)
    parts: dict[str, str] = {}
    for stratum, members in sorted(by_stratum.items()):
        random.Random(f"{seed} {stratum}").shuffle(members)
        for part, cluster in zip(_part_sequence(len(members), shares), members, strict=True):
            parts.update(dict.fromkeys(cluster, part))
    return parts


def _part_sequence(count: int, shares: tuple[float, float]) -> list[str]:
    val, test = (round(count * share) for share in shares)
    return ["test"] * test + ["val"] * val + ["train"] * (count - val - test)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def strata_of_street(data: Path) -> dict[str, str]:
    """Photo id -> stratum: masked or not, gender as read by eye."""
    masked = {path.stem for path in (data / "street/masks").glob("*.png")}
    gender = {row["id"]: row["gender"] for row in _rows(data / "street/people.csv")}
    photos = sorted(path.stem for path in (data / "street/photos").glob("*.webp"))
    return {photo: f"{'masked' if photo in masked else 'bare'} {gender.get(photo, 'unsure')}" for photo in photos}


def strata_of_shop(data: Path) -> dict[str, str]:
    """SKU -> stratum: gender and tops or bottoms."""
    return {row["sku"]: " ".join(row["category"].split("/")[:2]) for row in _rows(data / "shop/products.csv")}


def strata_of_garments(data: Path) -> dict[str, str]:
    """Sender -> stratum: many pictures (over 80) or few, so that no part misses the prolific senders."""
    count: dict[str, int] = defaultdict(int)
    for row in _rows(data / "garments/garments.csv"):
        count[row["sender_id"]] += 1
    return {sender: "prolific" if n > 80 else "occasional" for sender, n in count.items()}


def draw_all(data: Path) -> list[tuple[str, str, str]]:
    """Draw every source's split; rows (source, id, split) sorted."""
    sources = {"street": strata_of_street, "shop": strata_of_shop, "garments": strata_of_garments}
    return sorted(
        (source, item, part)
        for source, strata in sources.items()
        for item, part in draw(strata(data), TOGETHER.get(source, ()), SHARES[source], SEED).items()
    )


def main() -> None:
    """Draw the table again (the result must equal the committed one)."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=TABLE)
    arguments = parser.parse_args()
    rows = draw_all(arguments.shared / "data")
    with arguments.out.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("source", "id", "split"))
        writer.writerows(rows)
    for source in SHARES:
        counts = {part: sum(row[0] == source and row[2] == part for row in rows) for part in PARTS}
        print(source, counts)


if __name__ == "__main__":
    main()
