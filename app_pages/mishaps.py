"""Errors that nobody foresaw: the visitor sees an id and what to do, the log has the same id with everything else."""

from __future__ import annotations

import logging
import secrets

import streamlit as st
from streamlit.logger import get_logger
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app_pages.housekeeping import running
from pipeline.errors import BusyError, ShopTheLookError

log = get_logger("streamlit.mishaps")  # with Streamlit's own form and place
# Streamlit would log the same once more, without the number, and what is no mishap too.
logging.getLogger("streamlit.error_util").setLevel(logging.CRITICAL)


def watch_for_mishaps() -> None:
    """Let `explain` answer every error of this session that reaches Streamlit, in fragments and callbacks too."""
    context = get_script_run_ctx()
    if context is None:
        return
    context.on_script_error = explain
    runtime = running()
    if runtime is not None:
        session = runtime._session_mgr.get_session_info(context.session_id)
        if session is not None:
            session.session._on_script_error = explain  # for the runs to come


def explain(error: Exception) -> bool:
    """Say what happened, without a stack trace; True, as nothing else shall be shown."""
    if isinstance(error, BusyError):
        st.warning(str(error), title="One moment")
        return True
    if isinstance(error, ShopTheLookError):
        st.error(str(error), title="This did not work")
        return True
    mishap = secrets.token_hex(4)
    log.error("mishap %s", mishap, exc_info=error)
    st.error(
        f"It is not your fault. Try once more, or with another photo; if it happens again, "
        f"tell us this number: {mishap}.",
        title="Something went wrong",
    )
    return True
