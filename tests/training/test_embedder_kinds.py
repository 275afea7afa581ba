"""Kinds of garment beside what the triplets made: vectors stay of unit length, and kinds that agree lie closer."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest

for package in ("cv2", "keras", "sklearn"):
    pytest.importorskip(package)

import keras  # noqa: E402
from keras import ops  # noqa: E402
from PIL import Image  # noqa: E402

from pipeline.catalogue_build import Source, build_catalogue  # noqa: E402
from pipeline.taxonomy import GROUPS  # noqa: E402
from tests.pipeline.fakes import fake_detector, fake_embedder  # noqa: E402
from tests.places import SHARED, needs_shared  # noqa: E402
from tests.training.test_embedder_pairs import drawn  # noqa: E402
from training.embedder.colours import garment_colours  # noqa: E402
from training.embedder.kind_heads import by_group, fit_kinds  # noqa: E402
from training.embedder.kind_names import KINDS, kind_of  # noqa: E402
from training.embedder.kinds_matched import kinds_matched, street_among_boutique  # noqa: E402
from training.embedder.network import DIMENSIONS, SIZE, WithKinds, build_network, continued, serving_network  # noqa: E402
from training.embedder.regions import Region  # noqa: E402
from training.embedder.retrieval import RetrievalSet, Shown  # noqa: E402
from training.splits import load_splits  # noqa: E402

pytestmark = pytest.mark.training
SHARE = 0.2


def unit(values: np.ndarray) -> np.ndarray:
    return values / np.linalg.norm(values, axis=-1, keepdims=True)


@pytest.fixture
def joined() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Given unit vectors (6, 2 groups, 4), what the layer makes of them, and the first group's probabilities."""
    rng = np.random.default_rng(1)
    layer = WithKinds([3, 0], SHARE)
    vectors, features = unit(rng.normal(size=(6, 2, 4))), rng.normal(size=(6, 2, 5))
    layer.build(vectors.shape, features.shape)
    kernel, bias = rng.normal(size=(2, 5, 3)), rng.normal(size=(2, 3))
    layer.set_weights([kernel, bias])
    made = np.asarray(layer(vectors.astype(np.float32), features.astype(np.float32)))
    logits = unit(features[:, 0]) @ kernel[0] + bias[0]
    return vectors, made, np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)


def test_similarity_is_shared_between_the_two(joined) -> None:
    vectors, made, probabilities = joined
    assert made.shape == (6, 2, 7)
    roots = np.sqrt(probabilities)
    wanted = (1 - SHARE) * vectors[:, 0] @ vectors[:, 0].T + SHARE * roots @ roots.T
    assert made[:, 0] @ made[:, 0].T == pytest.approx(wanted, abs=1e-5)
    assert np.linalg.norm(made, axis=-1) == pytest.approx(1, abs=1e-5)


def test_a_group_without_kinds_keeps_its_vectors(joined) -> None:
    vectors, made, _ = joined
    assert made[:, 1, :4] == pytest.approx(vectors[:, 1], abs=1e-6)
    assert not made[:, 1, 4:].any()


def labelled(group: str, label: str, numbers: range) -> list[Region]:
    return [replace(drawn("street", group, number % 13, str(number)), kind=label) for number in numbers]


class MiddleColour(keras.layers.Layer):
    """Pixels -> for every group the mean colour of the middle."""

    def call(self, pixels):
        middle = ops.mean(pixels[:, 64:128, 64:128], axis=(1, 2)) / 255 - 0.4
        return ops.repeat(middle[:, None], len(GROUPS), axis=1)


def seeing_colours() -> keras.Model:
    pixels = keras.Input((SIZE, SIZE, 3))
    features = MiddleColour(name="shared")(pixels)
    return keras.Model(pixels, {"embeddings": keras.layers.UnitNormalization(axis=-1)(features)})


def test_kinds_are_learned_where_there_are_two() -> None:
    skirts, trousers = labelled("bottomwear", "skirt", range(4)), labelled("bottomwear", "jeans", range(9, 13))
    coats, bags = labelled("outerwear", "coat", range(4)), labelled("bag", "bag", range(4))
    network = seeing_colours()
    layer = fit_kinds(network, [*skirts, *trousers, *coats, *bags], SHARE, seed=1)
    assert layer is not None
    assert {group: kinds for group, kinds in zip(GROUPS, layer.kinds, strict=True) if kinds} == {"bottomwear": 2}
    blue, red = (np.full((1, SIZE, SIZE, 3), colour, np.float32) for colour in ((10, 90, 240), (240, 90, 10)))
    served = serving_network(network, layer)
    kinds = [np.asarray(served(colour)["bottomwear"])[0, -2:] ** 2 / SHARE for colour in (blue, red)]
    assert [each.argmax() for each in kinds] == [0, 1], "in the order of their names"
    assert min(each.max() for each in kinds) > 0.8
    again = fit_kinds(network, [*skirts, *trousers, *coats, *bags], SHARE, seed=1)
    assert all((a == b).all() for a, b in zip(layer.get_weights(), again.get_weights(), strict=True))


def test_without_share_or_kinds_there_is_no_such_layer() -> None:
    bottoms = [*labelled("bottomwear", "skirt", range(4)), *labelled("bottomwear", "jeans", range(4))]
    assert fit_kinds(seeing_colours(), bottoms, 0.0, seed=1) is None
    assert fit_kinds(seeing_colours(), labelled("bottomwear", "skirt", range(4)), SHARE, seed=1) is None


def test_each_source_tells_the_kind_in_its_own_place_and_the_shop_nowhere() -> None:
    rendered = [replace(drawn("rendered", "bottomwear", n, ("mini skirt", "chinos")[n]), kind="x") for n in range(2)]
    street = labelled("bottomwear", "skirt", range(300))
    shop = [replace(drawn("shop", "bottomwear", 1, "skirt"), kind="skirt")]
    found = by_group([*rendered, *street, *shop], np.random.default_rng(1))["bottomwear"]
    assert {region.source for region, _ in found} == {"rendered", "street"}
    assert [kind for region, kind in found if region.source == "rendered"] == ["skirt", "trousers"]
    assert sum(region.source == "street" for region, _ in found) == 150, "of one kind and source"


def test_training_goes_on_without_the_kinds_of_the_run_before() -> None:
    regions = [drawn("street", "bag", number, str(number)) for number in range(8)]
    network = build_network(None, garment_colours(regions, 8, seed=1))
    layer = WithKinds([2] * len(GROUPS), SHARE, name="kinds")
    served = serving_network(network, layer)
    assert served.output["bag"].shape == (None, DIMENSIONS + 2)
    for found, wanted in zip(continued(served).get_weights(), network.get_weights(), strict=True):
        assert (found == wanted).all()


def test_every_name_says_one_kind() -> None:
    for group, kinds in KINDS.items():
        names = [name for some in kinds.values() for name in some]
        assert len(names) == len(set(names)), group
    assert kind_of("bottomwear", "midi skirt") == "skirt"
    assert kind_of("footwear", "shoes") is None
    assert kind_of("bag", "tote bag") is None


def angled(name: str, kind: str, group: str, degrees: int) -> Shown:
    return Shown(name, kind, group, np.full((2, 2, 3), degrees, np.uint8))


def by_angle(crops: list[np.ndarray]) -> dict[str, np.ndarray]:
    angles = np.radians([float(crop[0, 0, 0]) for crop in crops])
    return dict.fromkeys(("bottomwear", "footwear"), np.stack([np.cos(angles), np.sin(angles)], axis=1))


def test_shares_of_right_kinds_by_hand() -> None:
    queries = (angled("1", "skirt", "bottomwear", 0), angled("2", "boots", "footwear", 0))
    skirts = [angled(f"s{n}", "skirt", "bottomwear", 1 + n) for n in range(4)]
    trousers = [angled(f"t{n}", "trousers", "bottomwear", 50 + n) for n in range(16)]
    boots = [angled("b", "boots", "footwear", 90), angled("h", "heels", "footwear", 10)]
    found = kinds_matched(RetrievalSet("by hand", queries, (*skirts, *trousers, *boots), True), by_angle)
    assert found["bottomwear"] == {"queries": 1, "first match": 1, "first 10": 0.4, "by chance": 0.2}
    assert found["footwear"] == {"queries": 1, "first match": 0, "first 10": 0.5, "by chance": 0.5}
    assert found["all"] == {"queries": 2, "first match": 0.5, "first 10": 0.45, "by chance": 0.35}


@needs_shared
def test_street_clothes_search_products_of_known_kinds(tmp_path) -> None:
    names = {"a": "mini skirt", "b": "chinos", "c": "something else"}
    with (tmp_path / "products.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["product_id", "title", "gender", "group", "category", "image"])
        writer.writerows(
            [name, name, "women", "bottomwear", category, f"{name}.png"] for name, category in names.items()
        )
    for number, name in enumerate(names):
        picture = Image.new("RGB", (60, 80), "white")
        picture.paste((200, 20 * number, 40), (20, 20, 40, 60))
        picture.save(tmp_path / f"{name}.png")
    source = Source(tmp_path / "products.csv", tmp_path, "Three")
    build_catalogue(source, tmp_path / "three", fake_detector([]), fake_embedder())
    found = street_among_boutique(SHARED / "data", load_splits(), tmp_path / "three", fake_detector([]), part="val")
    assert [(each.name, each.product) for each in found.gallery] == [("a", "skirt"), ("b", "trousers")]
    assert {query.product for query in found.queries} >= {"skirt", "shorts", "trousers", "boots", "sunglasses"}
    assert all(query.product in KINDS[query.group] for query in found.queries)
