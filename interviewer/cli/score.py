"""`score`: answers and whole interviews recorded or written down elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli import batch, completion
from interviewer.cli.common import (
    EngineOption,
    Json,
    ModelOption,
    check_score,
    console_for,
    engine_opener,
    print_json,
)
from interviewer.cli.help_page import Commands
from interviewer.errors import InterviewerError, UsageError
from interviewer.model import English, Kind, Question
from interviewer.output.sanitize import printable
from interviewer.output.streams import input_lines
from interviewer.output.suggest import did_you_mean

if TYPE_CHECKING:
    from rich.console import Console

    from interviewer.debrief.score_file import ScoredAnswer
    from interviewer.transcribe.transcript_files import ImportedTranscript

commands = Commands("Score recordings and texts")


@commands.command()
def score(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Audio, transcripts of any program, folders, or - for JSON Lines on standard input.",
        ),
    ],
    kind: Annotated[str, typer.Option(help="behavioral, technical, or a kind of question.")] = (
        "behavioral"
    ),
    rubric: Annotated[
        list[str] | None,
        typer.Option(
            help="Score coverage against this rubric; repeatable.",
            autocompletion=completion.rubrics,
        ),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(
            help="What was asked: the id of a question (`interviewer packs questions`), or any words;"
            " with -, the question of every line that brings none.",
            autocompletion=completion.questions,
        ),
    ] = None,
    model: ModelOption = None,
    engine: EngineOption = None,
    min_score: Annotated[
        float | None, typer.Option(help="Exit with 1 when any score is lower.", min=0, max=100)
    ] = None,
    speaker: Annotated[
        str, typer.Option(help="The candidate, by name or number, where several speak.")
    ] = "",
    english: Annotated[
        English | None,
        typer.Option(help="The candidate's English: first or second language; else the setting."),
    ] = None,
    as_session: Annotated[
        bool, typer.Option("--as-session", help="Debrief a whole interview, question by question.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="With --as-session: add it to the past sessions.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Score answers recorded or written down anywhere; no microphone needed."""
    from interviewer.checks.technical.vocabulary import hint
    from interviewer.debrief import score_file
    from interviewer.settings import user_settings

    if keep and not as_session:
        raise UsageError("--keep goes with --as-session", "Add that, or leave it out.")
    asked = _question(question, kind_of(kind))
    chosen = asked.kind if asked else kind_of(kind)
    rubrics = tuple(rubric or (asked.rubrics if asked else ()))
    _known_rubrics(rubrics)
    spoken = english or English(user_settings.load().english)
    if paths == ["-"]:
        _score_lines(score_file.score_lines(input_lines(), chosen, rubrics, asked, spoken))
        return
    open_engine = engine_opener(engine, model)
    words = hint(asked or Question("", chosen, "", rubrics=rubrics))
    files = score_file.expand(paths)

    def load(path: Path) -> ImportedTranscript:
        return batch.load(path, open_engine, prompt=words, speaker=speaker)

    def score_one(path: Path) -> ScoredAnswer:
        return score_file.score_transcript(str(path), load(path), chosen, rubrics, asked, spoken)

    if as_session:
        for path in files:
            overall = _debrief(
                path, load(path), chosen, rubrics, spoken, keep=keep, as_json=as_json
            )
            check_score(overall, min_score)
    else:
        _score_all(files, score_one, min_score, as_json=as_json)
    if chosen is Kind.TECHNICAL and not rubrics:
        raise UsageError("Nothing to score a technical answer by", _rubrics_known())


def _score_lines(reports: Iterable[Mapping[str, Any]]) -> None:
    """Print one result per line; exit with a fault when a line could not be scored."""
    failed = False
    for reported in reports:
        failed |= "error" in reported
        print_json(reported, indent=None)
    if failed:
        raise typer.Exit(batch.FAILED)


def _rubrics_known() -> str:
    from interviewer.packs import rubrics

    return f"Name a rubric (--rubric {', '.join(rubrics.load())}) or a question (--question)."


def _score_all(
    files: Sequence[Path],
    work: Callable[[Path], ScoredAnswer],
    min_score: float | None,
    *,
    as_json: bool,
) -> None:
    console = console_for()
    results: list[ScoredAnswer | InterviewerError] = []
    for path, result in batch.each(files, work):
        results.append(result)
        if not as_json and not isinstance(result, InterviewerError):
            _show(path, result, console)
    if as_json:
        print_json([_report(path, result) for path, result in zip(files, results, strict=True)])
    batch.finish(results)
    for result in results:
        if not isinstance(result, InterviewerError):
            check_score(result.examination.scores.get("overall"), min_score)


def _report(path: Path, result: ScoredAnswer | InterviewerError) -> dict[str, Any]:
    if isinstance(result, InterviewerError):
        return {"source": str(path), "error": str(result)}
    return result.report


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
    kind: Kind,
    rubrics: tuple[str, ...],
    english: English,
    *,
    keep: bool,
    as_json: bool,
) -> float | None:
    """Debrief a whole interview like a rehearsal; its overall score."""
    from datetime import UTC, datetime
    from tempfile import TemporaryDirectory

    from interviewer.cli.ending import end
    from interviewer.debrief.imported_session import imported_session
    from interviewer.history import store

    started = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    session = imported_session(imported, path, started, kind, rubrics, english)
    console = console_for(stderr=as_json)
    if keep:
        folder = store.create(session).path
        return end(session, folder, console, as_json=as_json, open_page=False)
    with TemporaryDirectory(prefix="interviewer-") as folder_name:
        return end(
            session, Path(folder_name), console, as_json=as_json, open_page=False, page=False
        )


def kind_of(name: str) -> Kind:
    """The kind of that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return Kind(name)
    except ValueError:
        known = f"Choose one of {', '.join(Kind)}."
        raise UsageError(f"Unknown kind '{name}'", did_you_mean(name, Kind, known)) from None


def _question(name: str | None, kind: Kind) -> Question | None:
    """The question of that id, or a free one: words with a blank among them are no id."""
    if name is None:
        return None
    from interviewer.packs import catalogue

    if " " in name.strip():
        return Question("", kind, name.strip())
    return catalogue.load_with(name).find(name)[0]


def _known_rubrics(names: tuple[str, ...]) -> None:
    if not names:
        return
    from interviewer.packs import rubrics

    known = rubrics.load()
    if unknown := [name for name in names if name not in known]:
        remedy = did_you_mean(unknown[0], known, f"There are {', '.join(known)}.")
        raise UsageError(f"Unknown rubric {', '.join(unknown)}", remedy)
