"""Builds in processes of their own, and a real SIGKILL in the middle of them."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

from tests.places import ROOT


def pieces_of(out: Path) -> int:
    """How many batches of a build have been kept so far."""
    return len(list(out.with_name(f"{out.name}.building").glob("shards/*[0-9].npz")))


def kill_build(command: list[str], out: Path, pieces: int, delay_s: float) -> None:
    """Start a build and kill it `delay_s` after it has begun and that many batches are kept.

    It must be at work then: a build that had ended would prove nothing.
    """
    begun = out.with_name(f"{out.name}.building") / "rules.json"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not (begun.exists() and pieces_of(out) >= pieces):
            assert process.poll() is None, "the build ended before it could be killed"
            time.sleep(0.002)
        time.sleep(delay_s)
        process.kill()
    assert process.returncode == -signal.SIGKILL, "the build ended before it could be killed"
    assert pieces_of(out) >= pieces
    assert not out.exists()
