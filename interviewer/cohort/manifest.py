"""Sources -> the files of a cohort: folders, patterns, single files, and tables that say whose they are.

A table (`csv`, `jsonl`, `parquet`) has a column `file`, relative to the table, and may have the other `COLUMNS`.
Everything is read row by row, so that a table may be longer than memory.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from interviewer.audio.recorded_candidate import SUFFIXES as AUDIO
from interviewer.cohort import locations
from interviewer.cohort.extras import library
from interviewer.errors import InterviewerError, UsageError
from interviewer.model import English
from interviewer.output.sanitize import printable
from interviewer.transcribe.transcript_files import SUFFIXES as TEXTS

TABLES = (".csv", ".jsonl", ".parquet")
"""How the name of a table ends."""
NAMED = tuple(f"manifest{suffix}" for suffix in TABLES)
"""A folder with a table of such a name holds what the table says."""
COLUMNS = frozenset(
    "file id candidate question kind rubric rubrics consent group phase speaker english".split()
)
YES = frozenset(("yes", "y", "true", "1", "1.0"))
NO = frozenset(("no", "n", "false", "0", "0.0", ""))
"""An empty cell is no consent: nobody has said yes."""
MOST_BATCHED = 4096


@dataclass(frozen=True, slots=True)
class CohortFile:
    """One answer of a cohort, as its source names it."""

    id: str
    location: str
    """A path or an address."""
    candidate: str = ""
    group: str = ""
    """Anything that answers are compared by: a course, a site, a year."""
    phase: str = ""
    """`before` and `after`, or anything that sorts, such as a date: what a candidate's change is measured by."""
    question: str = ""
    """The id of a question, or its words."""
    kind: str = ""
    rubrics: tuple[str, ...] = ()
    speaker: str = ""
    """Whose words, where several speak."""
    consent: bool = True
    english: English = English.FIRST
    """Whether English is the candidate's first or second language."""
    place: str = field(default="", compare=False)
    """Where it is named, for messages: `people.csv:14`."""

    @property
    def transcribed(self) -> bool:
        """Whether its name promises sound, so that its words depend on the recogniser."""
        return _suffix(self.location) not in TEXTS


def _suffix(location: str) -> str:
    return os.path.splitext(location)[1].lower()  # noqa: PTH122 - called for every file of a cohort


class ManifestError(InterviewerError):
    """A table of files has mistakes."""


def files(sources: Sequence[str], leave_out: Path | None = None) -> Iterator[CohortFile]:
    """The files of all sources, in order.

    Args:
        sources: folders, patterns, tables or single files, on this machine or behind an address.
        leave_out: a folder that is no source, though it may lie in one: that of the results.

    Raises:
        ManifestError: a table cannot be read.
        UsageError: a source is not there, or holds nothing that can be scored.
    """
    for source in sources:
        nothing = True
        for file in _source(source, leave_out):
            nothing = False
            yield file
        if nothing:
            raise UsageError(f"{source}: nothing to score", "Name a folder, pattern or table.")


def _source(source: str, leave_out: Path | None) -> Iterator[CohortFile]:
    if locations.is_folder(source):
        table = next((name for name in NAMED if _there(locations.join(source, name))), None)
        if table:
            yield from _table(locations.join(source, table))
        else:
            yield from _folder(source, leave_out)
    elif _there(source):
        yield from _table(source) if _is_table(source) else [_single(source)]
    elif any(mark in source for mark in "*?["):
        yield from _pattern(source)
    else:
        raise UsageError(f"{source}: no such file or folder", "Check the path.")


def _there(location: str) -> bool:
    try:
        locations.stamp(location)
    except (OSError, ValueError):
        return False
    return True


def _is_table(location: str) -> bool:
    return PurePosixPath(location).suffix.lower() in TABLES


def _single(location: str, name: str = "", candidate: str = "") -> CohortFile:
    return CohortFile(name or PurePosixPath(location).name, location, candidate)


def _folder(folder: str, leave_out: Path | None) -> Iterator[CohortFile]:
    """What can be scored in a folder; a folder in it is a candidate."""
    name = PurePosixPath(folder if locations.is_url(folder) else Path(folder).resolve()).name
    for inside in locations.below(folder, leave_out):
        if _suffix(inside) in TEXTS | AUDIO:
            candidate, separator, _ = inside.partition("/")
            location = locations.join(folder, inside)
            yield _single(location, f"{name}/{inside}", candidate if separator else "")


def _pattern(pattern: str) -> Iterator[CohortFile]:
    """The files of a pattern, each named from the pattern's first `*` on."""
    start = re.split(r"[*?\[]", pattern, maxsplit=1)[0]
    fixed = start[: start.rfind("/") + 1]
    for location in locations.matching(pattern):
        inside = location.removeprefix(fixed)
        candidate = PurePosixPath(inside).parts[0] if "/" in inside else ""
        yield _single(location, inside, candidate)


# --- tables -------------------------------------------------------------------------------------


def _table(location: str) -> Iterator[CohortFile]:
    folder = str(
        location.rpartition("/")[0] if locations.is_url(location) else Path(location).parent
    )
    name = PurePosixPath(location).name
    for number, row in _rows(location):
        yield _row(row, folder, f"{name}:{number}")


def unknown_columns(sources: Iterable[str]) -> tuple[str, ...]:
    """Columns of the sources' tables (of JSON Lines, in the first line) that mean nothing here: perhaps a slip of the pen.

    Raises:
        ManifestError: a table cannot be read.
    """
    found: list[str] = []
    for source in sources:
        tables = [source, *(locations.join(source, name) for name in NAMED)]
        for table in tables:
            if _is_table(table) and not locations.is_folder(table) and _there(table):
                first: Mapping[str, Any] = next((row for _, row in _rows(table)), {})
                found += [name for name in first if name not in COLUMNS]
    return tuple(dict.fromkeys(found))


def _rows(location: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of a table with their line numbers, 1 for the first line of the file."""
    name = PurePosixPath(location).name
    suffix = PurePosixPath(location).suffix.lower()
    try:
        with locations.opened(location) as file:
            if suffix == ".parquet":
                yield from _parquet_rows(file)
                return
            text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            yield from _csv_rows(text, name) if suffix == ".csv" else _json_rows(text, name)
    except UnicodeDecodeError:
        raise ManifestError(f"{name}: not UTF-8 text", "Save it as UTF-8.") from None
    except csv.Error as error:
        raise ManifestError(f"{name}: not a readable table ({error})", "Export it again.") from None
    except OSError as error:
        raise ManifestError(f"{name}: cannot be read ({error.strerror or error})", "") from None


def _csv_rows(text: io.TextIOWrapper, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    heading = text.readline()
    text.seek(0)
    separator = max(",;\t", key=heading.count)
    reader = csv.DictReader(text, delimiter=separator, strict=True)
    named = [str(column).strip().lower() for column in reader.fieldnames or ()]
    if "file" not in named:
        raise ManifestError(
            f"{name}: no column 'file' (there are {', '.join(named) or 'none'})",
            "Its first line must name the columns.",
        )
    reader.fieldnames = named
    for row in reader:
        if None in row:
            raise ManifestError(
                f"{name}:{reader.line_num}: more cells than columns",
                "Put cells with a comma in quotes.",
            )
        yield reader.line_num, row


def _json_rows(text: io.TextIOWrapper, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ManifestError(f"{name}:{number}: not valid JSON ({error})", "") from None
        if not isinstance(row, dict) or "file" not in row:
            raise ManifestError(
                f"{name}:{number}: no field 'file'", 'Write an object such as {"file": "a.wav"}.'
            )
        yield number, row


def _parquet_rows(file: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    parquet = library("pyarrow.parquet")
    from pyarrow import ArrowException

    try:
        table = parquet.ParquetFile(file)
        named = table.schema_arrow.names
        if "file" not in named:
            raise ManifestError(f"no column 'file' (there are {', '.join(named)})", "")
        number = 0
        for batch in table.iter_batches(MOST_BATCHED):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except ArrowException as error:
        raise ManifestError(f"not a readable Parquet file ({error})", "Write it again.") from None


def _row(row: Mapping[str, Any], folder: str, place: str) -> CohortFile:
    def cell(name: str) -> str:
        value = row.get(name)
        return "" if value is None else printable(str(value)).strip()

    file = cell("file")
    if not file:
        raise ManifestError(f"{place}: no file named", "Fill in the cell.")
    consent = cell("consent").lower()
    if "consent" in row and consent not in YES | NO:
        raise ManifestError(
            f"{place}: consent {consent!r} is neither yes nor no", "Write yes or no."
        )
    english = cell("english").lower() or English.FIRST
    if english not in set(English):
        raise ManifestError(
            f"{place}: english {english!r} is neither first nor second", "Write first or second."
        )
    rubrics = row.get("rubrics") or row.get("rubric") or ""
    listed = rubrics if isinstance(rubrics, list) else re.split(r"[,;\s]+", str(rubrics))
    return CohortFile(
        cell("id") or file,
        locations.join(folder, file),
        cell("candidate"),
        cell("group"),
        cell("phase"),
        cell("question"),
        cell("kind").lower(),
        tuple(name for name in map(str, listed) if name),
        cell("speaker"),
        "consent" not in row or consent in YES,
        English(english),
        place,
    )
