"""Elements that reach the browser together: it draws the page anew for every few that arrive, however many follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx


@contextmanager
def together() -> Iterator[Callable[[], None]]:
    """Keep back what is drawn in the block until its end; yields what hands over all that is drawn so far.

    Streamlit ends a run that is out of date where something is handed over, no longer where it is drawn.
    """
    context = get_script_run_ctx()
    if context is None:
        yield lambda: None
        return
    send, kept = context._enqueue, list[ForwardMsg]()

    def hand_over() -> None:
        drawn = kept.copy()
        kept.clear()
        for message in drawn:
            send(message)

    context._enqueue = kept.append
    try:
        yield hand_over
    finally:
        context._enqueue = send
        hand_over()
