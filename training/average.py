"""Average of a trained model and an earlier one: keeps what the earlier knew, adds what is new.

    python -m training.average embedder EARLIER TUNED --share 0.5 --out build/embedder

EARLIER and TUNED are folders of two runs; OUT gets the model and its training.json. An averaged gender model is then
calibrated: `python -m training.gender --start OUT/gender.keras --tune-epochs 0`; the kinds of an averaged embedder are
fitted anew: `python -m training.embedder --start OUT/embedder.keras --steps 0`. Weight interpolation after Wortsman et
al., "Robust fine-tuning of zero-shot models" (2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import keras

import training.embedder.network  # noqa: F401  (registers the embedder's layers)
from training.told import inherited, told_of, write_told


def average(earlier: keras.Model, tuned: keras.Model, share: float) -> keras.Model:
    """`tuned` with every weight at (1 - share) of the earlier model's and `share` of its own."""
    pairs = zip(earlier.get_weights(), tuned.get_weights(), strict=True)
    tuned.set_weights([(1 - share) * before + share * after for before, after in pairs])
    return tuned


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=("embedder", "gender"))
    parser.add_argument("earlier", type=Path)
    parser.add_argument("tuned", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the tuned weights, 0..1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    file = f"{options.name}.keras"
    models = [keras.saving.load_model(folder / file) for folder in (options.earlier, options.tuned)]
    told = inherited(*(told_of(folder / file) for folder in (options.tuned, options.earlier)))
    options.out.mkdir(parents=True, exist_ok=True)
    average(*models, options.share).save(options.out / file)
    told["averaged"] = {"earlier": str(options.earlier), "tuned": str(options.tuned), "share": options.share}
    write_told(told, options.out)
    print(f"wrote {options.out / file}")


if __name__ == "__main__":
    main()
