"""How does it sound: pace, fillers, pauses, repeats?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import fmean

from interviewer.answer import Answer
from interviewer.answer.disfluency import disfluency
from interviewer.answer.scale import ramp
from interviewer.answer.speech_measures import (
    Pause,
    SpeechMeasures,
    mean_pause_s,
    speech_measures,
    spoken_s,
    words_without_fillers,
)
from interviewer.checks import norms
from interviewer.checks.rule import Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Span, Verdict


@dataclass(frozen=True, slots=True)
class Delivery(SpeechMeasures):
    """How it sounded, and how good that is."""

    score: float | None
    """The mean of the marks, 0–100."""
    marks: Mapping[str, float]
    """Up to four marks of 0–100; a mark that cannot be measured is left out."""


HABIT, SLIP = 0.6, 0.45
"""How sure it is that a listener minds: a habit of speech is worth a word when nothing else is, a slip is not."""


def measure(answer: Answer) -> Delivery:
    """Measure how it sounded, and mark it."""
    measured = answer.once(speech_measures)
    marks = _marks(answer)
    return Delivery(
        **{field.name: getattr(measured, field.name) for field in fields(measured)},
        score=round(fmean(marks.values()), 1) if marks else None,
        marks={name: round(mark, 1) for name, mark in marks.items()},
    )


def _marks(answer: Answer) -> dict[str, float]:
    """Pace and fillers by words; pauses and voice where they were measured."""
    words, seconds = words_without_fillers(answer), spoken_s(answer)
    if not words or not seconds or seconds <= 0:
        return {}
    empty = sum(map(bool, answer.tokens)) - len(words)
    bands = norms.bands(answer.english)
    marks = {
        "pace": ramp(60 * len(words) / seconds, bands.pace_marks),
        "fillers": ramp(100 * empty / len(words), norms.FILLER_MARKS),
    }
    if (pause := mean_pause_s(answer)) is not None:
        marks["pauses"] = ramp(pause, bands.pause_marks)
    prosody = answer.transcript.prosody
    loud = prosody.intensity_mean_db if prosody else None
    if loud is not None and 30 <= loud <= 100:
        marks["voice"] = ramp(loud, norms.LOUDNESS_MARKS)
    return marks


def score(answer: Answer) -> float | None:
    """0–100: the mean of the marks for pace, fillers, pauses and voice; None without a duration."""
    return answer.once(measure).score


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on delivery, with the points that a full mark would add."""
    measures = answer.once(measure)
    yield from _fillers(measures)
    yield from _pace(answer, measures)
    yield from _pauses(answer, measures)
    yield from _habits(answer, measures)
    if (
        measures.score is not None
        and measures.score >= norms.GOOD_DELIVERY
        and (answer.duration or 0) >= norms.PACE_FROM_S
    ):
        yield Finding(
            "delivery.steady",
            Verdict.GOOD,
            f"Easy to listen to: {measures.words_per_minute:.0f} words per minute, few stumbles.",
            "Keep that pace when the questions get harder.",
            value=measures.score,
        )


def _gain(measures: Delivery, mark: str) -> float:
    """What a full mark would add to the score."""
    return (100 - measures.marks[mark]) / len(measures.marks) if mark in measures.marks else 0.0


def _fillers(measures: Delivery) -> Iterator[Finding]:
    rate = measures.fillers_per_minute
    if rate is not None and rate > norms.FILLERS[1] and len(measures.fillers) >= norms.OFTEN:
        yield Finding(
            "delivery.fillers",
            Verdict.FIX,
            f"At least {len(measures.fillers)} fillers ({rate:.0f} per minute){_perhaps(measures)}.",
            "Pause silently while you look for the word; silence sounds confident.",
            tuple(filler.span for filler in measures.fillers[:3]),
            rate,
            _gain(measures, "fillers"),
        )


def _perhaps(measures: Delivery) -> str:
    count = len(measures.sounds)
    if not count:
        return ""
    return "; 1 more sound may be one" if count == 1 else f"; {count} more sounds may be fillers"


def _pace(answer: Answer, measures: Delivery) -> Iterator[Finding]:
    pace = measures.words_per_minute
    if pace is None or (answer.duration or 0) < norms.PACE_FROM_S:
        return
    bands = norms.bands(answer.english)
    if not bands.slowest <= pace <= bands.fastest:
        slow = pace < bands.slowest
        yield Finding(
            "delivery.slow" if slow else "delivery.fast",
            Verdict.FIX,
            f"You spoke {pace:.0f} words per minute, which sounds {'hesitant' if slow else 'rushed'}.",
            "Know your first sentence by heart and start there."
            if slow
            else "Breathe out after each part of the story.",
            value=pace,
            gain=_gain(measures, "pace"),
        )
    quickest = max(measures.pace_by_quarter, default=0.0)
    if pace <= bands.fastest < quickest and quickest > norms.RUSH * pace:
        quarter = ("first", "second", "third", "last")[measures.pace_by_quarter.index(quickest)]
        yield Finding(
            "delivery.rush",
            Verdict.ASK,
            f"You rushed the {quarter} quarter: {quickest:.0f} words per minute, {pace:.0f} overall.",
            "Take a breath before it; it is often the part that matters most.",
            value=quickest,
        )


def _pauses(answer: Answer, measures: Delivery) -> Iterator[Finding]:
    bands = norms.bands(answer.english)
    long = [
        pause
        for pause in measures.pauses
        if pause.where == "inside-sentence" and pause.length_s > bands.longest_pause_s
    ]
    if long:
        worst = max(long, key=lambda pause: pause.length_s)
        yield Finding(
            "delivery.pause",
            Verdict.FIX,
            f"You paused for {worst.length_s:.0f} seconds in the middle of a sentence.",
            "Say 'let me think' first, or finish the sentence and then pause.",
            _before(answer, worst),
            worst.length_s,
            _gain(measures, "pauses"),
        )
    first = measures.first_word_s
    if first is not None and first > bands.latest_start_s:
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


def _habits(answer: Answer, measures: Delivery) -> Iterator[Finding]:
    disfluencies = answer.once(disfluency)
    size = sum(1 for token in answer.tokens if token)
    if spans := _frequent(
        _sure(answer, (*disfluencies.like, *disfluencies.markers)), size, norms.MOST_LIKES
    ):
        yield Finding(
            "delivery.like",
            Verdict.ASK,
            f"You used “like” or “you know” as a filler {len(spans)} times.",
            "Leave it out and finish the sentence; record two minutes and count again.",
            spans[:3],
            float(len(spans)),
            _gain(measures, "fillers") if disfluencies.like else 0.0,
            HABIT,
        )
    if spans := _frequent(_sure(answer, disfluencies.hedges), size, norms.MOST_HEDGES):
        yield Finding(
            "delivery.hedges",
            Verdict.ASK,
            f"You hedged {len(spans)} times, for example “{answer.quote(spans[0])}”. Were you unsure?",
            "State what you know as a fact, and say plainly what you do not know: 'I did not measure it'.",
            spans[:3],
            float(len(spans)),
            sure=SLIP,
        )
    most = norms.bands(answer.english).most_repeats
    if spans := _frequent(
        _sure(answer, (*disfluencies.repeats, *disfluencies.repairs)), size, most
    ):
        yield Finding(
            "delivery.repeats",
            Verdict.ASK,
            f"You started over {len(spans)} times, for example “{answer.quote(spans[0])}”.",
            "Pause before a sentence instead of in it: shorter sentences need fewer repairs.",
            spans[:3],
            float(len(spans)),
            sure=HABIT,
        )
    if disfluencies.trailing is not None and size >= 20:
        yield Finding(
            "delivery.trailing-off",
            Verdict.ASK,
            f"Your answer ends with “{answer.quote(disfluencies.trailing)}”.",
            "End on the result and stop: '…and since then it has not happened again.'",
            (disfluencies.trailing,),
            sure=SLIP,
        )


def _sure(answer: Answer, spans: Sequence[Span]) -> list[Span]:
    """The spans that were heard with confidence: a repeat that was misheard is none."""
    return [span for span in spans if not answer.doubtful(span)]


def _frequent(spans: Sequence[Span], size: int, most: float) -> tuple[Span, ...]:
    """The spans, when they are a habit."""
    ordered = tuple(sorted(spans, key=lambda span: span.first))
    return ordered if len(ordered) >= norms.OFTEN and 100 * len(ordered) > most * size else ()


CHECK = with_page(Check("delivery", run, measure=measure, score=score))
