"""The Models page: every figure comes from the files beside the models, and what is not there is not shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from app_pages import model_plots
from app_pages.model_reports import card, measured, recalls, tables
from app_pages.published import COMPARED, answer
from pipeline.latency import latency
from pipeline.models import ModelSpec
from pipeline.shop import ShopTheLook
from tests.app_pages.test_shop_page import html
from tests.pipeline.fakes import fake_embedder, fake_gender
from tests.places import MODELS

GENDER = {
    "street": {
        "photos": 9,
        "accuracy": 0.75,
        "accuracy_when_sure": 0.9,
        "confusion": [[3, 1], [2, 3]],
        "labels": ["men", "women"],
        "expected_calibration_error": 0.031,
        "reliability": [[0.6, 0.5, 4], [0.95, 0.9, 5]],
    },
    "shop": {"photos": 4, "accuracy": 0.5, "confusion": [[1, 1], [1, 1]], "labels": ["men", "women"]},
}
RETRIEVAL = {"recall@1": 0.4, "recall@10": 0.8, "queries": 12, "groups": {"bag": {"recall@1": 0.3, "recall@10": 0.7}}}
DETECTOR = {
    "street": {
        "photos": 7,
        "classic_three": {"ap50": 0.81},
        "eight_groups": {"ap50": 0.71},
        "groups": {"bag": {"boxes": 3, "ap50": 0.6, "precision_at_recall": [1.0, 0.8, 0.1]}},
    }
}
EMBEDDER = {
    "shop views, all pictures": {"ImageNet, frozen": {**RETRIEVAL, "recall@10": 0.5}, "this embedder": RETRIEVAL}
}


def placed(model: Any, folder: Path) -> Any:
    """A fake model whose file lies in a folder of the test's."""
    spec: ModelSpec = model.spec
    path = folder / f"{spec.role}.onnx"
    path.write_bytes(b"x" * 2_000_000)
    model.spec = replace(spec, path=path, entry={**spec.entry, "input": {"shape": [None, 8, 8, 3], "dtype": "float32"}})
    return model


@pytest.fixture
def folder(tmp_path, shop) -> Path:
    for stage in (shop.detector, shop.gender, shop.embedder):
        placed(stage.model, tmp_path)
    st.cache_data.clear()
    return tmp_path


def write(folder: Path, shop: ShopTheLook, **reports: Any) -> None:
    metrics: dict[str, Any] = {"quantisation": reports.pop("quantisation", {})}
    for role, report in reports.items():
        metrics[role] = {"sha256": getattr(shop, role).model.spec.sha256, "report": report}
    (folder / "metrics.json").write_text(json.dumps(metrics))


def opened(app: AppTest) -> AppTest:
    app.switch_page("app_pages/models.py").run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("folder")
def test_without_figures_there_are_none(app):
    opened(app)
    for title in ("Detector", "Department", "Embedder", "Beside the published systems", "Limits and fairness"):
        assert f"<h2>{title}</h2>" in html(app)
    assert "<h2>Pose</h2>" not in html(app)
    assert not app.get("vega_lite_chart")
    assert not app.expander
    assert "0.99" not in html(app)
    assert "2.00 MB" in html(app)


def test_every_plot_that_has_its_figures_is_drawn(folder, shop, app):
    write(folder, shop, gender=GENDER, detector=DETECTOR, embedder=EMBEDDER)
    opened(app)
    assert len(app.get("vega_lite_chart")) == 4  # precision-recall, confusion, reliability, recall at k
    assert "calibration error 0.031" in html(app)
    app.selectbox(key="source_gender").set_value("shop").run()
    assert len(app.get("vega_lite_chart")) == 3
    app.selectbox(key="retrieval_group").set_value("bag").run()
    assert not app.exception
    assert "0.81 on 7 street photos (0.71 over eight groups)" in html(app)
    assert "0.80 on 12 shop views of unseen products; frozen ImageNet MobileNetV2 on the same: 0.50" in html(app)
    assert "<td>street</td>" in html(app)


def test_the_queries_can_be_chosen(folder, shop, app):
    street = {"this embedder": {**RETRIEVAL, "recall@1": 0.123}}
    write(folder, shop, embedder={**EMBEDDER, "street crops": street})
    chooser = opened(app).selectbox(key="retrieval_set")
    assert chooser.options == ["shop views, all pictures", "street crops"]
    chooser.set_value("street crops").run()
    assert not app.exception
    (drawn,) = app.get("vega_lite_chart")
    assert "this embedder, k 1: 0.12" in drawn.proto.spec
    assert "ImageNet" not in drawn.proto.spec


def test_figures_of_an_earlier_file_say_so(folder, shop, app):
    write(folder, shop, gender=GENDER)
    text = (folder / "metrics.json").read_text()
    (folder / "metrics.json").write_text(text.replace(shop.gender.model.spec.sha256, "0" * 64))
    assert [warning.value for warning in opened(app).warning] == [
        "These figures were measured on an earlier file of this model."
    ]


def test_a_figure_of_an_earlier_file_says_so_beside_the_published_ones_too(folder, shop, app):
    write(folder, shop, detector=DETECTOR)
    assert "(0.71 over eight groups)</td>" in html(opened(app))
    text = (folder / "metrics.json").read_text()
    (folder / "metrics.json").write_text(text.replace(shop.detector.model.spec.sha256, "0" * 64))
    st.cache_data.clear()
    assert "(0.71 over eight groups), of an earlier file</td>" in html(app.run())


def test_forms_are_compared_where_they_were_measured(folder, shop, app):
    forms = {"fp32": {"megabytes": 5.35, "metric": 0.85}, "int8": {"megabytes": 2.7, "metric": 0.83}}
    write(folder, shop, quantisation={"gender": {**forms, "shipped": "fp32"}})
    opened(app)
    assert "<td>fp32 (shipped)</td>" in html(app)
    assert "<td>int8</td>" in html(app)
    assert "fp16" not in html(app)
    assert "Balanced accuracy is the mean over street photos, their framings, hidden faces, and shop pic" in html(app)
    assert "<dd>2.00 MB</dd>" in html(app)
    assert ">5.35</td>" in html(app)


@pytest.mark.parametrize(("sha256", "notes"), [("its own", 0), (None, 0), ("0" * 64, 1)])
def test_forms_of_an_earlier_file_say_so(folder, shop, app, sha256, notes):
    named = {"sha256": shop.gender.model.spec.sha256 if sha256 == "its own" else sha256} if sha256 else {}
    forms = {"fp32": {"megabytes": 5.35}, "shipped": "fp32", "part": "val", **named}
    write(folder, shop, quantisation={"gender": forms})
    assert [warning.value for warning in opened(app).warning] == notes * [
        "These forms are of an earlier file of this model."
    ]
    assert "when it was converted, on the validation part: agreement" in html(app)


def test_limits_come_from_the_card(folder, app):
    (folder / "gender.md").write_text(
        "# G\n\n- **Intended use.** Suggests `x`.\n\n## Limits\n\n- Fails <here>.\n- And there.\n\n## R\n"
    )
    opened(app)
    assert "<li>Fails &lt;here&gt;.</li><li>And there.</li>" in html(app)
    assert "Suggests x." in html(app)


def test_failures_are_shown_where_there_is_a_picture_of_them(folder, app):
    opened(app)
    assert "worst mistakes" not in html(app)
    (folder / "failures").mkdir()
    Image.new("RGB", (40, 30)).save(folder / "failures/gender.webp")
    app.run()
    assert html(app).count("worst mistakes") == 1
    assert "<ol" not in html(app)
    (folder / "failures/gender.json").write_text(json.dumps(["men's <clothes>\nsaid: women 80%"]))
    Image.new("RGB", (40, 30)).save(folder / "failures/detector.webp")
    app.run()
    assert "<li>men&#x27;s &lt;clothes&gt;<br>said: women 80%</li>" in html(app)
    assert "a garment that was missed" in html(app)


@pytest.mark.parametrize("role", ["detector", "gender", "embedder"])
@pytest.mark.usefixtures("folder")
def test_the_time_is_measured_on_demand(shop, app, role):
    opened(app)
    assert shop.model_runs == 0
    app.button(key=f"measure_{role}").click().run()
    model = getattr(shop, role).model
    assert model.runs == shop.model_runs == 17
    assert re.search(r"<b>\d+\.\d ms</b> a picture", html(app))


def test_latency_counts_what_it_says():
    model = fake_gender(0.5).model
    found = latency(model, runs=3)
    assert (found.runs, model.runs) == (3, 5)
    assert 0 < found.median_ms <= found.slowest_ms
    assert latency(fake_embedder().model, runs=1).runs == 1


def test_the_embedded_files_can_be_read():
    manifest = json.loads((MODELS / "manifest.json").read_text("utf-8"))["models"]
    for role, entry in manifest.items():
        assert card(MODELS / f"{role}.md").use
        assert card(MODELS / f"{role}.md").limits
        found = measured(MODELS, role, entry["sha256"])
        assert found.is_current
        assert found.forms_current
        assert list(tables(found.report))
    for each in COMPARED:
        assert answer(each, measured(MODELS, each.role, "").report)


def test_recalls_are_read_by_name():
    assert recalls({"recall@1": 0.5, "recall@20": 1, "mAP": 0.4, "recall": 0.2, "recall@5": None}) == {1: 0.5, 20: 1.0}


def test_plots_carry_their_figures():
    drawn = json.dumps(model_plots.confusion([[3, 1], [0, 2]], ["a", "b"]).to_dict())
    assert '"truth": "a", "found": "b", "count": 1, "share": 0.25' in drawn
    drawn = json.dumps(model_plots.precision_recall({"bag": [1.0, 0.5, 0.0]}).to_dict())
    assert '"recall": 0.5, "precision": 0.5' in drawn
    drawn = json.dumps(model_plots.reliability([[0.7, 0.65, 12]]).to_dict())
    assert '"confidence": 0.7, "accuracy": 0.65, "photos": 12' in drawn
