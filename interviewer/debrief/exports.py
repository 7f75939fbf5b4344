"""SessionDebrief -> files to take elsewhere: the page, Markdown, JSON, text, subtitles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from interviewer.answer import Answer
from interviewer.debrief import PAGE
from interviewer.debrief.answer_json import full_report
from interviewer.debrief.build import SessionDebrief
from interviewer.debrief.markdown import markdown
from interviewer.debrief.page import page
from interviewer.output import page_shell
from interviewer.output.plain_json import json_text
from interviewer.transcribe import transcript_export


def text(debrief: SessionDebrief) -> str:
    """Questions and answers to read, each paragraph with the time it begins."""
    whole = page_shell.written("transcript.txt", Markup, debrief=debrief)
    return whole.rstrip() + "\n"


def subtitles(debrief: SessionDebrief, form: str) -> Mapping[str, str]:
    """File name -> subtitles, one a recording and named like it, so that players find them."""
    return {
        f"{Path(take.audio).stem}.{form}": transcript_export.to_subtitles(take.transcript, form)
        for answer in debrief.answers
        for take in answer.takes
        if take.audio and Path(take.audio).name == take.audio and Answer(take.transcript).timed
    }


EXPORTS: Mapping[str, Callable[[SessionDebrief], Mapping[str, str]]] = MappingProxyType(
    {
        "html": lambda debrief: {PAGE: page(debrief)},
        "md": lambda debrief: {"debrief.md": markdown(debrief)},
        "json": lambda debrief: {
            "debrief.json": json_text(full_report(debrief, shared=True)) + "\n"
        },
        "txt": lambda debrief: {"transcript.txt": text(debrief)},
        "srt": lambda debrief: subtitles(debrief, "srt"),
        "vtt": lambda debrief: subtitles(debrief, "vtt"),
    }
)
"""Form -> what gives its files, by name."""
