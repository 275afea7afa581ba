"""Training of both Keras models on tiny code-made data: it runs, learns something, resumes and saves what converts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

for package in ("cv2", "keras", "tensorflow"):
    pytest.importorskip(package)

import keras  # noqa: E402

from pipeline.taxonomy import GROUPS  # noqa: E402
from tests.training.test_embedder_pairs import drawn  # noqa: E402
from training.average import average  # noqa: E402
from training.backbones import Backbone  # noqa: E402
from training.embedder.colours import garment_colours  # noqa: E402
from training.embedder.fit import Checkpoint, Recipe, make_optimizer, run_of, train  # noqa: E402
from training.embedder.network import DIMENSIONS, SIZE, build_network, serving_network  # noqa: E402
from training.gender import fit as gender  # noqa: E402
from training.gender.maps import BATCH, Kept, keep  # noqa: E402

pytestmark = pytest.mark.training


def small_backbone() -> Backbone:
    """Pictures of any size, one convolution below and one above the cut."""
    pixels, maps = keras.Input((None, None, 3), name="input"), keras.Input((None, None, 4))
    lower = keras.Model(pixels, keras.layers.Conv2D(4, 1)(keras.layers.Rescaling(1 / 255)(pixels)))
    pooled = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 1, activation="relu")(maps))
    return Backbone("small", lower, keras.Model(maps, pooled), 4)


def reddish_or_bluish(backbone: Backbone, count: int, seed: int) -> Kept:
    """Label 0: red pictures (one in four), label 1: blue ones; half of either upright, half square."""
    rng = np.random.default_rng(seed)
    pictures = []
    for number in range(count):
        label, shape = int(number % 4 > 0), (8, 8) if number % 8 < 4 else (12, 6)
        picture = rng.integers(0, 90, (*shape, 3)).astype(np.uint8)
        picture[..., 2 if label else 0] += 150
        pictures.append((picture, label))
    return keep(backbone, pictures)


def test_maps_are_kept_by_shape_with_their_labels() -> None:
    kept = reddish_or_bluish(small_backbone(), 3 * BATCH, 1)
    assert [maps.shape[1:3] for maps in kept.maps] == [(8, 8), (12, 6)]
    assert [len(maps) for maps in kept.maps] == [len(labels) for labels in kept.labels] == [3 * BATCH // 2] * 2
    assert (kept.all_labels == 0).sum() == 3 * BATCH // 4


def test_gender_learns_and_its_model_gives_calibrated_probabilities() -> None:
    keras.utils.set_random_seed(3)
    backbone = small_backbone()
    recipe = gender.Recipe(
        head_epochs=15, tune_epochs=3, epoch_batches=20, head_rate=0.05, tune_rate=0.02, averaging=0.8, dropout=0.0
    )
    training, validation = (reddish_or_bluish(backbone, count, count) for count in (160, 32))
    model, report = gender.train(backbone, lambda: training, lambda: validation, recipe)
    assert report["balanced_accuracy"] == 1.0
    assert 0.5 <= report["min_probability"] <= 0.95
    red = np.zeros((1, 8, 8, 3), np.float32)
    red[..., 0] = 200
    probabilities = np.asarray(model(red))
    assert probabilities.shape == (1, 2)
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert probabilities[0, 0] > 0.5


def test_a_start_that_is_only_calibrated_asks_for_no_training_maps(tmp_path: Path) -> None:
    backbone = small_backbone()
    kept = reddish_or_bluish(backbone, 64, 1)
    quick = gender.Recipe(head_epochs=1, tune_epochs=0)
    model, before = gender.train(backbone, lambda: kept, lambda: kept, quick)
    model.save(tmp_path / "gender.keras")

    def never() -> Kept:
        pytest.fail("training maps were made")

    _, report = gender.train(backbone, never, lambda: kept, quick, tmp_path / "gender.keras")
    assert report == before


def test_maps_are_made_by_the_lower_half_that_the_start_brings(tmp_path: Path) -> None:
    keras.utils.set_random_seed(5)
    earlier, later = small_backbone(), small_backbone()
    top = gender.head(earlier.features, gender.Recipe())
    gender.assemble(earlier, top, 1.0, 0.0).save(tmp_path / "gender.keras")

    def made() -> Kept:
        assert all((a == b).all() for a, b in zip(later.lower.get_weights(), earlier.lower.get_weights(), strict=True))
        return reddish_or_bluish(later, 160, 1)

    assert not (later.lower.get_weights()[0] == earlier.lower.get_weights()[0]).all()
    gender.train(later, made, made, gender.Recipe(tune_epochs=1, epoch_batches=1), tmp_path / "gender.keras")


def test_balanced_batches_show_every_label_as_often() -> None:
    labels = np.array([0] * (BATCH // 2) + [1] * 90)
    few = Kept((np.zeros((9, 1), np.float16),), (np.array([0] * 5 + [1] * 4),))
    kept = Kept((np.arange(len(labels), dtype=np.float16)[:, None], *few.maps), (labels, *few.labels))
    batches = gender.balanced_batches(kept, mixing=0.0, seed=1)
    for maps, targets in itertools.islice(batches, 5):
        assert targets.mean(0).tolist() == [0.5, 0.5]
        assert (labels[maps[:, 0].astype(int)] == targets.argmax(1)).all()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, keras.Model]:
    regions = [drawn("street", "bag", number, str(number)) for number in range(8)]
    out = tmp_path_factory.mktemp("embedder")
    network = build_network(None, garment_colours(regions, 8, seed=1))
    train(network, regions, Recipe(steps=2, pairs=3, checkpoint_every=1, warm_up=1), out)
    return out, network


def test_embedder_trains_and_every_head_is_of_unit_length(run: tuple[Path, keras.Model]) -> None:
    out, network = run
    assert len((out / "history.csv").read_text().splitlines()) == 2
    outputs = serving_network(network)(np.full((2, SIZE, SIZE, 3), 200, np.float32))
    assert set(outputs) == set(GROUPS)
    for vectors in outputs.values():
        assert vectors.shape == (2, DIMENSIONS)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_embedder_resumes_from_its_checkpoint_only_in_the_same_run(run: tuple[Path, keras.Model]) -> None:
    out, network = run
    recipe = Recipe(steps=2, pairs=3, checkpoint_every=1, warm_up=1)
    optimizer, regions = make_optimizer(network, recipe), [drawn("street", "bag", 1, "1")]
    kept = str(np.load(out / "checkpoint.npz")["run"])
    assert Checkpoint(network, optimizer, kept, out).restore() == 2
    trained = run_of(network, regions, recipe)  # other first weights, other regions
    assert Checkpoint(network, optimizer, trained, out).restore() == 0
    others = {trained, run_of(network, 2 * regions, recipe), run_of(network, regions, replace(recipe, margin=0.9))}
    assert len(others) == 3


def test_saved_embedder_loads_without_the_code_that_built_it(run: tuple[Path, keras.Model], tmp_path: Path) -> None:
    serving = serving_network(run[1])
    serving.save(tmp_path / "embedder.keras")
    again = keras.saving.load_model(tmp_path / "embedder.keras")
    pixels = np.random.default_rng(2).integers(0, 256, (1, SIZE, SIZE, 3)).astype(np.float32)
    assert np.asarray(again(pixels)["bag"]) == pytest.approx(np.asarray(serving(pixels)["bag"]), abs=1e-5)


def test_an_average_lies_between_the_two(run: tuple[Path, keras.Model]) -> None:
    network = run[1]
    before = [np.zeros_like(value) for value in network.get_weights()]
    earlier, tuned = (keras.models.clone_model(network) for _ in range(2))
    earlier.set_weights(before)
    tuned.set_weights(network.get_weights())
    for mixed, value in zip(average(earlier, tuned, 0.25).get_weights(), network.get_weights(), strict=True):
        assert mixed == pytest.approx(0.25 * value, abs=1e-6)
