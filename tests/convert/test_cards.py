"""A model's card says what was measured, on which part, and whether that was on the very file."""

from __future__ import annotations

import pytest

from convert.cards import EARLIER, card
from convert.manifest import FORMS
from tests.convert.test_manifest import ENTRY

SHA256 = "1" * 64
WHOLE = {
    **ENTRY,
    "input": {
        **ENTRY["input"],
        "shape": [None, None, None, 3],
        "layout": "NHWC",
        "colour": "RGB",
        "range": [0, 255],
        "resize": "letterbox",
        "pad_value": 114,
    },
    "sha256": SHA256,
}
ROW = {
    "photos": 4,
    "balanced_accuracy": 0.5265,
    "accuracy": 0.75,
    "expected_calibration_error": 0.02,
    "share_sure": 0.9,
    "confusion": [[1, 1], [0, 2]],
}
TABLE = {form: {"megabytes": 5.0, "milliseconds": 9.9, "metric": 0.8, "agreement": 1.0} for form in FORMS}


def written(results: str | None = None, **told: str) -> str:
    """The card of a model with results on the file `results` and a table of forms that tells more of itself."""
    metrics: dict = {"gender": {"sha256": results, "report": {"street": ROW}}} if results else {}
    return card("gender", WHOLE, metrics | {"quantisation": {"gender": {**TABLE, "shipped": "fp32", **told}}})


def test_a_card_tells_what_the_manifest_and_the_figures_say() -> None:
    text = written(SHA256, sha256=SHA256, part="val", timed="in turns")
    assert "n x h x w x 3 RGB NHWC, range [0, 255], letterbox on 114" in text
    assert "- made by code" in text
    assert f"| street | 4 | {0.5265:.3f} | 0.750 |" in text
    assert "Measured on the validation part with" in text
    assert "timed in turns" in text
    assert "Shipped: fp32." in text
    assert EARLIER not in text


@pytest.mark.parametrize(
    ("results", "forms", "notes"),
    [(SHA256, SHA256, 0), ("2" * 64, SHA256, 1), (SHA256, "2" * 64, 1), ("2" * 64, "2" * 64, 2)],
)
def test_figures_of_an_earlier_file_say_so(results: str, forms: str, notes: int) -> None:
    text = written(results, sha256=forms)
    assert text.count(EARLIER) == notes
    assert (f"{EARLIER}; compare again." in text) == (forms != SHA256)
    assert (f"{EARLIER}; evaluate again." in text) == (results != SHA256)


def test_a_table_of_forms_says_no_more_than_it_knows() -> None:
    text = written()
    assert EARLIER not in text
    assert "part with" not in text
    assert "Each form was timed by itself." in text
    assert "Results" not in text
