"""Decoded garment regions, cut once and kept under build/, so that training spends its time in the network.

A region holds a garment and what surrounds it, reduced so that the garment's longer side is at most GARMENT_PX.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from pipeline.crop import Box, grow
from pipeline.detector import Detector
from pipeline.models import open_model, read_specs
from pipeline.photo import Photo, read_photo
from pipeline.product_crop import object_box
from pipeline.shop import DEFAULT_MODELS
from training.detector.street import garment_pixels, load_street, mask_labels
from training.splits import TABLE, Splits, held_out
from training.stamps import stamp
from training.tables import TRAINING_LOOKS, garment_pictures, rows, shop_pictures

GARMENT_PX = 216
SURROUNDINGS = 0.3


@dataclass(frozen=True, eq=False)
class Region:
    """pixels: uint8 (h, w, 3). box: the garment within them. mask: uint8 (h, w), 255 on the garment, or None.

    product: equal for two pictures of the same product. family: what hard negatives share (a shop SKU in other
    colours, a sender's background, a rendered category); kind: which view of the product, or its finer label.
    """

    source: str
    group: str
    product: str
    family: str
    kind: str
    pixels: NDArray[np.uint8]
    box: Box
    mask: NDArray[np.uint8] | None


def cut_region(pixels: NDArray[np.uint8], box: Box, mask: NDArray[np.uint8] | None) -> tuple:
    """(pixels, box, mask) of the garment with its surroundings, reduced."""
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = grow(box, SURROUNDINGS, width, height)
    scale = min(1.0, GARMENT_PX / max(box[2] - box[0], box[3] - box[1]))
    size = max(2, round((x1 - x0) * scale)), max(2, round((y1 - y0) * scale))
    small = cv2.resize(np.ascontiguousarray(pixels[y0:y1, x0:x1]), size, interpolation=cv2.INTER_AREA)
    inner = tuple(round((v - o) * scale) for v, o in zip(box, (x0, y0, x0, y0), strict=True))
    if mask is not None:
        mask = cv2.resize(np.ascontiguousarray(mask[y0:y1, x0:x1]), size, interpolation=cv2.INTER_AREA)
    return small, inner, mask


def street_regions(data: Path, splits: Splits, part: str) -> Iterator[Region]:
    """Garments of the masked street photos: boxes read by eye, the mask where it explains the box."""
    labels = mask_labels(data / "street")
    for photo in load_street(data / "street", splits.ids("street", part)):
        pixels, mask = photo.pixels(), photo.mask()
        for item in photo.boxes:
            covered = garment_pixels(item, mask, labels)
            if covered is None:
                continue
            box = tuple(int(v) for v in (item.box.x0, item.box.y0, item.box.x1, item.box.y1))
            cut = cut_region(pixels, box, covered.astype(np.uint8) * 255)
            key = f"{photo.name}-{item.box.group}"
            yield Region("street", item.box.group, key, photo.name, item.label, *cut)


def shop_regions(data: Path, splits: Splits, part: str) -> Iterator[Region]:
    """Shop pictures, trimmed to the person and, where the app's detector finds the garment, cut to it: views of one
    product, whose SKU exists in other colours."""
    detector = Detector(open_model(read_specs(DEFAULT_MODELS)["detector"], 1))
    for picture in shop_pictures(data):
        if splits.part("shop", picture.sku) != part:
            continue
        photo = read_photo(data / "shop/images" / picture.image)
        whole = object_box(photo.pixels) or (0, 0, photo.width, photo.height)
        for box in {whole, largest(detector, photo, picture.group) or whole}:
            cut = cut_region(photo.pixels, box, None)
            yield Region("shop", picture.group, picture.product, picture.sku, picture.view, *cut)


def largest(detector: Detector, photo: Photo, group: str) -> Box | None:
    """The largest box of a group at the app's threshold."""
    confidence = detector.model.spec.settings["confidence"]
    found = [each.box for each in detector.detect(photo) if each.group == group and each.score >= confidence]
    return max(found, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)


def garment_regions(data: Path, splits: Splits, part: str) -> Iterator[Region]:
    """Owners' pictures, whole: one picture per product, one background per sender."""
    for picture in garment_pictures(data):
        if splits.part("garments", picture.sender) == part:
            pixels = read_photo(data / f"garments/images/{picture.image}.jpg").pixels
            cut = cut_region(pixels, (0, 0, pixels.shape[1], pixels.shape[0]), None)
            yield Region("garments", picture.group, picture.image, picture.sender, picture.label, *cut)


def rendered_regions(atelier: Path, part: str) -> Iterator[Region]:
    """The boutique's products, as far as rendered: their pictures and other views of them; and, as the source "worn",
    their pictures with their places in the training looks. Training sees three products of four: the fourth shows what
    it is worth on unseen ones."""
    table = atelier / "products.csv"
    if part != "train" or not table.exists():
        return
    category = {row["product_id"]: row["category"] for row in rows(table) if not held_out(row["product_id"])}
    group = {row["product_id"]: row["group"] for row in rows(table)}
    looks = rendered_looks(atelier / TRAINING_LOOKS)
    worn = {item["product_id"] for look in looks for item in look["items"]}
    for name, family in category.items():
        pictures = [atelier / "products" / f"{name}.webp", *sorted((atelier / "views").glob(f"{name}-*.webp"))]
        for path in (each for each in pictures if each.exists()):
            pixels = read_photo(path).pixels
            box = object_box(pixels) or (0, 0, pixels.shape[1], pixels.shape[0])
            region = Region("rendered", group[name], name, family, path.stem, *cut_region(pixels, box, None))
            yield region
            if name in worn:
                yield replace(region, source="worn", kind="product")
    for look in looks:
        pixels = read_photo(atelier / TRAINING_LOOKS / look["file"]).pixels
        masks = rendered_masks(atelier / TRAINING_LOOKS, look)
        for item, mask in zip(look["items"], masks, strict=True):
            if (name := item["product_id"]) in category:
                cut = cut_region(pixels, tuple(item["box"]), mask)
                yield Region("worn", item["group"], name, category[name], look["id"], *cut)


def rendered_looks(folder: Path) -> list[dict[str, Any]]:
    """Entries of a folder of rendered looks, as far as their pictures are there."""
    table = folder / "looks.json"
    found = json.loads(table.read_text("utf-8")) if table.exists() else []
    return [look for look in found if (folder / look["file"]).exists()]


def rendered_masks(folder: Path, look: dict[str, Any]) -> list[NDArray[np.uint8] | None]:
    """Of each garment of a look where it is seen, 255 there; None of a look rendered without masks."""
    path = folder / f"{look['id']}.masks.png"
    if not path.exists():
        return [None for _ in look["items"]]
    codes = np.asarray(Image.open(path))
    return [np.uint8(255) * (codes == place) for place in range(1, len(look["items"]) + 1)]


READERS = {"street": street_regions, "shop": shop_regions, "garments": garment_regions}


def load_regions(data: Path, atelier: Path, splits: Splits, part: str, cache: Path) -> list[Region]:
    """All regions of one part; each source from its file in the folder `cache` if it is there, else cut and kept."""
    makers = {name: partial(reader, data, splits, part) for name, reader in READERS.items()}
    makers["rendered"] = partial(rendered_regions, atelier, part)
    drawn = stamp(Path(__file__), TABLE)
    made_from = {"shop": stamp(read_specs(DEFAULT_MODELS)["detector"].sha256)}
    made_from["rendered"] = stamp(atelier / "products.csv", atelier / TRAINING_LOOKS / "looks.json")
    files = {name: f"regions-{part}-{name}-{drawn}{made_from.get(name, '')}.npz" for name in makers}
    return [region for name, make in makers.items() for region in _kept(make, cache / files[name])]


def _kept(make: Callable[[], Iterator[Region]], cache: Path) -> list[Region]:
    if cache.exists():
        return unpack(np.load(cache))
    regions = list(tqdm(make(), desc=cache.stem, file=sys.stderr, mininterval=5))
    if regions:
        cache.parent.mkdir(parents=True, exist_ok=True)
        unfinished = cache.with_suffix(".unfinished.npz")
        np.savez(unfinished, **pack(regions))
        unfinished.replace(cache)
    return regions


def pack(regions: list[Region]) -> dict[str, NDArray]:
    """Flat arrays: pictures of all sizes laid end to end."""
    masks = [np.zeros(0, np.uint8) if r.mask is None else r.mask.ravel() for r in regions]
    return {
        "names": np.array([(r.source, r.group, r.product, r.family, r.kind) for r in regions]),
        "shapes": np.array([r.pixels.shape[:2] for r in regions]),
        "boxes": np.array([r.box for r in regions]),
        "masked": np.array([r.mask is not None for r in regions]),
        "pixels": np.concatenate([r.pixels.ravel() for r in regions]),
        "masks": np.concatenate(masks),
    }


def unpack(arrays: dict[str, NDArray]) -> list[Region]:
    """The inverse of `pack`; pictures are views into the flat arrays."""
    flat, flat_masks, masked = arrays["pixels"], arrays["masks"], arrays["masked"]
    regions, at, at_mask = [], 0, 0
    for names, (height, width), box, has_mask in zip(
        arrays["names"].tolist(), arrays["shapes"].tolist(), arrays["boxes"].tolist(), masked, strict=True
    ):
        pixels = flat[at : at + height * width * 3].reshape(height, width, 3)
        mask = flat_masks[at_mask : at_mask + height * width].reshape(height, width) if has_mask else None
        at, at_mask = at + pixels.size, at_mask + (height * width if has_mask else 0)
        regions.append(Region(*names, pixels, tuple(box), mask))
    return regions
