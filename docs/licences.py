"""`python docs/licences.py`: write docs/licences.md, the licences of every package in requirements.lock."""

from __future__ import annotations

import re
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
HEAD = """# Licences of what runs

Every package that `requirements.lock` installs, with the licence that its own metadata declares.
Written by `python docs/licences.py`. The project's own licences stand in the README.

| package | version | licence |
|---|---|---|
"""


def pins(lock: str) -> list[tuple[str, str]]:
    """(name, version) of every package of a lock file."""
    return PIN.findall(lock)


def licence_of(facts: PackageMetadata) -> str:
    """The SPDX expression, else the classifiers, else the first line of the free text; "" where none is declared."""
    if facts.get("License-Expression"):
        return str(facts["License-Expression"])
    classifiers = [each.split(" :: ")[-1] for each in facts.get_all("Classifier") or [] if each.startswith("License")]
    named = [each for each in classifiers if each != "OSI Approved"]
    return ", ".join(named) or (facts.get("License") or "").strip().split("\n")[0]


def table() -> str:
    """The whole page, for the packages of requirements.lock as they are installed here."""
    rows = [
        f"| {name} | {version} | {licence_of(metadata(name))} |"
        for name, version in pins((ROOT / "requirements.lock").read_text("utf-8"))
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    (ROOT / "docs" / "licences.md").write_text(table(), "utf-8")
