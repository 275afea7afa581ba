"""The Makefile's environments: one that was left half-made is made anew, and the app's has what is locked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.places import ROOT

# Stands for Python: "makes" an environment whose pip writes down what it is asked for.
PYTHON = """#!/bin/sh
echo "$@" >> made
for folder; do :; done
mkdir -p $folder/bin
printf '#!/bin/sh\\necho "$@" >> installed\\n' > $folder/bin/pip
chmod +x $folder/bin/pip
"""
MADE = {
    ".venv": ".venv/.dev",
    ".venv-models": ".venv-models/.ready",
    ".venv-scale": ".venv-scale/.ready",
    ".venv-atelier": ".venv-atelier/.ready",
    ".cache/audit": ".cache/audit/.ready",
}


@pytest.fixture
def project(tmp_path) -> Path:
    """The Makefile and what its environments are made from."""
    if shutil.which("make") is None:
        pytest.skip("NO make HERE")
    for path in (ROOT / "Makefile", *ROOT.glob("requirements*"), *ROOT.glob("*/requirements.txt")):
        place = tmp_path / path.relative_to(ROOT)
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, place)
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def make(project: Path, target: str) -> None:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    subprocess.run(["make", "PYTHON=./python", target], cwd=project, env=outside, check=True, capture_output=True)


@pytest.mark.parametrize("folder", MADE)
def test_an_environment_without_pip_is_made_anew(project, folder):
    (project / folder / "bin").mkdir(parents=True)
    make(project, MADE[folder])
    assert (project / "made").read_text().split("\n") == [f"-m venv --clear {folder}", ""]
    make(project, MADE[folder])
    (project / MADE[folder]).unlink()
    make(project, MADE[folder])
    assert len((project / "made").read_text().splitlines()) == 1, "a whole one is kept"


def test_the_app_gets_what_is_locked_and_the_tests_do_not_move_it(project):
    make(project, ".venv/.dev")
    app, tests = (project / "installed").read_text().splitlines()
    assert "--require-hashes -r requirements.lock" in app
    assert "-c .venv/locked.txt -r requirements-dev.txt" in tests
    locked = re.findall(r"^\S+==\S+", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert (project / ".venv" / "locked.txt").read_text().splitlines() == locked
    assert len(locked) > 20


def test_every_environment_of_the_makefile_is_tried_here():
    made = re.findall(r"-m venv.* (\S+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(made) == set(MADE)
