"""What the families of commands share."""

from __future__ import annotations

import functools
import inspect
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import Field, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import typer
from typer.models import OptionInfo

from interviewer.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from interviewer.transcribe import Engine

Json = Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")]
ModelOption = Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")]
EngineOption = Annotated[
    str | None, typer.Option(help="faster-whisper or openai-whisper.", metavar="NAME")
]
MicrophoneOption = Annotated[
    str | None, typer.Option(help="Recording device: name or number.", metavar="DEVICE")
]
SpeakerOption = Annotated[
    str | None, typer.Option(help="Playback device: name or number.", metavar="DEVICE")
]
SpeaksOption = Annotated[
    str, typer.Option(help="The candidate, by name or number, where several speak.")
]

OPTION = "option"
"""Under this name a field of a dataclass knows its option."""

Result = TypeVar("Result")


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Turn dataclasses among a command's parameters, and in their fields, into an option per field.

    The first line of a dataclass's docstring is the heading of its options on the help page.
    """
    flat = list(_flattened(command))

    @functools.wraps(command)
    def run(**given: Any) -> None:
        _built(command, given)

    run.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in flat}
    return run


def option(about: str, *names: str, default: Any = None, **more: Any) -> Any:
    """The default of such a field or parameter: an option with its help, called as it is unless `names` are given.

    `more` is as for `typer.Option`; without a value the option is None, unless there is another `default`.
    """
    return field(default=default, metadata={OPTION: typer.Option(*names, help=about, **more)})


def _flattened(function: Any, heading: str = "") -> Iterator[inspect.Parameter]:
    hints = get_type_hints(function, include_extras=True)
    own = {one.name: one for one in fields(function)} if is_dataclass(function) else {}
    for name, parameter in inspect.signature(function).parameters.items():
        kind, declared = hints[name], own.get(name, parameter.default)
        if is_dataclass(kind):
            yield from _flattened(kind, (kind.__doc__ or "").partition("\n")[0].rstrip("."))
            continue
        if isinstance(declared, Field) and OPTION in declared.metadata:
            kind, declared = Annotated[kind, declared.metadata[OPTION]], declared.default
        else:
            declared = parameter.default
        yield parameter.replace(annotation=_under(kind, heading, name), default=declared)


def _under(annotation: Any, heading: str, name: str) -> Any:
    """The annotation of an option, below a heading of the help page; a switch has no `--no-`."""
    if get_origin(annotation) is not Annotated:
        return annotation
    kind, info = get_args(annotation)
    if isinstance(info, OptionInfo):
        info = copy(info)
        info.rich_help_panel = heading or info.rich_help_panel
        if kind is bool and info.default is ... and not info.param_decls:
            info.param_decls = (f"--{name.replace('_', '-')}",)
    return Annotated[kind, info]


def _built(function: Callable[..., Result], given: dict[str, Any]) -> Result:
    """What the function returns for these options, put back into their dataclasses."""
    hints = get_type_hints(function)
    return function(
        **{
            name: _built(hints[name], given) if is_dataclass(hints[name]) else given[name]
            for name in inspect.signature(function).parameters
        }
    )


def console_for(*, stderr: bool = False) -> Console:
    """A console on standard output, or on standard error when JSON takes the output.

    Square brackets in names and answers are text: it follows no markup.
    """
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False)


def say(text: str, *, err: bool = False, indent: int = 0) -> None:
    """Print a sentence: broken between words where a terminal would break it within one, else in one line.

    Lines after the first begin `indent` columns in.
    """
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        width = max(20, shutil.get_terminal_size().columns)
        text = "\n".join(_wrapped(line, width, indent) for line in text.split("\n"))
    typer.echo(text, err=err)


def _wrapped(line: str, width: int, indent: int) -> str:
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )


def called() -> str:
    """How this program is called from here: by its path where the shell would not find it."""
    if shutil.which("interviewer"):
        return "interviewer"
    program = Path(sys.argv[0])
    return "python -m interviewer" if program.name == "__main__.py" else os.path.relpath(program)


def print_json(value: object, indent: int | None = 1) -> None:
    """Print any of the product's values as JSON to standard output."""
    from interviewer.output.plain_json import json_text
    from interviewer.output.streams import takes_unicode

    typer.echo(json_text(value, indent, ascii_only=not takes_unicode()))


def show(value: object, rendered: RenderableType, *, as_json: bool) -> None:
    """Print a value as JSON, or as it is rendered for people."""
    if as_json:
        print_json(value)
    else:
        console_for().print(rendered)


def check_place(place: Path | None) -> None:
    """Refuse a place to write to whose folder is not there: it is more likely misspelt than to be made.

    Raises:
        UsageError: there is no such folder.
    """
    if place is not None and not place.expanduser().absolute().parent.is_dir():
        raise UsageError(f"{place.parent}: no such folder", "Check the path, or create it first.")


def engine_opener(engine: str | None, model: str | None) -> Callable[[], Engine]:
    """Loads the recogniser at its first use, with the settings' choice where none was given."""
    from interviewer import transcribe
    from interviewer.settings import user_settings
    from interviewer.transcribe.guarded import Guarded

    chosen = user_settings.load(engine=engine, model=model)

    @functools.cache
    def opened() -> Engine:
        return Guarded(transcribe.open_engine(chosen.engine, chosen.model))

    return opened


def check_score(score: float | None, least: float | None) -> None:
    """Leave with code 1 when a score missed the least one asked for."""
    if least is not None and (score is None or score < least):
        reached = "nothing could be scored" if score is None else f"the score is {score:.0f}"
        typer.echo(f"interviewer: {reached}, below {least:g}.", err=True)
        raise typer.Exit(1)
