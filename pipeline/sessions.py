"""The one place that opens ONNX sessions: one model's, for a run by itself and for runs side by side."""

from __future__ import annotations

import functools
import threading
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from pipeline.errors import ArtefactError

if TYPE_CHECKING:
    from pipeline.models import ModelSpec

REMEDY = "Get a complete exported_models folder (git checkout, git lfs pull) or make it with `make models`."
# In an ONNX file, the key "location" of a tensor whose values lie in another file, which no checksum covers.
EXTERNAL_DATA = b"\x0a\x08location"


class UnderWay:
    """As a context manager around a run: whether others were under way when it began."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs = 0

    def __enter__(self) -> bool:
        with self._lock:
            self._runs += 1
            return self._runs > 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._runs -= 1


# Of whatever model: they share the cores of the process.
UNDER_WAY = UnderWay()


class Sessions:
    """One model, opened for a run by itself on `threads` threads and, once runs meet, for one thread as well.

    Side by side, runs on a thread each do more than runs that share the threads and wait for each other at every layer
    (eight users on two cores: 14.8 looks a second instead of 13.8). Both answer alike to the last bit.
    """

    def __init__(self, spec: ModelSpec, threads: int, content: bytes) -> None:
        """content: of the model's file.

        Raises:
            ArtefactError: it cannot be opened, or is not what the manifest says.
        """
        self._spec, self._threads, self._content = spec, threads, content
        self._all_threads = open_session(spec, threads, content)
        self._opening = threading.Lock()
        self._one_thread = self._all_threads if threads == 1 else None

    def run(self, tensor: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """A batch as the model takes it -> every output by name."""
        names = list(self._spec.outputs)
        with UNDER_WAY as others:
            session = self._single() if others else self._all_threads
            values = session.run(names, {self._spec.input.name: tensor})
        return dict(zip(names, values, strict=True))

    def _single(self) -> ort.InferenceSession:
        with self._opening:
            if self._one_thread is None:
                self._one_thread = open_session(self._spec, 1, self._content)
            return self._one_thread


def open_session(spec: ModelSpec, threads: int, content: bytes) -> ort.InferenceSession:
    """The file's content as a session whose shapes are those of the manifest.

    Raises:
        ArtefactError: it cannot be opened, or is not what the manifest says.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Spinning threads starve the other models and the web server on two cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    _share_memory()
    options.add_session_config_entry("session.use_env_allocators", "1")
    # Batches and photos differ in size: a plan of memory for each size holds much and saves no time.
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    if EXTERNAL_DATA in content:
        raise ArtefactError(
            f"{spec.path} keeps values in another file (external data), which is not allowed: export it again as one "
            f"file. {REMEDY}"
        )
    try:
        session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own unexported exception types
        raise ArtefactError(f"{spec.path} cannot be opened by onnxruntime ({error}). {REMEDY}") from error
    _check_shapes(spec, session)
    _check_stride(spec, session)
    return session


@functools.cache
def _share_memory() -> None:
    """One pool of memory for all models: they run one after the other, and each would keep the most it ever needed."""
    memory = ort.OrtMemoryInfo("Cpu", ort.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, ort.OrtMemType.DEFAULT)
    ort.create_and_register_allocator(memory, None)


def _check_shapes(spec: ModelSpec, session: ort.InferenceSession) -> None:
    declared = {spec.input.name: tuple(spec.entry["input"]["shape"]), **spec.outputs}
    found = {value.name: value.shape for value in (*session.get_inputs(), *session.get_outputs())}
    for name, shape in declared.items():
        if name not in found or not _same_shape(shape, found[name]):
            raise ArtefactError(
                f"{spec.path}: the manifest declares {name} {list(shape)}, the file has {found.get(name)}. {REMEDY}"
            )


def _check_stride(spec: ModelSpec, session: ort.InferenceSession) -> None:
    """The smallest picture that the manifest's stride allows must pass: that of the network may be another."""
    side = spec.input.stride
    if side is None:
        return
    try:
        session.run(None, {spec.input.name: spec.input.tensor([np.zeros((side, side, 3), np.uint8)])})
    except Exception as error:  # onnxruntime raises its own unexported exception types
        raise ArtefactError(
            f"{spec.path} cannot look at a picture of {side} pixels, as its manifest's input.stride says ({error}). "
            f"{REMEDY}"
        ) from error


def _same_shape(declared: tuple[int | None, ...], found: list[int | str | None]) -> bool:
    """None in the manifest stands for a free dimension, which ONNX names or leaves open."""
    if len(declared) != len(found):
        return False
    return all(a == b if isinstance(a, int) else not isinstance(b, int) for a, b in zip(declared, found, strict=True))
