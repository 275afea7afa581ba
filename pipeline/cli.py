"""The command line: look, embed, catalogue build, catalogue info, doctor.

Results go to stdout, everything else to stderr. Exit codes: 0 done; 1 doctor found something; 2 bad usage, or models
or catalogue that cannot be opened; 3 some photo could not be read, the others are done.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.errors import PhotoError, ShopTheLookError

OK, UNHEALTHY, USAGE, SOME_UNREADABLE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ShopTheLookError as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone, as with `| head`
        return OK


def look(options: argparse.Namespace) -> int:
    from pipeline.filters import Filters
    from pipeline.look import check_settings
    from pipeline.shop import ShopTheLook

    check_settings(options.k, options.confidence)
    chosen = (frozenset(options.category), frozenset(options.colour), frozenset(options.brand))
    filters = Filters(*chosen, options.min_price, options.max_price)
    shop = ShopTheLook.open(options.models, options.catalogue)
    code = OK
    for photo in options.photos:
        try:
            result = shop.analyse(photo).look(options.k, options.confidence, options.gender, filters).to_dict()
        except PhotoError as error:
            code = SOME_UNREADABLE
            failure = {"type": type(error).__name__, "message": str(error)}
            result = {"photo": {"name": photo.name}, "error": failure}
            print(f"{photo}: {error}", file=sys.stderr)
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return code


def embed(options: argparse.Namespace) -> int:
    import numpy as np

    from pipeline.embedder import Embedder
    from pipeline.models import open_model, read_specs
    from pipeline.photo import read_photo

    embedder = Embedder(open_model(read_specs(options.models)["embedder"]))
    crops = [read_photo(image).pixels for image in options.images]
    vectors = embedder.embed(crops, [options.group] * len(crops))
    try:
        np.save(options.out, vectors)
    except OSError as error:
        raise ShopTheLookError(f"{options.out} cannot be written ({error.strerror}).") from error
    print(f"{options.out}: float32 {vectors.shape}", file=sys.stderr)
    return OK


def catalogue_build(options: argparse.Namespace) -> int:
    from pipeline.catalogue_build import Source, build_catalogue
    from pipeline.detector import Detector
    from pipeline.embedder import Embedder
    from pipeline.models import open_model, read_specs

    specs = read_specs(options.models)
    source = Source(
        products=options.products,
        images=options.images,
        name=options.name or options.out.resolve().name,
        mapping=dict(options.map),
        constants=dict(options.set),
        looks=options.looks,
    )
    detector, embedder = Detector(open_model(specs["detector"])), Embedder(open_model(specs["embedder"]))
    report = build_catalogue(source, options.out, detector, embedder)
    crops = ", ".join(f"{count} {method}" for method, count in sorted(report.crops.items()))
    print(
        f"{options.out}: {report.products} products ({crops}), {len(report.rejected)} rejected",
        file=sys.stderr,
    )
    for each in report.rejected[:10]:
        print(f"  row {each.number} ({each.product_id}): {each.reason}", file=sys.stderr)
    if len(report.rejected) > 10:
        print(f"  and {len(report.rejected) - 10} more: {options.out / 'rejected.csv'}", file=sys.stderr)
    return OK


def catalogue_info(options: argparse.Namespace) -> int:
    from pipeline.catalogue import Catalogue

    catalogue = Catalogue.open(options.directory)
    facts = {key: value for key, value in catalogue.manifest.items() if key != "files"}
    print(json.dumps({**facts, "sha256": catalogue.sha256}, indent=1, ensure_ascii=False))
    return OK


def doctor(options: argparse.Namespace) -> int:
    from pipeline.doctor import examine

    code = OK
    for finding in examine(options.models, options.catalogue):
        print(f"{'ok   ' if finding.is_right else 'WRONG'} {finding.subject}")
        if not finding.is_right:
            print(f"      {finding.message}")
            code = UNHEALTHY
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline", description="From a photo of an outfit to products.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_look(commands.add_parser("look", help="find the garments of photos and their products; JSON lines"))
    _add_embed(commands.add_parser("embed", help="embeddings of garment pictures"))
    catalogue = commands.add_parser("catalogue", help="build or describe a catalogue")
    actions = catalogue.add_subparsers(required=True, metavar="ACTION")
    _add_build(actions.add_parser("build", help="product table and pictures -> catalogue folder"))
    info = actions.add_parser("info", help="what a catalogue folder holds")
    info.add_argument("directory", type=Path, metavar="DIR")
    info.set_defaults(run=catalogue_info)
    check = commands.add_parser("doctor", help="check every model and catalogue file; exits 0 or 1")
    _add_folders(check)
    check.set_defaults(run=doctor)
    return parser


def _add_look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
    parser.add_argument("-k", type=int, default=6, help="matches per garment, 1 to 50 (default 6)")
    parser.add_argument("--confidence", type=float, help="lowest detection score, 0 to 1 (default: the detector's own)")
    parser.add_argument("--gender", choices=("auto", "men", "women", "all"), default="auto")
    for name in ("category", "colour", "brand"):
        parser.add_argument(f"--{name}", action="append", default=[], help="only such products; may be repeated")
    parser.add_argument("--min-price", type=float, metavar="PRICE")
    parser.add_argument("--max-price", type=float, metavar="PRICE")
    _add_folders(parser)
    parser.set_defaults(run=look)


def _add_embed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    parser.add_argument("--group", required=True)
    parser.add_argument("--out", required=True, type=Path, metavar="VECTORS.npy")
    _add_models(parser)
    parser.set_defaults(run=embed)


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--products", required=True, type=Path, metavar="CSV")
    parser.add_argument("--images", required=True, type=Path, metavar="DIR")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--name", help="the catalogue's name (default: the folder's)")
    parser.add_argument(
        "--map",
        type=_pair,
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="or FIELD='{sku}-{colour}'",
    )
    parser.add_argument("--set", type=_pair, action="append", default=[], metavar="FIELD=VALUE", help="for every row")
    parser.add_argument("--looks", type=Path, metavar="DIR", help="sample looks to carry along")
    _add_models(parser)
    parser.set_defaults(run=catalogue_build)


def _add_folders(parser: argparse.ArgumentParser) -> None:
    _add_models(parser)
    parser.add_argument("--catalogue", type=Path, default=_root() / "catalog_index", metavar="DIR")


def _add_models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--models", type=Path, default=_root() / "exported_models", metavar="DIR")


def _root() -> Path:
    return Path(__file__).resolve().parent.parent


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=VALUE")
    return name, value
