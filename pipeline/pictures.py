"""Where product pictures come from: a folder, a ZIP archive, or URLs. One question: the bytes of a name."""

from __future__ import annotations

import hashlib
import lzma
import threading
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipeline.errors import CatalogueBuildError, FetchError, UnreadablePhotoError
from pipeline.fetch import Limits, fetch
from pipeline.photo import MAX_BYTES

EXTENSIONS = ("", ".jpg", ".jpeg", ".png", ".webp")
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"}
MAX_MEMBERS = 2_000_000
DOWNLOADS_AT_ONCE = 8
# What zipfile raises, beside OSError, on archives that are damaged, locked, packed in an unknown way, or name their
# members in no UTF-8.
ARCHIVE_FAULTS = (RuntimeError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)


class Pictures(Protocol):
    """Encoded pictures by the name that the product table gives them."""

    def read(self, name: str) -> bytes:
        """The bytes of one picture.

        Raises:
            UnreadablePhotoError: there is no such picture, or it cannot be fetched.
        """
        ...

    def names(self) -> list[str]:
        """Every picture that can be listed, sorted."""
        ...

    def fetch_ahead(self, names: Iterable[str]) -> None:
        """Told which names are read next: what comes over a network is fetched together."""
        ...


class FolderPictures:
    """Pictures below a folder; a name never leads outside it."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()

    def read(self, name: str) -> bytes:
        for extension in EXTENSIONS:
            path = self._inside(f"{name}{extension}")
            if path is not None:
                return _read_file(path)
        raise UnreadablePhotoError("there is no such picture in the folder")

    def names(self) -> list[str]:
        found = (path for path in self._root.rglob("*") if path.suffix.lower() in PICTURES and path.is_file())
        return sorted(path.relative_to(self._root).as_posix() for path in found)

    def fetch_ahead(self, names: Iterable[str]) -> None:
        """Nothing is slow here."""

    def _inside(self, name: str) -> Path | None:
        try:
            path = (self._root / name).resolve()
            return path if path.is_relative_to(self._root) and path.is_file() else None
        except (OSError, ValueError, RuntimeError):  # a name too long, with a zero byte, or a link to itself
            return None


class ZipPictures:
    """Pictures of an archive, read one by one and never unpacked: no path of it can lead anywhere.

    What is read of a member is at most its declared size, and the declared sizes are known before anything is read.
    Raises:
        CatalogueBuildError: not a ZIP archive, or one with absurdly many members.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, *ARCHIVE_FAULTS) as error:
            raise CatalogueBuildError(f"{path} cannot be read as a ZIP archive ({error}). Zip it again.") from error
        members = [each for each in self._archive.infolist() if not each.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise CatalogueBuildError(f"{path} has {len(members)} members, over {MAX_MEMBERS}. Split it.")
        self.members, self.unpacked_bytes = len(members), sum(each.file_size for each in members)
        self._members = {each.filename: each for each in members}
        # A table often names the pictures without the folder that they were zipped in.
        last = {name: name.rpartition("/")[2] for name in self._members}
        counts = Counter(last.values())
        self._by_last = {short: name for name, short in last.items() if counts[short] == 1}

    def read(self, name: str) -> bytes:
        for extension in EXTENSIONS:
            full = f"{name}{extension}".removeprefix("./")
            member = self._members.get(full) or self._members.get(self._by_last.get(full, ""))
            if member is not None:
                return self._unpack(member)
        raise UnreadablePhotoError("there is no such picture in the archive")

    def names(self) -> list[str]:
        hidden = ("__MACOSX/", ".")
        pictures = (name for name in self._members if PurePosixPath(name).suffix.lower() in PICTURES)
        return sorted(name for name in pictures if not name.startswith(hidden))

    def fetch_ahead(self, names: Iterable[str]) -> None:
        """Nothing is slow here."""

    def _unpack(self, member: zipfile.ZipInfo) -> bytes:
        """The declared size of a bomb lies: what is read is bounded too."""
        try:
            with self._archive.open(member) as file:
                data = file.read(MAX_BYTES + 1)
        except (OSError, *ARCHIVE_FAULTS) as error:
            raise UnreadablePhotoError(f"the archive is damaged or locked here ({error})") from error
        if len(data) > MAX_BYTES:
            raise UnreadablePhotoError(f"it unpacks to more than {MAX_BYTES // 2**20} MB")
        return data


class UrlPictures:
    """Pictures at http(s) addresses, kept in a folder until the build is done: a resumed one asks only once.

    beside: answers names that are no addresses.
    """

    def __init__(self, downloads: Path, beside: Pictures | None, limits: Limits) -> None:
        self._downloads = downloads
        self._beside = beside
        self._limits = limits
        self._failed: dict[str, str] = {}

    def read(self, name: str) -> bytes:
        if not name.lower().startswith(("http://", "https://")):
            if self._beside is None:
                raise UnreadablePhotoError("this is no address of a picture; give the folder or ZIP with --images")
            return self._beside.read(name)
        kept = self._downloads / hashlib.sha256(name.encode()).hexdigest()
        if not kept.exists():
            self._download(name, kept)
        return _read_file(kept)

    def names(self) -> list[str]:
        return self._beside.names() if self._beside else []

    def fetch_ahead(self, names: Iterable[str]) -> None:
        """Download several at once; what fails is reported when it is read."""
        addresses = [name for name in names if name.lower().startswith(("http://", "https://"))]
        if addresses:
            with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
                list(pool.map(self._try, addresses))

    def _try(self, name: str) -> None:
        try:
            self.read(name)
        except UnreadablePhotoError:
            return

    def _download(self, url: str, kept: Path) -> None:
        if url in self._failed:
            raise UnreadablePhotoError(self._failed[url])
        try:
            data = fetch(url, self._limits)
        except FetchError as error:
            self._failed[url] = str(error)
            raise UnreadablePhotoError(str(error)) from error
        self._downloads.mkdir(parents=True, exist_ok=True)
        partial = kept.with_name(f"{kept.name}.{threading.get_ident()}.partial")
        partial.write_bytes(data)
        partial.replace(kept)


def open_pictures(place: Path | None, downloads: Path, limits: Limits) -> UrlPictures:
    """Pictures of a folder or ZIP archive (None: addresses only), and of every address besides.

    Raises:
        CatalogueBuildError: neither a folder nor a ZIP archive.
    """
    if place is None:
        return UrlPictures(downloads, None, limits)
    if place.is_dir():
        return UrlPictures(downloads, FolderPictures(place), limits)
    if place.is_file():
        return UrlPictures(downloads, ZipPictures(place), limits)
    raise CatalogueBuildError(f"There is no folder or ZIP archive {place}.")


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadablePhotoError(f"it has more than {MAX_BYTES // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePhotoError(f"it cannot be opened ({error.strerror})") from error
