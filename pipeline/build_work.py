"""The work of a build: the pictures of a table's rows, embedded in parallel, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.detector import Detector
from pipeline.embedded import Fresh, Key, embed_picture, key_of
from pipeline.embedder import Embedder
from pipeline.errors import BuildCancelledError, PhotoError
from pipeline.pictures import Pictures

BATCH = 64


@dataclass(frozen=True)
class Task:
    """A picture by the name that the table gives it, and the group that the table says ("": to be detected)."""

    name: str
    group: str


@dataclass(frozen=True)
class Failure:
    """Why a picture cannot be used."""

    reason: str


# A picture that is known already, one that is embedded now, or one that cannot be used.
Outcome = Key | Fresh | Failure


@dataclass(frozen=True)
class Progress:
    """done of total: different pictures when embedding, vectors when indexing."""

    stage: Literal["embedding", "indexing"]
    done: int
    total: int


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


class Engine(Protocol):
    """Who does the work: this process, or a cluster."""

    def run(self, tasks: Sequence[Task], known: Collection[Key]) -> Iterator[Sequence[Outcome]]:
        """The outcomes of the tasks in their order, a batch at a time.

        known: grows between two batches; an engine that asks a copy embeds some pictures again, and no harm is done.
        """
        ...


class Threads:
    """This process's cores: Pillow and onnxruntime work outside Python's lock."""

    def __init__(self, pictures: Pictures, detector: Detector, embedder: Embedder, workers: int) -> None:
        self._pictures = pictures
        self._detector = detector
        self._embedder = embedder
        self._workers = workers

    def run(self, tasks: Sequence[Task], known: Collection[Key]) -> Iterator[Sequence[Outcome]]:
        with ThreadPoolExecutor(self._workers) as pool:
            for batch in batches(tasks, BATCH):
                self._pictures.fetch_ahead(task.name for task in batch)
                yield list(pool.map(lambda task: self._work(task, known), batch))

    def _work(self, task: Task, known: Collection[Key]) -> Outcome:
        return work(task, known, self._pictures, self._detector, self._embedder)


def work(task: Task, known: Collection[Key], pictures: Pictures, detector: Detector, embedder: Embedder) -> Outcome:
    """One picture: read it, and embed it unless the same bytes were embedded for the same group before."""
    try:
        data = pictures.read(task.name)
        key = key_of(data, task.group)
        return key if key in known else embed_picture(data, task.group, detector, embedder)
    except PhotoError as error:
        return Failure(f"image {task.name[:200]!r}: {error}")


def stoppable(
    batches_of_outcomes: Iterable[Sequence[Outcome]], total: int, report: Report, cancelled: Cancelled
) -> Iterator[Sequence[Outcome]]:
    """The same batches, reported as they pass.

    Raises:
        BuildCancelledError: as soon as `cancelled` says so, after a batch that is kept.
    """
    done = 0
    report(Progress("embedding", 0, total))
    for batch in batches_of_outcomes:
        yield batch
        done += len(batch)
        report(Progress("embedding", done, total))
        stop_if(cancelled)
    stop_if(cancelled)


def stop_if(cancelled: Cancelled) -> None:
    if cancelled():
        raise BuildCancelledError("The build was stopped. What is done so far is kept for the next attempt.")


def batches(tasks: Sequence[Task], size: int) -> Iterator[Sequence[Task]]:
    for start in range(0, len(tasks), size):
        yield tasks[start : start + size]
