"""Product source + pictures -> catalogue folder. Resumable after a kill; the old catalogue serves until the end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pipeline.build_costs import Costs
from pipeline.build_folder import BuildFolder, alone, downloads_beside
from pipeline.build_work import Cancelled, Engine, Failure, Report, Threads, stop_if
from pipeline.catalogue import THUMBNAILS
from pipeline.catalogue_write import AnnoyIndexing, Contents, Indexing, look_pictures, methods_of
from pipeline.detector import Detector
from pipeline.embedded import Embedded, Rules, rules_of, thumbnail_name
from pipeline.embedder import Embedder
from pipeline.errors import CatalogueBuildError
from pipeline.fetch import Limits
from pipeline.out_folder import check_out
from pipeline.pictures import Pictures, open_pictures
from pipeline.product_table import Reading, Rejected, Row, read_rows
from pipeline.sources import Form, read_records

ASKED_EVERY = 1000  # rows, whether the build is to stop


@dataclass(frozen=True)
class Source:
    """What a catalogue is built from.

    products: table, feed or folder of pages; None: pictures alone, their group detected. images: folder or ZIP
    archive that the field `image` is relative to; None where it holds addresses. form: default by content.
    encoding: of a text table, default UTF-8. limits: of each picture that is fetched by its address.
    looks: folder with a looks.json and the pictures it lists, to carry along. max_rows: None: any number.
    """

    products: Path | None
    images: Path | None
    name: str
    reading: Reading = field(default_factory=Reading)
    form: Form | None = None
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)
    looks: Path | None = None
    max_rows: int | None = None

    @property
    def places(self) -> tuple[Path | None, ...]:
        """What on this disk is read."""
        return self.products, self.images, self.looks


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    crops: how many products were found in their picture by which method. embedded, reused: pictures that the models
    saw now, or earlier. removed: products of the previous catalogue that are gone. costs: what a picture embedded now
    took, in the mean; empty where there was none.
    """

    products: int
    rejected: tuple[Rejected, ...]
    crops: Mapping[str, int]
    embedded: int
    reused: int
    removed: int
    costs: Costs


def build_catalogue(
    source: Source,
    out: Path,
    detector: Detector,
    embedder: Embedder,
    *,
    workers: int = 1,
    previous: Path | None = None,
    report: Report = lambda _: None,
    cancelled: Cancelled = lambda: False,
    engine: Engine | None = None,
    indexing: Indexing | None = None,
) -> BuildReport:
    """Build a catalogue folder; `out`, absent, empty or a catalogue, is replaced as a whole at the very end.

    A link is followed: what it leads to is replaced.
    Run again after an interruption, it goes on where it stopped. Bad rows end up in the report and in rejected.csv.
    The result depends on source and models alone: not on interruptions, workers, engine or `previous`.

    Args:
        previous: a catalogue whose embeddings are taken over for pictures that have not changed.
        report: called after every piece of work. cancelled: asked as often.
        engine, indexing: default this process's threads, and Annoy.
    Raises:
        CatalogueBuildError: the source or `out` cannot be used at all, or no row is usable.
        BuildCancelledError: `cancelled` said so.
    """
    out = check_out(out, source.places)
    if source.looks:
        look_pictures(source.looks)  # they are copied at the very end, but refused before any work
    rules = rules_of(detector, embedder)
    pictures, results = _read(source, out, cancelled)
    engine = engine or Threads(pictures, detector, embedder, workers)
    try:
        with alone(out):
            build = BuildFolder(out, rules, report, cancelled)
            products = [each.product for each in results if isinstance(each, Row)]
            contents = _contents(source, results, build.embed(products, engine, previous), rules)
            build.finish(contents, source.looks, indexing or AnnoyIndexing())
    except OSError as error:
        raise CatalogueBuildError(_disk_message(error, out)) from error
    removed = build.previous_ids - {each.product_id for each in contents.products}
    crops = methods_of(contents.entries)
    return BuildReport(
        products=len(contents.products),
        rejected=contents.rejected,
        crops=crops,
        embedded=build.embedded,
        reused=build.reused,
        removed=len(removed),
        costs=build.costs,
    )


def _read(source: Source, out: Path, cancelled: Cancelled) -> tuple[Pictures, list[Row | Rejected]]:
    try:
        pictures = open_pictures(source.images, downloads_beside(out), source.limits)
        return pictures, list(_rows(source, pictures, cancelled))
    except OSError as error:
        place = error.filename or source.products or source.images
        raise CatalogueBuildError(f"{place} cannot be read ({error.strerror or error}). {out} is as it was.") from error


def _rows(source: Source, pictures: Pictures, cancelled: Cancelled) -> Iterator[Row | Rejected]:
    reading, most = source.reading, source.max_rows
    if source.products is None:
        reading = replace(reading, predict_group=True)
    records = read_records(source.products, pictures, source.form, source.encoding, most)
    for done, each in enumerate(read_rows(records, reading)):
        if done % ASKED_EVERY == 0:
            stop_if(cancelled)
        if done == most:
            raise CatalogueBuildError(f"There are more than {most} rows. Take a part of them.")
        yield each


def _contents(
    source: Source,
    results: Sequence[Row | Rejected],
    outcomes: Sequence[Embedded | Failure],
    rules: Rules,
) -> Contents:
    """Products in the order of the source, and every row that is left out, in that order too."""
    products, entries, rejected = [], [], []
    waiting = iter(outcomes)
    for each in results:
        if isinstance(each, Rejected):
            rejected.append(each)
            continue
        outcome = next(waiting)
        if isinstance(outcome, Failure):
            rejected.append(Rejected(each.number, each.product.product_id, outcome.reason))
        else:
            image = f"{THUMBNAILS}/{thumbnail_name(outcome.key.sha256)}"
            products.append(replace(each.product, group=outcome.group, image=image))
            entries.append(outcome)
    if not products:
        raise CatalogueBuildError(f"No row of {source.products or source.images} is usable; {_first(rejected)}")
    return Contents(source.name, products, entries, tuple(rejected), rules)


def _disk_message(error: OSError, out: Path) -> str:
    place = error.filename or out
    return (
        f"{place} cannot be written ({error.strerror or error}). {out} is as it was. Make room or choose another "
        "--out; the build goes on where it stopped."
    )


def _first(rejected: Sequence[Rejected]) -> str:
    return f"the first: {json.dumps(asdict(rejected[0]), ensure_ascii=False)}" if rejected else "there is no data row."
