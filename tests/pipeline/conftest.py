"""A small catalogue built by the real build over models whose answers are known."""

from __future__ import annotations

import colorsys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import Source, build_catalogue
from pipeline.shop import ShopTheLook
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender

HEADER = "product_id,title,brand,gender,group,category,colour,price,currency,url,image"
GENDERS = ("men", "women", "unisex")


def write_shop(folder: Path, count: int = 36) -> Source:
    """Tees and trousers of many hues on a white ground, with their table."""
    images = folder / "images"
    images.mkdir(parents=True)
    lines = [HEADER]
    for number in range(count):
        group = ("topwear", "bottomwear")[number % 2]
        red, green, blue = (round(255 * value) for value in colorsys.hsv_to_rgb(number / count, 0.8, 0.8))
        picture = Image.new("RGB", (120, 150), "white")
        ImageDraw.Draw(picture).rectangle([30, 25, 90, 125], fill=(red, green, blue))
        picture.save(images / f"{number}.png")
        gender = GENDERS[number // 2 % 3]
        lines.append(
            f"p{number:02d},Piece {number},Maker,{gender},{group},,hue {number},{10 + number}.5,EUR,,{number}.png"
        )
    (folder / "products.csv").write_text("\n".join(lines) + "\n")
    return Source(folder / "products.csv", images, "Hues")


@pytest.fixture(scope="session")
def shop_source(tmp_path_factory) -> Source:
    return write_shop(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="session")
def catalogue_folder(tmp_path_factory, shop_source) -> Path:
    out = tmp_path_factory.mktemp("built") / "catalogue"
    build_catalogue(shop_source, out, fake_detector([]), fake_embedder())
    return out


@pytest.fixture
def shop(catalogue_folder) -> ShopTheLook:
    """A look with topwear 0.9, bottomwear 0.6 and a weak bag 0.2 in every photo; men at 0.9."""
    detector = fake_detector(
        [
            ("topwear", 0.9, (36, 20, 63, 50)),
            ("bottomwear", 0.6, (38, 50, 61, 90)),
            ("bag", 0.2, (20, 40, 30, 50)),
        ]
    )
    catalogue = Catalogue.open(catalogue_folder)
    return ShopTheLook(fake_gender(0.9), detector, fake_embedder(), catalogue)
