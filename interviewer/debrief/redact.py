"""A session to show to others: names, companies, numbers and addresses taken out of words and sound.

It errs on the side of hiding. A word is hidden where it holds a digit, is a number word, looks like
an address, or begins with a capital letter inside a sentence; and then everywhere in the session.
Nobody can promise that what is left identifies nobody: read it before you send it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from interviewer.answer import Answer, plain
from interviewer.answer.word_forms import MAGNITUDES, SMALL_NUMBERS
from interviewer.model import Finding, Interval, Reply, Session, Transcript, Turn

NUMBERS = frozenset((*SMALL_NUMBERS, *MAGNITUDES)) - {"one"}
NAME, NUMBER, ADDRESS = "[name]", "[number]", "[address]"
KEPT = frozenset(
    "i i'm i'd i'll i've ok monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words with a capital letter that name nobody."""
_ADDRESS = re.compile(r"@|://|\bwww\.|\w\.(?:com|org|net|io|dev|co|edu|gov)\b", re.IGNORECASE)
_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def redacted(session: Session) -> Session:
    """The session without names, companies, numbers, and addresses of mail or web.

    Notes are left out. Words keep their times, so that `silences` tells what to silence.
    """
    hidden = dict(_hidden(session))
    return replace(session, turns=tuple(_turn(turn, hidden) for turn in session.turns), notes=())


def without_names(quote: str, whole: str) -> str:
    """Words of an answer without the names and addresses in it; figures stay.

    Args:
        quote: some of its words.
        whole: all of them, by which it is told what is a name and what begins a sentence.
    """
    hidden = dict(_hidden_words(plain(whole)))
    return _text(quote, {word: mark for word, mark in hidden.items() if mark in {NAME, ADDRESS}})


def silences(session: Session) -> Mapping[str, tuple[Interval, ...]]:
    """File name of a recording -> where its redacted words were spoken."""
    return {
        take.audio: tuple(
            Interval(word.start, word.end)
            for word in take.transcript.words
            if any(mark in word.text for mark in (NAME, NUMBER, ADDRESS))
            and word.start is not None
            and word.end is not None
        )
        for turn in session.turns
        for take in turn.takes
        if take.audio
    }


def _hidden(session: Session) -> Iterator[tuple[str, str]]:
    """Each word to hide, in lower case -> what stands for it."""
    for turn in session.turns:
        for take in turn.takes:
            yield from _hidden_words(take.transcript)


def _hidden_words(transcript: Transcript) -> Iterator[tuple[str, str]]:
    opening = {span.first for span in Answer(transcript).sentences}
    for at, word in enumerate(transcript.words):
        _, core, _ = _parts(word.text)
        if mark := _mark(core, opens=at in opening):
            yield core.lower(), mark


def _mark(word: str, *, opens: bool) -> str:
    """What stands for a word; empty when it may stay."""
    if _ADDRESS.search(word):
        return ADDRESS
    if any(char.isdigit() for char in word) or word.lower() in NUMBERS:
        return NUMBER
    plain = word.lower().replace("’", "'")
    return NAME if word[:1].isupper() and not opens and plain not in KEPT else ""


def _parts(word: str) -> tuple[str, str, str]:
    match = _EDGES.match(word)
    assert match  # noqa: S101 - it fits any text  # nosec B101
    return match[1], match[2], match[3]


def _turn(turn: Turn, hidden: Mapping[str, str]) -> Turn:
    return replace(
        turn,
        transcript=_transcript(turn.transcript, hidden),
        follow_ups=tuple(_reply(reply, hidden) for reply in turn.follow_ups),
        findings=tuple(_finding(finding, hidden) for finding in turn.findings),
    )


def _reply(reply: Reply, hidden: Mapping[str, str]) -> Reply:
    asked = replace(reply.follow_up, text=_text(reply.follow_up.text, hidden))
    return replace(reply, follow_up=asked, transcript=_transcript(reply.transcript, hidden))


def _transcript(transcript: Transcript, hidden: Mapping[str, str]) -> Transcript:
    return replace(
        transcript,
        words=tuple(replace(word, text=_text(word.text, hidden)) for word in transcript.words),
    )


def _finding(finding: Finding, hidden: Mapping[str, str]) -> Finding:
    return replace(
        finding, message=_text(finding.message, hidden), advice=_text(finding.advice, hidden)
    )


def _text(text: str, hidden: Mapping[str, str]) -> str:
    """The text with every hidden word replaced, punctuation kept."""
    done = []
    for word in text.split(" "):
        before, core, after = _parts(word)
        done.append(f"{before}{hidden[core.lower()]}{after}" if core.lower() in hidden else word)
    return " ".join(done)
