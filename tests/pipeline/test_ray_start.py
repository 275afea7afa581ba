"""Ray that does not start: one more try, then a reason. No ray is needed for it."""

from __future__ import annotations

import pytest

from pipeline.errors import CatalogueBuildError
from pipeline.ray_engine import STARTS, _start


class FakeRay:
    """Fails to start so many times."""

    def __init__(self, failures: int) -> None:
        self.failures, self.started, self.ended = failures, [], 0

    def is_initialized(self) -> bool:
        return False

    def init(self, **options: object) -> None:
        self.started.append(options)
        if len(self.started) <= self.failures:
            raise Exception("The current node timed out during startup.")  # the class that ray raises

    def shutdown(self) -> None:
        self.ended += 1


def test_a_node_that_is_late_is_started_once_more():
    ray = FakeRay(failures=1)
    _start(ray, None, workers=2)
    assert (len(ray.started), ray.ended) == (2, 1)
    assert ray.started[0] == ray.started[1]
    assert ray.started[1]["num_cpus"] == 3


def test_one_that_never_starts_is_an_error_with_its_reason():
    ray = FakeRay(failures=9)
    with pytest.raises(CatalogueBuildError, match=r"ray did not start: .* timed out"):
        _start(ray, "10.0.0.1:6379", workers=2)
    assert len(ray.started) == STARTS
    assert ray.started[0]["address"] == "10.0.0.1:6379"
