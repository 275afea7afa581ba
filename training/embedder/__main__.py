"""Train the embedder: a Siamese network with one unit-length head per group, by triplets.

    python -m training.embedder [--shared ../shared] [--steps 1500] [--start MODEL] [--out build/embedder]

Writes checkpoints (the run resumes from the last one), embedder.keras for conversion, training.json and history.csv.
--start goes on from another run's embedder.keras, or from a converted embedder.onnx, with a fresh schedule. See
training/README.md.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

import keras

from pipeline.taxonomy import GROUPS
from training.backbones import initial_weights, start_told
from training.embedder.colours import garment_colours
from training.embedder.fit import Recipe, train
from training.embedder.kind_heads import SHARE, fit_kinds
from training.embedder.network import COLOURS, SIZE, build_network, continued, serving_network
from training.embedder.regions import load_regions
from training.embedder.shipped import read_shipped
from training.embedder.views import CROP_MARGIN, PAD_VALUE
from training.splits import load_splits
from training.told import inherited, told_of, write_told


def main() -> None:
    """Command line."""
    options = _options()
    keras.utils.set_random_seed(options.seed)
    recipe = Recipe(
        steps=options.steps, pairs=options.pairs, mining=options.mining, rate=options.rate, seed=options.seed
    )
    options.out.mkdir(parents=True, exist_ok=True)
    regions = load_regions(options.shared / "data", options.atelier, load_splits(), "train", options.out)
    regions = regions[: options.limit]
    weights = initial_weights(options.shared, options.weights)
    if options.start and options.start.suffix == ".onnx":
        network = read_shipped(options.start, weights)
    elif options.start:
        network = continued(keras.saving.load_model(options.start))
    else:
        network = build_network(weights, garment_colours(regions, COLOURS, options.seed))
    if recipe.steps:
        train(network, regions, recipe, options.out)
    kinds = fit_kinds(network, regions, options.kind_share, options.seed)
    served = serving_network(network, kinds)
    served.save(options.out / "embedder.keras")
    told = {"size": SIZE, "dimensions": served.output[GROUPS[0]].shape[-1]}
    told |= {"pad_value": PAD_VALUE, "crop_margin": CROP_MARGIN, "kind_share": options.kind_share if kinds else 0}
    told |= {"recipe": asdict(recipe), "regions": len(regions)}
    told["sources"] = sorted({region.source for region in regions})
    # A converted start rests on the weights that were loaded, or it is refused.
    earlier = options.start if options.start and options.start.suffix != ".onnx" else None
    told["weights"] = start_told(weights, earlier)
    before = told_of(options.start)
    if options.start:
        told["starts"] = [str(options.start)]
    runs = before.get("runs", [])
    told["runs"] = [*runs, recipe.steps] if recipe.steps or not runs else runs
    if not recipe.steps and "averaged" in before:  # with kinds fitted anew it still is that average
        told["averaged"] = before["averaged"]
    write_told(inherited(told, before), options.out)
    print(f"wrote {options.out / 'embedder.keras'}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help='a weights file, "imagenet" (downloaded) or "none"; default: the shared file')
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--atelier", type=Path, default=Path("build/atelier"), help="rendered products, if any")
    parser.add_argument("--start", type=Path, help="an earlier embedder.keras, or embedder.onnx, to go on from")
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--out", type=Path, default=Path("build/embedder"))
    parser.add_argument("--steps", type=int, default=Recipe.steps, help="0: only the kinds are fitted anew")
    parser.add_argument("--kind-share", type=float, default=SHARE, help="of the similarity, 0..1")
    parser.add_argument("--pairs", type=int, default=Recipe.pairs, help="products per batch")
    parser.add_argument("--mining", choices=("hard", "semi-hard"), default=Recipe.mining)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--limit", type=int, help="regions, for a quick trial")
    return parser.parse_args()


if __name__ == "__main__":
    main()
