"""The embedding job on Ray Data: the same work per picture, on as many machines as a cluster has.

ray is needed only here: requirements-scale.txt. Every node must be able to read the pictures: a shared folder or URLs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np

from pipeline.build_costs import STAGES, Cost
from pipeline.build_work import BATCH, Failure, Outcome, Task, work
from pipeline.embedded import Embedded, Fresh, Key
from pipeline.errors import CatalogueBuildError
from pipeline.fetch import Limits
from pipeline.product_crop import Method

ROOT = Path(__file__).resolve().parent.parent
STARTS = 2  # a node that did not come up in time, on a loaded machine, usually does at the second try
logger = logging.getLogger(__name__)
METHODS: tuple[Method, ...] = get_args(Method)
Worker = Callable[[Task, Collection[Key]], Outcome]


@dataclass(frozen=True)
class WorkerSetup:
    """What a worker opens once, on its own node: models of one thread each, and the pictures."""

    models: Path
    images: Path | None
    limits: Limits
    downloads: Path

    def __call__(self) -> Worker:
        from pipeline.detector import Detector
        from pipeline.embedder import Embedder
        from pipeline.models import open_model, read_specs
        from pipeline.pictures import open_pictures

        specs = read_specs(self.models)
        detector, embedder = Detector(open_model(specs["detector"], 1)), Embedder(open_model(specs["embedder"], 1))
        pictures = open_pictures(self.images, self.downloads, self.limits)
        return lambda task, known: work(task, known, pictures, detector, embedder)


class RayEngine:
    """Engine of a build. A worker that dies is replaced and its batch done again; a batch counts when it is whole.

    setup: makes a worker, on its node. address: of a running cluster; None starts one on this machine.
    """

    def __init__(self, setup: Callable[[], Worker], workers: int, address: str | None = None) -> None:
        self._setup = setup
        self._workers = workers
        self._address = address

    def run(self, tasks: Sequence[Task], known: Collection[Key]) -> Iterator[Sequence[Outcome]]:
        """The outcomes in the order of the tasks, a batch at a time.

        Raises:
            CatalogueBuildError: ray is not installed, or does not start.
        """
        try:
            import ray
        except ImportError as error:
            raise CatalogueBuildError(
                "ray is not installed. Install it with `pip install -r requirements-scale.txt`."
            ) from error
        _start(ray, self._address, self._workers)
        ray.data.DataContext.get_current().execution_options.preserve_order = True
        ray.data.DataContext.get_current().enable_progress_bars = False
        rows = [{"name": task.name, "group": task.group} for task in tasks]
        done = (
            ray.data.from_items(rows, override_num_blocks=max(1, -(-len(rows) // BATCH)))
            .map_batches(
                _Actor,
                fn_constructor_args=(self._setup, ray.put(frozenset(known))),
                batch_size=BATCH,
                concurrency=self._workers,
                num_cpus=1,
            )
            .iter_batches(batch_size=BATCH, batch_format="numpy")
        )
        for batch in done:
            yield [_outcome(batch, place) for place in range(len(batch["kind"]))]


class _Actor:
    """One worker process of the cluster."""

    def __init__(self, setup: Callable[[], Worker], known: Any) -> None:
        import ray

        self._work = setup()
        self._known: Collection[Key] = ray.get(known) if isinstance(known, ray.ObjectRef) else known

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        names, groups = batch["name"].tolist(), batch["group"].tolist()
        rows = [_row(self._work(Task(name, group), self._known)) for name, group in zip(names, groups, strict=True)]
        return {column: np.array([row[column] for row in rows], object) for column in rows[0]}


def _start(ray: Any, address: str | None, workers: int) -> None:
    if ray.is_initialized():
        return
    environment = {"env_vars": {"PYTHONPATH": str(ROOT)}}
    place = {"address": address} if address else {"num_cpus": workers + 1, "include_dashboard": False}
    for left in reversed(range(STARTS)):
        try:
            ray.init(**place, runtime_env=environment, log_to_driver=False)
            return
        except Exception as error:  # ray gives a plain Exception for a node that does not come up in its 30 seconds
            ray.shutdown()
            if not left:
                raise CatalogueBuildError(f"ray did not start: {error}") from error
            logger.warning("ray did not start (%s); once more", error)


def _row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as cells of a batch."""
    texts = dict.fromkeys(("kind", "sha256", "asked", "group", "method"), "")
    blank = {**texts, **dict.fromkeys(("vector", "thumbnail", "costs"), b"")}
    if isinstance(outcome, Failure):
        return {**blank, "kind": "failure", "sha256": outcome.reason}
    if isinstance(outcome, Key):
        return {**blank, "kind": "known", "sha256": outcome.sha256, "asked": outcome.group}
    entry, costs = outcome.entry, [(outcome.costs[each].clock_ms, outcome.costs[each].processor_ms) for each in STAGES]
    return {
        "kind": "embedded",
        "sha256": entry.key.sha256,
        "asked": entry.key.group,
        "group": entry.group,
        "method": entry.method,
        "vector": entry.vector.tobytes(),
        "thumbnail": outcome.thumbnail,
        "costs": np.array(costs).tobytes(),
    }


def _outcome(batch: dict[str, Any], place: int) -> Outcome:
    kind, text = batch["kind"][place], str(batch["sha256"][place])
    if kind == "failure":
        return Failure(text)
    key = Key(text, str(batch["asked"][place]))
    if kind == "known":
        return key
    method = METHODS[METHODS.index(batch["method"][place])]
    vector = np.frombuffer(batch["vector"][place], np.float32)
    entry = Embedded(key, str(batch["group"][place]), method, vector)
    costs = np.frombuffer(batch["costs"][place]).reshape(len(STAGES), 2).tolist()
    by_stage = {stage: Cost(*each) for stage, each in zip(STAGES, costs, strict=True)}
    return Fresh(entry, bytes(batch["thumbnail"][place]), by_stage)
