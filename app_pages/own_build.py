"""A visitor's catalogue while it is built: in a thread of its own, with progress, to be cancelled at any time."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from app_pages.catalogues import OwnCatalogue
from app_pages.housekeeping import check_memory
from app_pages.queueing import Line
from pipeline import ShopTheLook
from pipeline.build_work import Progress
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import BuildReport
from pipeline.errors import BuildCancelledError, BusyError, ShopTheLookError
from pipeline.upload import UploadLimits, build_upload

log = logging.getLogger(__name__)
MOST_WAITING = 3  # builds of other visitors, some minutes each
LIMIT_S = UploadLimits().seconds + 60  # by then a build has given up by itself


@dataclass(frozen=True)
class Order:
    """What is to be built. table, archive (a ZIP of pictures): files in the build's folder, gone when they are read."""

    name: str
    table: Path | None
    archive: Path | None
    mapping: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)

    def megabytes(self) -> float:
        """What the files take in memory while they are built from."""
        return sum(path.stat().st_size for path in (self.table, self.archive) if path) / 1e6


class OwnBuild:
    """One build in a folder that it takes over with the order's files.

    Its thread knows it only weakly: when the session that holds it ends, the build stops.
    """

    def __init__(self, shop: ShopTheLook, order: Order, folder: TemporaryDirectory[str]) -> None:
        self.progress: Progress | None = None
        self.result: OwnCatalogue | None = None
        self.error: str | None = None
        self.waiting = True
        self.cancelled = threading.Event()
        self.folder = folder
        out = Path(self.folder.name) / "catalogue"
        self._thread = threading.Thread(
            target=_build, args=(weakref.ref(self), build_line(), shop, order, out), daemon=True
        )
        self._thread.start()

    @property
    def is_running(self) -> bool:
        return self.result is None and self.error is None

    def wait(self, seconds: float) -> None:
        """For tests: until the thread is done."""
        self._thread.join(seconds)


@st.cache_resource(show_spinner=False)
def build_line() -> Line:
    """One build at a time on this server: a build fills every core, and visitors want their photos looked at."""
    return Line(MOST_WAITING, LIMIT_S)


def check_room(megabytes: float) -> None:
    """
    Args:
        megabytes: of the files that would be built from.
    Raises:
        BusyError: too many builds wait already, or memory is short.
    """
    if len(build_line().present()) > MOST_WAITING:
        raise BusyError(
            "Several catalogues wait to be built already. Try again in a few minutes; your files stay here."
        )
    check_memory(megabytes)


def _build(build: weakref.ref[OwnBuild], line: Line, shop: ShopTheLook, order: Order, out: Path) -> None:
    """Runs in the thread: waits for its turn, builds, and leaves result or error in the build."""

    def is_cancelled() -> bool:
        alive = build()
        return alive is None or alive.cancelled.is_set()

    def stop_if_cancelled(_: int = 0) -> None:
        if is_cancelled():
            raise BuildCancelledError("Cancelled.")

    def report(progress: Progress) -> None:
        alive = build()
        if alive is not None:
            alive.progress = progress

    error: str | None = None
    made: tuple[BuildReport, Catalogue] | None = None
    try:
        with line.turn(stop_if_cancelled):
            stop_if_cancelled()
            if (alive := build()) is not None:
                alive.waiting = False
            del alive
            check_memory(order.megabytes())
            done = build_upload(
                _taken(order.table), _taken(order.archive), out, shop.detector, shop.embedder, name=order.name,
                mapping=order.mapping or None, constants=order.constants, report=report, cancelled=is_cancelled,
            )  # fmt: skip
            made = done, Catalogue.open(out, embedder_sha256=shop.embedder.model.spec.sha256)
    except BuildCancelledError as stopped:
        error = "Cancelled." if is_cancelled() else str(stopped)
    except ShopTheLookError as failed:
        error = str(failed)
    except Exception:  # a thread has nobody above it: the visitor gets a number, the log the reason
        number = secrets.token_hex(4)
        log.exception("Build %s failed", number)
        error = f"Something went wrong here (number {number}). Try again; tell us the number when it happens again."
    alive = build()
    if alive is None:  # the session ended, and its folder with it: nothing that was written since may stay
        shutil.rmtree(out.parent, ignore_errors=True)
    elif made is not None:
        alive.result = OwnCatalogue(made[1], alive.folder, made[0].rejected)
    else:
        alive.error = error


def _taken(path: Path | None) -> bytes | None:
    """What is in a file, which is removed."""
    if path is None:
        return None
    data = path.read_bytes()
    path.unlink()
    return data
