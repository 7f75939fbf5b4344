"""Answers recorded or written down elsewhere: score them, or turn them into words."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.common import Json, check_score, console_for, engine_opener, print_json
from interviewer.model import Kind

if TYPE_CHECKING:
    from interviewer.model import Question

commands = typer.Typer()


@commands.command()
def score(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Audio, transcripts (txt, srt, vtt, json), or - for JSON Lines on standard input.",
        ),
    ],
    kind: Annotated[str, typer.Option(help="behavioral, technical, or a kind of question.")] = (
        "behavioral"
    ),
    rubric: Annotated[
        list[str] | None, typer.Option(help="Judge coverage by this rubric; repeatable.")
    ] = None,
    question: Annotated[
        str | None, typer.Option(help="Id of the question that was answered.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None,
    engine: Annotated[str | None, typer.Option(help="faster-whisper or openai-whisper.")] = None,
    min_score: Annotated[
        float | None, typer.Option(help="Exit with 1 when any score is lower.", min=0, max=100)
    ] = None,
    as_json: Json = False,
) -> None:
    """Score answers recorded or written down anywhere; no microphone needed."""
    from interviewer.checks.technical.vocabulary import hint
    from interviewer.debrief import score_file
    from interviewer.debrief.terminal_debrief import render_answer_summary
    from interviewer.model import Question

    asked = _question(question)
    chosen = asked.kind if asked else _kind(kind)
    rubrics = tuple(rubric or (asked.rubrics if asked else ()))
    _known_rubrics(rubrics)
    if paths == ["-"]:
        for reported in score_file.score_lines(sys.stdin, chosen, rubrics):
            typer.echo(json.dumps(reported, ensure_ascii=False))
        return
    open_engine = engine_opener(engine, model)
    console = console_for()
    words = hint(asked or Question("", chosen, "", rubrics=rubrics))
    results = []
    for path in paths:
        imported = score_file.load_transcript(Path(path), open_engine, prompt=words)
        result = score_file.score_transcript(path, imported, chosen, rubrics, asked)
        results.append(result)
        if not as_json:
            console.rule(path)
            console.print(
                render_answer_summary(
                    result.answer, result.examination.findings, result.examination.scores
                )
            )
            if result.follow_up:
                console.print(f"An interviewer would now ask: [bold]{result.follow_up.text}[/]")
    if as_json:
        print_json([result.report for result in results])
    for result in results:
        check_score(result.examination.scores.get("overall"), min_score)


@commands.command()
def transcribe(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Audio files.")],
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None,
    engine: Annotated[str | None, typer.Option(help="faster-whisper or openai-whisper.")] = None,
    as_json: Json = False,
) -> None:
    """Turn audio into words with times; (?) marks those that were hard to hear."""
    from interviewer import transcribe as whisper
    from interviewer.answer import Answer
    from interviewer.audio import sound
    from interviewer.model import Span
    from interviewer.transcribe.transcript_export import to_json

    open_engine = engine_opener(engine, model)
    heard = []
    for path in paths:
        transcript = whisper.transcribe(sound.blocks(Path(path)), open_engine())
        heard.append({"source": path, **to_json(transcript)})
        if not as_json:
            if len(paths) > 1:
                typer.echo(f"# {path}")
            answer = Answer(transcript)
            for index, word in enumerate(transcript.words):
                mark = "  (?)" if answer.doubtful(Span(index, index + 1)) else ""
                typer.echo(f"{word.start or 0:8.2f} {word.end or 0:8.2f}  {word.text}{mark}")
    if as_json:
        print_json(heard)


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise typer.BadParameter(f"kind {name!r} is none of {', '.join(Kind)}") from None


def _question(name: str | None) -> Question | None:
    if name is None:
        return None
    from interviewer.packs import catalogue

    return catalogue.load().find(name)[0]


def _known_rubrics(names: tuple[str, ...]) -> None:
    if not names:
        return
    from interviewer.packs import rubrics

    if unknown := [name for name in names if name not in rubrics.load()]:
        raise typer.BadParameter(
            f"no rubric {', '.join(unknown)}; there are {', '.join(rubrics.load())}"
        )
