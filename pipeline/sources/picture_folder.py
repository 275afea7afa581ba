"""Pictures alone -> records: the name is id and title, folders name the kind where they can."""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.errors import CatalogueBuildError
from pipeline.pictures import Pictures
from pipeline.sources.records import Record, Records

COLUMNS = ("product_id", "title", "category", "image")


def read_picture_names(pictures: Pictures) -> Records:
    """A record per picture. category: the folders it lies in ("women/skirts"); without any, left to the detector.

    Raises:
        CatalogueBuildError: there is no picture.
    """
    names = pictures.names()
    if not names:
        raise CatalogueBuildError("There is no picture (JPEG, PNG, WebP, GIF, BMP) in what --images names.")
    rows = [Record(number, _cells(PurePosixPath(name))) for number, name in enumerate(names, start=1)]
    return Records(COLUMNS, rows)


def _cells(path: PurePosixPath) -> dict[str, str]:
    return {
        "product_id": path.with_suffix("").as_posix(),
        "title": path.stem.replace("_", " ").replace("-", " ").strip().capitalize() or path.stem,
        "category": path.parent.as_posix() if path.parent.name else "",
        "image": path.as_posix(),
    }
