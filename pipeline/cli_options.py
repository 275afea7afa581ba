"""Options that the commands of the catalogue, and those beside them, share."""

from __future__ import annotations

import argparse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMS = ("table", "parquet", "jsonl", "shopify", "merchant", "pages", "pictures")


def add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--products",
        type=Path,
        metavar="FILE",
        help="a table (CSV, TSV, Parquet, JSON Lines), a Shopify export, a Merchant feed, or a folder of saved pages; "
        "without it the pictures alone are built",
    )
    parser.add_argument(
        "--images", type=Path, metavar="DIR|ZIP", help="the pictures; not needed where the table holds addresses"
    )
    parser.add_argument("--form", choices=FORMS, help="what --products is (default: by its content)")
    parser.add_argument("--encoding", help="of a text table (default: UTF-8)")
    add_building(parser)


def add_building(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        required=True,
        type=_folder,
        metavar="DIR",
        help="the catalogue folder: new, empty or a catalogue, which is replaced as a whole at the end",
    )
    parser.add_argument("--name", help="the catalogue's name (default: the folder's)")
    for option, metavar, text in (
        (
            "--map",
            "FIELD=COLUMN",
            "where a field stands (product_id, title, image, brand, gender, group, category, colour, price, currency, "
            "url, description, material, pattern), or FIELD='{sku}-{colour}' of several columns; may be repeated",
        ),
        ("--set", "FIELD=VALUE", "the same for every row, as currency=EUR"),
        ("--word", "WORD=GROUP", "a category word of the shop's own, as Obenrum=topwear"),
    ):
        parser.add_argument(option, type=_pair, action="append", default=[], metavar=metavar, help=text)
    parser.add_argument(
        "--predict-group",
        action="store_true",
        help="let the detector say what no word tells; else such rows are rejected",
    )
    parser.add_argument("--private-addresses", action="store_true", help="fetch from private networks too")
    parser.add_argument("--index", choices=("annoy", "milvus"), default="annoy", help="where neighbours are looked for")
    parser.add_argument("--uri", help="of Milvus: http://host:19530, or a file ending in .db (Milvus Lite)")
    parser.add_argument("--engine", choices=("threads", "ray"), default="threads", help="who embeds")
    parser.add_argument("--ray-address", help="of a running cluster (default: one is started here)")
    parser.add_argument("--workers", type=_count, metavar="N", help="pictures at a time (default: one per core)")
    add_models(parser)


def add_folders(parser: argparse.ArgumentParser) -> None:
    add_models(parser)
    parser.add_argument(
        "--catalogue", type=Path, default=ROOT / "catalog_index", metavar="DIR", help="default: catalog_index"
    )


def add_models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--models", type=Path, default=ROOT / "exported_models", metavar="DIR", help="default: exported_models"
    )


def _folder(text: str) -> Path:
    if Path(text).name in ("", ".."):
        raise argparse.ArgumentTypeError(f"{text!r} names no folder that could be replaced: give it a name")
    return Path(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value
