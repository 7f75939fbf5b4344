"""Rows -> Parquet and JSON Lines side by side, with fixed columns: the same rows give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from interviewer.cohort.extras import library
from interviewer.cohort.table_rows import TEXTS, Column
from interviewer.errors import StoreError
from interviewer.settings import atomic

BATCH = 2000
"""Rows of a row group: some megabytes in memory."""


class TableWriter:
    """Writes rows to a table's two files, a batch at a time."""

    def __init__(self, columns: Sequence[Column], lines: IO[str], parquet: Any) -> None:
        self._columns = columns
        self._lines = lines
        self._parquet = parquet
        self._batch: list[dict[str, Any]] = []

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row; columns that it lacks are null."""
        full = {name: row.get(name) for name, _ in self._columns}
        self._lines.write(json.dumps(full, ensure_ascii=False) + "\n")
        self._batch.append(full)
        if len(self._batch) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is left."""
        arrow = library("pyarrow")
        table = arrow.Table.from_pylist(self._batch, schema=self._parquet.schema)
        self._parquet.write_table(table, row_group_size=BATCH)
        self._batch.clear()


@contextmanager
def table_writer(folder: Path, name: str, columns: Sequence[Column]) -> Iterator[TableWriter]:
    """A writer of `name.parquet` and `name.jsonl`, which take the place of old ones when all went well.

    Raises:
        OSError: the disk is full.
    """
    with ExitStack() as stack:
        parquet_draft = stack.enter_context(atomic.replacing(folder / f"{name}.parquet"))
        lines_draft = stack.enter_context(atomic.replacing(folder / f"{name}.jsonl"))
        lines = stack.enter_context(
            lines_draft.open("w", encoding="utf-8", errors="replace", newline="\n")
        )
        parquet = stack.enter_context(
            library("pyarrow.parquet").ParquetWriter(
                str(parquet_draft), arrow_schema(columns), compression="zstd"
            )
        )
        writer = TableWriter(columns, lines, parquet)
        yield writer
        writer.flush()


def arrow_schema(columns: Sequence[Column]) -> Any:
    """The columns as Arrow's schema."""
    arrow = library("pyarrow")
    texts = arrow.list_(arrow.string())
    return arrow.schema(
        [(name, texts if form == TEXTS else arrow.type_for_alias(form)) for name, form in columns]
    )


def read_table(
    folder: Path,
    name: str,
    columns: Sequence[str],
    where: tuple[str, str, Any] | None = None,
) -> Any:
    """Columns of one of a run's tables, as an Arrow table.

    Args:
        folder: the results.
        name: of the table.
        columns: what is wanted of it.
        where: column, operator (`=`, `in`) and value of the rows that are wanted.

    Raises:
        StoreError: it is not there or damaged.
    """
    wanted = None
    if where:
        column, operator, value = where
        wanted = [(column, operator, list(value) or [""] if operator == "in" else value)]
    try:
        return library("pyarrow.parquet").read_table(
            folder / f"{name}.parquet", columns=list(columns), filters=wanted
        )
    except (OSError, library("pyarrow").ArrowException) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise StoreError(
            f"{folder / name}.parquet: cannot be read ({reason})",
            "Run the cohort again: what is scored stays, and the tables are written anew.",
        ) from None
