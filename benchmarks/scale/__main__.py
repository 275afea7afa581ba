"""`python -m benchmarks.scale [--sizes 10000 100000 1000000]`: table, benchmarks/scale.json, docs/scale.webp.

Every engine is built, and opened again, in a process of its own, so that memory can be told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.__main__ import machine
from benchmarks.photos import ROOT
from benchmarks.scale import measure, shop_size, vectors
from benchmarks.scale.engines import ENGINES
from benchmarks.scale.report import write

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--source", type=Path, default=ROOT / "catalog_index", help="catalogue whose vectors multiply")
    parser.add_argument("--work", type=Path, help="folder for what is built (default: a temporary one)")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "scale.json")
    parser.add_argument("--add", action="store_true", help="keep what --out holds of other sizes and engines")
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "scale.webp")
    parser.add_argument("--step", nargs=3, metavar=("WHAT", "ENGINE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(_step(*options.step, options.source)))
        return
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        sizes = {str(size): _size(size, options, Path(work)) for size in options.sizes}
    source = pq.read_metadata(options.source / "products.parquet").num_rows
    facts = {
        "machine": machine(),
        "load": round(os.getloadavg()[2], 1),
        "source_products": source,
        "copy_noise": vectors.COPY_NOISE,
        "sizes": sizes,
    }
    if options.out.exists() and options.add:
        before = json.loads(options.out.read_text("utf-8"))["sizes"]
        facts["sizes"] = before | {size: before.get(size, {}) | results for size, results in sizes.items()}
    write({**facts, "query_noise": vectors.QUERY_NOISE}, options.out, options.plot)


def _size(count: int, options: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Everything at one number of products; what was built is removed engine by engine."""
    data = work / str(count)
    data.mkdir()
    vectors.make(np.load(options.source / "embeddings.npy"), count, data, bool(options.engines))
    results: dict[str, Any] = {}
    for engine in (*options.engines, "catalogue"):
        built = _process("build", engine, data, options.source)
        results[engine] = {**built, **_process("search", engine, data, options.source)}
        shutil.rmtree(data / engine.replace(" ", "_"))
        print(f"{count:9,} {engine:20} {json.dumps(results[engine])}", flush=True)
    shutil.rmtree(data)
    return results


def _process(what: str, engine: str, data: Path, source: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.scale", "--source", source, "--step", what, engine, data]
    # A search by one thread: many users ask at once. A build by all of them.
    environment = {**os.environ, **({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"} if what == "search" else {})}
    done = subprocess.run(
        [str(each) for each in command], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _step(what: str, engine: str, data: str, source: Path) -> dict[str, Any]:
    folder = Path(data) / engine.replace(" ", "_")
    if engine != "catalogue":
        return {"build": measure.build, "search": measure.search}[what](engine, Path(data), folder)
    loaded = vectors.load(Path(data))
    if what == "search":
        return shop_size.measure(folder, loaded)
    table = pq.read_table(source / "products.parquet")
    return measure.cost(lambda: shop_size.build(table, loaded.stored, folder), folder, len(loaded.stored))


if __name__ == "__main__":
    main()
