"""The race's protocol and its arithmetic; no rival is needed."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from benchmarks import report
from benchmarks.figures import summary
from benchmarks.photos import ROOT, phone_photo, photo_paths
from benchmarks.race import Result, Task, race
from benchmarks.yardstick import Yard, slowness

QUICK, SLOW, FAILING = (f"tests.benchmarks.contestants:{name}" for name in ("quick", "slow", "failing"))


@pytest.fixture
def task(tmp_path) -> Task:
    Image.new("RGB", (60, 80), "teal").save(tmp_path / "photo.png")
    return Task(str(tmp_path / "photo.png"), (("topwear", (0, 0, 30, 30)),))


def test_contestants_take_turns_and_the_slower_one_takes_longer(task):
    results = race([QUICK, SLOW], [task, task], rounds=3)
    assert [each.latency.count for each in results.values()] == [6, 6]
    assert 2 <= results[QUICK].latency.p50_ms < results[SLOW].latency.p50_ms
    assert results[SLOW].latency.p50_ms >= 20
    assert all(5 < each.resident_mb <= each.peak_mb + 1 for each in results.values())
    assert all(each.peak_mb < 60 for each in results.values()), "its own, not that of the process that started it"


def test_a_contestant_that_fails_says_why(task):
    with pytest.raises(RuntimeError, match="1 boxes: no more"):
        race([FAILING], [task], rounds=1)


def test_ratio_is_of_medians():
    results = {
        "ours": Result(summary("ours", [10, 10, 90]), (10, 10, 90), 1, 2),
        "published": Result(summary("published", [80, 100, 100]), (80, 100, 100), 1, 2),
    }
    assert report.ratio(results, "published") == 10


def test_summary_of_known_times():
    row = summary("x", list(range(101)))
    assert (row.p50_ms, row.p95_ms, row.count) == (50, 95, 101)


def test_a_phone_photo_has_twelve_megapixels(tmp_path):
    Image.new("RGB", (550, 830), "teal").save(tmp_path / "street.png")
    with Image.open(io.BytesIO(phone_photo(tmp_path / "street.png"))) as image:
        assert image.format == "JPEG"
        assert image.width * image.height == pytest.approx(12_000_000, rel=0.01)


def test_photos_of_a_folder_are_sorted_and_limited(tmp_path):
    for name in ("b.jpg", "a.png", "c.txt", "d.webp"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in photo_paths(tmp_path, 2)] == ["a.png", "b.jpg"]


def test_committed_results_are_complete():
    facts = json.loads((ROOT / "benchmarks" / "results.json").read_text("utf-8"))
    assert facts["photos"] >= 60
    assert {"ours", "published"} <= set(facts["pipelines"])
    assert all(each["resident_mb"] <= each["peak_mb"] for each in facts["pipelines"].values())
    assert facts["times_as_fast_as_published"] == pytest.approx(
        facts["pipelines"]["published"]["p50_ms"] / facts["pipelines"]["ours"]["p50_ms"], rel=0.01
    )
    assert facts["accuracy"] == report.headlines(), "of the models that ship"
    assert all(0.5 < value < 1 for value in facts["accuracy"].values())
    assert {each["role"] for each in facts["networks"]} == {name.split(",")[0] for name in facts["accuracy"]}
    slower = facts["times_as_long_as_the_reference_machine"]
    assert slower == pytest.approx(slowness([Yard(**yard) for yard in facts["yardstick"]]), abs=0.01)
    estimated = facts["estimated_ms_on_the_reference_machine"]
    measured = {row["name"]: row["p50_ms"] for row in facts["latency_ms"]}
    assert {name: measured[name] / value for name, value in estimated.items()} == pytest.approx(
        dict.fromkeys(report.BARS, slower), rel=0.02
    )


def test_slowness_is_the_geometric_mean_against_the_reference_machine():
    assert slowness([Yard("a", 20.0, 10.0), Yard("b", 24.0, 3.0)]) == pytest.approx(4.0)
    assert slowness([Yard("a", 11.3, 11.3)]) == pytest.approx(1.0)
