"""This pipeline as shipped: encoded bytes to the look."""

from __future__ import annotations

from benchmarks.race import Task
from benchmarks.worker import Run
from pipeline import ShopTheLook


def pipeline() -> Run:
    shop = ShopTheLook.open()

    def run(data: bytes, task: Task) -> object:
        return shop.analyse(data, task.photo).look(k=10)

    return run
