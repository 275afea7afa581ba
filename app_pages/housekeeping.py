"""What a server that runs for weeks has to do beside serving: forget ended sessions, watch its memory."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import math
import os
import threading
import time
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.logger import get_logger
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pipeline.errors import BusyError

log = get_logger("streamlit.housekeeping")  # with Streamlit's own form and place
SWEEP_EVERY_S = 10
SWEEP_LIMIT_S = 60.0
# The models take 0.4 GB, a photo at its largest 0.8 while it is decoded, and a session some 20 MB.
MEMORY_LIMIT_MB = 1400
# What a container may use, by cgroup v2 and v1; a tenth of it and more is left to what this process does not count.
CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
CGROUP_SHARE = 0.85


@st.cache_resource(show_spinner=False)
def keep_house() -> threading.Thread | None:
    """Start the sweeping, once per process; nothing to do where no server runs, as in tests."""
    runtime = running()
    if runtime is None:
        return None
    thread = threading.Thread(target=_sweep_for_ever, args=(runtime,), daemon=True, name="housekeeping")
    thread.start()
    return thread


def running() -> Any:
    """Streamlit's server, the parts included that it keeps to itself; None where none runs."""
    runtime = get_instance() if exists() else None
    return runtime if hasattr(runtime, "_session_mgr") else None  # the harness of the tests has a stand-in


def forget(file: UploadedFile) -> None:
    """Drop what an uploader keeps of a file beside our own copy: it would stay until the session's end."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def sweep(manager: Any, seen: set[Any]) -> int:
    """Close the sessions whose time is over; returns how many.

    Streamlit itself does so at the next connection only: on a quiet server a photo would stay for hours. One that it
    drops to store another is not closed at all.

    Args:
        manager: Streamlit's keeper of sessions. seen: those of the last sweep; afterwards those that are left.
    """
    expired = {info.session for _, info in manager._session_storage._cache.expire()}
    present = {info.session for info in manager.list_sessions()}
    ended = (seen | expired) - present
    seen.clear()
    seen.update(present)
    for session in ended:
        try:
            session.shutdown()
        except Exception:  # or the sessions after it would stay
            log.exception("A session did not end as it should")
    return len(ended)


def resident_mb() -> float:
    """Memory that this process holds right now, MB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def memory_limit_mb() -> float:
    """How much this process may hold, MB: less than MEMORY_LIMIT_MB where its container is small."""
    return min([MEMORY_LIMIT_MB, *(CGROUP_SHARE * _limit_mb(path) for path in CGROUP_LIMITS)])


def check_memory(needed_mb: float = 0.0, limit_mb: float | None = None) -> None:
    """
    Args:
        needed_mb: what is about to be used. limit_mb: default memory_limit_mb().
    Raises:
        BusyError: the process would hold more than the limit, also after tidying up.
    """
    limit_mb = memory_limit_mb() if limit_mb is None else limit_mb
    if resident_mb() + needed_mb <= limit_mb:
        return
    tidy()
    if resident_mb() + needed_mb > limit_mb:
        raise BusyError("So much is open here just now that there is no room for this. Try again in a minute.")


def _limit_mb(path: Path) -> float:
    """Infinite where the file is absent or says "max"."""
    try:
        return int(path.read_text("ascii")) / 1e6
    except (OSError, ValueError):
        return math.inf


def tidy() -> None:
    """Free what ended sessions leave, whose parts refer to each other, and set aside what lives on.

    Streamlit collects after every run of a page and would go through every object of the program each time, which took
    half of the time that an answer takes; what is set aside here it skips, until the next tidying looks at it again.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    _give_back()


def _sweep_for_ever(runtime: Any) -> None:
    """The store belongs to the thread of the event loop, so it is swept there."""
    is_tidy, seen = False, set[Any]()
    while True:
        time.sleep(SWEEP_EVERY_S)
        loop = runtime._get_async_objs().eventloop
        if loop.is_closed():
            return
        try:
            ended = asyncio.run_coroutine_threadsafe(_sweep(runtime, seen), loop).result(SWEEP_LIMIT_S)
            if ended or not is_tidy:
                tidy()
                is_tidy = True
        except Exception:  # nobody else sweeps: the next round may do better
            log.exception("Ended sessions were not swept")


async def _sweep(runtime: Any, seen: set[Any]) -> int:
    return sweep(runtime._session_mgr, seen)


def _give_back() -> None:
    """Return freed memory to the system, where the C library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
