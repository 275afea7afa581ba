"""The command line: look, embed, catalogue (see cli_catalogue), doctor.

Results go to stdout, JSON in ASCII whatever the terminal's encoding, everything else to stderr. Exit codes: 0 done;
1 doctor found something; 2 bad usage, or something that cannot be opened, downloaded, built or written; 3 some photo
could not be read, the others are done.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.cli_catalogue import add_catalogue
from pipeline.cli_options import add_folders, add_models
from pipeline.errors import PhotoError, ShopTheLookError
from pipeline.taxonomy import GROUPS

OK, UNHEALTHY, USAGE, SOME_UNREADABLE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal cannot show must not end the work
            stream.reconfigure(errors="backslashreplace")
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
    from pipeline.photo import shown_name
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
            failure = {"type": type(error).__name__, "message": _said(error)}
            result = {"photo": {"name": shown_name(photo.name)}, "error": failure}
            print(f"{photo}: {failure['message']}", file=sys.stderr)
        print(json.dumps(result), flush=True)
    return code


def embed(options: argparse.Namespace) -> int:
    import numpy as np

    from pipeline.embedder import Embedder
    from pipeline.models import open_model, read_specs
    from pipeline.photo import read_photo

    embedder = Embedder(open_model(read_specs(options.models)["embedder"]))
    crops = []
    for image in options.images:
        try:
            crops.append(read_photo(image).pixels)
        except PhotoError as error:
            print(f"{image}: {_said(error)}", file=sys.stderr)
    vectors = embedder.embed(crops, [options.group] * len(crops))
    try:
        with options.out.open("wb") as file:  # np.save itself would give another name an ending
            np.save(file, vectors)
    except OSError as error:
        raise ShopTheLookError(f"{options.out} cannot be written ({error.strerror}).") from error
    print(f"{options.out}: float32 {vectors.shape}", file=sys.stderr)
    return OK if len(crops) == len(options.images) else SOME_UNREADABLE


def doctor(options: argparse.Namespace) -> int:
    from pipeline.doctor import examine

    code = OK
    for finding in examine(options.models, options.catalogue):
        print(f"{'ok   ' if finding.is_right else 'WRONG'} {finding.subject}")
        if not finding.is_right:
            print(f"      {finding.message}")
            code = UNHEALTHY
    return code


def _said(error: PhotoError) -> str:
    """Its message, and its notes, which are for who can install something."""
    return " ".join([str(error), *getattr(error, "__notes__", ())])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline", description="From a photo of an outfit to products.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_look(commands.add_parser("look", help="find the garments of photos and their products; JSON lines"))
    _add_embed(commands.add_parser("embed", help="embeddings of garment pictures"))
    add_catalogue(commands.add_parser("catalogue", help="build, update, fetch or describe a catalogue"))
    check = commands.add_parser("doctor", help="check every model and catalogue file; exits 0 or 1")
    add_folders(check)
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
    add_folders(parser)
    parser.set_defaults(run=look)


def _add_embed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    parser.add_argument("--group", required=True, choices=GROUPS, metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--out", required=True, type=Path, metavar="VECTORS.npy")
    add_models(parser)
    parser.set_defaults(run=embed)
