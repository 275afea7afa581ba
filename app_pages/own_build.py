"""A visitor's catalogue while it is built: in a thread of its own, with progress, to be cancelled at any time."""

from __future__ import annotations

import io
import logging
import secrets
import shutil
import threading
import weakref
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import streamlit as st

from app_pages.catalogues import OwnCatalogue
from pipeline import ShopTheLook
from pipeline.build_work import Progress
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import BuildReport
from pipeline.errors import BuildCancelledError, ShopTheLookError
from pipeline.upload import build_upload

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """What is to be built. table: bytes of a table, or None. archive: bytes of a ZIP of pictures, or None."""

    name: str
    table: bytes | None
    archive: bytes | None
    mapping: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)


class OwnBuild:
    """One build. Its thread knows it only weakly: when the session that holds it ends, the build stops."""

    def __init__(self, shop: ShopTheLook, order: Order) -> None:
        self.progress: Progress | None = None
        self.result: OwnCatalogue | None = None
        self.error: str | None = None
        self.waiting = True
        self.cancelled = threading.Event()
        self.folder = TemporaryDirectory(prefix="shop-the-look-")
        out = Path(self.folder.name) / "catalogue"
        self._thread = threading.Thread(
            target=_build, args=(weakref.ref(self), build_gate(), shop, order, out), daemon=True
        )
        self._thread.start()

    @property
    def is_running(self) -> bool:
        return self.result is None and self.error is None

    def cancel(self) -> None:
        self.cancelled.set()

    def wait(self, seconds: float) -> None:
        """For tests: until the thread is done."""
        self._thread.join(seconds)


@st.cache_resource(show_spinner=False)
def build_gate() -> threading.BoundedSemaphore:
    """One build at a time on this server: a build fills every core, and visitors want their photos looked at."""
    return threading.BoundedSemaphore(1)


def zipped(pictures: Sequence[tuple[str, bytes]]) -> bytes:
    """Single pictures (file name, bytes) as one archive; folders in a name are left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in pictures:
            archive.writestr(PurePosixPath(name.replace("\\", "/")).name, data)
    return file.getvalue()


def _build(
    build: weakref.ref[OwnBuild], gate: threading.BoundedSemaphore, shop: ShopTheLook, order: Order, out: Path
) -> None:
    """Runs in the thread: waits for its turn, builds, and leaves result or error in the build."""

    def is_cancelled() -> bool:
        alive = build()
        return alive is None or alive.cancelled.is_set()

    def report(progress: Progress) -> None:
        alive = build()
        if alive is not None:
            alive.progress = progress

    error: str | None = None
    made: tuple[BuildReport, Catalogue] | None = None
    try:
        with _turn(gate, is_cancelled):
            if (alive := build()) is not None:
                alive.waiting = False
            del alive
            done = build_upload(
                order.table, order.archive, out, shop.detector, shop.embedder, name=order.name,
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


@contextmanager
def _turn(gate: threading.BoundedSemaphore, is_cancelled: Callable[[], bool]) -> Iterator[None]:
    """Wait at the gate, but no longer than the build is wanted."""
    while not gate.acquire(timeout=0.5):
        if is_cancelled():
            raise BuildCancelledError("Cancelled.")
    try:
        yield
    finally:
        gate.release()
