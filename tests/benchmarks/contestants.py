"""Contestants with known times."""

from __future__ import annotations

import time


def quick():
    return lambda *_: time.sleep(0.002)


def slow():
    return lambda *_: time.sleep(0.02)


def failing():
    def run(data, task):
        raise ValueError(f"{len(data)} bytes, {len(task.boxes)} boxes: no more")

    return run
