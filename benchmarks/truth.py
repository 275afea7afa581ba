"""How often the looks' own products are found again: `python -m benchmarks.truth`.

Every look is analysed as the app does it, and the whole catalogue is searched (both departments) with the boxes that
the detector finds. A garment is found among the first k when its product is one of the first k matches of its group,
in the app's row of that group (of two rows, in either). The stricter "on it" counts only rows whose box overlaps the
garment by at least half. Printed per group, beside a random order of the group's products; written as JSON. No model
saw these looks, but the embedder learned from pictures of three of four products: the others stand by themselves, too.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline import ShopTheLook
from pipeline.boxes import overlap
from pipeline.look import Item
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS
from pipeline.taxonomy import GROUPS
from training.splits import held_out

RANKS = (1, 5, 10)
AVERAGED = ("topwear", "bottomwear", "dress", "outerwear", "footwear")
OVERLAP = 0.5
RECALLS = np.linspace(0, 1, 101)  # COCO's points of interpolation


@dataclass(frozen=True)
class Worn:
    """A garment of a look: the rank of its product (0 = first, None = not there) in a row of its group.

    rank_on_it: in the row whose box lies on the garment. is_new: no picture of the product taught the embedder.
    """

    group: str
    is_new: bool
    rank: int | None
    rank_on_it: int | None


def rank_of(product_id: str, items: Iterable[Item]) -> int | None:
    """Best place of a product among the items' matches."""
    ids = ([match.product.product_id for match in item.matches] for item in items)
    return min((each.index(product_id) for each in ids if product_id in each), default=None)


def overlapping(items: Iterable[Item], box: Sequence[float]) -> Item | None:
    """The surest item that overlaps the box by at least half."""
    on_it = [item for item in items if overlap(box, item.detection.box) >= OVERLAP]
    return max(on_it, key=lambda item: item.detection.score, default=None)


def average_precision(hits: Sequence[bool], positives: int) -> float:
    """Area under precision over recall as COCO draws it; `hits` by falling score, `positives` true boxes in all."""
    if not positives:
        return float("nan")
    right = np.cumsum(np.asarray(hits, float))
    recall = right / positives
    precision = right / np.arange(1, len(right) + 1)
    falling = np.maximum.accumulate(precision[::-1])[::-1]
    at = np.searchsorted(recall, RECALLS - 1e-9)
    return float(np.mean([falling[k] if k < len(falling) else 0.0 for k in at]))


def judge_boxes(found: Sequence[tuple[float, Sequence[float]]], true: Sequence[Sequence[float]]) -> list[bool]:
    """Whether each box (score, box) of one picture and group, surest first, meets a true box that none took before."""
    free, hits = list(true), []
    for _, box in sorted(found, key=lambda f: -f[0]):
        best = max(free, key=lambda t: overlap(box, t), default=None)
        hit = best is not None and overlap(box, best) >= OVERLAP
        if hit:
            free.remove(best)
        hits.append(hit)
    return hits


def measure(shop: ShopTheLook, looks: Path) -> dict[str, Any]:
    """Analyse every look of a folder; return all figures."""
    entries = json.loads((looks / "looks.json").read_text("utf-8"))
    worn: list[Worn] = []
    boxes: dict[str, list[tuple[float, bool]]] = {group: [] for group in GROUPS}
    for entry in entries:
        analysis = shop.analyse(looks / entry["file"])
        shown = analysis.look(k=max(RANKS), gender="all").items
        every = analysis.look(k=max(RANKS), confidence=analysis.score_floor, gender="all").items
        for true in entry["items"]:
            rows = [item for item in shown if item.detection.group == true["group"]]
            on_it = overlapping(rows, true["box"])
            ranks = [rank_of(true["product_id"], each) for each in (rows, [on_it] if on_it else [])]
            worn.append(Worn(true["group"], held_out(true["product_id"]), *ranks))
        for group in GROUPS:
            found = [(i.detection.score, i.detection.box) for i in every if i.detection.group == group]
            hits = judge_boxes(found, [t["box"] for t in entry["items"] if t["group"] == group])
            boxes[group] += list(zip(sorted((s for s, _ in found), reverse=True), hits, strict=True))
    return _figures(shop, worn, boxes, len(entries))


def _figures(
    shop: ShopTheLook, worn: Sequence[Worn], boxes: dict[str, list[tuple[float, bool]]], looks: int
) -> dict[str, Any]:  # fmt: skip
    products = shop.catalogue.table["group"].to_pylist()
    groups: dict[str, dict[str, Any]] = {}
    for group in GROUPS:
        mine = [w for w in worn if w.group == group]
        if not mine:
            continue
        ranked = [hit for _, hit in sorted(boxes[group], key=lambda b: -b[0])]
        groups[group] = {
            "garments": len(mine),
            "products": products.count(group),
            **_hits(mine),
            **{f"random@{k}": min(1.0, k / max(1, products.count(group))) for k in RANKS},
            "ap50": average_precision(ranked, len(mine)),
        }
    averaged = [group for group in AVERAGED if group in groups]
    return {
        "looks": looks,
        "catalogue": {"products": len(products), "sha256": shop.identity.catalogue["sha256"]},
        "averaged_over": averaged,
        "mean": _mean([groups[group] for group in averaged]),
        "new_products": _new_products([each for each in worn if each.is_new and each.group in averaged]),
        "map50": float(np.mean([g["ap50"] for g in groups.values()])),
        "groups": groups,
    }


def _hits(worn: Sequence[Worn]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, ranks in (("hit", [w.rank for w in worn]), ("on_it_hit", [w.rank_on_it for w in worn])):
        places: NDArray[np.float64] = np.array([np.inf if rank is None else rank for rank in ranks])
        found |= {f"{name}@{k}": float(np.mean(places < k)) for k in RANKS}
    return found


def _new_products(worn: Sequence[Worn]) -> dict[str, float]:
    if not worn:
        return {"garments": 0}
    groups = sorted({each.group for each in worn})
    return {"garments": len(worn)} | _mean([_hits([each for each in worn if each.group == g]) for g in groups])


def _mean(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Of every share that the groups have; each group counts alike."""
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0] if "@" in name}


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    titles = (
        ("n", 4),
        ("hit@1", 8),
        ("@5", 7),
        ("@10", 7),
        ("on it@1", 9),
        ("@10", 7),
        ("random@10", 11),
        ("AP50", 7),
    )
    head = " " * 12 + "".join(f"{title:>{wide}s}" for title, wide in titles)
    lines = [head]
    rows = [*figures["groups"].items(), ("mean of five", figures["mean"])]
    if figures["new_products"]["garments"]:
        rows.append(("new products", figures["new_products"] | {"random@10": figures["mean"]["random@10"]}))
    for name, row in rows:
        values = (row["hit@1"], row["hit@5"], row["hit@10"], row["on_it_hit@1"], row["on_it_hit@10"])
        text = "".join(f"{v:{w}.3f}" for v, w in zip(values, (8, 7, 7, 9, 7), strict=True))
        ap = f"{row['ap50']:7.3f}" if "ap50" in row else ""
        lines.append(f"{name:12s}{row.get('garments', ''):>4}{text}{row['random@10']:11.3f}{ap}")
    lines.append(f"mAP@0.5 over {len(figures['groups'])} groups: {figures['map50']:.3f}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.truth", description=__doc__)
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS)
    parser.add_argument("--catalogue", type=Path, default=DEFAULT_CATALOGUE)
    parser.add_argument("--looks", type=Path, help="default: looks/ of the catalogue")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "truth.json")
    options = parser.parse_args()
    shop = ShopTheLook.open(options.models, options.catalogue)
    figures = measure(shop, options.looks or options.catalogue / "looks")
    print(f"{figures['looks']} looks, {figures['catalogue']['products']} products, detected boxes")
    print(table(figures))
    options.out.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
