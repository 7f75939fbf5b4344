"""SessionDebrief -> Markdown: a debrief to keep in notes, with the transcript.

What people said is escaped, so that a viewer shows it and never follows it as markup.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from interviewer.debrief.build import SessionDebrief
from interviewer.model import Verdict
from interviewer.output import page_shell

SIGNS = {
    Verdict.FIX: "change",
    Verdict.ASK: "question",
    Verdict.GOOD: "keep",
    Verdict.NOTE: "note",
}

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#!|~$>])|^([-+=])|(?<=^\d)([.)])")
_NAMED = {"&": "&amp;", "<": "&lt;"}


def markdown(debrief: SessionDebrief) -> str:
    """The whole debrief as one document."""
    document = page_shell.written("debrief.md", _escaped, debrief=debrief, signs=SIGNS)
    return document.rstrip() + "\n"


def text(words: str) -> str:
    """Words as Markdown that shows exactly these words, on one line."""
    plain = " ".join(words.split())
    plain = "".join(_NAMED.get(char, char) for char in plain)
    return _SPECIAL.sub(r"\\\g<0>", plain)


def _escaped(value: object) -> Markup:
    """What Jinja prints."""
    return value if isinstance(value, Markup) else Markup(text(str(value)))  # noqa: S704 - escaped by `text`  # nosec B704
