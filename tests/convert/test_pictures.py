"""Pictures for parity and calibration are what the app shows the models."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")
pytest.importorskip("keras")
pytest.importorskip("tf2onnx")

from convert.pictures import gender_pictures
from tests.places import SHARED, needs_shared
from training.gender.views import PART_SIZE, SIZE, STRIDE

pytestmark = pytest.mark.conversion


@needs_shared
def test_gender_is_checked_on_people_in_their_own_shapes() -> None:
    shown = gender_pictures(SHARED / "data", "val", 4)
    assert len(shown) == 4
    for batch in shown:
        count, height, width, channels = batch.shape
        assert (count, channels, batch.dtype) == (1, 3, np.uint8)
        assert height % STRIDE == width % STRIDE == 0
        assert 0.97 * PART_SIZE**2 <= height * width < 1.4 * SIZE**2
        assert height > width, "the person, not the photo on a square"
