"""Colour distance and shares of kinds and senders on sets whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("skimage")

from training.embedder.kinds import Owned, colour_distance, kinds_and_senders, middle_colour
from training.embedder.retrieval import RetrievalSet, Shown


def plain(*colour: int) -> np.ndarray:
    return np.full((20, 20, 3), colour, np.uint8)


def looking_up(table: dict[int, list[float]]):
    """Embeds a picture as what the table says of its first number."""
    return lambda crops: {"topwear": np.array([table[int(crop[0, 0, 0])] for crop in crops], np.float32)}


def test_shares_of_kind_and_sender_against_chance():
    # Twelve tees of one sender lie together, twelve dresses of twelve senders opposite.
    owned = [Owned("T-Shirt", "a", "topwear", plain(1, 0, 0))] * 12
    owned += [Owned("Top", f"b{number}", "topwear", plain(2, 0, 0)) for number in range(12)]
    told = kinds_and_senders(owned, looking_up({1: [1, 0], 2: [-1, 0]}))
    assert told["kind@10"] == 1
    assert told["kind by chance"] == pytest.approx(11 / 23, abs=1e-3)
    assert told["sender@10"] == pytest.approx(0.5)
    assert told["sender by chance"] == pytest.approx(11 / 23 / 2, abs=1e-3)


def test_colour_distance_of_right_and_wrong_matches():
    black, white = plain(0, 0, 0), plain(255, 255, 255)
    gallery = (Shown("1", "p", "topwear", black), Shown("2", "q", "topwear", white))
    queries = (Shown("3", "p", "topwear", plain(0, 0, 0)),)
    found = RetrievalSet("two", queries, gallery, within_group=True)
    right = colour_distance(found, looking_up({0: [1, 0], 255: [0, 1]}))
    assert (right["first match"], right["first match where it is wrong"]) == (0, None)
    assert right["any entry"] == pytest.approx(50, abs=0.1)  # black to white is 100 by definition
    wrong = colour_distance(
        RetrievalSet("one", queries, gallery[1:], within_group=True), looking_up({0: [1, 0], 255: [0, 1]})
    )
    assert wrong["first match where it is wrong"] == pytest.approx(100, abs=0.1)


def test_the_colour_is_read_from_the_middle():
    framed = plain(255, 0, 0)
    framed[5:15, 5:15] = 255
    assert middle_colour(framed) == pytest.approx([100, 0, 0], abs=0.1)
