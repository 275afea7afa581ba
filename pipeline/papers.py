"""What lies beside models and products and is shown, too: cards, figures, sample looks, rejected rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from pipeline.artefacts import check_file, inside
from pipeline.catalogue import REMEDY
from pipeline.decode import decode
from pipeline.errors import ArtefactError, PhotoError
from pipeline.sessions import REMEDY as MODELS_REMEDY


def check_model_papers(folder: Path, roles: Collection[str]) -> None:
    """metrics.json, every model's card, and its picture of failures with the captions where there is one; models of
    somebody's own may come without any.

    Raises:
        ArtefactError: one of several is missing, a git-lfs pointer, or cannot be read; it is named.
    """
    figures, cards = folder / "metrics.json", [folder / f"{role}.md" for role in roles]
    if not any(path.exists() for path in (figures, *cards)):
        return
    _read_json(figures, MODELS_REMEDY)
    for card in cards:
        _read_text(card, MODELS_REMEDY)
    for role in roles:
        picture, captions = folder / f"failures/{role}.webp", folder / f"failures/{role}.json"
        if picture.exists():
            _decode(picture, MODELS_REMEDY)
        if captions.exists():
            _read_json(captions, MODELS_REMEDY)


def check_catalogue_papers(folder: Path) -> None:
    """rejected.csv, and the sample looks where there are some: their lists, and every picture's pixels.

    Raises:
        ArtefactError: one is missing, a git-lfs pointer, or cannot be read; it is named.
    """
    _read_table(folder / "rejected.csv")
    looks = folder / "looks"
    if not looks.exists():
        return
    listing = looks / "looks.json"
    try:
        names = [look["file"] for look in _read_json(listing, REMEDY)]
    except (KeyError, TypeError) as error:
        raise ArtefactError(f"{listing} lists no pictures ({error!r}). {REMEDY}") from error
    for name in names:
        _decode(inside(looks, Path(name).name, REMEDY), REMEDY)
    if (looks / "coco.json").exists():
        _read_json(looks / "coco.json", REMEDY)
    if (looks / "looks.csv").exists():
        _read_table(looks / "looks.csv")


def _decode(path: Path, remedy: str) -> None:
    check_file(path, None, remedy)
    try:
        decode(path.read_bytes())
    except PhotoError as error:
        raise ArtefactError(f"{path} is damaged: {error} {remedy}") from error


def _read_json(path: Path, remedy: str) -> Any:
    text = _read_text(path, remedy)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArtefactError(f"{path} is not valid JSON ({error}). {remedy}") from error


def _read_table(path: Path) -> None:
    text = _read_text(path, REMEDY)
    try:
        widths = {len(row) for row in csv.reader(text.splitlines(keepends=True), strict=True)}
    except csv.Error as error:
        raise ArtefactError(f"{path} is no table ({error}). {REMEDY}") from error
    if len(widths) != 1:
        raise ArtefactError(f"{path} is no table: its rows differ in length. {REMEDY}")


def _read_text(path: Path, remedy: str) -> str:
    check_file(path, None, remedy)
    try:
        return path.read_text("utf-8")
    except ValueError as error:
        raise ArtefactError(f"{path} is no text ({error}). {remedy}") from error
