"""What is drawn together is handed over together, and nothing of it is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app_pages import together as module
from app_pages.together import together


@pytest.fixture
def context(monkeypatch) -> SimpleNamespace:
    sent: list[str] = []
    context = SimpleNamespace(sent=sent, _enqueue=sent.append)
    monkeypatch.setattr(module, "get_script_run_ctx", lambda: context)
    return context


def test_elements_arrive_at_the_end_in_their_order(context):
    with together():
        context._enqueue("title")
        context._enqueue("row")
        assert not context.sent
    assert context.sent == ["title", "row"]
    context._enqueue("later")
    assert context.sent[-1] == "later"


def test_an_error_takes_nothing_away(context):
    def draw() -> None:
        with together():
            context._enqueue("title")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        draw()
    assert context.sent == ["title"]


def test_without_a_page_nothing_is_kept(context, monkeypatch):
    monkeypatch.setattr(module, "get_script_run_ctx", lambda: None)
    with together():
        context._enqueue("title")
        assert context.sent == ["title"]
