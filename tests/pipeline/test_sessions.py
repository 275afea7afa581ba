"""One model opened twice: all threads for a run by itself, one thread each for runs that meet."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest

from pipeline import sessions
from pipeline.models import open_model, read_specs
from pipeline.sessions import Sessions
from pipeline.shop import DEFAULT_MODELS
from tests.pipeline.fakes import spec

MODEL = spec("gender", 8)
TENSOR = np.zeros((1, 8, 8, 3), np.float32)


class Opened:
    """What was opened, with how many threads; a run on all threads waits until it is let go."""

    def __init__(self) -> None:
        self.threads: list[int] = []
        self.ran: list[int] = []
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self, _spec, threads: int, content: bytes) -> SimpleNamespace:
        assert content == b"file"
        self.threads.append(threads)
        return SimpleNamespace(run=lambda names, _feeds: self.answer(threads, names))

    def answer(self, threads: int, names: list[str]) -> list[int]:
        self.ran.append(threads)
        if threads > 1:
            self.begun.set()
            assert self.let_go.wait(30)
        return [threads] * len(names)


@pytest.fixture
def opened(monkeypatch) -> Opened:
    monkeypatch.setattr(sessions, "open_session", made := Opened())
    monkeypatch.setattr(sessions, "UNDER_WAY", sessions.UnderWay())
    return made


def test_a_run_by_itself_has_all_threads(opened):
    opened.let_go.set()
    model = Sessions(MODEL, 2, b"file")
    assert [model.run(TENSOR) for _ in range(2)] == [{"probabilities": 2}] * 2
    assert opened.threads == [2], "nothing more is opened for one user"


@pytest.mark.parametrize("same_model", [True, False])
def test_runs_that_meet_have_a_thread_each(opened, same_model):
    first = Sessions(MODEL, 2, b"file")
    second = first if same_model else Sessions(MODEL, 2, b"file")
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(first.run, TENSOR)
        assert opened.begun.wait(30)
        assert [second.run(TENSOR) for _ in range(2)] == [{"probabilities": 1}] * 2
        opened.let_go.set()
        assert waiting.result(30) == {"probabilities": 2}
    assert opened.threads.count(1) == 1, "opened once"
    assert second.run(TENSOR) == {"probabilities": 2}, "by itself again"


def test_a_run_that_failed_is_over(opened):
    opened.let_go.set()
    model = Sessions(MODEL, 2, b"file")
    opened.answer = lambda *_: 1 / 0
    with pytest.raises(ZeroDivisionError):
        model.run(TENSOR)
    del opened.answer
    assert model.run(TENSOR) == {"probabilities": 2}


def test_one_thread_needs_one_session(opened):
    model = Sessions(MODEL, 1, b"file")
    with sessions.UNDER_WAY:
        assert model.run(TENSOR) == {"probabilities": 1}
    assert opened.threads == [1]


@pytest.mark.parametrize("role", ["gender", "detector", "embedder", "pose"])
def test_alone_or_not_the_answer_is_the_same_to_the_last_bit(role):
    """Otherwise a photo's results would depend on who else is there."""
    model = open_model(read_specs(DEFAULT_MODELS)[role], 2)
    noise = np.random.default_rng(5).integers(0, 256, (330, 200, 3), np.uint8)
    pictures = [model.spec.input.letterbox(noise).pixels] * 2
    alone = model.run(pictures)
    with sessions.UNDER_WAY:
        beside = model.run(pictures)
    assert alone.keys() == beside.keys()
    assert all(np.array_equal(alone[name], beside[name]) for name in alone)
