"""What a cache was made from, in its name: after a new detector, other looks or other code, it is made again."""

from __future__ import annotations

import hashlib
from pathlib import Path


def stamp(*made_from: object) -> str:
    """Eight hex digits of all that is given: a file counts by its content (one that is not there by that), a folder by
    its Python files, bytes as they are, everything else by its `repr`."""
    digest = hashlib.sha256()
    for each in made_from:
        digest.update(hashlib.sha256(_content(each)).digest())
    return digest.hexdigest()[:8]


def _content(each: object) -> bytes:
    if isinstance(each, bytes):
        return each
    if not isinstance(each, Path):
        return repr(each).encode()
    files = sorted(each.glob("*.py")) if each.is_dir() else [each]
    return b"".join(path.read_bytes() if path.exists() else b"none" for path in files)
