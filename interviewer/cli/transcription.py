"""`transcribe`: recordings, and transcripts of other programs, in the format that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import batch
from interviewer.cli.common import (
    EngineOption,
    Json,
    ModelOption,
    check_place,
    engine_opener,
    grouped,
    option,
    print_json,
    say,
)
from interviewer.cli.help_page import Commands
from interviewer.errors import InterviewerError
from interviewer.output.suggest import require_known

if TYPE_CHECKING:
    from interviewer.model import Transcript

commands = Commands("Score recordings and texts")


@commands.command()
@grouped
def transcribe(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Audio files, transcripts, folders or patterns."),
    ],
    model: ModelOption = None,
    engine: EngineOption = None,
    form: str | None = option(
        "txt, srt, vtt, json, tsv or textgrid; sentences if not given.",
        "--format",
        metavar="FORMAT",
    ),
    output: Path | None = option(
        "File to write, or a folder for several.", "--output", "-o", metavar="FILE"
    ),
    words: bool = option("A word per line with its times; (?) where unclear.", default=False),
    speaker: str = option("Whose words, by name or number, where several speak.", default=""),
    as_json: Json = False,
) -> None:
    """Turn audio into sentences, subtitles or words with times."""
    from interviewer.debrief import score_file
    from interviewer.transcribe.transcript_export import to_json

    chosen = _format(form, output)
    check_place(output)
    files = score_file.expand(paths)
    open_engine = engine_opener(engine, model)
    several = len(files) > 1
    results: list[Transcript | InterviewerError] = []

    def work(path: Path) -> Transcript:
        return batch.load(path, open_engine, speaker=speaker).transcript

    for path, result in batch.each(files, work):
        results.append(result)
        if as_json or isinstance(result, InterviewerError):
            continue
        if output is not None:
            written = _write(result, path, chosen, output, several=several)
            say(f"Wrote {written}.", err=True)
            continue
        if several:
            typer.echo(f"# {path}")
        _show(result, chosen if form else "", words=words)
    if as_json:
        print_json(
            batch.reports(
                files, results, lambda path, result: {"source": str(path), **to_json(result)}
            )
        )
    batch.finish(results)


def _format(form: str | None, output: Path | None) -> str:
    """The format by its name, else by the name of the file to write, else plain text."""
    from interviewer.transcribe.transcript_export import FORMATS

    suffix = output.suffix.lstrip(".").lower() if output else ""
    chosen = (form or (suffix if suffix in FORMATS else "txt")).lower()
    known = f"Choose one of {', '.join(FORMATS)}."
    require_known(chosen, FORMATS, f"Unknown format '{form}'", known)
    return chosen


def _write(transcript: Transcript, source: Path, form: str, output: Path, *, several: bool) -> Path:
    from interviewer.errors import writing
    from interviewer.settings import atomic
    from interviewer.transcribe.transcript_export import FORMATS

    folder = several or output.is_dir() or not output.suffix
    suffix = {"textgrid": "TextGrid"}.get(form, form)
    target = output / f"{source.stem}.{suffix}" if folder else output
    with writing(target, "Choose another place."):
        atomic.write_text(target, FORMATS[form](transcript))
    return target


def _show(transcript: Transcript, form: str, *, words: bool) -> None:
    from interviewer.answer import Answer
    from interviewer.model import Span
    from interviewer.output.formatting import clock
    from interviewer.transcribe.transcript_export import FORMATS
    from interviewer.transcribe.word_runs import sentences

    if form:
        typer.echo(FORMATS[form](transcript), nl=False)
    elif words:
        answer = Answer(transcript)
        for index, word in enumerate(transcript.words):
            mark = "  (?)" if answer.doubtful(Span(index, index + 1)) else ""
            typer.echo(f"{word.start or 0:8.2f} {word.end or 0:8.2f}  {word.text}{mark}")
    else:
        for run in sentences(transcript.words):
            start = f"{clock(run[0].start):>5}  " if run[0].start is not None else ""
            typer.echo(start + " ".join(word.text for word in run))
