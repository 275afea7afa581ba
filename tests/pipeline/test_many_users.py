"""No more analyses at once than cores, whatever catalogue they search."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from pipeline.models import cpu_count

USERS = 8


def test_analyses_take_turns(shop, monkeypatch):
    monkeypatch.setattr(shop.detector.model, "answer", busy := Busy(shop.detector.model.answer))
    shops = (shop, shop.with_catalogue(shop.catalogue))
    photos = [Image.new("RGB", (60, 90), (20 * number, 80, 120)) for number in range(USERS)]
    with ThreadPoolExecutor(USERS) as users:
        looks = list(users.map(lambda n: shops[n % 2].analyse(photos[n]).look(), range(USERS)))
    assert busy.most == min(USERS, max(2, cpu_count()))
    assert all([item.detection.group for item in look.items] == ["topwear", "bottomwear"] for look in looks)


class Busy:
    """Answers slowly, and knows how many asked at once at most."""

    def __init__(self, answer) -> None:
        self.answer, self.lock, self.now, self.most = answer, threading.Lock(), 0, 0

    def __call__(self, squares):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.1)
        with self.lock:
            self.now -= 1
        return self.answer(squares)
