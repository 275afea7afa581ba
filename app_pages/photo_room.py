"""Photos as they were given, and how many of them a session keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app_pages.markup import counted

MEGABYTE = 1024 * 1024
KEPT_PHOTOS, KEPT_BYTES = 12, 40 * MEGABYTE


@dataclass(frozen=True)
class Offer:
    """A photo as it was given. name: "photo", or the id of a sample; never the user's file name."""

    data: bytes
    name: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def first_that_fit(photos: Mapping[str, Offer]) -> dict[str, Offer]:
    """As many of the first as a session keeps, one at least."""
    kept = dict(photos)
    while _is_too_much(kept) and len(kept) > 1:
        kept.popitem()
    return kept


def in_the_way(photos: Mapping[str, Offer], staying: Collection[str]) -> list[str]:
    """sha256 of the oldest photos that have to go where there are too many. staying: of those that never do."""
    kept, gone = dict(photos), list[str]()
    for key in [key for key in photos if key not in staying]:
        if not _is_too_much(kept):
            break
        del kept[key]
        gone.append(key)
    return gone


def left_out(count: int) -> str:
    return f"{counted(count, 'photo')} of these left out: {_most()}."


def made_room(count: int) -> str:
    return f"{counted(count, 'earlier photo')} made room: {_most()}."


def _most() -> str:
    return f"a session keeps {KEPT_PHOTOS} photos, {KEPT_BYTES // MEGABYTE} MB together"


def _is_too_much(photos: Mapping[str, Offer]) -> bool:
    return len(photos) > KEPT_PHOTOS or sum(len(photo.data) for photo in photos.values()) > KEPT_BYTES
