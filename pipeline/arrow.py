"""Arrow tables read and converted without pandas.

pyarrow imports it wherever it converts Python values or arrays by itself, though nothing here needs it: a quarter of
the time that the command line takes to start.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray


def read_table(path: Path) -> pa.Table:
    """The table of one Parquet file.

    Raises:
        OSError, pyarrow.ArrowException: it cannot be read.
    """
    with pq.ParquetFile(path) as file:
        return file.read()


def coded(column: pa.ChunkedArray) -> tuple[list[str], NDArray[np.int32]]:
    """The different values of a column of n texts, and which of them each row has: int32 (n,).

    Raises:
        ValueError: some row has none.
    """
    array = column.combine_chunks().dictionary_encode()
    if array.null_count:
        raise ValueError(f"{array.null_count} rows without a text")
    if not len(array):
        return [], np.empty(0, np.int32)
    indices = array.indices
    return array.dictionary.to_pylist(), np.frombuffer(indices.buffers()[1], np.int32, len(array), 4 * indices.offset)


def taken(table: pa.Table, rows: Sequence[int]) -> pa.Table:
    """These rows of a table, in their order."""
    places = np.asarray(rows, np.int64)
    return table.take(pa.Array.from_buffers(pa.int64(), len(places), [None, pa.py_buffer(places)]))
