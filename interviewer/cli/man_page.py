"""The manual page, made from the commands themselves, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interviewer import __version__

ENVIRONMENT = (
    ("INTERVIEWER_RECORDINGS", "Where sessions are saved."),
    ("INTERVIEWER_PROMPTS", "Where your own question packs are."),
    ("INTERVIEWER_MODELS", "Where Whisper weights are."),
    ("INTERVIEWER_VOICES", "Where voices are."),
    ("INTERVIEWER_CACHE", "Where the index and made speech are kept; may be deleted."),
    ("INTERVIEWER_SETTINGS", "The settings file."),
    ("INTERVIEWER_NAME", "Any setting, by its name in capitals: INTERVIEWER_MODEL=tiny.en."),
)
STATUSES = (
    ("0", "Done."),
    ("1", "Done, and a score is below --min-score, a test failed, or something needed is missing."),
    ("2", "Something has to be fixed; one line on standard error says what and how."),
    ("130", "Interrupted. Everything that was said is saved."),
)


def man_page(root: Any) -> str:
    """The page in roff (section 1) of a command line made with typer; `man -l` shows it."""
    return "\n".join(_lines(root)) + "\n"


def _lines(root: Any) -> Iterator[str]:
    yield f'.TH INTERVIEWER 1 "" "interviewer {__version__}"'
    yield from (".SH NAME", r"interviewer \- offline mock interviews, spoken aloud")
    yield from (".SH SYNOPSIS", r"\fBinterviewer\fR \fICOMMAND\fR [\fIOPTIONS\fR]")
    yield from (".SH COMMANDS", "")
    for name in root.commands:
        yield from _command(name, root.commands[name])
    for heading, items in (("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", STATUSES)):
        yield f".SH {heading}"
        for term, text in items:
            yield from (".TP", rf"\fB{_text(term)}\fR", _text(text))


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    given = " ".join(map(_argument, arguments))
    yield rf".SS \fBinterviewer {_text(name)}\fR {_text(given)}"
    yield _text((command.help or "").split("\f")[0].strip())
    for one in (*arguments, *options):
        if text := getattr(one, "help", None):
            called = ", ".join(one.opts) if one in options else _argument(one)
            yield from (".TP", rf"\fB{_text(called)}\fR", _text(text))
    for below, inner in getattr(command, "commands", {}).items():
        yield from _command(f"{name} {below}", inner)


def _argument(argument: Any) -> str:
    return str(argument.metavar or argument.name).upper()


def _text(text: str) -> str:
    """A text in which nothing is syntax: roff reads backslashes, hyphens and dots at the start of a line."""
    escaped = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped
