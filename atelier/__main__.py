"""Command line of the atelier: table, render, views, sheet, looks."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from atelier import boutique, rendering
from atelier.design import GROUPS, Design
from atelier.lines import all_designs
from atelier.rendering import Quality, picture_path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "atelier"


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m atelier", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("table", help="write products.csv")
    table.add_argument("--out", type=Path, default=BUILD / "products.csv")
    table.add_argument("--rendered", type=Path, help="keep only products whose picture is in this folder")
    _add_render(commands.add_parser("render", help="photograph products for the catalogue"), "products", 18, "480x600")
    views = commands.add_parser("views", help="training pictures of products: other angle, folds, light and paper")
    _add_render(views, "views", 5, "240x300")
    views.add_argument("--count", type=int, default=2, help="pictures per product")
    views.add_argument("--limit", type=int, help="with --all: only the first products of the table")
    sheet = commands.add_parser("sheet", help="write a contact sheet of rendered products")
    sheet.add_argument("--group", choices=GROUPS)
    sheet.add_argument("--category")
    sheet.add_argument("--pictures", type=Path, default=BUILD / "products")
    sheet.add_argument("--out", type=Path, default=BUILD / "sheet.png")
    sheet.add_argument("--columns", type=int, default=8)
    looks = commands.add_parser("looks", help="photograph the mannequin in products of the table, with boxes")
    looks.add_argument("--look", action="append", default=[], help="name of a look (repeatable); default all")
    looks.add_argument("--out", type=Path, default=BUILD / "looks")
    looks.add_argument("--samples", type=int, default=18)
    looks.add_argument("--size", default="600x800", help="WIDTHxHEIGHT in pixels")
    looks.add_argument("--force", action="store_true", help="again, even if it exists")
    return parser.parse_args(arguments)


def _add_render(command: argparse.ArgumentParser, folder: str, samples: int, size: str) -> None:
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--product", action="append", help="product id (repeatable); made even if it exists")
    what.add_argument("--all", action="store_true", help="everything that is missing, resumable")
    command.add_argument("--group", choices=GROUPS, help="with --all: only this group")
    command.add_argument("--every", type=int, default=1, help="with --all: only every n-th product")
    command.add_argument("--force", action="store_true", help="with --all: make again what exists")
    command.add_argument("--out", type=Path, default=BUILD / folder)
    command.add_argument("--samples", type=int, default=samples)
    command.add_argument("--size", default=size, help="WIDTHxHEIGHT in pixels")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status (0 done, 1 some product failed, 2 bad usage)."""
    options = parse(arguments)
    if options.command == "looks":
        return _looks(options)
    designs = all_designs()
    if options.command == "table":
        return _table(options, designs)
    if options.command == "sheet":
        return _sheet(options, designs)
    return _render(options, designs)


def _table(options: argparse.Namespace, designs: list[Design]) -> int:
    if options.rendered:
        designs = [d for d in designs if picture_path(options.rendered, d).exists()]
    boutique.write(options.out, [boutique.row(d) for d in designs])
    counts = Counter(d.group for d in designs)
    print(f"{options.out}: {len(designs)} products", *(f"{g} {counts[g]}" for g in GROUPS), sep="\n  ")
    return 0


def _render(options: argparse.Namespace, designs: list[Design]) -> int:
    width, height = (int(v) for v in options.size.split("x"))
    quality = Quality(options.samples, width, height)
    if options.command == "views":
        designs, work = designs[: options.limit], rendering.training_views(options.out, quality, options.count)
    else:
        work = rendering.pictures(options.out, quality)
    if options.all:
        wanted = [d for d in designs if options.group in (None, d.group)][:: options.every]
        return 1 if rendering.everywhere(wanted, work, options.out, options.force) else 0
    by_id = {d.product_id: d for d in designs}
    unknown = [p for p in options.product if p not in by_id]
    if unknown:
        print(f"no such product: {', '.join(unknown)} (see `python -m atelier table`)", file=sys.stderr)
        return 2
    return 1 if rendering.here([by_id[p] for p in options.product], work, options.out) else 0


def _looks(options: argparse.Namespace) -> int:
    from atelier.looks import shoot

    width, height = (int(v) for v in options.size.split("x"))
    quality = shoot.Quality(options.samples, width, height)
    return 1 if shoot.shoot_all(options.look, options.out, quality, options.force) else 0


def _sheet(options: argparse.Namespace, designs: list[Design]) -> int:
    from atelier.sheet import contact_sheet

    chosen = [
        (picture_path(options.pictures, d), d.title)
        for d in designs
        if options.group in (None, d.group) and options.category in (None, d.category)
    ]
    chosen = [(path, title) for path, title in chosen if path.exists()]
    contact_sheet(chosen, options.out, options.columns)
    print(f"{options.out}: {len(chosen)} products")
    return 0


if __name__ == "__main__":
    sys.exit(main())
