"""No widget without a test: its key is named in the tests of the app, here or in the browser."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.places import ROOT

WIDGETS = {
    *("button", "download_button", "slider", "select_slider", "selectbox", "multiselect", "pills", "toggle"),
    *("segmented_control", "text_input", "number_input", "file_uploader", "camera_input", "pagination", "_mount"),
}
SELECTABLE = {"dataframe", "altair_chart"}  # widgets where something happens on a selection
# Keys that are made elsewhere than where the widget is drawn, or that the tests find by something else.
FOUND_BY = {
    "box_panel.selectbox": ('"edit_target"',),
    "box_panel.pills": ("box_group_0",),
    "box_panel.number_input": ("number_input[side]",),
    "catalogue_browse.button": ("open_4", "_pair_", "_hub"),
    "own_form.file_uploader": ("file_uploader[0]", "file_uploader[1]"),
    "catalogue.selectbox": ('box.label == "Catalogue"',),
    "filter_panel.multiselect": ('"category"', '"colour"', '"brand"', '"own_colour"'),
    "filter_panel.slider": ('"price"',),
    "look_photo._mount": ("percent confidence",),  # the dots on the photo
    "garment_row._mount": ('"add", ', '"why", '),  # the buttons of a card
    "model_figures.selectbox": ("source_gender", "retrieval_set", "retrieval_group"),
    "basket_drawer.button": ("basket_button", "phone_basket", "remove_", '"empty"'),
    "catalogue_browse.pagination": ('"pagination"',),
    "catalogue_own.download_button": ('"rejected.csv"',),
    "people_choice.segmented_control": ('"person_"',),
    "results.download_button": ("Download JSON",),
    "photo_input.camera_input": ('"camera_input"',),
    "photo_input.file_uploader": ("file_uploader[0]",),
}


def written() -> str:
    """Everything that the tests say, this file left out."""
    files = [*(ROOT / "tests/app_pages").glob("*.py"), *(ROOT / "tests/browser").glob("*.py")]
    return "\n".join(file.read_text("utf-8") for file in files if file.name != Path(__file__).name)


def widgets() -> Iterator[tuple[str, str | None]]:
    """("module.kind", beginning of the key) of every widget in app_pages; None for a key that is made elsewhere."""
    for file in sorted((ROOT / "app_pages").glob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            kind = getattr(call.func, "attr", getattr(call.func, "id", ""))
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            if kind in WIDGETS or (kind in SELECTABLE and "on_select" in given):
                yield f"{file.stem}.{kind}", beginning(given.get("key"), tree)


def beginning(key: ast.expr | None, tree: ast.Module) -> str | None:
    """The part of a key that is written down: a text, the start of an f-string, a constant of the module."""
    if isinstance(key, ast.JoinedStr):
        key = key.values[0]
    if isinstance(key, ast.Name):
        constants = [node for node in tree.body if isinstance(node, ast.Assign)]
        return next((str(value) for node in constants for value in [constant(node, key.id)] if value), None)
    return str(key.value) if isinstance(key, ast.Constant) else None


def constant(node: ast.Assign, name: str) -> str | None:
    """The value of NAME = "text", or of NAME in A, B = "text", "text"."""
    (target,) = node.targets
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    pairs = dict(zip((getattr(each, "id", "") for each in names), values, strict=False))
    value = pairs.get(name)
    return str(value.value) if isinstance(value, ast.Constant) else None


@pytest.mark.parametrize(("where", "key"), sorted(set(widgets()), key=str))
def test_every_widget_is_operated_by_a_test(where, key):
    said = written()
    names = [f'"{key}', f"-{key}"] if key else []
    known = any(name in said for name in names) or all(name in said for name in FOUND_BY.get(where, ["nothing"]))
    assert known, f"no test names the widget {key or where}"


def test_the_widgets_are_found():
    found = {key for _, key in widgets()}
    assert {"k", "confidence", "department", "browse_price", "edit_button", "inside_listing", "own_start"} <= found
