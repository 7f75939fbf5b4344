"""The tables of a cohort as CSV for spreadsheets: with pseudonyms and without words, unless names are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from interviewer.cohort.cohort_run import ANSWERS_TABLE, FINDINGS_TABLE
from interviewer.cohort.extras import library
from interviewer.cohort.pseudonyms import answer_labels, candidate_labels
from interviewer.cohort.table_files import read_table
from interviewer.settings import atomic

TELLING = frozenset(
    ("source", "text", "follow_up", "quote", "message", "error", "notes", "speaker")
)
"""Columns that may name somebody: they are left out with pseudonyms."""
BATCH = 2000


def write(folder: Path, *, names: bool = False) -> tuple[Path, ...]:
    """Write `answers.csv` and `findings.csv` beside the tables; returns their paths.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.

    Raises:
        OSError: the disk is full.
    """
    given = read_table(folder, ANSWERS_TABLE, ("id", "candidate")).to_pydict()
    labels = dict(
        zip(given["id"], answer_labels(given["id"], given["candidate"], names=names), strict=True)
    )
    candidates = candidate_labels(given["candidate"], names=names)
    written = []
    for name in (ANSWERS_TABLE, FINDINGS_TABLE):
        path = folder / f"{name}.csv"
        _write(folder / f"{name}.parquet", path, labels, candidates, names=names)
        written.append(path)
    return tuple(written)


def _write(
    table: Path,
    path: Path,
    labels: Mapping[str, str],
    candidates: Mapping[str, str],
    *,
    names: bool,
) -> None:
    from pyarrow import csv

    file = library("pyarrow.parquet").ParquetFile(table)
    columns = [name for name in file.schema_arrow.names if names or name not in TELLING]
    with ExitStack() as stack:
        draft = stack.enter_context(atomic.replacing(path))
        writer = None
        for batch in file.iter_batches(BATCH, columns=columns):
            flat = _flat(batch, labels, candidates)
            if writer is None:
                writer = stack.enter_context(csv.CSVWriter(str(draft), flat.schema))
            writer.write_batch(flat)
        if writer is None:
            draft.write_text(",".join(f'"{name}"' for name in columns) + "\n", encoding="utf-8")


def _flat(batch: Any, labels: Mapping[str, str], candidates: Mapping[str, str]) -> Any:
    """A batch with lists as words, labels instead of names, and nothing that a spreadsheet runs."""
    from pyarrow import compute

    arrow = library("pyarrow")
    arrays = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        known = {"id": labels, "candidate": candidates}.get(name)
        array = column
        if known is not None:
            array = arrow.array([known.get(one) if one else None for one in column.to_pylist()])
            array = array.cast(arrow.string())
        elif arrow.types.is_list(column.type):
            array = compute.binary_join(column, " ")
        if arrow.types.is_string(array.type):
            array = compute.replace_substring_regex(array, r"\A([=+\-@\t\r])", r"'\1")
        arrays.append(array)
    return arrow.RecordBatch.from_arrays(arrays, names=batch.schema.names)
