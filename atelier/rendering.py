"""Render products: one in this process, or all of them in worker processes, resumable."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from atelier import boutique, views
from atelier.design import Design

BATCH = 40  # products per Blender process: memory is given back between batches


@dataclass(frozen=True)
class Quality:
    """How finely to render."""

    samples: int = 18
    width: int = 480
    height: int = 600


@dataclass(frozen=True)
class Work:
    """What is made of every product: its files, and the arguments of the command that makes them."""

    files: Callable[[Design], list[Path]]
    make: Callable[[Design], None]
    arguments: tuple[str, ...]

    def missing(self, design: Design) -> bool:
        """Tell whether a file of the product is not there."""
        return not all(path.exists() for path in self.files(design))


def picture_path(out: Path, design: Design) -> Path:
    """Return where a product's picture belongs."""
    return out / f"{design.product_id}{boutique.PICTURE_SUFFIX}"


def pictures(out: Path, quality: Quality, seed: int = boutique.SEED) -> Work:
    """Return the work of photographing products for the catalogue."""

    def make(design: Design) -> None:
        from atelier import studio  # Blender is only needed here

        studio.clear()
        objects = design.build(design.seed(seed))
        size = (quality.width, quality.height)
        studio.photograph(objects, picture_path(out, design), design.camera, quality.samples, size)

    return Work(lambda d: [picture_path(out, d)], make, ("render", *_flags(out, quality)))


def training_views(out: Path, quality: Quality, count: int) -> Work:
    """Return the work of making `count` training pictures of every product."""
    size = (quality.width, quality.height)
    return Work(
        lambda d: [views.view_path(out, d, n) for n in range(count)],
        lambda d: views.shoot(d, out, count, quality.samples, size),
        ("views", "--count", str(count), *_flags(out, quality)),
    )


def _flags(out: Path, quality: Quality) -> tuple[str, ...]:
    return "--out", str(out), "--samples", str(quality.samples), "--size", f"{quality.width}x{quality.height}"


def here(designs: Sequence[Design], work: Work, out: Path) -> int:
    """Do the work in this process, log each product to render_log.jsonl, return how many failed."""
    failures = 0
    out.mkdir(parents=True, exist_ok=True)
    for design in designs:
        entry: dict[str, object] = {"product_id": design.product_id, "title": design.title}
        started, cpu = time.perf_counter(), time.process_time()
        try:
            work.make(design)
        except Exception as error:  # one broken product must not stop the batch; it is logged and counted
            entry["error"] = f"{type(error).__name__}: {error}"
            failures += 1
        entry["seconds"] = round(time.perf_counter() - started, 2)
        entry["cpu_seconds"] = round(time.process_time() - cpu, 2)
        with (out / "render_log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
    return failures


def everywhere(designs: Sequence[Design], work: Work, out: Path, force: bool = False) -> int:
    """Do what is missing, BATCH products per worker process; return how many products are still unfinished."""
    todo = [d for d in designs if force or work.missing(d)]
    out.mkdir(parents=True, exist_ok=True)
    with tqdm(total=len(todo), unit="product", file=sys.stderr) as bar:
        for start in range(0, len(todo), BATCH):
            _batch(todo[start : start + BATCH], work, out, bar)
    return sum(work.missing(d) for d in todo)


def _batch(batch: Sequence[Design], work: Work, out: Path, bar: tqdm) -> None:  # type: ignore[type-arg]
    command = [sys.executable, "-m", "atelier", *work.arguments]
    for design in batch:
        command += ["--product", design.product_id]
    started, counted = time.time(), 0
    with (out / "worker.log").open("ab") as log:
        worker = subprocess.Popen(command, stdout=log, stderr=log)
        while counted < len(batch):
            running = worker.poll() is None
            done = sum(all(_is_newer(path, started) for path in work.files(d)) for d in batch)
            bar.update(done - counted)
            counted = done
            if not running:
                break
            time.sleep(1)
        worker.wait()


def _is_newer(path: Path, moment: float) -> bool:
    return path.exists() and path.stat().st_mtime >= moment
