"""Many files in one command: what fails is reported and passed over, with time left on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from interviewer.cli.common import say
from interviewer.errors import InterviewerError
from interviewer.output.sanitize import printable

if TYPE_CHECKING:
    from interviewer.transcribe import Engine
    from interviewer.transcribe.transcript_files import ImportedTranscript

Result = TypeVar("Result")

FAILED = 2
"""Exit code when any file could not be read."""


def each(
    paths: Sequence[Path], work: Callable[[Path], Result]
) -> Iterator[tuple[Path, Result | InterviewerError]]:
    """What comes of each file, or its error; errors are told at once, and nothing stops at one.

    Raises:
        InterviewerError: the only file failed.
    """
    for path in paths:
        try:
            result: Result | InterviewerError = work(path)
        except InterviewerError as error:
            if len(paths) == 1:
                raise
            say(f"interviewer: {printable(str(error))}", err=True)
            result = error
        yield path, result


def reports(
    paths: Sequence[Path],
    results: Sequence[Result | InterviewerError],
    report: Callable[[Path, Result], dict[str, Any]],
) -> list[dict[str, Any]]:
    """What is printed as JSON of each file: its report, or its error."""
    return [
        {"source": str(path), "error": str(result)}
        if isinstance(result, InterviewerError)
        else report(path, result)
        for path, result in zip(paths, results, strict=True)
    ]


def finish(results: Sequence[object]) -> None:
    """Leave with 2 when any file failed."""
    if any(isinstance(result, InterviewerError) for result in results):
        raise typer.Exit(FAILED)


@contextmanager
def progress(total_s: float | None) -> Iterator[Callable[[float], None]]:
    """A line on the terminal with rate and time left; call it with seconds of sound as they are read.

    Nothing is shown where standard error is not a terminal, nor for short sounds.
    """
    if not sys.stderr.isatty() or not total_s or total_s < SHORT_S:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn("{task.percentage:.0f}%, {task.fields[rate]:.1f} x real time,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total_s, rate=0.0)

        def advance(seconds: float) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            done = bar.tasks[0].completed + seconds
            bar.update(task, advance=seconds, rate=done / elapsed if elapsed else 0.0)

        yield advance


SHORT_S = 20.0
"""Sounds shorter than this are done before anybody wonders."""


def load(
    path: Path, open_engine: Callable[[], Engine], *, prompt: str = "", speaker: str = ""
) -> ImportedTranscript:
    """The transcript in a file, with progress while sound is transcribed, and notes on standard error."""
    from interviewer.audio import media_file
    from interviewer.debrief import score_file

    total = media_file.length_s(path) if sys.stderr.isatty() else None
    with progress(total) as advance:
        imported = score_file.load_transcript(
            path, open_engine, prompt=prompt, speaker=speaker, advance=advance
        )
    for note in imported.notes:
        say(f"{path}: {note}.", err=True)
    if imported.others:
        others = ", ".join(name or "unnamed" for name in imported.others)
        say(
            f"{path}: the candidate is {imported.speaker or 'unnamed'}; others: {others} (--speaker chooses).",
            err=True,
        )
    return imported
