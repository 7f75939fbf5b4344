"""Answers that are typed, where one cannot speak: paragraphs, pastes, an editor, and a saved draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from interviewer.errors import InterviewerError
from interviewer.interview import prompt
from interviewer.interview.commands import Command, spoken
from interviewer.model import Question
from interviewer.output import editor
from interviewer.settings import encryption, paths

HOW = (
    "Type or paste your answer; an empty line ends it. On a line by itself: /edit opens your editor,"
    " /undo takes back the last line; “repeat”, “skip” or “quit” before the first."
)

NOTHING = "Type your answer, or “skip”."
"""Said of an empty line that nothing stands before."""

_ALONE = {"quit": Command.QUIT, "exit": Command.QUIT, "stop": Command.QUIT}
_MEANT = frozenset({Command.SKIP, Command.REPEAT, Command.QUIT})


def draft_file() -> Path:
    """Where an answer is saved while it is typed."""
    return paths.recordings() / ".typed-draft.json"


def draft(question: Question) -> list[str]:
    """The lines of an answer to this question that was broken off; none if there was none."""
    try:
        saved = json.loads(encryption.read(draft_file()))
        same = saved["question"] == question.id
        return [str(line) for line in saved["lines"]] if same else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


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
        lines = self._begun(question)
        while (typed := prompt.lines(self._stream)) is not None:
            text = " ".join(" ".join(typed).split())
            if not text:
                if prompt.more(self._stream):
                    continue
                if lines:
                    break
                self._show(NOTHING)
            elif text == "/edit":
                lines = self._edited(lines)
            elif text == "/undo":
                self._show(f"Removed: {lines.pop()}" if lines else "There is no line to remove.")
            elif not lines and (command := _ALONE.get(text.lower()) or spoken(text)) in _MEANT:
                return command
            else:
                lines += [line.strip() for line in typed if line.strip()]
            _save(question, lines)
        if lines:
            _save(question, ())
        return " ".join(lines) or Command.QUIT

    def _begun(self, question: Question) -> list[str]:
        """Explain it once, and show the draft that is continued."""
        if not self._explained:
            self._show(HOW)
            self._explained = True
        lines = draft(question)
        if lines:
            self._show("Your draft, to be continued:\n" + "\n".join(lines))
        return lines

    def _edited(self, lines: list[str]) -> list[str]:
        """The answer as it leaves the editor; unchanged where there is none."""
        try:
            text = editor.edit("".join(f"{line}\n" for line in lines))
        except InterviewerError as error:
            self._show(str(error))
            return lines
        if text is None:
            return lines
        changed = [line.strip() for line in text.splitlines() if line.strip()]
        self._show("\n".join(changed) + "\nAn empty line ends the answer.")
        return changed


def _save(question: Question, lines: Sequence[str]) -> None:
    """Keep the draft; a full disk must not stop an answer that is being typed."""
    with suppress(OSError):
        path = draft_file()
        if lines:
            text = json.dumps({"question": question.id, "lines": list(lines)})
            encryption.write(path, text.encode())
        else:
            path.unlink(missing_ok=True)
