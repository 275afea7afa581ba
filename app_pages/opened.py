"""The one ShopTheLook that all sessions share, and the line before its models."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from app_pages.housekeeping import check_memory, tidy
from app_pages.queueing import Line, Tell
from pipeline import ShopTheLook
from pipeline.errors import StuckError
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS

MODELS_VARIABLE, CATALOGUE_VARIABLE = "SHOP_THE_LOOK_MODELS", "SHOP_THE_LOOK_CATALOGUE"
DRAWN_EVERY_S = 1.0
STUCK_UNTIL_ANEW = 2  # one slow photo is no reason: a second set of models takes memory
Result = TypeVar("Result")


@st.cache_resource(show_spinner="Opening the models and the catalogue")
def open_shop() -> ShopTheLook:
    """Models and catalogue, opened once per process; folders from the environment or the embedded ones.

    Raises:
        ArtefactError: a file is missing or damaged. Not cached: a reload tries again.
    """
    shop = ShopTheLook.open(
        models=os.environ.get(MODELS_VARIABLE, DEFAULT_MODELS),
        catalogue=os.environ.get(CATALOGUE_VARIABLE, DEFAULT_CATALOGUE),
    )
    tidy()  # before the first visitor: what is open now lives on
    return shop


@contextmanager
def inference_gate() -> Iterator[None]:
    """Hold the models for what follows; the page shows the place in the line meanwhile.

    Raises:
        BusyError: the line is too long.
    """
    with _place() as tell, line().turn(tell):
        yield


@contextmanager
def quiet_gate() -> Iterator[None]:
    """The same without the place: what a callback draws would land on what is drawn already.

    Raises:
        BusyError: the line is too long.
    """
    with line().turn(lambda _: None):
        yield


def in_line(work: Callable[[], Result], needed_mb: float = 0.0) -> Result:
    """Do some work with the models, which draws nothing, in its turn; given up when it hangs.

    Args:
        needed_mb: memory that the work takes at its height.
    Raises:
        BusyError: the line is too long, or memory is short. StuckError: it hung; when several do, the models are opened
            anew for the next. And whatever the work raises.
    """

    def affordable() -> Result:
        check_memory(needed_mb)  # only now: those before have used and freed theirs
        return work()

    try:
        with _place() as tell:
            return line().run(affordable, tell)
    except StuckError:
        if line().stuck >= STUCK_UNTIL_ANEW:
            open_shop.clear()
        raise


@st.cache_resource(show_spinner=False)
def line() -> Line:
    return Line()


@contextmanager
def _place() -> Iterator[Tell]:
    """Draws the place in the line, for as long as there is a line; once a second is often enough for the browser."""
    spot, drawn = None, 0.0

    def tell(before: int) -> None:
        nonlocal spot, drawn
        if time.monotonic() - drawn < DRAWN_EVERY_S:
            return
        spot, drawn = spot or st.empty(), time.monotonic()
        words = "One photo is" if before == 1 else f"{before} photos are"
        spot.html(f'<div class="queue" role="status">{words} before yours.</div>')

    try:
        yield tell
    finally:
        if spot:
            spot.empty()
