"""Tables on stdout, benchmarks/results.json, and the plots that the docs show."""

from __future__ import annotations

import functools
import json
import operator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Latency
from benchmarks.photos import ROOT
from benchmarks.race import Result
from benchmarks.yardstick import Yard, slowness

if TYPE_CHECKING:
    from benchmarks.limit import Share  # needs onnx, which the bench environment has

PLOT = ROOT / "docs" / "speed.webp"
# Rows with a bar in milliseconds of computing.
BARS = ("total", "12-megapixel photo", "catalogue embedding, a product")
METRICS = ROOT / "exported_models" / "metrics.json"
SHOP_VIEWS = "shop views, detected crops, all pictures"
# What is printed of the models' accuracy -> where metrics.json has it, on pictures that no model saw.
ACCURACY = {
    "detector, mAP@0.5, street, eight groups": ("detector", "report", "street", "eight_groups", "ap50"),
    "gender, balanced accuracy, street": ("gender", "report", "street", "balanced_accuracy"),
    "pose, framing, street": ("pose", "report", "street, framing", "accuracy"),
    "pose, facing, street": ("pose", "report", "street, facing", "accuracy"),
    "embedder, recall@1, shop views": ("embedder", "report", SHOP_VIEWS, "this embedder", "recall@1"),
}


@dataclass(frozen=True)
class Facts:
    """Everything one run measured. users: how many at once -> (looks per second, each look's latency)."""

    machine: str
    photos: int
    items_per_photo: float
    pipelines: dict[str, Result]
    engines: dict[str, dict[str, Result]]
    latency: list[Latency]
    users: dict[int, tuple[float, Latency]]
    yards: list[Yard]
    peak_gflops: float
    shares: list[Share]


def ratio(results: dict[str, Result], against: str) -> float:
    """How many times as fast ours is, medians of one race."""
    return results[against].latency.p50_ms / results["ours"].latency.p50_ms


def print_race(results: dict[str, Result], against: str) -> None:
    base = results[against].latency.p50_ms
    print(f"\n{'':34} {'p50 ms':>9} {'p95 ms':>9} {'times as fast':>14} {'resident MB':>12} {'peak MB':>8}")
    for name, result in results.items():
        row = result.latency
        speed = f"{row.p50_ms:9.1f} {row.p95_ms:9.1f} {base / row.p50_ms:14.2f}"
        print(f"{name:34} {speed} {result.resident_mb:12.0f} {result.peak_mb:8.0f}")


def write(facts: Facts, path: Path) -> None:
    """Print what has not been printed yet, write the JSON and the plot."""
    print(f"\n{'':34} {'p50 ms':>9} {'p95 ms':>9} {'n':>5}")
    for row in (*facts.latency, *(latency for _, latency in facts.users.values())):
        print(f"{row.name:34} {row.p50_ms:9.2f} {row.p95_ms:9.2f} {row.count:5}")
    single = facts.users[1][0]
    for count, (rate, _) in facts.users.items():
        print(f"{f'{count} at once, looks a second':34} {rate:9.1f} {rate / single:8.2f}x")
    print(f"\n{'network':34} {'gigaflop':>9} {'ms':>9} {'share of peak':>14}   ({facts.peak_gflops:.0f} Gflop/s)")
    for share in facts.shares:
        print(f"{share.role:34} {share.gflop:9.3f} {share.p50_ms:9.2f} {share.share:14.1%}")
    for yard in facts.yards:
        print(f"{yard.name:34} {yard.p50_ms:9.2f} ms, on the reference machine {yard.reference_ms}")
    print(f"This machine takes {slowness(facts.yards):.2f} times as long; on the reference machine, by that measure:")
    for name, milliseconds in on_reference(facts).items():
        print(f"{name:34} {milliseconds:9.1f} ms")
    print("\nThe models that took these times:")
    for name, value in headlines().items():
        print(f"{name:41} {value:.3f}")
    path.write_text(json.dumps(_as_json(facts), indent=1) + "\n", "utf-8")
    _plot(facts)


def on_reference(facts: Facts) -> dict[str, float]:
    """Name -> estimated median milliseconds on the machine for which the bars in milliseconds were set."""
    return {row.name: round(row.p50_ms / slowness(facts.yards), 1) for row in facts.latency if row.name in BARS}


def headlines() -> dict[str, float]:
    """What ACCURACY names, 0..1. No speed stands without it."""
    metrics = json.loads(METRICS.read_text("utf-8"))
    return {name: functools.reduce(operator.getitem, path, metrics) for name, path in ACCURACY.items()}


def _as_json(facts: Facts) -> dict[str, Any]:
    def results(race: dict[str, Result]) -> dict[str, Any]:
        return {
            name: asdict(each.latency) | {"resident_mb": round(each.resident_mb), "peak_mb": round(each.peak_mb)}
            for name, each in race.items()
        }

    return {
        "machine": facts.machine,
        "photos": facts.photos,
        "items_per_photo": facts.items_per_photo,
        "times_as_fast_as_published": round(ratio(facts.pipelines, "published"), 1),
        "pipelines": results(facts.pipelines),
        "engines": {network: results(race) for network, race in facts.engines.items()},
        "latency_ms": [asdict(row) for row in facts.latency],
        "users": [
            {"users": count, "looks_per_second": round(rate, 1), **asdict(latency)}
            for count, (rate, latency) in facts.users.items()
        ],
        "yardstick": [asdict(yard) for yard in facts.yards],
        "times_as_long_as_the_reference_machine": round(slowness(facts.yards), 2),
        "estimated_ms_on_the_reference_machine": on_reference(facts),
        "peak_gflops": facts.peak_gflops,
        "networks": [asdict(share) for share in facts.shares],
        "accuracy": headlines(),
    }


def _plot(facts: Facts) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = {name: each.latency.p50_ms for name, each in facts.pipelines.items()}
    stages = [row for row in facts.latency if row.name in ("decode", "detect", "gender", "pose", "embed", "search")]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 3.2), width_ratios=(3, 2))
    bars = left.barh(list(names)[::-1], list(names.values())[::-1], color=["#b9b4ab"] * (len(names) - 1) + ["#1f6f5c"])
    left.bar_label(bars, fmt="%.0f ms", padding=4)
    left.set_title("One photo, whole analysis (median)", loc="left", fontsize=10)
    start = 0.0
    for row in stages:
        right.barh(row.name, row.p50_ms, left=start, color="#1f6f5c")
        right.text(start + row.p50_ms + 0.5, row.name, f"{row.p50_ms:.1f}", va="center", fontsize=8)
        start += row.p50_ms
    right.invert_yaxis()
    right.set_title("Where ours goes, ms", loc="left", fontsize=10)
    for axis in (left, right):
        axis.spines[["top", "right"]].set_visible(False)
        axis.margins(x=0.14)
    figure.tight_layout()
    PLOT.parent.mkdir(exist_ok=True)
    figure.savefig(PLOT, dpi=110)
    pyplot.close(figure)
