"""Account -> files to take elsewhere: the page, Markdown, JSON, text, subtitles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from interviewer.answer import Answer
from interviewer.debrief import PAGE
from interviewer.debrief.answer_json import full_report
from interviewer.debrief.build import Account
from interviewer.debrief.markdown import markdown
from interviewer.debrief.page import page
from interviewer.output.formatting import clock
from interviewer.output.page_shell import day
from interviewer.transcribe import transcript_files


def text(account: Account) -> str:
    """Questions and answers to read, each paragraph with the time it begins."""
    return "\n".join(_lines(account)).rstrip() + "\n"


def _lines(account: Account) -> Iterator[str]:
    yield f"{account.session.plan.name}, {day(account.session.started)}"
    for told in account.answers:
        for index, take in enumerate(told.takes):
            yield ""
            yield f"{f'{told.number}.' if not index else 'Follow-up:'} {take.asked}"
            yield ""
            for passage in take.passages:
                start = f"[{clock(passage.start)}] " if passage.start is not None else ""
                yield start + " ".join(piece.text for piece in passage.pieces)


def subtitles(account: Account, form: str) -> Mapping[str, str]:
    """File name -> subtitles, one a recording and named like it, so that players find them."""
    return {
        f"{Path(take.audio).stem}.{form}": transcript_files.to_subtitles(take.transcript, form)
        for told in account.answers
        for take in told.takes
        if take.audio and Path(take.audio).name == take.audio and Answer(take.transcript).timed
    }


EXPORTS: Mapping[str, Callable[[Account], Mapping[str, str]]] = MappingProxyType(
    {
        "html": lambda account: {PAGE: page(account)},
        "md": lambda account: {"debrief.md": markdown(account)},
        "json": lambda account: {
            "debrief.json": json.dumps(full_report(account), ensure_ascii=False, indent=1) + "\n"
        },
        "txt": lambda account: {"transcript.txt": text(account)},
        "srt": lambda account: subtitles(account, "srt"),
        "vtt": lambda account: subtitles(account, "vtt"),
    }
)
"""Form -> what gives its files, by name."""
