"""A Space refuses binary files outside of git-lfs: docs/deploy.md must name every kind that the repository holds."""

from __future__ import annotations

import re
import shutil
import subprocess
from fnmatch import fnmatch

import pytest

from tests.places import ROOT


def tracked() -> list[str]:
    """The files that git knows."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("NO git HERE: nobody says which files are tracked")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listing.split("\0") if (ROOT / name).is_file()]


def is_text(name: str) -> bool:
    try:
        (ROOT / name).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_every_binary_file_goes_to_lfs():
    (line,) = re.findall(r"^git lfs track (.+)$", (ROOT / "docs" / "deploy.md").read_text("utf-8"), re.MULTILINE)
    patterns = re.findall(r'"([^"]+)"', line)
    binary = [name for name in tracked() if not is_text(name)]
    assert len(binary) > 100
    assert [name for name in binary if not any(fnmatch(name, pattern) for pattern in patterns)] == []
