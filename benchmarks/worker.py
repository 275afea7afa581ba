"""`python -m benchmarks.worker NAME`: one contestant; a JSON task a line on stdin, {"ms": ...} a line on stdout.

NAME is one of the table below, or "module:function" of another contestant.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.photos import as_jpeg
from benchmarks.race import Task

Run = Callable[[bytes, Task], object]

# name -> where its `open()` lies, which returns the function that is timed.
CONTESTANTS: dict[str, str] = {
    "ours": "benchmarks.contestants.ours:pipeline",
    "published": "benchmarks.contestants.published:pipeline",
    "published, TFLite float16": "benchmarks.contestants.published_lite:pipeline",
    "detector, onnxruntime": "benchmarks.contestants.engines:detector_onnxruntime",
    "detector, OpenVINO": "benchmarks.contestants.engines:detector_openvino",
    "detector, ultralytics on torch": "benchmarks.contestants.engines:detector_torch",
    "gender network, onnxruntime": "benchmarks.contestants.engines:gender_onnxruntime",
    "gender network, OpenVINO": "benchmarks.contestants.engines:gender_openvino",
    "gender network, TFLite": "benchmarks.contestants.engines:gender_litert",
    "gender network, Keras predict": "benchmarks.contestants.engines:gender_keras",
}


def main(name: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints goes to stderr: stdout is the protocol
    module, function = CONTESTANTS.get(name, name).split(":")
    run: Run = getattr(importlib.import_module(module), function)()
    print(json.dumps({"ready": name}), file=answers, flush=True)
    for line in sys.stdin:
        task = Task(**json.loads(line))
        data = as_jpeg(Path(task.photo))
        start = time.perf_counter()
        run(data, task)
        answer = {"ms": (time.perf_counter() - start) * 1000, "peak_mb": peak_mb()}
        print(json.dumps(answer), file=answers, flush=True)


def peak_mb() -> float:
    """The most memory that this process has had resident, MB. Not getrusage's, which begins with the parent's."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main(sys.argv[1])
