"""The manifest of exported_models/ and what it describes, opened."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.artefacts import inside, read_file, read_manifest
from pipeline.errors import ArtefactError
from pipeline.manifest_checks import complaints_between, model_complaints
from pipeline.preprocess import FITS, Fit, Letterbox, letterbox
from pipeline.sessions import REMEDY, Sessions

FORMAT = 1
ROLES = ("gender", "detector", "embedder")
DTYPES = {"float32": "tensor(float)"}


@dataclass(frozen=True)
class InputSpec:
    """What one model takes: a batch of letterboxed RGB pictures.

    size_px: the longer side; with fit "area", the side of the square that has the picture's area. layout: "NHWC" or
    "NCHW". maximum: the value of a full-bright channel (1 or 255). pad_value: 0..255, fills the letterbox. stride: both
    sides are multiples of it; None: the picture is a square.
    """

    name: str
    size_px: int
    layout: str
    maximum: float
    pad_value: int
    stride: int | None = None
    fit: Fit = "longer side"

    def letterbox(self, pixels: NDArray[np.uint8], size_px: int | None = None) -> Letterbox:
        """(H, W, 3) uint8 as this model takes it; a model with a stride takes other sizes than its own, too."""
        return letterbox(pixels, size_px or self.size_px, self.pad_value, self.stride, self.fit)

    def tensor(self, squares: list[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """n pictures uint8 (h, w, 3) of one shape -> float32 batch in the model's layout and range."""
        batch = np.stack(squares).astype(np.float32)
        if self.maximum != 255:
            batch *= np.float32(self.maximum / 255)
        return np.ascontiguousarray(batch.transpose(0, 3, 1, 2)) if self.layout == "NCHW" else batch


@dataclass(frozen=True)
class ModelSpec:
    """One entry of the manifest. `entry` is the entry itself, for what only people read."""

    role: str
    path: Path
    sha256: str
    input: InputSpec
    outputs: dict[str, tuple[int | None, ...]]
    entry: dict[str, Any]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.entry["labels"])

    @property
    def settings(self) -> dict[str, float]:
        """Those that are numbers; Embedder.absent_below is a table."""
        return {name: value for name, value in self.entry["settings"].items() if isinstance(value, int | float)}


class Model:
    """An opened ONNX model. Shared and read-only; `runs` counts inferences for tests and the Inside page."""

    def __init__(self, spec: ModelSpec, threads: int, content: bytes | None = None) -> None:
        """content: of the file, where it has been read already."""
        self.spec = spec
        self._sessions = Sessions(spec, threads, spec.path.read_bytes() if content is None else content)
        self._lock = threading.Lock()
        self._runs = 0

    @property
    def runs(self) -> int:
        return self._runs

    def run(self, squares: list[NDArray[np.uint8]]) -> dict[str, NDArray[np.float32]]:
        """Run n letterboxed pictures, uint8 (h, w, 3) of one shape -> every output by name, first axis n."""
        with self._lock:
            self._runs += 1
        return self._sessions.run(self.spec.input.tensor(squares))


def read_specs(directory: Path) -> dict[str, ModelSpec]:
    """The models that a folder's manifest describes, by role.

    Raises:
        ArtefactError: manifest missing, unreadable, of another format, without a model that is needed, or with an entry
            that does not fit what the stages do with it.
    """
    manifest = read_manifest(directory, FORMAT, REMEDY)
    entries = manifest.get("models")
    if not isinstance(entries, dict):
        entries = {}
    missing = [role for role in ROLES if role not in entries]
    if missing:
        raise ArtefactError(f"{directory / 'manifest.json'} describes no {', '.join(missing)}. {REMEDY}")
    try:
        specs = {role: _spec(role, directory, entries[role]) for role in entries}
        wrong = next(_complaints(entries), None)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ArtefactError(f"{directory / 'manifest.json'} is incomplete: {error!r}. {REMEDY}") from error
    if wrong:
        raise ArtefactError(f"{directory / 'manifest.json'} is wrong: {wrong}. {REMEDY}")
    return specs


def open_model(spec: ModelSpec, threads: int | None = None) -> Model:
    """Check the file (present, no pointer, sha256) and open it; shapes must be what the manifest says.

    Raises:
        ArtefactError: the file or its shapes are not right.
    """
    return Model(spec, threads or cpu_count(), read_file(spec.path, spec.sha256, REMEDY))


def cpu_count() -> int:
    """Cores this process may use: onnxruntime by itself would count the host's, not the container's."""
    limit = os.environ.get("CPU_CORES", "")
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(available, int(limit))) if limit.isdigit() else available


def _spec(role: str, directory: Path, entry: dict[str, Any]) -> ModelSpec:
    shape, layout = entry["input"]["shape"], entry["input"]["layout"]
    if entry["input"]["dtype"] not in DTYPES or entry["input"]["resize"] != "letterbox":
        raise ValueError(f"{role}: only float32 letterboxed input is supported")
    if len(shape) != len(layout):
        raise ValueError(f"{role}: the shape {shape} has not the axes of {layout}")
    size = entry["input"].get("size_px") or (shape[1] if layout == "NHWC" else shape[2])
    stride = entry["input"].get("stride")
    fit = entry["input"].get("fit", FITS[0])
    if fit not in FITS or (fit == "area" and not stride):
        raise ValueError(f"{role}: a letterbox is fitted by {' or '.join(FITS)}, the latter with a stride")
    return ModelSpec(
        role=role,
        path=inside(directory, entry["file"], REMEDY),
        sha256=entry["sha256"],
        input=InputSpec(
            name=entry["input"]["name"],
            size_px=int(size),
            layout=layout,
            maximum=float(entry["input"]["range"][1]),
            pad_value=int(entry["input"]["pad_value"]),
            stride=stride and int(stride),
            fit=fit,
        ),
        outputs={name: tuple(output["shape"]) for name, output in entry["outputs"].items()},
        entry=entry,
    )


def _complaints(entries: dict[str, Any]) -> Iterator[str]:
    for role, entry in entries.items():
        yield from (f"{role}.{complaint}" for complaint in model_complaints(role, entry))
    yield from complaints_between(entries)
