"""Train the pose model: framing, facing and 17 keypoints of the person.

    python -m training.pose [--shared ../shared] [--steps 450] [--out build/pose]

Cuts of street photos (a teacher's keypoints tell what each shows) and shop pictures run once through the lower half of
an ImageNet MobileNetV2; the upper half and the heads are trained on the maps, which are kept in the output folder.
Writes pose.keras for conversion and training.json. See training/README.md.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path

import keras

import pipeline
from pipeline.pose import FACINGS, FRAMINGS
from training.backbones import initial_weights, start_told, weights_stamp
from training.pose.fit import Recipe, keep, train
from training.pose.network import lower_network, serving_network, training_network
from training.pose.samples import PAD_VALUE, SIZE
from training.pose.truth import shop_poses, street_poses
from training.splits import TABLE, load_splits
from training.stamps import stamp
from training.tables import PEOPLE
from training.told import write_told

CODE = Path(__file__).parent


def main() -> None:
    """Command line."""
    options = _options()
    recipe = Recipe(steps=options.steps)
    keras.utils.set_random_seed(recipe.seed)
    data, splits = (options.shared / "data").resolve(), load_splits()
    weights = initial_weights(options.shared, options.weights)
    lower, upper = lower_network(weights)
    street = street_poses(data, splits, "train")[: options.limit]
    shop = shop_poses(data, splits, "train")[: options.limit]
    tables = (TABLE, PEOPLE, data / "street/keypoints.csv", data / "shop/products.csv")
    made_from = (replace(recipe, steps=0), len(street), len(shop), CODE, *tables, Path(pipeline.__file__).parent)
    made_from += (str(data), weights_stamp(lower))
    kept = keep(lower, street, shop, recipe, options.out / f"maps-train-{stamp(*made_from)}.npz")
    network = training_network(upper)
    train(network, kept, recipe)
    serving_network(lower, network).save(options.out / "pose.keras")
    told = {"size": SIZE, "pad_value": PAD_VALUE, "classes": {"framing": FRAMINGS, "facing": FACINGS}}
    told |= {"recipe": asdict(recipe), "pictures": len(kept.maps), "weights": start_told(weights)}
    write_told(told, options.out)
    print(options.out / "pose.keras")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help='a weights file, "imagenet" (downloaded) or "none"; default: the shared file')
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/pose"))
    parser.add_argument("--steps", type=int, default=Recipe.steps)
    parser.add_argument("--limit", type=int, help="photos per source, for a quick trial")
    return parser.parse_args()


if __name__ == "__main__":
    main()
