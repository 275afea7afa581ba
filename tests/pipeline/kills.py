"""Builds in processes of their own, and a real SIGKILL in the middle of them."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.out_folder import work_beside
from tests.places import ROOT


def pieces_of(out: Path) -> int:
    """How many batches of a build have been kept so far."""
    return len(list(work_beside(out).glob("shards/*[0-9].npz")))


def kill_build(command: list[str], out: Path, pieces: int, delay_s: float) -> None:
    """Start a build and kill it `delay_s` after it has begun and that many batches are kept.

    It must be at work then: a build that had ended would prove nothing.
    """
    begun = work_beside(out) / "rules.json"
    kill_when(lambda: begun.exists() and pieces_of(out) >= pieces, command, delay_s)
    assert pieces_of(out) >= pieces
    assert not out.exists()


def kill_when(is_at_work: Callable[[], bool], command: list[str], delay_s: float = 0.0) -> None:
    """Start a command and kill it `delay_s` after it has come so far."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not is_at_work():
            assert process.poll() is None, "the build ended before it could be killed"
            time.sleep(0.002)
        time.sleep(delay_s)
        process.kill()
    assert process.returncode == -signal.SIGKILL, "the build ended before it could be killed"
