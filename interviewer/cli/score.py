"""`score`: answers and whole interviews recorded or written down elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli import batch, completion
from interviewer.cli.common import (
    EngineOption,
    Json,
    ModelOption,
    SpeaksOption,
    check_score,
    console_for,
    engine_opener,
    grouped,
    option,
    print_json,
)
from interviewer.cli.help_page import Commands
from interviewer.errors import InterviewerError, UsageError
from interviewer.model import English, Question
from interviewer.output.sanitize import printable
from interviewer.output.streams import input_lines

if TYPE_CHECKING:
    from rich.console import Console

    from interviewer.debrief.score_file import ScoredAnswer
    from interviewer.packs.scored_by import ScoredBy
    from interviewer.transcribe.transcript_files import ImportedTranscript

commands = Commands("Score recordings and texts")


@dataclass(frozen=True)
class ScoredByOptions:
    """What is scored, and by what."""

    question: str = option(
        "What was asked: the id of a question (`interviewer packs questions`), or any words;"
        " with -, the question of every line that brings none.",
        default="",
        autocompletion=completion.questions,
    )
    kind: str = option("behavioral (the default), technical, or a kind of question.", default="")
    rubric: list[str] | None = option(
        "Score coverage against this rubric; repeatable.", autocompletion=completion.rubrics
    )
    speaker: SpeaksOption = ""
    english: English | None = option(
        "The candidate's English: first or second language; else the setting."
    )
    model: ModelOption = None
    engine: EngineOption = None


@dataclass(frozen=True)
class ResultOptions:
    """What becomes of the scores."""

    as_session: bool = option("Debrief a whole interview, question by question.", default=False)
    keep: bool = option("With --as-session: add it to the past sessions.", default=False)
    min_score: float | None = option("Exit with 1 when any score is lower.", min=0, max=100)
    as_json: Json = False


@commands.command()
@grouped
def score(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Audio, transcripts of any program, folders, or - for JSON Lines on standard input.",
        ),
    ],
    options: ScoredByOptions,
    results: ResultOptions,
) -> None:
    """Score answers recorded or written down anywhere; no microphone needed."""
    from interviewer.debrief import score_file
    from interviewer.packs.scored_by import scored_by
    from interviewer.settings import user_settings

    if results.keep and not results.as_session:
        raise UsageError("--keep goes with --as-session", "Add that, or leave it out.")
    by = scored_by(options.question, options.kind, options.rubric or ())
    english = options.english or English(user_settings.load().english)
    if paths == ["-"]:
        named = score_file.Named(options.question, options.kind, tuple(options.rubric or ()))
        _score_lines(score_file.score_lines(input_lines(), named, english))
        return
    load = _loader(by.complete(), options)
    files = score_file.expand(paths)

    def score_one(path: Path) -> ScoredAnswer:
        return score_file.score_transcript(
            str(path), load(path), by.kind, by.rubrics, by.question, english
        )

    if not results.as_session:
        _score_all(files, score_one, results)
        return
    for path in files:
        check_score(_debrief(path, load(path), by, english, results), results.min_score)


def _loader(by: ScoredBy, options: ScoredByOptions) -> Callable[[Path], ImportedTranscript]:
    """Reads or transcribes a file, with the words in mind that the question makes likely."""
    from interviewer.checks.technical.vocabulary import hint

    open_engine = engine_opener(options.engine, options.model)
    words = hint(by.question or Question("", by.kind, "", rubrics=by.rubrics))

    def load(path: Path) -> ImportedTranscript:
        return batch.load(path, open_engine, prompt=words, speaker=options.speaker)

    return load


def _score_lines(reports: Iterable[Mapping[str, Any]]) -> None:
    """Print one result per line; exit with a fault when a line could not be scored.

    Raises:
        UsageError: there is no line.
    """
    failed = None
    for reported in reports:
        failed = bool(failed) or "error" in reported
        print_json(reported, indent=None)
    if failed is None:
        raise UsageError("No lines on standard input", 'Pipe in lines like {"id": 1, "text": "…"}.')
    if failed:
        raise typer.Exit(batch.FAILED)


def _score_all(
    files: Sequence[Path],
    score_one: Callable[[Path], ScoredAnswer],
    options: ResultOptions,
) -> None:
    console = console_for()
    results: list[ScoredAnswer | InterviewerError] = []
    for path, result in batch.each(files, score_one):
        results.append(result)
        if not options.as_json and not isinstance(result, InterviewerError):
            _show(path, result, console)
    if options.as_json:
        print_json(batch.reports(files, results, lambda _, result: result.report))
    batch.finish(results)
    for result in results:
        if not isinstance(result, InterviewerError):
            check_score(result.examination.scores.get("overall"), options.min_score)


def _show(path: Path, result: ScoredAnswer, console: Console) -> None:
    from rich.text import Text

    from interviewer.debrief.terminal_debrief import render_answer_summary

    console.rule(Text(printable(str(path))))
    examination = result.examination
    console.print(render_answer_summary(result.answer, examination.findings, examination.scores))
    if result.follow_up:
        console.print(
            Text.assemble("An interviewer would now ask: ", (result.follow_up.text, "bold"))
        )


def _debrief(
    path: Path,
    imported: ImportedTranscript,
    by: ScoredBy,
    english: English,
    options: ResultOptions,
) -> float | None:
    """Debrief a whole interview like a rehearsal; its overall score."""
    from datetime import UTC, datetime
    from tempfile import TemporaryDirectory

    from interviewer.cli.ending import end
    from interviewer.debrief.imported_session import imported_session
    from interviewer.history import store

    started = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    session = imported_session(imported, path, started, by.kind, by.rubrics, english)
    console = console_for(stderr=options.as_json)
    with TemporaryDirectory(prefix="interviewer-") as scratch:
        folder = store.create(session).path if options.keep else Path(scratch)
        return end(session, folder, console, as_json=options.as_json, page=options.keep)
