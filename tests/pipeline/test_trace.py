"""What is seen of the inside is what happened: the trace agrees with the analysis it looks into."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from pipeline.catalogue import Catalogue
from pipeline.detector import whole
from pipeline.recording import statistics
from pipeline.shop import ShopTheLook
from pipeline.trace import BELOW_FLOOR, CROWDED, ELSEWHERE, EMPTY, KEPT, OUTCOMES, SUPPRESSED, Trace, trace
from pipeline.trace_files import candidates_csv, tensors_npz, trace_json
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, fake_pose, outfit
from tests.places import LOOKS, sample_looks

SEEN = [
    ("topwear", 0.9, (36, 20, 63, 50)),
    ("topwear", 0.6, (36, 22, 63, 52)),  # the same top again
    ("outerwear", 0.5, (36, 20, 63, 51)),  # and once more under another name
    ("bottomwear", 0.6, (38, 50, 61, 90)),
    ("bag", 0.8, (0, 40, 10, 50)),  # in the letterbox's margin: no pixel of the photo
    ("eyewear", 0.04, (45, 5, 55, 8)),
]


@pytest.fixture
def shop(catalogue_folder) -> ShopTheLook:
    return ShopTheLook(fake_gender(0.9), fake_detector(SEEN), fake_embedder(), Catalogue.open(catalogue_folder))


@pytest.fixture
def traced(shop) -> Trace:
    return trace(shop, shop.analyse(outfit()))


def test_every_candidate_has_an_outcome_and_what_dropped_it(traced):
    found = traced.candidates
    named = zip(found.groups, found.proposals.scores.tolist(), strict=True)
    told = {(group, round(score, 2)): n for n, (group, score) in enumerate(named)}
    outcomes = {key: found.outcomes[n] for key, n in told.items()}
    assert outcomes == {
        ("topwear", 0.9): KEPT,
        ("bag", 0.8): EMPTY,
        ("topwear", 0.6): SUPPRESSED,
        ("bottomwear", 0.6): KEPT,
        ("outerwear", 0.5): SUPPRESSED,
        ("eyewear", 0.04): BELOW_FLOOR,
    }
    best = told["topwear", 0.9]
    for key in (("topwear", 0.6), ("outerwear", 0.5)):
        assert found.by[told[key]] == best
        assert 0.8 < found.overlaps[told[key]] < 1
    assert found.by[best] == -1


def test_the_kept_ones_are_the_detections(traced):
    found, detections = traced.candidates, traced.analysis.candidates
    kept = [n for n, outcome in enumerate(found.outcomes) if outcome == KEPT]
    assert [(found.groups[n], float(found.proposals.scores[n])) for n in kept] == [
        (each.detection.group, each.detection.score) for each in detections
    ]
    assert traced.gender == traced.analysis.gender
    assert np.array_equal(traced.vectors, [each.embedding for each in detections])


@pytest.mark.parametrize("other", ["topwear", "outerwear"])
def test_what_overlaps_is_told_as_the_detector_decides(catalogue_folder, other):
    seen = [("topwear", 0.9, (30, 20, 60, 50)), (other, 0.6, (36, 20, 66, 50))]
    shop = ShopTheLook(fake_gender(0.9), fake_detector(seen), fake_embedder(), Catalogue.open(catalogue_folder))
    analysis = shop.analyse(outfit())
    assert trace(shop, analysis).candidates.outcomes.count(KEPT) == len(analysis.candidates)


@pytest.mark.parametrize("limit", ["MAX_CANDIDATES", "MAX_DETECTIONS"])
def test_what_is_over_a_limit_is_told(shop, monkeypatch, limit):
    monkeypatch.setattr(f"pipeline.detector.{limit}", 1)
    monkeypatch.setattr(f"pipeline.trace.{limit}", 1)
    analysis = shop.analyse(outfit())
    assert len(analysis.candidates) == 1
    outcomes = trace(shop, analysis).candidates.outcomes
    assert outcomes.count(KEPT) == 1
    assert outcomes.count(CROWDED) == (4 if limit == "MAX_CANDIDATES" else 1)


def test_tensors_are_what_the_models_were_given(traced):
    (call,) = traced.of("detector")
    assert call.tensor.shape == (1, 100, 100, 3)
    assert np.array_equal(call.tensor[0], call.squares[0])
    assert len(traced.of("gender")[0].tensor) == 1
    assert len(traced.of("embedder")[0].tensor) == len(traced.crops) == 2


@pytest.mark.parametrize("layout", ["NHWC", "NCHW"])
def test_statistics_are_per_channel_in_either_layout(layout):
    tensor = np.zeros((2, 4, 4, 3), np.float32)
    tensor[..., 0] = 1
    tensor[0, ..., 2] = 0.5
    given = tensor if layout == "NHWC" else tensor.transpose(0, 3, 1, 2)
    red, green, blue = statistics(given, layout)
    assert (red.channel, red.minimum, red.mean, red.deviation) == ("red", 1, 1, 0)
    assert (green.mean, green.maximum) == (0, 0)
    assert (blue.minimum, blue.mean, blue.deviation, blue.maximum) == (0, 0.25, 0.25, 0.5)


def test_a_photo_without_any_garment_has_a_trace(catalogue_folder):
    shop = ShopTheLook(fake_gender(0.6), fake_detector([]), fake_embedder(), Catalogue.open(catalogue_folder))
    nothing = trace(shop, shop.analyse(outfit()))
    assert set(nothing.candidates.outcomes) <= {BELOW_FLOOR}
    assert nothing.of("embedder") == ()
    assert len(np.load(io.BytesIO(tensors_npz(nothing, [], ["topwear"])))["embeddings"]) == 0


def test_one_of_several_people_is_traced_in_the_photos_own_pixels(shop):
    analysis = shop.analyse_part(shop.analyse(outfit()), (40, 120, 160, 300))
    part = trace(shop, analysis)
    kept = [n for n, outcome in enumerate(part.candidates.outcomes) if outcome == KEPT]
    boxes = [whole(part.candidates.proposals.boxes[n]) for n in kept]
    assert boxes == [each.detection.box for each in analysis.candidates]
    assert part.gender == analysis.gender


def test_a_garment_of_another_person_is_told_as_one(catalogue_folder):
    detector = fake_detector([("topwear", 0.9, (30, 20, 70, 80)), ("bag", 0.9, (92, 40, 100, 60))])
    shop = ShopTheLook(fake_gender(0.9), detector, fake_embedder(), Catalogue.open(catalogue_folder))
    part = shop.analyse_part(shop.analyse(outfit(400, 400)), (200, 100, 300, 200))
    found = trace(shop, part).candidates
    assert dict(zip(found.groups, found.outcomes, strict=True)) == {"topwear": KEPT, "bag": ELSEWHERE}


def test_a_large_photo_is_traced_in_the_pixels_it_was_given_in(shop):
    file = io.BytesIO()
    outfit(2400, 3600).save(file, "JPEG")
    analysis = shop.analyse(file.getvalue())
    assert analysis.photo.full_size == (2400, 3600)
    for each in (analysis, shop.analyse_part(analysis, (480, 1440, 1920, 3600))):
        found = trace(shop, each).candidates
        kept = [n for n, outcome in enumerate(found.outcomes) if outcome == KEPT]
        boxes = [whole(found.proposals.boxes[n]) for n in kept]
        assert np.abs(np.array(boxes) - [one.detection.box for one in each.candidates]).max() <= 1


def test_the_pose_is_traced_where_there_is_a_pose_model(shop, traced):
    assert traced.pose is None
    assert traced.of("pose") == ()
    posing = ShopTheLook(shop.gender, shop.detector, shop.embedder, shop.catalogue, fake_pose())
    for analysis in (posing.analyse(outfit()), posing.analyse_part(posing.analyse(outfit()), (40, 120, 160, 300))):
        found = trace(posing, analysis)
        assert found.pose == analysis.pose
        assert [call.role for call in found.of("pose")] == ["pose"]


def test_the_files_hold_what_the_trace_holds(shop, traced):
    look = traced.analysis.look()
    facts = json.loads(trace_json(traced, look))
    assert {key: facts[key] for key in look.to_dict()} == json.loads(json.dumps(look.to_dict()))
    assert sum(facts["inside"]["candidates"].values()) == len(traced.candidates) == len(SEEN)
    assert [call["model"] for call in facts["inside"]["inferences"]] == ["detector", "gender", "embedder"]

    rows = list(csv.DictReader(io.StringIO(candidates_csv(traced))))
    assert [row["outcome"] for row in rows] == list(traced.candidates.outcomes)
    assert {row["outcome"] for row in rows} <= set(OUTCOMES)
    (top,) = [row for row in rows if row["suppressed_by"] == "0" and row["group"] == "topwear"]
    assert [top[side] for side in ("x0", "y0", "x1", "y1")] == ["60", "66", "141", "156"]

    arrays = np.load(io.BytesIO(tensors_npz(traced, [2, 1], shop.detector.model.spec.labels)), allow_pickle=False)
    assert np.array_equal(arrays["photo"], traced.analysis.photo.pixels)
    assert np.array_equal(arrays["0_detector_input"], traced.of("detector")[0].tensor)
    assert np.array_equal(arrays["embeddings"], traced.vectors)
    assert arrays["crop_2_topwear"].shape == traced.crops[0].shape
    found = [candidate.detection for candidate in traced.analysis.candidates]
    assert arrays["garment_number"].tolist() == [2, 1]
    assert arrays["garment_group"].tolist() == ["topwear", "bottomwear"]
    assert arrays["garment_box"].tolist() == [list(each.box) for each in found]
    assert arrays["garment_score"].tolist() == pytest.approx([each.score for each in found])
    named = arrays["label_names"][arrays["candidate_labels"]]
    assert named.tolist() == list(traced.candidates.groups)


def test_on_the_embedded_models_the_trace_agrees_with_the_analysis():
    shop = ShopTheLook.open()
    analysis = shop.analyse(LOOKS / sample_looks()[0]["file"])
    traced = trace(shop, analysis)
    assert traced.candidates.outcomes.count(KEPT) == len(analysis.candidates) > 0
    assert traced.gender.probabilities == pytest.approx(analysis.gender.probabilities, abs=1e-5)
    assert traced.vectors == pytest.approx(np.array([each.embedding for each in analysis.candidates]), abs=1e-5)
