"""Command line of the atelier: table, render, views, sheet, duplicates, restore, looks."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from atelier import boutique, rendering
from atelier.design import GROUPS, Design
from atelier.duplicates import TOO_CLOSE, measure
from atelier.lines import all_designs
from atelier.rendering import Quality, picture_path
from atelier.restore import restore

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
    twins = commands.add_parser("duplicates", help="distances between products that look alike (in the app's .venv)")
    twins.add_argument("--pictures", type=Path, default=BUILD / "products")
    twins.add_argument("--models", type=Path, default=ROOT / "exported_models")
    twins.add_argument("--limit", type=float, default=TOO_CLOSE, help="cosine above which two products are too close")
    back = commands.add_parser("restore", help="the embedded catalogue's pictures as products/ (in the app's .venv)")
    back.add_argument("--catalogue", type=Path, default=ROOT / "catalog_index")
    back.add_argument("--out", type=Path, default=BUILD / "products")
    looks = commands.add_parser("looks", help="photograph mannequins in products of the table, with their truth")
    looks.add_argument("--look", action="append", default=[], help="name of a demo look (repeatable); default all")
    looks.add_argument("--training", type=int, metavar="N", help="instead: N looks drawn by chance, small and quick")
    looks.add_argument("--out", type=Path, help="default: looks/ or training_looks/ of the build folder")
    looks.add_argument("--samples", type=int, help="default 12, with --training 4")
    looks.add_argument("--size", help="WIDTHxHEIGHT in pixels; default 480x640, with --training 320x426")
    looks.add_argument("--masks", action="store_true", help="also a PNG per look: which garment of its truth is where")
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
    """Run one command; return the exit status (0 done, 1 some product failed or duplicates found, 2 bad usage)."""
    options = parse(arguments)
    if options.command == "looks":
        return _looks(options)
    designs = all_designs()
    if options.command == "table":
        return _table(options, designs)
    if options.command == "sheet":
        return _sheet(options, designs)
    if options.command == "duplicates":
        return _duplicates(options, designs)
    if options.command == "restore":
        copied = restore(options.catalogue, designs, options.out)
        print(f"{options.out}: {copied} pictures copied from {options.catalogue}")
        return 0
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
    from atelier.looks.chance import training_looks
    from atelier.looks.demo import LOOKS
    from atelier.looks.table import Look

    training = options.training is not None
    out = options.out or BUILD / ("training_looks" if training else "looks")
    width, height = (int(v) for v in (options.size or ("320x426" if training else "480x640")).split("x"))
    quality = shoot.Quality(options.samples or (4 if training else 12), width, height, masks=options.masks)
    looks: Sequence[Look] = LOOKS
    if training:
        looks = list(training_looks(all_designs(), options.training))
    unknown = sorted(set(options.look) - {look.name for look in looks})
    if unknown:
        print(f"no such look: {', '.join(unknown)} (see LOOKS in atelier/looks/demo.py)", file=sys.stderr)
        return 2
    return 1 if shoot.shoot_all(looks, out, quality, options.look, options.force) else 0


def _duplicates(options: argparse.Namespace, designs: list[Design]) -> int:
    pictures = {picture_path(options.pictures, d): d for d in designs}
    reports = measure({path: d for path, d in pictures.items() if path.exists()}, options.models, options.limit)
    print(f"{'group':12}{'products':>9}{'nearest':>9}{'median':>8}{f'above {options.limit}':>13}")
    for report in reports:
        print(f"{report.group:12}{report.products:9}{report.nearest:9.4f}{report.median:8.4f}{len(report.pairs):13}")
    for cosine, one, other in (pair for report in reports for pair in report.pairs):
        print(f"{cosine:.4f}  {one.product_id} {one.title!r}  {other.product_id} {other.title!r}")
    return 1 if any(report.pairs for report in reports) else 0


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
