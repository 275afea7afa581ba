"""No more analyses at once than cores, whatever catalogue they search."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from pipeline.models import cpu_count
from pipeline.shop import ShopTheLook
from pipeline.turns import Turns
from tests.pipeline.fakes import outfit

PLACES = max(2, cpu_count())
USERS = 2 * PLACES


def test_analyses_take_turns(shop, monkeypatch):
    monkeypatch.setattr(shop.detector.model, "answer", busy := Busy(shop.detector.model.answer))
    shops = (shop, shop.with_catalogue(shop.catalogue))
    photos = [Image.new("RGB", (60, 90), (number % 250, 80, 120)) for number in range(USERS)]
    with ThreadPoolExecutor(USERS) as users:
        looks = list(users.map(lambda n: shops[n % 2].analyse(photos[n]).look(), range(USERS)))
    assert busy.most == PLACES
    assert all([item.detection.group for item in look.items] == ["topwear", "bottomwear"] for look in looks)


@pytest.mark.parametrize("kind", ["photo", "part", "box"])
def test_whatever_runs_a_model_takes_one_turn(shop, kind):
    turns = OneTurn()
    watched = ShopTheLook(shop.gender, shop.detector, shop.embedder, shop.catalogue, shop.pose, turns)
    analysis = shop.analyse(outfit())
    runs = watched.model_runs
    if kind == "photo":
        watched.analyse(outfit())
    elif kind == "part":
        watched.analyse_part(analysis, (40, 120, 160, 300))
    else:
        watched.with_box(analysis, "bag", (40, 120, 160, 300))
    assert watched.model_runs > runs
    assert turns.taken == 1


class OneTurn(Turns):
    """A single place; whoever wanted a second one while holding it would wait for ever."""

    def __init__(self) -> None:
        super().__init__(1)
        self.taken = 0

    def __enter__(self) -> None:
        self.taken += 1
        super().__enter__()


class Busy:
    """Answers once as many asked together as may, and knows how many asked at once at most."""

    def __init__(self, answer) -> None:
        self.answer, self.lock, self.now, self.most = answer, threading.Lock(), 0, 0
        self.together = threading.Barrier(PLACES, timeout=60)

    def __call__(self, squares):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.together.wait()
        time.sleep(0.05)  # whoever need not wait for a turn comes in meanwhile
        with self.lock:
            self.now -= 1
        return self.answer(squares)
