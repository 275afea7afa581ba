"""Time the pipeline and its rivals in one run: tables, benchmarks/results.json, docs/speed.webp.

`--quick` races the whole analysis against the published pipeline only, and exits 1 when the ratio falls under 6.
"""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from benchmarks import report
from benchmarks.photos import ROOT, photo_paths
from benchmarks.race import Result, Task, race
from benchmarks.worker import CONTESTANTS
from pipeline import ShopTheLook

QUICK_RATIO = 6.0
QUICK_PHOTOS = 6
PIPELINES = ("ours", "published", "published, TFLite float16")
# Photos like the published systems' own: several garments, but no crowd.
ITEMS = range(1, 7)


def main() -> int:
    options = _options()
    shop = ShopTheLook.open()
    tasks = _tasks(shop, photo_paths(options.photos, 2 * options.limit))[: options.limit]
    print(f"{len(tasks)} photos, {sum(len(task.boxes) for task in tasks) / len(tasks):.1f} garments each; {machine()}")
    if options.quick:
        return _quick(tasks[:QUICK_PHOTOS])
    facts = _everything(shop, tasks, options.rounds)
    report.write(facts, options.out)
    return 0


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--photos", type=Path, help="folder of photos (default: test street photos, else the looks)")
    parser.add_argument("--limit", type=int, default=60, help="at most so many photos")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="only the race against the published pipeline")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results.json")
    return parser.parse_args()


def _tasks(shop: ShopTheLook, photos: list[Path]) -> list[Task]:
    found = [(photo, [each.detection for each in shop.analyse(photo).look().items]) for photo in photos]
    return [
        Task(str(photo), tuple((each.group, each.box) for each in detections))
        for photo, detections in found
        if len(detections) in ITEMS
    ]


def _quick(tasks: list[Task]) -> int:
    results = race(PIPELINES[:2], tasks, rounds=1)
    report.print_race(results, against="published")
    ratio = report.ratio(results, "published")
    if ratio < QUICK_RATIO:
        print(f"TOO SLOW: {ratio:.1f} times as fast as the published pipeline, the floor is {QUICK_RATIO}.")
        return 1
    return 0


def _everything(shop: ShopTheLook, tasks: list[Task], rounds: int) -> report.Facts:
    from benchmarks import limit, ours, yardstick  # need the bench environment's packages

    photos = [Path(task.photo) for task in tasks]
    results: dict[str, Result] = race(PIPELINES, tasks, rounds)
    report.print_race(results, against="published")
    engines: dict[str, dict[str, Result]] = {}
    for network in ("detector", "gender network"):
        names = [name for name in CONTESTANTS if name.startswith(f"{network},")]
        engines[network] = race(names, tasks[: len(tasks) // 2], rounds)
        report.print_race(engines[network], against=f"{network}, onnxruntime")
    yards = yardstick.measure()
    rows = [
        *ours.stages(shop, photos, rounds),
        ours.slider_move(shop, photos),
        ours.phone(shop, photos, rounds),
        ours.cold_start(photos[0]),
        ours.embed_product(shop, sorted((ROOT / "catalog_index" / "thumbnails").rglob("*.*"))[:64], rounds),
    ]
    users = {count: ours.users(shop, photos, count) for count in (1, 2, 8)}
    yards += yardstick.measure()  # what is between the two was measured on a machine as fast as their mean
    peak = limit.matrix_gflops()
    stages = (shop.detector, shop.gender, shop.pose, shop.embedder)
    return report.Facts(
        machine=machine(),
        photos=len(tasks),
        items_per_photo=round(sum(len(task.boxes) for task in tasks) / len(tasks), 2),
        pipelines=results,
        engines=engines,
        latency=rows,
        users=users,
        yards=yards,
        peak_gflops=round(peak, 1),
        shares=[limit.share(stage.model, peak) for stage in stages if stage],
    )


if __name__ == "__main__":
    raise SystemExit(main())
