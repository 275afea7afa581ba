"""Render products: one in this process, or all of them in worker processes, resumable."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from atelier import boutique
from atelier.design import Design

BATCH = 40  # products per Blender process: memory is given back between batches


@dataclass(frozen=True)
class Quality:
    """How finely to render."""

    samples: int = 18
    width: int = 480
    height: int = 600


def picture_path(out: Path, design: Design) -> Path:
    """Return where a product's picture belongs."""
    return out / f"{design.product_id}{boutique.PICTURE_SUFFIX}"


def render_one(design: Design, out: Path, quality: Quality, seed: int = boutique.SEED) -> float:
    """Model and photograph one product; return the seconds it took."""
    from atelier import studio  # Blender is only needed here

    started = time.perf_counter()
    studio.clear()
    objects = design.build(design.seed(seed))
    studio.photograph(
        objects, picture_path(out, design), design.camera, quality.samples, (quality.width, quality.height)
    )
    return time.perf_counter() - started


def render_here(designs: Sequence[Design], out: Path, quality: Quality) -> int:
    """Render designs in this process, log each to render_log.jsonl, return how many failed."""
    failures = 0
    out.mkdir(parents=True, exist_ok=True)
    for design in designs:
        entry: dict[str, object] = {"product_id": design.product_id, "title": design.title}
        try:
            entry["seconds"] = round(render_one(design, out, quality), 2)
        except Exception as error:  # one broken product must not stop the batch; it is logged and counted
            entry["error"] = f"{type(error).__name__}: {error}"
            failures += 1
        with (out / "render_log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
    return failures


def render_all(designs: Sequence[Design], out: Path, quality: Quality, force: bool = False) -> int:
    """Render what is missing, BATCH products per worker process; return how many are still missing."""
    todo = [d for d in designs if force or not picture_path(out, d).exists()]
    out.mkdir(parents=True, exist_ok=True)
    with tqdm(total=len(todo), unit="product", file=sys.stderr) as bar:
        for start in range(0, len(todo), BATCH):
            _render_batch(todo[start : start + BATCH], out, quality, bar)
    return sum(not picture_path(out, d).exists() for d in todo)


def _render_batch(batch: Sequence[Design], out: Path, quality: Quality, bar: tqdm) -> None:  # type: ignore[type-arg]
    command = [
        sys.executable,
        "-m",
        "atelier",
        "render",
        "--out",
        str(out),
        "--samples",
        str(quality.samples),
    ]
    command += ["--size", f"{quality.width}x{quality.height}"]
    for design in batch:
        command += ["--product", design.product_id]
    started = time.time()
    with (out / "worker.log").open("ab") as log:
        worker = subprocess.Popen(command, stdout=log, stderr=log)
        counted = 0
        while worker.poll() is None:
            time.sleep(1)
            done = sum(_is_newer(picture_path(out, d), started) for d in batch)
            bar.update(done - counted)
            counted = done
    bar.update(sum(_is_newer(picture_path(out, d), started) for d in batch) - counted)


def _is_newer(path: Path, moment: float) -> bool:
    return path.exists() and path.stat().st_mtime >= moment
