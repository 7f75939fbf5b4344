"""Standard streams that take any text: whatever console, pipe or shell is on the other side."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Iterator

from interviewer.errors import InterviewerError
from interviewer.output.decoding import decode
from interviewer.settings import paths

HANDLER = "interviewer-marks"
"""Name of the error handler: characters that a console lacks become ones that it has."""

_MARKS = str.maketrans(
    {
        char: mark
        for mark, chars in paths.data("output/console_marks.toml").items()
        for char in chars
    }
)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that an encoding lacks: a similar mark, a bare letter, or `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_MARKS)
    bare = unicodedata.normalize("NFKD", text)
    return "".join(_fitting(char, error.encoding) for char in bare), error.end


def _fitting(char: str, encoding: str) -> str:
    if unicodedata.combining(char):
        return ""
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return "?"
    return char


def prepare() -> None:
    """Let standard output and error take any text; closed ones swallow it."""
    codecs.register_error(HANDLER, _plainer)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def takes_unicode() -> bool:
    """Whether standard output can hold every character."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return codecs.lookup(encoding).name.startswith("utf")


def give_up_output() -> None:
    """Write nothing more to standard output, which cannot take it; not even at the end."""
    _give_up(1)


def flush_or_give_up() -> None:
    """Write what is left, or nothing more where the terminal is gone, so that the exit code stays what it is."""
    for descriptor, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            _give_up(descriptor)


def _give_up(descriptor: int) -> None:
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), descriptor)


def input_lines() -> Iterator[str]:
    """The lines of standard input as they come: UTF-8, UTF-16 by its mark, else Windows-1252.

    Raises:
        InterviewerError: standard input is closed.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise InterviewerError("Standard input is closed", "Pipe the lines in, or name files.")
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        yield from sys.stdin
        return
    try:
        first = raw.readline()
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield from decode(first + raw.read())[0].splitlines()
            return
        while first:
            yield decode(first)[0]
            first = raw.readline()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InterviewerError(
            f"Standard input cannot be read ({reason})", "Pipe the lines in, or name files."
        ) from error
