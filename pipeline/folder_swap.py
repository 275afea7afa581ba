"""A new folder in the place of an old one, without a moment in which neither is there."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

AT_FDCWD = -100  # paths relative to the working directory, from Linux's fcntl.h
RENAME_EXCHANGE = 2  # swap two names in one step, from Linux's renameat2(2)


def replace_folder(new: Path, old: Path) -> None:
    """Put `new` where `old` is, and remove what was there.

    Where the system cannot exchange two names at once, a kill between two renames leaves the old folder under its
    retired name, where `recover_folder` and `current_folder` find it.
    """
    retired = retired_beside(old)
    shutil.rmtree(retired, ignore_errors=True)
    if old.exists() and exchange(new, old):
        new.replace(retired)
    else:
        if old.exists():
            old.replace(retired)
        new.replace(old)
    shutil.rmtree(retired, ignore_errors=True)


def recover_folder(folder: Path) -> None:
    """Bring back what a kill in the middle of `replace_folder` left under its retired name."""
    if not folder.exists() and retired_beside(folder).exists():
        retired_beside(folder).replace(folder)


def current_folder(folder: Path) -> Path:
    """Where the catalogue of this name is right now, for readers that must not move anything."""
    return retired_beside(folder) if not folder.exists() and retired_beside(folder).is_dir() else folder


def exchange(one: Path, other: Path) -> bool:
    """Swap two names atomically; False where the system or the file system has no such call."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def retired_beside(folder: Path) -> Path:
    """The name of the folder that is being replaced, until it is removed."""
    return folder.with_name(f"{folder.name}.retired")
