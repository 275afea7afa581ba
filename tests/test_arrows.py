"""Between the folders the arrows run one way: what serves needs nothing of what trains, converts or measures."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Folder -> those of ours it may import.
MAY_IMPORT = {
    "pipeline": set(),
    "app_pages": {"pipeline"},
    "atelier": {"pipeline"},
    "training": {"pipeline"},
    "convert": {"pipeline", "training"},
    "benchmarks": {"pipeline", "app_pages", "training", "convert"},
}
NOT_AT_RUN_TIME = {"streamlit", "keras", "tensorflow", "torch", "ultralytics", "onnx"}


def imported(folder: str) -> Iterator[tuple[Path, str]]:
    """File and the package that it imports, anywhere in it."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, name.name.split(".")[0]) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield path, node.module.split(".")[0]


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_what_it_may(folder):
    ours = set(MAY_IMPORT) - {folder}
    wrong = {
        f"{path.relative_to(ROOT)}: {name}" for path, name in imported(folder) if name in ours - MAY_IMPORT[folder]
    }
    assert not wrong


def test_the_pipeline_needs_neither_the_app_nor_what_trains():
    assert not {str(path) for path, name in imported("pipeline") if name in NOT_AT_RUN_TIME}
