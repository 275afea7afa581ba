"""Every control of the Inside page, in Streamlit's own test harness."""

from __future__ import annotations

import gc
import io
import json
import re
import weakref
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from app_pages import inside_time, photo_room
from app_pages.charts import waterfall
from app_pages.inside_candidates import drawn
from app_pages.inside_gender import AGAINST, FOR, overlay
from app_pages.inside_kept import ANALYSIS_OF
from app_pages.inside_pose import LEFT, RIGHT, skeleton
from app_pages.inside_scores import BELOW_THRESHOLD, binned
from pipeline.detector import Proposals
from pipeline.occlusion import OcclusionMap
from pipeline.photo import Photo
from pipeline.pose import KEYPOINTS, Keypoint, Pose
from pipeline.shop import ShopTheLook
from pipeline.trace import BELOW_FLOOR, KEPT, SUPPRESSED, RawCandidates
from tests.app_pages.conftest import SEEN, change_photo, encoded, upload
from tests.app_pages.test_shop_page import html
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, fake_pose, outfit


@pytest.fixture
def inside(result) -> AppTest:
    """The page for the photo that was uploaded on the Shop page."""
    return opened(result)


def opened(app: AppTest) -> AppTest:
    app.switch_page("app_pages/inside.py").run()
    assert not app.exception
    return app


def legend(app: AppTest) -> list[str]:
    """What is said beside the dots of the candidates' outcomes."""
    (dots,) = [each.value for each in app.get("html") if 'style="color:' in each.value and "Kept" in each.value]
    return re.findall(r'<span class="muted">(.*?)</span>', dots)


def test_without_a_photo_it_says_where_to_give_one(app, shop):
    opened(app)
    assert [title.value for title in app.title] == ["Inside"]
    assert [link.label for link in app.get("page_link")] == ["Go to the Shop page"]
    assert shop.model_runs == 0
    app.button(key="use_inside_1").click().run()
    assert [title.value for title in app.title] == ["Inside this look"]


def test_the_photo_is_traced_once(inside, shop):
    runs = shop.model_runs
    assert "Products in the catalogue" in {metric.label for metric in inside.metric}
    assert html(inside).count(" ms, run again for this page</dd>") == 3
    for title in ("Time", "Input", "Candidates", "Department", "Crops and vectors", "Map", "Stability", "Identity"):
        assert f"<h2>{title}</h2>" in html(inside)
    inside.run()
    assert shop.model_runs == runs


def test_it_looks_at_the_settings_of_the_shop_page(made, result):
    result.segmented_control(key="department").set_value("Women").run()
    result.slider(key="confidence").set_value(70).run()
    result.slider(key="k").set_value(2).run()
    inside = opened(result)
    said = "Searching the women’s department and unisex, 2 matches per garment, confidence at least 70%."
    assert said in html(inside)
    assert "of this group, women and unisex" in html(inside)
    assert "Change on the Shop page" in [link.label for link in inside.get("page_link")]
    facts = json.loads(made[next(name for name in made if name.startswith("inside-"))]())
    assert facts["gender"]["searched"] == ["women", "unisex"]
    assert [len(item["matches"]) for item in facts["items"]] == [2]


def test_the_nearest_on_the_map_satisfy_the_filters(result):
    result.segmented_control(key="department").set_value("All").run()
    result.multiselect(key="colour").set_value(["hue 2"]).run()
    inside = opened(result)
    assert "confidence at least 35%, filtered." in html(inside)
    assert len(re.findall(r'number">\d\.\d{3} <a', html(inside))) == 1
    assert "Lines lead to the 1 nearest" in html(inside)


def test_candidates_are_told_with_their_outcome(inside):
    pills = inside.pills(key="inside_outcomes")
    assert pills.options == ["Kept", "Below the threshold"]
    assert legend(inside) == ["Kept 2", "Below the threshold 1"]
    (listing,) = inside.dataframe
    assert listing.value["Outcome"].tolist() == ["kept", "kept", "below the threshold"]
    assert listing.value["Garment"].tolist() == ["2", "1", "3"]
    assert "Out of all 3." in html(inside)
    pills.set_value(["kept"]).run()
    assert inside.dataframe[0].value["Group"].tolist() == ["Bottoms", "Top"]
    pills.set_value([]).run()
    assert not inside.dataframe
    assert "None has the outcomes chosen above, out of all 3." in html(inside)


def test_what_was_found_is_drawn_over_what_it_suppressed():
    box = np.array([[10, 10, 90, 90]] * 2, np.float32)
    proposals = Proposals(box, np.array([0.9, 0.8], np.float32), np.zeros(2, np.int64))
    found = RawCandidates(proposals, ("bag",) * 2, (KEPT, SUPPRESSED), np.array([-1, 0]), np.zeros(2, np.float32))
    photo = Photo("photo", np.zeros((100, 100, 3), np.uint8), "")
    for outcome in (KEPT, BELOW_THRESHOLD):
        picture = Image.open(io.BytesIO(drawn(photo, found, [outcome, SUPPRESSED], [0, 1], None)))
        assert picture.convert("RGB").getpixel((50, 11))[2] > 60  # the orange of what is suppressed has no blue


def test_the_threshold_moves_candidates_between_outcomes_and_runs_no_model(inside, shop):
    runs = shop.model_runs
    inside.slider(key="inside_confidence").set_value(10).run()
    assert legend(inside) == ["Kept 3"]
    inside.slider(key="inside_confidence").set_value(70).run()
    assert legend(inside) == ["Kept 1", "Below the threshold 2"]
    assert inside.dataframe[0].value["Outcome"].tolist() == ["kept", "below the threshold", "below the threshold"]
    assert shop.model_runs == runs


def test_the_department_is_asked_part_by_part_on_demand(inside, shop):
    runs = shop.gender.model.runs
    assert "0.900" in html(inside)
    assert "Auto searches one department" in html(inside)
    inside.button(key="occlude").click().run()
    assert not inside.exception
    assert shop.gender.model.runs > runs
    assert "hiding it costs men probability" in html(inside)
    runs = shop.gender.model.runs
    inside.run()
    assert shop.gender.model.runs == runs
    assert "hiding it costs men probability" in html(inside)


def kept(app: AppTest) -> set[str]:
    """What Inside keeps beyond its run."""
    return {key for key in ANALYSIS_OF if key in app.session_state}


def test_what_is_kept_goes_with_its_photo(inside, monkeypatch):
    inside.button(key="occlude").click().run()
    assert kept(inside) == {"trace", "stability", "occlusion"}
    photo = weakref.ref(inside.session_state["trace"].analysis.photo)
    inside.switch_page("app_pages/shop.py").run()
    change_photo(inside, encoded(outfit(colour="#2060a0")))
    assert kept(inside) == {"trace", "stability", "occlusion"}, "the first photo is still at hand"
    monkeypatch.setattr(photo_room, "KEPT_PHOTOS", 2)
    change_photo(inside, encoded(outfit(colour="#60a020")))
    assert kept(inside) == set()
    gc.collect()
    assert photo() is None


def test_search_k_is_a_slider_and_small_catalogues_are_found_whole(inside):
    slider = inside.select_slider(key="search_k_topwear")
    figures = {metric.label: metric.value for metric in inside.metric}
    assert figures["Recall at 10"] == "1.00"
    assert figures["Same order"] == "Yes"
    slider.set_value(1).run()
    figures = {metric.label: metric.value for metric in inside.metric}
    assert 0 <= float(figures["Recall at 10"]) <= 1
    assert "rank" in html(inside) or "not found" in html(inside) or figures["Same order"] == "Yes"


def test_moving_the_box_is_told_once_per_garment(inside, shop):
    assert html(inside).count("of 5</td>") == 6
    runs = shop.embedder.model.runs
    inside.run()
    assert shop.embedder.model.runs == runs


def test_everything_can_be_downloaded(made, inside):
    assert not inside.exception
    names = {name.split("-")[0]: make for name, make in made.items() if not name.startswith("look")}
    assert set(names) == {"inside", "candidates", "tensors"}
    assert json.loads(names["inside"]())["inside"]["candidates"]["kept"] == 3
    assert names["candidates"]().splitlines()[1].startswith("0,bottomwear,0.90")
    arrays = np.load(io.BytesIO(names["tensors"]()))
    assert arrays["0_detector_input"].shape == (1, 100, 100, 3)
    # As the page numbers them, from the top of the photo down, although the trousers scored higher.
    assert arrays["garment_number"].tolist() == [2, 1, 3]
    assert {"crop_1_topwear", "crop_2_bottomwear", "crop_3_bag"} <= set(arrays)


def test_a_photo_without_garments_is_explained(open_app, catalogue):
    app = open_app(ShopTheLook(fake_gender(0.6), fake_detector([]), fake_embedder(), catalogue))
    opened(upload(app, encoded(outfit())))
    assert "No garment was found" in html(app)
    assert "Auto searches every department" in html(app)


def test_a_garment_that_nobody_sells_is_explained(open_app, make_shop):
    app = open_app(make_shop(seen=[("bag", 0.9, (36, 20, 63, 50))]))
    opened(upload(app, encoded(outfit())))
    assert "The catalogue has no bag." in html(app)
    assert not app.exception


def test_every_model_s_tensor_is_told_with_its_values(open_app, catalogue):
    shop = ShopTheLook(fake_gender(0.9), fake_detector(SEEN), fake_embedder(), catalogue, fake_pose())
    told = html(opened(upload(open_app(shop), encoded(outfit()))))
    assert told.count("<dt>Tensor</dt>") == told.count(">Deviation</th>") == 4
    assert told.count("<td>green</td>") == 4
    assert "<dd>1 × 3 × 100 × 100 float32, NCHW</dd>" in told or "<dd>1 × 100 × 100 × 3 float32, NHWC</dd>" in told


def test_the_pose_is_shown_where_there_is_a_pose_model(open_app, catalogue, inside):
    assert "<h2>Pose</h2>" not in html(inside)
    shop = ShopTheLook(fake_gender(0.9), fake_detector(SEEN), fake_embedder(), catalogue, fake_pose("upper", "side"))
    app = opened(upload(open_app(shop), encoded(outfit())))
    assert "<h2>Pose</h2>" in html(app)
    assert "<dd>upper body</dd>" in html(app)
    assert "<dd>side</dd>" in html(app)
    assert "<td>right ankle</td>" in html(app)


def test_what_late_stages_took_stands_before_their_bars():
    def late(*stages: tuple[str, float]) -> list[bool]:
        drawn = json.dumps(waterfall(stages).to_dict())
        return [f'"label": "{ms:.1f} ms", "late": true' in drawn for _, ms in stages]

    assert late(("a", 50.0), ("b", 30.0), ("c", 20.0)) == [False, True, True]
    assert late(("only", 9.0)) == [False]


def test_what_was_measured_of_the_look_is_what_is_said(monkeypatch):
    told: dict[str, str] = {}
    drawn: list[tuple[str, float]] = []
    monkeypatch.setattr(inside_time, "figures", told.update)
    monkeypatch.setattr(inside_time, "waterfall", drawn.extend)
    monkeypatch.setattr(inside_time.st, "altair_chart", lambda *_, **__: None)
    timings = {
        "decode": 4.0,
        "gender": 20.0,
        "pose": 0.0,
        "detect": 90.5,
        "embed": 30.0,
        "search": 2.0,
        "total": 1234.5,
    }
    catalogue = {"products": 4321}
    inside_time.time_spent(
        SimpleNamespace(timings_ms=timings, items=[1, 2, 3], identity=SimpleNamespace(catalogue=catalogue))
    )
    assert told["Photo to matches"] == "1234 ms"
    assert (told["Garments"], told["Products in the catalogue"]) == ("3", "4,321")
    assert drawn == [
        ("Decode", 4.0), ("Detect garments", 90.5), ("Department", 20.0), ("Cut and embed", 30.0), ("Search", 2.0)
    ]  # fmt: skip


def test_the_detectors_picture_is_told_with_its_sides(inside):
    boxed, told = inside.session_state["trace"].letterbox, html(inside)
    assert "Decoded: 200 × 300 px, upright, RGB" in told
    assert "Letterboxed: 100 × 100 px" in told
    assert "<dt>Scale</dt><dd>0.3333</dd>" in told
    assert boxed.pad_x > boxed.pad_y == 0
    assert f"<dd>{boxed.pad_x} px at the sides, 0 px above and below</dd>" in told


def test_every_crop_is_the_garment_that_it_is_called(inside):
    said = re.findall(r"</span>(Top|Bottoms)<br>.*?(\d+) × (\d+) px", html(inside))
    bottoms, top, _ = (each.shape[1::-1] for each in inside.session_state["trace"].crops)
    assert [(name, (int(width), int(height))) for name, width, height in said] == [("Top", top), ("Bottoms", bottoms)]
    assert top != bottoms


def test_filters_of_another_catalogue_do_not_count(result):
    result.multiselect(key="colour").set_value(["hue 10"]).run()
    chosen = result.session_state["chosen_settings"]
    result.session_state["chosen_settings"] = ("another", *chosen[1:])
    inside = opened(result)
    assert "confidence at least 35%." in html(inside)
    assert "hue" not in str(inside.query_params)


def test_what_speaks_for_the_department_is_green_and_what_speaks_against_it_orange():
    losses = np.zeros((8, 8), np.float32)
    losses[:, :3], losses[:, 5:] = 0.2, -0.2
    found = OcclusionMap(np.full((80, 80, 3), 128, np.uint8), losses, 0.9)
    picture = np.asarray(Image.open(io.BytesIO(overlay(found))).convert("RGB"), np.float32)
    for column, colour in ((10, FOR), (70, AGAINST)):
        other = AGAINST if colour is FOR else FOR
        assert np.linalg.norm(picture[40, column] - colour) < 50 < np.linalg.norm(picture[40, column] - other)
    assert np.ptp(picture[40, 40]) < 30


def test_the_persons_left_has_its_colour_and_what_is_not_there_is_not_drawn():
    places = {"left ankle": (300, 300, 0.9), "right ankle": (600, 300, 0.9), "nose": (300, 600, 0.1)}
    points = (Keypoint(*places.get(name, (0, 0, 0.0))) for name in KEYPOINTS)
    photo = Photo("photo", np.zeros((900, 900, 3), np.uint8), "")
    picture = Image.open(io.BytesIO(skeleton(photo, Pose("full", "front", tuple(points))))).convert("RGB")
    for place, colour in (((300, 300), LEFT), ((600, 300), RIGHT)):
        wanted = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
        assert np.abs(np.subtract(picture.getpixel(place), wanted)).max() < 25
    assert max(picture.getpixel((300, 600))) < 25


def test_candidates_are_counted_by_score_and_outcome():
    scores = np.array([0.9, 0.9, 0.06, 0.05], np.float32)
    boxes, none = np.zeros((4, 4), np.float32), np.zeros(4, np.float32)
    outcomes = (KEPT, SUPPRESSED, BELOW_FLOOR, BELOW_FLOOR)
    found = RawCandidates(Proposals(boxes, scores, np.zeros(4, np.int64)), ("bag",) * 4, outcomes, none, none)
    assert binned(found, list(outcomes)) == [
        {"from": 0.04, "to": 0.06, "count": 1, "outcome": BELOW_FLOOR},
        {"from": 0.06, "to": 0.08, "count": 1, "outcome": BELOW_FLOOR},
        {"from": 0.9, "to": 0.92, "count": 1, "outcome": KEPT},
        {"from": 0.9, "to": 0.92, "count": 1, "outcome": SUPPRESSED},
    ]
