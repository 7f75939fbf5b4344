"""Turn -> `TakeDebrief`s: each recording with its passages, marks, silences and pace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from interviewer.answer import Answer
from interviewer.answer.disfluency import disfluency
from interviewer.answer.speech_measures import SHOWN_PAUSE_S
from interviewer.checks.metrics import Metric
from interviewer.checks.rewind import told_again
from interviewer.debrief.passages import Mark, passages
from interviewer.debrief.values import NumberedFinding, TakeDebrief, Tick
from interviewer.model import Interval, Part, Span, Transcript, Turn

PACE_WINDOW_S = 20.0
PACE_STEP_S = 5.0
"""Pace over time is the words begun in a sliding window; shorter windows count single words."""


def takes_of(turn: Turn) -> Iterator[TakeDebrief]:
    """The recordings of a turn, in the order spoken, before anything is drawn of them."""
    first = 0
    for part in turn.takes:
        if isinstance(part, Turn):
            asked, label = part.question.text, ""
        else:
            asked, label = part.follow_up.text, part.follow_up.label
        yield TakeDebrief(asked, part.audio, part.transcript, first, label)
        first += len(part.transcript.words)


def drawn(
    take: TakeDebrief,
    answer: Answer,
    marks: Mapping[int, frozenset[Mark]],
    parts: Sequence[tuple[Span, Part]],
) -> TakeDebrief:
    """A recording of `answer` with everything that is drawn of it."""
    alone = Answer(take.transcript)
    pauses = tuple(pause for pause in alone.pauses if pause.length >= SHOWN_PAUSE_S)
    opened = [
        (word.start, mark)
        for at, word in enumerate(take.transcript.words, take.first)
        for mark in marks.get(at, ())
        if mark.opens and word.start is not None
    ]
    return replace(
        take,
        passages=passages(alone, take.first, answer, parts, marks, pauses),
        pauses=pauses,
        fillers=tuple(start for start, mark in opened if mark.kind == "filler"),
        metrics=tuple((start, mark.text) for start, mark in opened if mark.kind == "metric"),
        pace=tuple(_pace(take.transcript)),
    )


ORDER = (Part.SITUATION, Part.TASK, Part.ACTION, Part.RESULT, Part.REFLECTION)


def with_better_parts(takes: Sequence[TakeDebrief], turn: Turn) -> Iterator[TakeDebrief]:
    """The takes; one that tells a part of the answer again knows where that part stands in it."""
    for index, take in enumerate(takes):
        part = told_again(turn.follow_ups[index - 1].follow_up) if index else None
        yield replace(take, replaces=_place(takes[0], part)) if part else take


def _place(answer: TakeDebrief, part: Part) -> Interval:
    """From the first to the last sentence of a part; where there is none, after what comes before it."""
    segments = [item for item in answer.segments if item.part is part]
    if segments:
        return Interval(segments[0].interval.start, segments[-1].interval.end)
    earlier = ORDER[: ORDER.index(part)]
    ends = [item.interval.end for item in answer.segments if item.part in earlier]
    at = max(ends, default=0.0)
    return Interval(at, at)


def _pace(transcript: Transcript) -> Iterator[tuple[float, float]]:
    """Words a minute in windows around each step."""
    starts = [word.start for word in transcript.words if word.start is not None]
    if not starts or transcript.duration is None or transcript.duration < 2 * PACE_WINDOW_S:
        return
    half = PACE_WINDOW_S / 2
    at = half
    while at <= transcript.duration - half:
        count = sum(at - half <= start < at + half for start in starts)
        yield at, count * 60.0 / PACE_WINDOW_S
        at += PACE_STEP_S


def marks(
    answer: Answer,
    points: Iterable[NumberedFinding],
    quantities: Iterable[Metric],
    ticks: Iterable[Tick] = (),
) -> dict[int, frozenset[Mark]]:
    """Index of a word in the whole answer -> what is marked on it."""
    found: dict[int, set[Mark]] = {}

    def mark(
        span: Span, kind: str, text: str = "", number: int | None = None, tick: str = ""
    ) -> None:
        for at in range(max(span.first, 0), min(span.last, len(answer.words))):
            opens = at == span.first
            one = Mark(kind, opens, text, number if opens else None, tick if opens else "")
            found.setdefault(at, set()).add(one)

    disfluencies = answer.once(disfluency)
    for span in (*disfluencies.fillers, *disfluencies.like, *disfluencies.markers):
        mark(span, "filler")
    for metric in quantities:
        mark(metric.span, "metric", metric.text)
    for point in points:
        for order, span in enumerate(point.finding.evidence if point.number else ()):
            mark(span, str(point.finding.verdict), number=None if order else point.number)
    for ticked in ticks:
        mark(ticked.span, "wrong" if ticked.wrong else "tick", tick=ticked.id)
    for span in answer.unsure:
        for at in range(span.first, span.last):
            chance = answer.words[at].probability
            mark(Span(at, at + 1), "unsure", "" if chance is None else f"{chance:.0%}")
    return {at: frozenset(some) for at, some in found.items()}
