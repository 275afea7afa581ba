"""`python -m benchmarks [--photos DIR] [--rounds N]`: print a table, write benchmarks/results.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

from benchmarks.latency import cold_start, resident_mb, slider_move, stages
from pipeline import ShopTheLook

ROOT = Path(__file__).resolve().parent.parent
PHOTOS = ROOT / "catalog_index" / "looks"
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--photos", type=Path, default=PHOTOS, help="folder of photos (default: the sample looks)")
    parser.add_argument("--limit", type=int, default=60, help="at most so many photos")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results.json")
    options = parser.parse_args()
    photos = sorted(path for path in options.photos.iterdir() if path.suffix.lower() in SUFFIXES)[: options.limit]
    shop = ShopTheLook.open()
    rows = [*stages(shop, photos, options.rounds), slider_move(shop, photos), cold_start(photos[0], options.rounds)]
    facts = {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "photos": len(photos),
        "items_per_photo": round(sum(len(shop.analyse(photo).look().items) for photo in photos) / len(photos), 2),
        "resident_mb": round(resident_mb()),
        "latency_ms": [asdict(row) for row in rows],
    }
    print(f"{facts['photos']} photos, {facts['items_per_photo']} garments each; {facts['machine']}")
    print(f"{'':30} {'p50 ms':>9} {'p95 ms':>9} {'n':>5}")
    for row in rows:
        print(f"{row.name:30} {row.p50_ms:9.2f} {row.p95_ms:9.2f} {row.count:5}")
    print(f"{'resident memory, MB':30} {facts['resident_mb']:9}")
    options.out.write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    main()
