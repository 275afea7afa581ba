"""The folder beside a catalogue that a build grows in: what survives a kill, and the moment the new one takes over."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pipeline.build_costs import Costs, mean_costs
from pipeline.build_work import Cancelled, Engine, Failure, Progress, Report, Task, stop_if, stoppable
from pipeline.catalogue import PICTURES, THUMBNAILS, Catalogue, Product
from pipeline.catalogue_write import Contents, Indexing, copy_looks, write_catalogue
from pipeline.embedded import Embedded, Fresh, Key, Rules
from pipeline.errors import ArtefactError, CatalogueBuildError
from pipeline.folder_swap import recover_folder, replace_folder
from pipeline.out_folder import work_beside
from pipeline.shards import Known, Shards, read_pictures


class BuildFolder:
    """`out`.building: lock, rules.json, shards/, downloads/, and catalogue/, which becomes `out`. See `alone`.

    embedded, reused: pictures that the models saw in this run, or earlier. previous_ids: products of the catalogue
    that is updated. costs: of a picture embedded in this run, in the mean.
    """

    def __init__(self, out: Path, rules: Rules, report: Report, cancelled: Cancelled) -> None:
        recover_folder(out)
        self._out, self._rules, self._report, self._cancelled = out, rules, report, cancelled
        self._work = work_beside(out)
        self._target = self._work / "catalogue"
        self._begin()
        self._shards = Shards(self._work / "shards", self._target / THUMBNAILS)
        self.previous_ids: set[str] = set()
        self.embedded = self.reused = 0
        self.costs: Costs = {}

    def embed(self, products: Sequence[Product], engine: Engine, previous: Path | None) -> list[Embedded | Failure]:
        """The embedded picture of every product, in their order, or why there is none."""
        known = {**self._earlier(previous), **self._shards.load()}
        outcomes: list[Embedded | Failure] = []
        costs: list[Costs] = []
        tasks = [Task(product.image, product.group) for product in products]
        different = list(dict.fromkeys(tasks))
        batches = engine.run(different, known.keys())
        for batch in stoppable(batches, len(different), self._report, self._cancelled):
            new = {each.entry.key: each for each in batch if isinstance(each, Fresh) and each.entry.key not in known}
            self._shards.add((each.entry, each.thumbnail) for each in new.values())
            known |= {key: each.entry for key, each in new.items()}
            self.embedded += len(new)
            costs += [each.costs for each in new.values()]
            outcomes += [each if isinstance(each, Failure) else known[_key(each)] for each in batch]
        used = {each.key for each in outcomes if isinstance(each, Embedded)}
        self.reused = len(used) - self.embedded
        self.costs = mean_costs(costs)
        self._shards.forget_others(key.sha256 for key in used)
        by_task = dict(zip(different, outcomes, strict=True))
        return [by_task[task] for task in tasks]

    def finish(self, contents: Contents, looks: Path | None, indexing: Indexing) -> None:
        """Write what is left to write, and put the new catalogue in the place of the old one."""
        stop_if(self._cancelled)
        total = len(contents.products)
        self._report(Progress("indexing", 0, total))
        self._clear_target()
        write_catalogue(self._target, contents, indexing)
        if looks:
            copy_looks(looks, self._target / "looks")
        stop_if(self._cancelled)
        old = _manifest_of(self._out)
        replace_folder(self._target, self._out)
        indexing.swapped(old)
        self._report(Progress("indexing", total, total))
        shutil.rmtree(self._work, ignore_errors=True)

    def _clear_target(self) -> None:
        """A kill may have left files of another attempt, or of the old catalogue just exchanged."""
        for path in self._target.iterdir():
            if path.is_dir() and path.name != THUMBNAILS:
                shutil.rmtree(path)
            elif not path.is_dir():
                path.unlink()

    def _begin(self) -> None:
        """Empty the folder when it was begun with other models or rules."""
        if self._begun_with() != self._rules:
            for path in self._work.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)
        partial = self._work / "rules.partial"
        partial.write_text(json.dumps(self._rules))
        partial.replace(self._work / "rules.json")

    def _begun_with(self) -> object:
        try:
            return json.loads((self._work / "rules.json").read_text())
        except (OSError, ValueError):
            return None

    def _earlier(self, previous: Path | None) -> Known:
        """What the catalogue to update knows already, its thumbnails taken over; nothing where the rules differ."""
        if previous is None:
            return {}
        try:
            catalogue = Catalogue.open(previous)
        except ArtefactError as error:
            raise CatalogueBuildError(f"{error} Only a whole catalogue can be updated.") from error
        self.previous_ids = set(catalogue.table["product_id"].to_pylist())
        if catalogue.manifest.get("rules") != self._rules:
            return {}
        groups = catalogue.table["group"].to_pylist()
        try:
            known = read_pictures(previous / PICTURES, groups, catalogue.embeddings)
        except (OSError, ValueError, KeyError) as error:  # damaged, or of another build
            raise CatalogueBuildError(f"{previous / PICTURES} cannot be read ({error}). Build anew instead.") from error
        thumbnails = previous / THUMBNAILS
        return {key: each for key, each in known.items() if self._shards.take_thumbnail(key.sha256, thumbnails)}


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold `out`.building while a catalogue is built in it; a build that is killed lets go of it.

    Raises:
        CatalogueBuildError: another build of `out` is under way. OSError: the folder cannot be made.
    """
    path = work_beside(out) / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        if not _is_ours(file, path):
            raise CatalogueBuildError(f"Another build of {out} is under way. Wait for it, or choose another --out.")
        yield


def _is_ours(file: IO[str], path: Path) -> bool:
    """Whether the lock is taken, and the file is still there: the build that held it removes it at its end."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())


def _key(outcome: Key | Fresh) -> Key:
    return outcome if isinstance(outcome, Key) else outcome.entry.key


def downloads_beside(out: Path) -> Path:
    """Where pictures that are fetched are kept until the build is done."""
    return work_beside(out) / "downloads"


def _manifest_of(folder: Path) -> dict[str, Any]:
    """What the catalogue about to be replaced says of itself; nothing where there is none, or a broken one."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        return manifest if isinstance(manifest, dict) else {}
    except (OSError, ValueError):
        return {}
