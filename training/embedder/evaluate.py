"""The shipped embedder beside the frozen ImageNet baseline, on products that no model saw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.detector import Detector
from pipeline.models import Model
from pipeline.photo import read_photo
from pipeline.product_crop import product_crop
from training.embedder.imagenet import ImageNetFeatures
from training.embedder.kinds import colour_distance, kinds_and_senders, owned_garments
from training.embedder.kinds_matched import kinds_matched, street_among_boutique
from training.embedder.onnx_heads import OnnxHeads
from training.embedder.retrieval import Remembering, RetrievalSet, Shown, measure, shop_set, street_set
from training.embedder.views import CROP_MARGIN
from training.splits import Splits

BASELINE = "ImageNet MobileNetV2, frozen"


def retrieval_sets(data: Path, splits: Splits, detector: Detector, part: str = "test") -> list[RetrievalSet]:
    """Street crops to cut-outs; shop views among all pictures and within the group, trimmed to the person, and on the
    crops that the catalogue builder would cut."""
    shop = shop_set(data, splits, within_group=False, part=part)
    detected = as_detected(shop, data, detector)
    return [
        street_set(data, splits, part),
        shop,
        shop.among_group("shop views, within the group"),
        detected,
        detected.among_group("shop views, detected crops, within the group"),
    ]


def as_detected(found: RetrievalSet, data: Path, detector: Detector) -> RetrievalSet:
    """A set of shop views, each cut anew from its whole picture by the app's own rule (detected box, else trimmed)."""
    cut = {each.name: _detected(each, data, detector) for each in found.gallery}
    return RetrievalSet(
        "shop views, detected crops, all pictures",
        tuple(cut[each.name] for each in found.queries),
        tuple(cut.values()),
        found.within_group,
    )


def _detected(shown: Shown, data: Path, detector: Detector) -> Shown:
    crop = product_crop(read_photo(data / "shop/images" / shown.name), shown.group, detector, CROP_MARGIN)
    return Shown(shown.name, shown.product, shown.group, crop.pixels)


def evaluate_embedder(
    model: Model, data: Path, splits: Splits, weights: str | Path | None, detector: Detector
) -> dict[str, Any]:
    """Set -> method -> figures; both methods see the same crops in the same run."""
    methods = {"this embedder": Remembering(OnnxHeads(model)), BASELINE: Remembering(ImageNetFeatures(weights))}
    sets = retrieval_sets(data, splits, detector)
    return {found.name: {name: measure(found, embed) for name, embed in methods.items()} for found in sets}


def evaluate_likeness(
    model: Model, data: Path, splits: Splits, weights: str | Path | None, detector: Detector, catalogue: Path
) -> dict[str, Any]:
    """What the matches are like in kind, sender and colour, of both methods in the same run."""
    methods = {"this embedder": Remembering(OnnxHeads(model)), BASELINE: Remembering(ImageNetFeatures(weights))}
    owned, shop = owned_garments(data, splits), as_detected(shop_set(data, splits, within_group=True), data, detector)
    worn = street_among_boutique(data, splits, catalogue, detector)
    return {
        f"{worn.name}, their kind": {name: kinds_matched(worn, embed) for name, embed in methods.items()},
        "garments": {name: kinds_and_senders(owned, embed) for name, embed in methods.items()},
        "shop, CIEDE2000": {name: colour_distance(shop, embed) for name, embed in methods.items()},
    }


def print_embedder(report: dict[str, Any]) -> None:
    """A table on stdout: every set, then its groups."""
    columns = ("recall@1", "recall@5", "recall@10", "mAP")
    for name, methods in report.items():
        some = next(iter(methods.values()))
        print(f"\n{name}: {some['queries']} queries, gallery {some['gallery']}, random @1 {some['random@1']:.3f}")
        for method, figures in methods.items():
            print(f"  {method:36}" + "".join(f"{c:>11} {figures[c]:.3f}" for c in columns))
            for group, row in figures["groups"].items():
                print(f"    {group:12}{row['queries']:5}{'':17}" + "".join(f"{c:>11} {row[c]:.3f}" for c in columns))
