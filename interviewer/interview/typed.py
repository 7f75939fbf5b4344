"""Answers that are typed, where one cannot speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TextIO

from interviewer.interview.commands import Command, spoken
from interviewer.model import Question

HOW = "Type your answer; an empty line ends it. “repeat”, “skip” or “quit” alone on the first line work too."

_ALONE = {"quit": Command.QUIT, "exit": Command.QUIT, "stop": Command.QUIT}
_MEANT = frozenset({Command.SKIP, Command.REPEAT, Command.QUIT})


class Typed:
    """Reads answers from a text stream, most often the terminal."""

    def __init__(self, stream: TextIO, show: Callable[[str], None]) -> None:
        self._stream = stream
        self._show = show
        self._explained = False

    def __call__(self, question: Question) -> str | Command:
        """The answer to a question, or what was asked for in its place.

        The end of the stream ends the interview.
        """
        del question
        if not self._explained:
            self._show(HOW)
            self._explained = True
        lines: list[str] = []
        for line in self._lines():
            if not line.strip():
                if lines:
                    break
                continue
            if not lines and (command := self._command(line)):
                return command
            lines.append(line.strip())
        return " ".join(lines) or Command.QUIT

    def _lines(self) -> Iterator[str]:
        while line := self._stream.readline():
            yield line

    def _command(self, line: str) -> Command | None:
        command = _ALONE.get(line.strip().lower()) or spoken(line)
        return command if command in _MEANT else None
