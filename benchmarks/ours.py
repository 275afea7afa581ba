"""This pipeline: stages, slider move, cold start, a phone photo, many users, memory."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.figures import Latency, milliseconds, summary
from benchmarks.photos import as_jpeg, phone_photo
from pipeline import ShopTheLook
from pipeline.embedder import Embedder
from pipeline.models import cpu_count, open_model

STAGES = ("decode", "detect", "gender", "pose", "embed", "search", "total")
SLIDER = ((20, 0.1), (19, 0.2), (20, 0.3), (18, 0.4))
PHONE_PHOTOS, COLD_STARTS = 12, 20


def stages(shop: ShopTheLook, photos: list[Path], rounds: int) -> list[Latency]:
    """Every stage of `analyse` over JPEG bytes, photo by photo, after a warm-up."""
    encoded = [as_jpeg(photo) for photo in photos]
    for data in encoded[:3]:
        shop.analyse(data)
    runs = [shop.analyse(data).timings_ms for _ in range(rounds) for data in encoded]
    return [summary(stage, [run[stage] for run in runs]) for stage in STAGES]


def slider_move(shop: ShopTheLook, photos: list[Path]) -> Latency:
    """`analysis.look(k=20)` with other settings each time."""
    analyses = [shop.analyse(photo) for photo in photos]
    values = [
        milliseconds(lambda: analysis.look(k=k, confidence=confidence))  # noqa: B023 - called at once
        for analysis in analyses
        for k, confidence in SLIDER
    ]
    return summary("slider move (k = 20)", values)


def phone(shop: ShopTheLook, photos: list[Path], rounds: int) -> Latency:
    """`analyse` over 12-megapixel JPEGs."""
    encoded = [phone_photo(photo) for photo in photos[:PHONE_PHOTOS]]
    shop.analyse(encoded[0])
    values = [milliseconds(lambda: shop.analyse(data)) for _ in range(rounds) for data in encoded]  # noqa: B023
    return summary("12-megapixel photo", values)


def cold_start(photo: Path) -> Latency:
    """`python -m pipeline look PHOTO`, from process start to its end."""
    command = [sys.executable, "-m", "pipeline", "look", str(photo)]
    values = [
        milliseconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(COLD_STARTS)
    ]
    return summary("command line, start to JSON", values)


def users(shop: ShopTheLook, photos: list[Path], count: int) -> tuple[float, Latency]:
    """`count` threads that analyse photos without a pause: looks per second, and each look's milliseconds."""
    encoded = [as_jpeg(photo) for photo in photos] * (2 if count > 1 else 1)
    with ThreadPoolExecutor(count) as pool:
        start = time.perf_counter()
        values = list(pool.map(lambda data: milliseconds(lambda: shop.analyse(data)), encoded))
        seconds = time.perf_counter() - start
    return len(encoded) / seconds, summary(f"{count} user{'s' if count > 1 else ''} at once", values)


def embed_product(shop: ShopTheLook, pictures: list[Path], rounds: int) -> Latency:
    """Embedding only, as a catalogue build does it: a picture per inference on one thread, a worker for each core."""
    crops = [np.asarray(Image.open(path).convert("RGB")) for path in pictures]
    embedder = Embedder(open_model(shop.embedder.model.spec, threads=1))
    with ThreadPoolExecutor(cpu_count()) as workers:

        def build() -> None:
            list(workers.map(lambda crop: embedder.embed([crop], ["topwear"]), crops))

        build()
        values = [milliseconds(build) / len(crops) for _ in range(rounds)]
    return summary("catalogue embedding, a product", values)
