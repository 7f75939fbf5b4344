"""Whose fault it was: who did what went wrong, and whether the speaker owns up to it.

A word for a mishap ("the wrong length", "mixed up", "too late") belongs to whoever is named last before it in its
clause. Words are data (`data/cues/fault.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Hit, lexicon, single_words
from interviewer.answer.padding import counted
from interviewer.model import Span

NEAR = 14
"""Words before a mishap among which the one who did it is looked for."""
CLOSE = 7
"""Words from "I" to a mishap that is owned up to by telling it: "I loaded the tank for the wrong field"."""
DENIED = 4
"""Words before an admission in which a "not" makes it a denial: "it wasn't really my fault"."""
_NOT = frozenset("not no nothing wasn't isn't weren't aren't never nor neither nobody".split())
_OWN = frozenset("i i'd i've i'm me my mine myself we we'd we've our ours us".split())
_I = frozenset("i i'd i've".split())
_SEEN = frozenset(
    "saw see seen noticed notice found find discovered heard hear spotted fixed corrected caught replaced repaired"
    " explained told said asked knew know thought if stopped avoided prevented checked".split()
)
"""Verbs that make a mishap something the speaker met, and did not bring about."""
_OTHERS = frozenset(
    "he he'd he's she she'd she's they they'd they've his her their him them".split()
)
_JOINS = frozenset("and but because that when so which while since as if where until".split())
_NAMED = frozenset("the a an this that these those".split())


@dataclass(frozen=True, slots=True)
class Faults:
    """What went wrong, by who did it."""

    confessed: tuple[Span, ...]
    """Admissions in plain words: "my mistake", "the decision was mine", "I should have asked"."""
    own: tuple[Span, ...]
    """Mishaps that the speaker, or the speaker's group, brought about."""
    others: tuple[Span, ...]
    """Mishaps that somebody else brought about, and denials of a fault of one's own."""


def faults(answer: Answer) -> Faults:
    """Find who did what went wrong."""
    tokens = answer.tokens[: answer.once(counted)]
    starts = {span.first for span in answer.sentences}
    confessed, denied, own, others = (list[Span]() for _ in range(4))
    for hit in lexicon("fault", "admission").find(tokens):
        span = Span(hit.first, hit.last)
        if not _is_denied(tokens, hit):
            confessed += [] if _is_duty(tokens, hit) else [span]
        elif hit.label == "fault":
            denied.append(span)
    for hit in lexicon("fault", "mishap").find(tokens):
        doer = _doer(tokens, hit.first, starts)
        if doer is None or _is_denied(tokens, hit):
            continue
        if tokens[doer] in _OWN:
            own.append(Span(hit.first, hit.last))
        elif hit.label == "mishap":
            others.append(Span(hit.first, hit.last))
        if (
            hit.label == "mishap"
            and tokens[doer] in _I
            and _SEEN.isdisjoint(tokens[doer : hit.first])
            and hit.first - doer < CLOSE
        ):
            confessed.append(Span(doer, hit.last))
    if denied and not confessed:
        own = []  # who says "it wasn't our fault" owns none of it
    return Faults(tuple(confessed), tuple(own), (*denied, *others))


def _is_duty(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether it tells a task: "it was on me to call her"."""
    return tokens[hit.last - 1] == "me" and tokens[hit.last : hit.last + 1] == ("to",)


def _is_denied(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether it is no fault of that person: "it wasn't really my fault", "as if that was on me"."""
    before = tokens[max(hit.first - DENIED, 0) : hit.first]
    return not _NOT.isdisjoint(before) or before[-2:] == ("as", "if")


def _doer(tokens: Sequence[str], at: int, starts: set[int]) -> int | None:
    """Where the one is named whose doing it is; None where nobody is."""
    people = single_words("fault", "people")
    for place in range(at, max(at - NEAR, -1), -1):
        token = tokens[place]
        if token in people or token in _OTHERS or token in _OWN:
            return place
        if token in _NAMED and place < at and (place in starts or tokens[place - 1] in _JOINS):
            return None  # a thing is the subject
        if place in starts:
            return None
    return None
