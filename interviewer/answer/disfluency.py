"""Fillers, repeats, repairs, hedges and trailing off: what is said while looking for words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.word_forms import FILLERS
from interviewer.model import Span

_MAY_REPEAT = frozenset("very really so no yeah yes had that many more bye ha never ever".split())
"""Doubled on purpose, or by grammar ("had had", "that that")."""


@dataclass(frozen=True, slots=True)
class Disfluency:
    """Where an answer stumbles; spans in the order said."""

    fillers: tuple[Span, ...]
    """Sounds: um, uh, er."""
    like: tuple[Span, ...]
    """`like` that compares nothing."""
    markers: tuple[Span, ...]
    """`you know`, `I mean`."""
    repeats: tuple[Span, ...]
    """Words said again ("we we went", "I was I was"), and words broken off ("sw- swim")."""
    repairs: tuple[Span, ...]
    """Words that take back what was just said ("no wait", "or rather", "scratch that")."""
    hedges: tuple[Span, ...]
    trailing: Span | None
    """The words the answer trails off with."""


def disfluency(answer: Answer) -> Disfluency:
    """Read where an answer stumbles."""
    tokens = answer.tokens
    meant = {
        place
        for hit in lexicon("disfluency", "meant").find(tokens)
        for place in range(hit.first, hit.last)
    }
    marked = [hit for hit in lexicon("disfluency", "marker").find(tokens) if hit.first not in meant]
    return Disfluency(
        tuple(
            Span(index, index + 1)
            for index, token in enumerate(tokens)
            if token in FILLERS and index not in meant
        ),
        tuple(Span(hit.first, hit.last) for hit in marked if hit.label == "like"),
        tuple(Span(hit.first, hit.last) for hit in marked if hit.label != "like"),
        _repeats(answer),
        _spans_of("repair", tokens),
        tuple(span for span in _spans_of("hedge", tokens) if span.first not in meant),
        _trailing(answer),
    )


def _spans_of(section: str, tokens: Sequence[str]) -> tuple[Span, ...]:
    hits = lexicon("disfluency", section).find(tokens)
    return tuple(Span(hit.first, hit.last) for hit in hits)


def _repeats(answer: Answer) -> tuple[Span, ...]:
    """Repeats of one to three words with at most a filler between, and words broken off."""
    places = [index for index, token in enumerate(answer.tokens) if token and token not in FILLERS]
    tokens = [answer.tokens[index] for index in places]
    found, at = [], 0
    while at < len(tokens):
        size = 0
        if tokens[at] in tokens[at + 1 : at + 4]:
            size = next((size for size in (3, 2, 1) if _again(tokens, at, size)), 0)
        if size:
            found.append(Span(places[at], places[at + 2 * size - 1] + 1))
        elif _broken(answer.words[places[at]].text):
            found.append(Span(places[at], places[at] + 1))
        at += max(size, 1)
    return tuple(found)


def _again(tokens: list[str], at: int, size: int) -> bool:
    once, again = tokens[at : at + size], tokens[at + size : at + 2 * size]
    return once == again and not (size == 1 and (tokens[at] in _MAY_REPEAT or tokens[at].isdigit()))


def _broken(word: str) -> bool:
    """`sw-` or `wor--`, as transcribers write a word that is broken off."""
    if "-" not in word and "–" not in word:
        return False
    bare = word.rstrip(",.;:?!…")
    return bare.endswith(("-", "–")) and bare.strip("-–").isalpha()


def _trailing(answer: Answer) -> Span | None:
    tokens = answer.tokens
    last = len(tokens)
    while last and (not tokens[last - 1] or tokens[last - 1] in FILLERS):
        last -= 1
    for hit in lexicon("disfluency", "ending").find(tokens, max(last - 7, 0), last):
        if hit.last == last:
            return Span(hit.first, hit.last)
    return None
