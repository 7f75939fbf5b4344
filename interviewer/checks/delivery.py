"""How does it sound: pace, fillers, pauses, repeats?

Measurement is in `interviewer.answer.speech_measures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.answer import Answer
from interviewer.answer.disfluency import disfluency
from interviewer.answer.speech_measures import Delivery, Pause, delivery
from interviewer.checks.rule import Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Span, Verdict

MOST_FILLERS = 5.0
"""A minute: up to five cost a speaker nothing, twelve do harm (Laske & DiGennaro Reed 2024)."""
SLOWEST, FASTEST = 105.0, 180.0
"""Words a minute (speaker-coach products allow 100 to 165; interviews run a little faster)."""
RUSH = 1.3
"""A quarter of the answer this much faster than the whole, and above `FASTEST`, is a rush."""
LONGEST_PAUSE_S = 4.0
"""Inside a sentence; longer ones hurt understanding (Lundholm Fors 2015)."""
LATEST_START_S = 15.0
"""Silence before an answer that has not been announced; up to six seconds is usual."""
SHORT_ANSWER_S = 25.0
"""Pace is not judged below this: a few words say nothing about it."""
OFTEN = 3
"""A habit needs so many cases, whatever the rate."""
MOST_LIKES, MOST_HEDGES, MOST_REPEATS = 1.5, 2.5, 3.0
"""Per 100 words; twice the mean of 64 spoken mock interviews (0.9, 0.8, 0.6), rounded, and more for repeats."""


def measure(answer: Answer) -> Delivery:
    """Measure how it sounded."""
    return answer.once(delivery)


def score(answer: Answer) -> float | None:
    """0–100: the mean of the marks for pace, fillers, pauses, voice and wording; None without a duration."""
    return measure(answer).score


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on delivery, with the points that a full mark would add."""
    heard = measure(answer)
    yield from _fillers(heard)
    yield from _pace(answer, heard)
    yield from _pauses(answer, heard)
    yield from _habits(answer, heard)
    if heard.score is not None and heard.score >= 80 and (answer.duration or 0) >= SHORT_ANSWER_S:
        yield Finding(
            "delivery.steady",
            Verdict.GOOD,
            f"Easy to listen to: {heard.words_per_minute:.0f} words a minute, few stumbles.",
            "Keep that pace when the questions get harder.",
            value=heard.score,
        )


def _gain(heard: Delivery, mark: str) -> float:
    """What a full mark would add to the score."""
    return (100 - heard.marks[mark]) / len(heard.marks) if mark in heard.marks else 0.0


def _fillers(heard: Delivery) -> Iterator[Finding]:
    rate = heard.fillers_per_minute
    if rate is not None and rate > MOST_FILLERS and len(heard.fillers) >= OFTEN:
        yield Finding(
            "delivery.fillers",
            Verdict.FIX,
            f"I heard at least {len(heard.fillers)} fillers, {rate:.0f} a minute.{_perhaps(heard)}",
            "Close your mouth while you look for the word: a silent second sounds sure.",
            tuple(filler.span for filler in heard.fillers[:3]),
            rate,
            _gain(heard, "fillers"),
        )


def _perhaps(heard: Delivery) -> str:
    count = len(heard.sounds)
    return f" {count} more sound{'s' * (count != 1)} may be fillers." if count else ""


def _pace(answer: Answer, heard: Delivery) -> Iterator[Finding]:
    pace = heard.words_per_minute
    if pace is None or (answer.duration or 0) < SHORT_ANSWER_S:
        return
    if not SLOWEST <= pace <= FASTEST:
        slow = pace < SLOWEST
        yield Finding(
            "delivery.slow" if slow else "delivery.fast",
            Verdict.FIX,
            f"You spoke {pace:.0f} words a minute, which sounds {'hesitant' if slow else 'rushed'}.",
            "Know your first sentence by heart and start there."
            if slow
            else "Breathe out after each part of the story.",
            value=pace,
            gain=_gain(heard, "pace"),
        )
    quickest = max(heard.pace_by_quarter, default=0.0)
    if pace <= FASTEST < quickest and quickest > RUSH * pace:
        quarter = ("first", "second", "third", "last")[heard.pace_by_quarter.index(quickest)]
        yield Finding(
            "delivery.rush",
            Verdict.ASK,
            f"You rushed the {quarter} quarter: {quickest:.0f} words a minute, {pace:.0f} overall.",
            "Take a breath before it; it is often the part that matters most.",
            value=quickest,
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
            _gain(heard, "pauses"),
        )
    first = heard.first_word_s
    if first is not None and first > LATEST_START_S:
        yield Finding(
            "delivery.late-start",
            Verdict.ASK,
            f"{first:.0f} seconds passed before your first word.",
            "Say 'let me think of a good example', and then take all the time you need.",
            (Span(0, min(5, len(answer.words))),),
            first,
        )


def _before(answer: Answer, pause: Pause) -> tuple[Span, ...]:
    """The words before a pause."""
    last = sum(1 for word in answer.words if word.start is not None and word.start < pause.start_s)
    return (Span(max(0, last - 5), last),) if last else ()


def _habits(answer: Answer, heard: Delivery) -> Iterator[Finding]:
    said = answer.once(disfluency)
    size = sum(1 for token in answer.tokens if token)
    if spans := _frequent((*said.like, *said.markers), size, MOST_LIKES):
        yield Finding(
            "delivery.like",
            Verdict.FIX,
            f"“like” or “you know” fills a gap {len(spans)} times.",
            "Leave it out and finish the sentence; record two minutes and count again.",
            spans[:3],
            float(len(spans)),
            _gain(heard, "fillers") if said.like else 0.0,
        )
    if spans := _frequent(said.hedges, size, MOST_HEDGES):
        yield Finding(
            "delivery.hedges",
            Verdict.ASK,
            f"You said “{answer.quote(spans[0])}” and the like {len(spans)} times. Were you unsure?",
            "Say what you know as a fact, and what you do not know as one: 'I did not measure it'.",
            spans[:3],
            float(len(spans)),
        )
    if spans := _frequent((*said.repeats, *said.repairs), size, MOST_REPEATS):
        yield Finding(
            "delivery.repeats",
            Verdict.ASK,
            f"You started over {len(spans)} times, for example “{answer.quote(spans[0])}”.",
            "Pause before a sentence instead of in it: shorter sentences need fewer repairs.",
            spans[:3],
            float(len(spans)),
        )
    if said.trailing is not None and size >= 20:
        yield Finding(
            "delivery.trailing-off",
            Verdict.ASK,
            f"Your answer ends with “{answer.quote(said.trailing)}”.",
            "End on the result and stop: '…and since then it has not happened again.'",
            (said.trailing,),
        )


def _frequent(spans: Sequence[Span], size: int, most: float) -> tuple[Span, ...]:
    """The spans, when they are a habit."""
    ordered = tuple(sorted(spans, key=lambda span: span.first))
    return ordered if len(ordered) >= OFTEN and 100 * len(ordered) > most * size else ()


CHECK = with_page(Check("delivery", run, measure=measure, score=score))
