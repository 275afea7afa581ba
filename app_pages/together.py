"""Elements that reach the browser together: it draws the page anew for every few that arrive, however many follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx


@contextmanager
def together() -> Iterator[None]:
    """Keep back what is drawn in the block until its end.

    Streamlit ends a run that is out of date where something is handed over, no longer where it is drawn.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    send, kept = context._enqueue, list[ForwardMsg]()
    context._enqueue = kept.append
    try:
        yield
    finally:
        context._enqueue = send
        for message in kept:
            send(message)
