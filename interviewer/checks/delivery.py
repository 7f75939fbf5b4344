"""How does it sound: pace, fillers, pauses?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import Anchor, Check, Example, Rule, ramp
from interviewer.model import Finding, Kind, Span, Stretch, Verdict
from interviewer.reading.lexicon import Lexicon
from interviewer.reading.parts import story

FILLERS = frozenset(
    {"um", "umm", "uh", "uhh", "uhm", "er", "erm", "hm", "hmm", "mm", "mhm", "ah", "eh"}
)
MOST_FILLERS = 5.0
"""A minute: up to five cost a speaker nothing, twelve do harm (Laske & DiGennaro Reed 2024)."""
SLOWEST, FASTEST = 105.0, 180.0
"""Words a minute (speaker-coach products allow 100 to 165; interviews run a little faster)."""
LONGEST_PAUSE_S = 4.0
"""Inside a sentence; longer ones hurt understanding (Lundholm Fors 2015)."""
SHORT_ANSWER_S = 25.0
"""Pace is not judged below this: a few words say nothing about it."""


_THINKING = Lexicon(
    {
        "think": (
            "let me (think|see)",
            "give me a (second|moment|minute)",
            "(one|just a) (moment|second)",
        )
    }
)


@dataclass(frozen=True, slots=True)
class Filler:
    """A filled pause."""

    text: str
    start_s: float | None
    span: Span


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence."""

    start_s: float
    length_s: float
    where: str
    """`between-parts`, `between-sentences`, `inside-sentence` or `thinking`."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it sounded; None where it could not be measured."""

    words_per_minute: float | None
    fillers: tuple[Filler, ...]
    fillers_per_minute: float | None
    pauses: tuple[Pause, ...]
    first_word_s: float | None
    score: float | None


def measure(answer: Answer) -> Delivery:
    """Measure how it sounded."""
    words = sum(1 for token in answer.tokens if token)
    minutes = answer.duration / 60 if answer.duration else None
    fillers = tuple(
        Filler(word.text, word.start, Span(index, index + 1))
        for index, (word, token) in enumerate(zip(answer.words, answer.tokens, strict=True))
        if token in FILLERS
    )
    pace = words / minutes if minutes else None
    rate = len(fillers) / minutes if minutes else None
    pauses = tuple(
        Pause(round(stretch.start, 2), round(stretch.length, 2), _place(answer, stretch))
        for stretch in answer.pauses
        if stretch.length >= 1.0
    )
    value = None
    if pace is not None and rate is not None:
        value = 0.5 * ramp(pace, ((60, 0), (105, 70), (120, 100), (165, 100), (180, 80), (220, 0)))
        value += 0.5 * ramp(rate, ((1, 100), (5, 80), (12, 20), (20, 0)))
    first = answer.words[0].start if answer.timed else None
    return Delivery(
        round(pace, 1) if pace is not None else None,
        fillers,
        round(rate, 1) if rate is not None else None,
        pauses,
        first,
        round(value) if value is not None else None,
    )


def _place(answer: Answer, pause: Stretch) -> str:
    """Where a pause stands: between parts of a story, between sentences, or inside one."""
    middle = (pause.start + pause.end) / 2
    sentences = [
        item for item in answer.once(story).sentences if answer.start(item.span) is not None
    ]
    for before, after in itertools.pairwise(sentences):
        end, start = answer.end(before.span), answer.start(after.span)
        if end is not None and start is not None and end - 0.3 <= middle <= start + 0.3:
            if _announced(answer, before.span):
                return "thinking"
            parts = answer.kind is Kind.BEHAVIORAL and before.part is not after.part
            return "between-parts" if parts else "between-sentences"
    return "inside-sentence"


def _announced(answer: Answer, span: Span) -> bool:
    """Whether a sentence asks for time to think."""
    return span.last - span.first <= 10 and _THINKING.within(answer.tokens, span.first, span.last)


def score(answer: Answer) -> float | None:
    """0–100: half for the pace, half for fillers a minute, each by straight lines; see `measure`."""
    return answer.once(measure).score


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on delivery."""
    heard = answer.once(measure)
    yield from _fillers(heard)
    yield from _pace(answer, heard)
    yield from _pauses(answer, heard)


def _fillers(heard: Delivery) -> Iterator[Finding]:
    rate = heard.fillers_per_minute
    if rate is None:
        return
    if rate > MOST_FILLERS:
        yield Finding(
            "delivery.fillers",
            Verdict.FIX,
            f"At least {len(heard.fillers)} fillers, {rate:.0f} a minute.",
            "Close your mouth while you think: a silent second sounds sure.",
            tuple(filler.span for filler in heard.fillers[:3]),
            rate,
            gain=min(50.0, 4 * (rate - MOST_FILLERS) + 10),
        )


def _pace(answer: Answer, heard: Delivery) -> Iterator[Finding]:
    pace = heard.words_per_minute
    if pace is None or (answer.duration or 0) < SHORT_ANSWER_S or SLOWEST <= pace <= FASTEST:
        return
    slow = pace < SLOWEST
    yield Finding(
        "delivery.slow" if slow else "delivery.fast",
        Verdict.FIX,
        f"You spoke {pace:.0f} words a minute, which sounds {'hesitant' if slow else 'rushed'}.",
        "Know your first sentence by heart and start there."
        if slow
        else "Breathe out after each part of the story.",
        value=pace,
        gain=min(50.0, abs(pace - (SLOWEST if slow else FASTEST)) + 10),
    )


def _pauses(answer: Answer, heard: Delivery) -> Iterator[Finding]:
    long = [
        pause
        for pause in heard.pauses
        if pause.where == "inside-sentence" and pause.length_s > LONGEST_PAUSE_S
    ]
    if long:
        worst = max(long, key=lambda pause: pause.length_s)
        yield Finding(
            "delivery.pause",
            Verdict.FIX,
            f"You fell silent for {worst.length_s:.0f} seconds in the middle of a sentence.",
            "Say 'let me think' first, or finish the sentence and then pause.",
            _before(answer, worst),
            worst.length_s,
            gain=10.0 * len(long),
        )


def _before(answer: Answer, pause: Pause) -> tuple[Span, ...]:
    """The words before a pause."""
    last = sum(1 for word in answer.words if word.end is not None and word.end <= pause.start_s + 1)
    return (Span(max(0, last - 5), last),) if last else ()


_CALM = " ".join(["I read the logs again and I found the disk."] * 10)

_RULES = (
    Rule(
        "delivery.fillers",
        why="'Um' and 'uh' at a high rate make a speaker sound unprepared.",
        good="Up to five a minute; about one is best.",
        weak="Twelve and more.",
        source=(
            "Laske & DiGennaro Reed 2024: up to 5 a minute cost nothing, 12 do harm. Zandan (HBR):"
            " average 5, optimum about 1. Recognisers drop fillers, hence 'at least'."
        ),
        flags=(Example("Um so I uh read the logs um and uh I found it um there. " * 5, 140),),
        passes=(Example(_CALM, 140), "Um, uh, um: without times there is no rate."),
    ),
    Rule(
        "delivery.slow",
        why="Slow speech is what listeners most agree to hear as nervousness.",
        good="120 to 165 words a minute.",
        weak="Under 105.",
        source="Feiler & Powell 2015; speaker-coach products allow 100 to 165.",
        flags=(Example(_CALM, 80),),
        passes=(Example(_CALM, 140),),
    ),
    Rule(
        "delivery.fast",
        why="Above 180 words a minute listeners lose the thread, and you lose breath.",
        good="120 to 165 words a minute.",
        weak="Over 180.",
        source="Speaker-coach products; measured interviews reach about 210.",
        flags=(Example(_CALM * 2, 220),),
        passes=(Example(_CALM, 140),),
    ),
    Rule(
        "delivery.pause",
        why="A long silence inside a sentence sounds as if the thread was lost.",
        good="Pauses of up to a second, longer ones between the parts of a story.",
        weak="Five seconds in the middle of a sentence.",
        source="Lundholm Fors 2015 (4 s hurt, 0.5 s help); Campione & Véronis 2002.",
        flags=(Example("Then I read the [6] logs of the build, and I found one full disk.", 140),),
        passes=(
            Example("I read the logs. [6] Then I found the disk.", 140),
            Example("I read the [1] logs and I found the disk.", 140),
        ),
    ),
)

CHECK = Check(
    "delivery",
    run,
    measure=measure,
    score=score,
    rules=_RULES,
    anchors=(
        Anchor(20, "Very slow or rushed, and a filler every four seconds."),
        Anchor(50, "Off the pace, or ten fillers a minute."),
        Anchor(80, "An easy pace, some fillers."),
        Anchor(95, "120 to 165 words a minute, hardly a filler."),
    ),
)
