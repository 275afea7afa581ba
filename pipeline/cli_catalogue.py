"""The catalogue part of the command line: build, update, pull, info."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli_options import add_building, add_source

if TYPE_CHECKING:
    from pipeline.build_work import Engine, Progress, Report
    from pipeline.catalogue_build import BuildReport, Source
    from pipeline.catalogue_write import Indexing
    from pipeline.product_table import Reading

SHOWN = 10
MOST_BYTES, HOURS = 100 * 1024**3, 6  # of one download


def build(options: argparse.Namespace) -> int:
    return _run(options, _source(options), previous=None)


def update(options: argparse.Namespace) -> int:
    return _run(options, _source(options), previous=options.out)


def pull(options: argparse.Namespace) -> int:
    from pipeline.errors import CatalogueBuildError
    from pipeline.fetch import Limits
    from pipeline.out_folder import check_out
    from pipeline.pull import PublicCatalogue, adjusted, known
    from pipeline.pull import pull as fetch

    if bool(options.what) == bool(options.url):
        raise CatalogueBuildError("Give the name of a public catalogue, or --url.")
    what = known(options.what) if options.what else PublicCatalogue(options.url)
    what = adjusted(what, options.sha256, options.table, _reading(options))
    out = check_out(options.out, ())
    folder = out.with_name(f"{out.name}.download")
    limits = Limits(MOST_BYTES, HOURS * 3600, options.private_addresses)
    with _download_bar() as report:
        source = fetch(what, folder, options.name or options.what or out.name, limits, report)
    code = _run(options, source, previous=None)
    for path in filter(None, (source.products, source.images)):
        path.unlink(missing_ok=True)
    with suppress(OSError):  # an earlier download of something else may lie there, or what is not ours
        folder.rmdir()
    return code


def info(options: argparse.Namespace) -> int:
    from pipeline.catalogue import Catalogue

    catalogue = Catalogue.open(options.directory)
    facts = {key: value for key, value in catalogue.manifest.items() if key != "files"}
    print(json.dumps({**facts, "sha256": catalogue.sha256}, indent=1))
    return 0


def _run(options: argparse.Namespace, source: Source, previous: Path | None) -> int:
    from pipeline.catalogue_build import build_catalogue
    from pipeline.detector import Detector
    from pipeline.embedder import Embedder
    from pipeline.models import cpu_count, open_model, read_specs

    # Pictures side by side, one thread each, do more on a few cores than one picture on several threads.
    specs = read_specs(options.models)
    detector, embedder = Detector(open_model(specs["detector"], 1)), Embedder(open_model(specs["embedder"], 1))
    begun, workers = time.monotonic(), options.workers or cpu_count()
    with _stages() as report:
        result = build_catalogue(
            source,
            options.out,
            detector,
            embedder,
            workers=workers,
            previous=previous,
            report=report,
            engine=_engine(options, source),
            indexing=_indexing(options),
        )
    _print(result, options.out)
    print(f"{_in_short(result, workers)}; {time.monotonic() - begun:.0f} s in all", file=sys.stderr)
    return 0


def _engine(options: argparse.Namespace, source: Source) -> Engine | None:
    """None: this process's threads."""
    if options.engine == "threads":
        return None
    from pipeline.build_folder import downloads_beside
    from pipeline.models import cpu_count
    from pipeline.ray_engine import RayEngine, WorkerSetup

    images = source.images.resolve() if source.images else None
    setup = WorkerSetup(options.models.resolve(), images, source.limits, downloads_beside(options.out.resolve()))
    return RayEngine(setup, options.workers or cpu_count(), options.ray_address)


def _indexing(options: argparse.Namespace) -> Indexing | None:
    """None: Annoy."""
    if options.index == "annoy":
        return None
    import os

    from pipeline.errors import CatalogueBuildError
    from pipeline.milvus import MilvusIndexing

    if not options.uri:
        raise CatalogueBuildError("--index milvus needs --uri: a server's address, or a file ending in .db.")
    return MilvusIndexing(options.uri, os.environ.get("MILVUS_TOKEN", ""))


def _print(result: BuildReport, out: Path) -> None:
    crops = ", ".join(f"{count} {method}" for method, count in sorted(result.crops.items()))
    print(
        f"{out}: {result.products} products ({crops}); {result.embedded} pictures embedded, {result.reused} known; "
        f"{result.removed} products removed; {len(result.rejected)} rows rejected",
        file=sys.stderr,
    )
    for each in result.rejected[:SHOWN]:
        print(f"  row {each.number} ({each.product_id}): {each.reason}", file=sys.stderr)
    if len(result.rejected) > SHOWN:
        print(f"  and {len(result.rejected) - SHOWN} more: {out / 'rejected.csv'}", file=sys.stderr)


def _in_short(result: BuildReport, workers: int) -> str:
    """How many, and what embedding one cost: on the clock, as `workers` are at it at a time, and of the processor."""
    counts = f"{result.products} products, {len(result.rejected)} rejected"
    if not result.costs:
        return counts
    embedding = result.costs["embedding"]
    others = ", ".join(
        f"{stage} {each.processor_ms:.1f}" for stage, each in result.costs.items() if stage != "embedding"
    )
    return (
        f"{counts}, embedding {embedding.clock_ms / workers:.1f} ms a product, {workers} at a time "
        f"({embedding.processor_ms:.1f} ms of processor time; {others})"
    )


@contextmanager
def _stages() -> Iterator[Report]:
    """A progress bar per stage, with its rate and the remaining time."""
    from tqdm import tqdm

    bars: dict[str, tqdm] = {}

    def report(progress: Progress) -> None:
        if progress.stage not in bars:
            unit = "picture" if progress.stage == "embedding" else "product"
            bars[progress.stage] = tqdm(total=progress.total, unit=unit, desc=progress.stage.capitalize())
        bars[progress.stage].update(progress.done - bars[progress.stage].n)

    try:
        yield report
    finally:
        for bar in bars.values():
            bar.close()


@contextmanager
def _download_bar() -> Iterator[Callable[[int, int | None], None]]:
    from tqdm import tqdm

    with tqdm(unit="B", unit_scale=True, desc="Download") as bar:

        def report(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield report


def _source(options: argparse.Namespace) -> Source:
    from dataclasses import replace

    source = replace(_given(options), looks=options.looks)
    if source.products is None and source.images is None:
        from pipeline.errors import CatalogueBuildError

        raise CatalogueBuildError("Give --products (a table, feed or folder of pages), --images, or both.")
    return source


def _given(options: argparse.Namespace) -> Source:
    from pipeline.catalogue_build import Source
    from pipeline.fetch import Limits
    from pipeline.photo import shown_name

    return Source(
        products=options.products,
        images=options.images or _folder_of_pages(options.products),
        name=shown_name(options.name or options.out.resolve().name),
        reading=_reading(options),
        form=options.form,
        encoding=options.encoding,
        limits=Limits(private=options.private_addresses),
    )


def _folder_of_pages(products: Path | None) -> Path | None:
    """What a browser saves with a page lies beside it."""
    if products is None or products.is_dir():
        return products
    return products.parent if products.suffix.lower() in (".html", ".htm", ".xhtml") else None


def _reading(options: argparse.Namespace) -> Reading:
    from pipeline.product_table import Reading

    return Reading(dict(options.map), dict(options.set), dict(options.word), options.predict_group)


def add_catalogue(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name, run, text in (
        ("build", build, "products and pictures -> catalogue folder"),
        ("update", update, "the same into a catalogue that is there: only new and changed pictures are embedded"),
    ):
        action = actions.add_parser(name, help=text)
        add_source(action)
        action.add_argument("--looks", type=Path, metavar="DIR", help="sample looks to carry along")
        action.set_defaults(run=run)
    public = actions.add_parser("pull", help="download a public catalogue by its name or address, and build it")
    public.add_argument("what", nargs="?", metavar="NAME", help="clothing-dataset")
    public.add_argument("--url", help="of a ZIP archive with a table and pictures, or pictures alone")
    public.add_argument("--sha256", default="", help="of the archive")
    public.add_argument("--table", default="", metavar="NAME", help="the table inside, where there are several")
    add_building(public)
    public.set_defaults(run=pull)
    describe = actions.add_parser("info", help="what a catalogue folder holds")
    describe.add_argument("directory", type=Path, metavar="DIR")
    describe.set_defaults(run=info)
