"""Can a non-engineer follow it: conclusion first, plain words, short sentences?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from interviewer.answer import Answer
from interviewer.answer.patterns import Node, Slots
from interviewer.answer.scale import ramp
from interviewer.answer.stems import Match
from interviewer.checks.rule import Check
from interviewer.checks.rule_files import with_page
from interviewer.checks.technical.matching import apart, matches
from interviewer.checks.technical.stance import WORDS_PER_SECOND, Stance, seconds, stance_of
from interviewer.model import Finding, Kind, Span, Verdict
from interviewer.packs import rubrics, yaml_file
from interviewer.settings import paths

RUBRIC = "executive-briefing"
KINDS = frozenset({Kind.EXECUTIVE, Kind.TECHNICAL})
BOTTOM_LINE_S = 30.0
"""By then the conclusion or the ask must be out: bottom line up front."""
GLOSS_WORDS = 12
"""How near to a term its explanation must stand."""
LONG_SENTENCE = 25
"""Words; plain-language guides set 15 to 20 as the mean and 25 as the most."""
HEAVY_JARGON = 3
"""With this many unexplained terms it is a fault; with fewer, a question."""


@dataclass(frozen=True, slots=True)
class Jargon:
    """A term of the field."""

    term: str
    count: int
    glossed: bool
    """Whether it was explained where it was first said."""
    plainly: str
    """What to say instead."""
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Clarity:
    """How clear an answer is to a non-engineer."""

    bottom_line_s: float | None
    """When the conclusion or the ask came; at 150 words per minute where the words have no times."""
    jargon: tuple[Jargon, ...]
    words_per_sentence: float | None
    """None when the transcript has no punctuation to tell."""
    long_sentences: int
    analogies: int
    longest: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """`words/jargon.yaml`."""

    source: str
    terms: Mapping[str, str]


@cache
def _terms() -> tuple[tuple[str, Node, str], ...]:
    """Names, what to look for, and the plain wording."""
    file = paths.shipped_prompts() / rubrics.WORDS / "jargon.yaml"
    terms = yaml_file.load(file, Terms).terms
    nodes = Slots({str(number): names for number, names in enumerate(terms)})
    return tuple(
        (names.split("|")[0].strip(), nodes.node(str(number)), plain)
        for number, (names, plain) in enumerate(terms.items())
    )


def applies(answer: Answer) -> bool:
    """Whether the listener is not an engineer."""
    return answer.kind is Kind.EXECUTIVE or RUBRIC in answer.rubrics


def measure(answer: Answer) -> Clarity | None:
    """Measure how clear it is; None where the listener is an engineer."""
    if not applies(answer):
        return None
    stance = answer.once(stance_of)
    lengths = _sentence_lengths(answer, stance)
    long = [span for span, words in lengths if words > LONG_SENTENCE]
    return Clarity(
        _bottom_line(answer, stance),
        tuple(_jargon(answer, stance)),
        round(sum(words for _, words in lengths) / len(lengths), 1) if lengths else None,
        len(long),
        len(apart(matches(RUBRIC, answer).concepts["analogy"])),
        tuple(sorted(long, key=lambda span: span.first - span.last)[:3]),
    )


def _bottom_line(answer: Answer, stance: Stance) -> float | None:
    concepts = matches(RUBRIC, answer).concepts
    places = [*concepts["bottom-line-first"], *concepts["ask"]]
    return seconds(answer, stance, min(places)) if places else None


def _sentence_lengths(answer: Answer, stance: Stance) -> list[tuple[Span, int]]:
    """Sentences that somebody punctuated, with their words; none where nobody did."""
    numbers, words = stance.text.sentences, stance.text.words
    if not numbers or numbers[-1] == 0:
        return []
    firsts = {number: words[at] for at, number in reversed(list(enumerate(numbers)))}
    starts = [firsts[number] for number in sorted(firsts)]
    stops = [*starts[1:], len(answer.words)]
    return [(Span(first, last), last - first) for first, last in zip(starts, stops, strict=True)]


def _jargon(answer: Answer, stance: Stance) -> Iterator[Jargon]:
    glosses = stance.cues("gloss")
    for name, node, plainly in _terms():
        if places := node.find(stance.text):
            yield Jargon(
                answer.quote(stance.span(places[0])).strip(" .,;:!?") or name,
                len(places),
                any(_explains(gloss, places[0]) for gloss in glosses),
                plainly,
                tuple(stance.span(place) for place in places[:3]),
            )


def _explains(gloss: Match, term: Match) -> bool:
    return term.first - GLOSS_WORDS <= gloss.last and gloss.first <= term.last + GLOSS_WORDS


# --- scoring ------------------------------------------------------------------------------------


def score(answer: Answer) -> float | None:
    """0–100: a third each for the bottom line, for plain words and for short sentences."""
    clear = answer.once(measure)
    if clear is None:
        return None
    parts = [
        0.0
        if clear.bottom_line_s is None
        else ramp(clear.bottom_line_s, ((BOTTOM_LINE_S, 100.0), (90.0, 40.0), (180.0, 0.0))),
        ramp(len(_unexplained(clear)), ((0.0, 100.0), (2.0, 70.0), (6.0, 10.0), (10.0, 0.0))),
    ]
    if clear.words_per_sentence is not None:
        parts.append(ramp(clear.words_per_sentence, ((18.0, 100.0), (25.0, 60.0), (40.0, 0.0))))
    return sum(parts) / len(parts)


def _unexplained(clear: Clarity) -> list[Jargon]:
    return [term for term in clear.jargon if not term.glossed]


# --- findings -----------------------------------------------------------------------------------


def run(answer: Answer) -> Iterator[Finding]:
    """What a non-engineer would stumble over."""
    clear = answer.once(measure)
    if clear is None:
        return
    late = clear.bottom_line_s is None or clear.bottom_line_s > BOTTOM_LINE_S
    if late:
        when = (
            "I heard no conclusion and no request."
            if clear.bottom_line_s is None
            else f"The conclusion came after {clear.bottom_line_s:.0f} seconds."
            if answer.timed
            else f"The conclusion came after {clear.bottom_line_s * WORDS_PER_SECOND:.0f} words."
        )
        yield Finding(
            "clarity.late-bottom-line",
            Verdict.FIX,
            when,
            "Open with it: 'The short version: …, and I need … from you.'",
            value=clear.bottom_line_s,
            gain=20.0,
        )
    yield from _of_words(clear)
    if clear.words_per_sentence is not None and clear.words_per_sentence > LONG_SENTENCE:
        yield Finding(
            "clarity.long-sentences",
            Verdict.ASK,
            f"Your sentences average {clear.words_per_sentence:.0f} words.",
            "One thought per sentence; stop where you would take a breath.",
            clear.longest,
            clear.words_per_sentence,
            15.0,
        )
    if not clear.analogies:
        yield Finding(
            "clarity.no-analogy",
            Verdict.NOTE,
            "No comparison from everyday life.",
            "One is enough: 'It's like a house in which every key opens every door.'",
        )
    if not (late or _unexplained(clear)):
        yield Finding(
            "clarity.plain",
            Verdict.GOOD,
            "Conclusion first, no unexplained jargon.",
        )


def _of_words(clear: Clarity) -> Iterator[Finding]:
    terms = _unexplained(clear)
    if terms:
        shown = ", ".join(f"“{term.term}”" for term in terms[:5])
        yield Finding(
            "clarity.jargon",
            Verdict.FIX if len(terms) >= HEAVY_JARGON else Verdict.ASK,
            f"{len(terms)} unexplained terms: {shown}."
            if len(terms) > 1
            else f"One unexplained term: {shown}.",
            f"For “{terms[0].term}” say: {terms[0].plainly}.",
            tuple(span for term in terms[:5] for span in term.places[:1]),
            float(len(terms)),
            min(30.0, 6.0 * len(terms)),
        )


CHECK = with_page(Check("clarity", run, KINDS, measure, score))
