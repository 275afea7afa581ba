"""Contestants side by side: each in a process of its own, taking turns on the same photos.

Machines are shared and drift: only figures of contestants that took turns within one race are compared.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil

from benchmarks.figures import Latency, summary
from benchmarks.photos import ROOT

WARM_UP = 3


@dataclass(frozen=True)
class Task:
    """One photo for every contestant. boxes: what this pipeline found, as (group, [x0, y0, x1, y1]).

    The published networks are timed with random weights, which find nothing sensible: they cut these boxes.
    """

    photo: str
    boxes: tuple[tuple[str, tuple[int, int, int, int]], ...]


@dataclass(frozen=True)
class Result:
    """latency: over all photos and rounds. values_ms: the single times. resident_mb: after the race; peak_mb: the most
    there was."""

    latency: Latency
    values_ms: tuple[float, ...]
    resident_mb: float
    peak_mb: float


class Contestant:
    """A worker process that answers each task with its milliseconds."""

    def __init__(self, name: str) -> None:
        self.name, self.peak_mb = name, 0.0
        # What TensorFlow and others chat: shown only when the worker fails.
        self._messages = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", name],
            cwd=ROOT,
            env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "2"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._messages,
            text=True,
        )
        self._answer()

    def run(self, task: Task) -> float:
        """Milliseconds from encoded bytes to the result.

        Raises:
            RuntimeError: the worker stopped, with its own last words.
        """
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"photo": task.photo, "boxes": task.boxes}) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        self.peak_mb = float(answer["peak_mb"])
        return float(answer["ms"])

    def resident_mb(self) -> float:
        return float(psutil.Process(self._process.pid).memory_info().rss) / 2**20

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._messages.close()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._messages.seek(0)
            raise RuntimeError(f"{self.name} stopped:\n{self._messages.read().decode(errors='replace')[-2000:]}")
        return dict(json.loads(line))


def race(names: Sequence[str], tasks: Sequence[Task], rounds: int) -> dict[str, Result]:
    """Every contestant on every task, `rounds` times, taking turns photo by photo."""
    contestants = [Contestant(name) for name in names]
    times: dict[str, list[float]] = {name: [] for name in names}
    try:
        for task in tasks[:WARM_UP]:
            for each in contestants:
                each.run(task)
        for _ in range(rounds):
            for task in tasks:
                for each in contestants:
                    times[each.name].append(each.run(task))
        return {
            each.name: Result(
                summary(each.name, times[each.name]), tuple(times[each.name]), each.resident_mb(), each.peak_mb
            )
            for each in contestants
        }
    finally:
        for each in contestants:
            each.stop()
