"""Session -> `Account`: everything a debrief tells of each answer, ready to be laid out.

The page, the terminal and the Markdown file all lay out an account, so that they cannot disagree.
Word indexes are those of the whole answer (`judge.answer_of`); times are seconds from the start of
the recording they belong to, since an answer to a follow-up is a recording of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer import rubrics
from interviewer.answer import Answer
from interviewer.checks import anchors, examine
from interviewer.checks.coverage import Coverage
from interviewer.checks.review import Review
from interviewer.checks.star import Star
from interviewer.checks.weights import WEIGHTS
from interviewer.debrief import counts, debrief, quote
from interviewer.debrief.charts import Flag, Segment, clock
from interviewer.debrief.mending import mended
from interviewer.debrief.passages import Mark, Passage, passages
from interviewer.errors import InterviewerError
from interviewer.judge import answer_of
from interviewer.model import (
    Debrief,
    Finding,
    Fix,
    Part,
    Session,
    Span,
    Stretch,
    Transcript,
    Turn,
    Verdict,
)
from interviewer.printable import all_printable
from interviewer.reading.disfluency import disfluency
from interviewer.reading.manner import SHOWN_PAUSE_S

TITLES: Mapping[str, str] = {
    "overall": "Overall",
    "star": "Structure",
    "metrics": "Numbers",
    "ownership": "Ownership",
    "reflection": "Reflection",
    "alternatives": "Alternatives",
    "coverage": "Coverage",
    "exercise": "Exercise",
    "review": "Flaws found",
    "clarity": "Plain language",
    "timing": "Length",
    "delivery": "Delivery",
    "program": "Hidden cases",
}
"""Families of checks, as people call them."""

ENDINGS: Mapping[str, str] = {
    "skipped": "skipped",
    "interrupted": "broken off",
    "limit": "stopped at the limit",
    "stopped": "stopped by the interviewer",
    "lost": "ended when the microphone went away",
    "typed": "typed",
}
"""How an answer ended, in words; a key or a silence goes without saying."""
MEANS: Mapping[str, str] = {
    "overall": "The mean of the others, each by its weight.",
    "reflection": "How clearly you said what you took from it.",
    "program": "Share of the hidden cases that your program passed.",
}
"""What a score says, where no check gives anchors."""
UNSURE = 0.5
"""Words that the recogniser gave less than even odds are marked as unsure."""
PACE_WINDOW_S = 20.0
PACE_STEP_S = 5.0
"""Pace over time is the words begun in a sliding window; shorter windows count single words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A moment in one of an answer's recordings."""

    take: int
    start: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """A finding, numbered where words show it."""

    finding: Finding
    number: int | None = None
    quote: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What a family gave, and what that sounds like."""

    name: str
    value: float
    sounds: str = ""
    """The anchor nearest to the value."""
    weight: float = 0.0
    """Share of the overall score, 0-1."""

    @property
    def title(self) -> str:
        """The family's name for people."""
        return TITLES.get(self.name, self.name.capitalize())


@dataclass(frozen=True, slots=True)
class Tick:
    """One point of a checklist."""

    key: str
    says: str
    weight: str
    quote: str = ""
    """The words that cover it; empty when it is missing."""
    place: Place | None = None
    example: str = ""
    """One way to say it."""
    why: str = ""
    """Why it is wrong, for a claim."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A rubric, point by point."""

    title: str
    covered: tuple[Tick, ...]
    missing: tuple[Tick, ...]
    wrong: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Flawed:
    """A planted flaw, and whether it was named."""

    name: str
    severity: str
    why: str
    fix: str
    lines: tuple[int, ...]
    found: bool
    quote: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """One recording: what was said at once, or what a follow-up brought out."""

    asked: str
    audio: str | None
    transcript: Transcript
    first: int
    """Index of its first word in the whole answer."""
    passages: tuple[Passage, ...]
    pauses: tuple[Stretch, ...]
    fillers: tuple[float, ...]
    """When each begins."""
    metrics: tuple[tuple[float, str], ...]
    """When each quantity begins, and its words."""
    pace: tuple[tuple[float, float], ...]
    """(seconds, words a minute); empty for an answer too short to have one."""

    @property
    def duration(self) -> float | None:
        """Seconds, or the end of the last word, or None."""
        ends = [word.end for word in self.transcript.words if word.end is not None]
        return self.transcript.duration or max(ends, default=None)

    @property
    def timed(self) -> bool:
        """Whether its words can be drawn along a time axis."""
        return bool(self.duration) and any(passage.start is not None for passage in self.passages)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its passages on the time axis."""
        return tuple(
            Segment(Stretch(passage.start, passage.end), passage.part)
            for passage in self.passages
            if passage.start is not None and passage.end is not None
        )

    @property
    def summary(self) -> str:
        """The timeline in words."""
        told = ", ".join(
            f"{segment.part} from {clock(segment.stretch.start)}"
            for segment in self.segments
            if segment.part
        )
        return (
            f"Timeline of {clock(self.duration or 0)}: {told or 'speech'}; "
            f"{len(self.pauses)} pauses of a second and more, {len(self.fillers)} fillers, "
            f"{len(self.metrics)} numbers"
        )

    @property
    def pace_summary(self) -> str:
        """The pace in words."""
        rates = [rate for _, rate in self.pace]
        return f"Pace between {min(rates):.0f} and {max(rates):.0f} words a minute"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another attempt at the same question."""

    session: Session
    turn: Turn
    href: str = ""
    """Link to where it is told, relative to the page."""

    @property
    def seconds(self) -> float | None:
        """Length of the answer."""
        return self.turn.transcript.duration


@dataclass(frozen=True, slots=True)
class Told:
    """One answer, and everything worth telling of it."""

    number: int
    turn: Turn
    answer: Answer
    takes: tuple[Take, ...]
    points: tuple[Point, ...]
    """What to fix first, then questions, strengths and notes."""
    scores: tuple[Score, ...]
    """Overall first; empty when the answer does not count."""
    star: Star | None
    checklists: tuple[Checklist, ...]
    flaws: tuple[Flawed, ...]
    earlier: tuple[Earlier, ...] = ()
    """Oldest first."""

    @property
    def overall(self) -> float | None:
        """The score of the answer."""
        return self.scores[0].value if self.scores else None

    def place(self, span: Span) -> Place | None:
        """Where a span of the whole answer is heard."""
        return _place(self.takes, span)

    @property
    def ending(self) -> str:
        """How the answer ended, where that is worth a word."""
        return ENDINGS.get(self.turn.ended, "")

    @property
    def numbered(self) -> dict[int, Point]:
        """Number -> the finding that carries it."""
        return {point.number: point for point in self.points if point.number is not None}

    @property
    def rate(self) -> float | None:
        """Words a minute on the whole."""
        seconds = self.answer.duration
        return 60 * len(self.answer.words) / seconds if seconds else None

    @property
    def compared(self) -> tuple[Score, ...]:
        """The scores that an earlier attempt has as well."""
        return tuple(
            score
            for score in self.scores
            if any(score.name in past.turn.scores for past in self.earlier)
        )

    def before(self, score: Score) -> float | None:
        """The same score of the attempt before."""
        return self.earlier[-1].turn.scores.get(score.name) if self.earlier else None

    def change(self, score: Score) -> float | None:
        """Points gained since the attempt before."""
        before = self.before(score)
        return None if before is None else score.value - before

    def flags(self, take: int) -> tuple[Flag, ...]:
        """The numbered findings of one recording, for its timeline."""
        return tuple(
            Flag(point.place.start, point.number, str(point.finding.verdict), point.finding.message)
            for point in self.points
            if point.number is not None
            and point.place is not None
            and point.place.take == take
            and point.place.start is not None
        )

    def flaws_at(self, line: int) -> tuple[Flawed, ...]:
        """The flaws planted in a line of the code, counted from 1."""
        return tuple(flaw for flaw in self.flaws if line in flaw.lines)

    def where(self, item: Fix) -> Place | None:
        """Where the words of a fix are heard."""
        return self.place(item.finding.evidence[0]) if item.finding.evidence else None


@dataclass(frozen=True, slots=True)
class Account:
    """A session's debrief with all its answers."""

    debrief: Debrief
    answers: tuple[Told, ...]
    folder: Path | None = None

    @property
    def session(self) -> Session:
        """The session told of."""
        return self.debrief.session

    @property
    def scores(self) -> tuple[Score, ...]:
        """Means over the answers that count, overall first."""
        return tuple(Score(name, value) for name, value in self.debrief.scores.items())


def account(
    session: Session,
    folder: Path | None = None,
    earlier: Mapping[str, Sequence[Earlier]] | None = None,
) -> Account:
    """Tell a session; `earlier` holds attempts of older sessions by question id, oldest first.

    Everything in it is fit to be shown, whatever stands in the session.
    """
    session = all_printable(session)
    session = replace(session, turns=tuple(map(mended, session.turns)))
    before = earlier or {}
    answers = []
    for index, turn in enumerate(session.turns):
        same = [
            Earlier(session, other, f"#answer-{at + 1}")
            for at, other in enumerate(session.turns[:index])
            if other.question.id == turn.question.id
        ]
        answers.append(
            told(index + 1, turn, (*all_printable(tuple(before.get(turn.question.id, ()))), *same))
        )
    return Account(debrief(session), tuple(answers), folder)


def told(number: int, turn: Turn, earlier: Iterable[Earlier] = ()) -> Told:
    """One answer; its measures are today's, its findings and scores those that were kept."""
    turn = mended(all_printable(turn))
    answer = answer_of(turn)
    try:
        measures = examine(answer).measures
    except InterviewerError:  # a rubric of the user's own that is gone
        measures = {}
    takes = tuple(_takes(turn))
    coverage = measures.get("coverage")
    covered: Mapping[str, Coverage] = coverage if isinstance(coverage, Mapping) else {}
    review, star = measures.get("review"), measures.get("star")
    points = tuple(_points(turn, answer, takes, covered))
    marked = _marks(answer, points, measures)
    story = star if isinstance(star, Star) and star.is_story else None
    parts = [(item.span, item.part) for item in story.sentences] if story else []
    return Told(
        number,
        turn,
        answer,
        tuple(_filled(take, answer, marked, parts) for take in takes),
        points,
        _scores(turn),
        story,
        tuple(_checklist(name, item, answer, takes) for name, item in covered.items()),
        _flaws(turn, review, takes) if isinstance(review, Review) else (),
        tuple(earlier),
    )


# --- recordings ---------------------------------------------------------------------------------


def _takes(turn: Turn) -> Iterator[Take]:
    first = 0
    for part in (turn, *turn.follow_ups):
        yield Take(part.question.text, part.audio, part.transcript, first, (), (), (), (), ())
        first += len(part.transcript.words)


def _filled(
    take: Take,
    answer: Answer,
    marks: Mapping[int, frozenset[Mark]],
    parts: Sequence[tuple[Span, Part]],
) -> Take:
    """A take with everything that is drawn of it."""
    alone = Answer(take.transcript)
    words = take.transcript.words
    pauses = tuple(pause for pause in alone.pauses if pause.length >= SHOWN_PAUSE_S)
    kinds = {
        kind: [
            at
            for at in range(take.first, take.first + len(words))
            if any(mark.kind == kind and mark.opens for mark in marks.get(at, ()))
        ]
        for kind in ("filler", "metric")
    }
    starts = {at: words[at - take.first].start for some in kinds.values() for at in some}
    texts = {
        at: mark.text
        for at in kinds["metric"]
        for mark in marks[at]
        if mark.kind == "metric" and mark.opens
    }
    return Take(
        take.asked,
        take.audio,
        take.transcript,
        take.first,
        passages(alone, take.first, answer, parts, marks, pauses),
        pauses,
        tuple(start for at in kinds["filler"] if (start := starts[at]) is not None),
        tuple((start, texts[at]) for at in kinds["metric"] if (start := starts[at]) is not None),
        tuple(_pace(take.transcript)),
    )


def _pace(transcript: Transcript) -> Iterator[tuple[float, float]]:
    """Words a minute in windows around each step."""
    starts = [word.start for word in transcript.words if word.start is not None]
    if not starts or transcript.duration is None or transcript.duration < 2 * PACE_WINDOW_S:
        return
    half = PACE_WINDOW_S / 2
    at = half
    while at <= transcript.duration - half:
        said = sum(at - half <= start < at + half for start in starts)
        yield at, said * 60.0 / PACE_WINDOW_S
        at += PACE_STEP_S


def _place(takes: Sequence[Take], span: Span) -> Place | None:
    for index, take in enumerate(takes):
        within = span.first - take.first
        if 0 <= within < len(take.transcript.words):
            return Place(index, take.transcript.words[within].start)
    return None


# --- what was found -----------------------------------------------------------------------------

_ORDER = (Verdict.FIX, Verdict.ASK, Verdict.GOOD, Verdict.NOTE)


def _points(
    turn: Turn, answer: Answer, takes: Sequence[Take], covered: Mapping[str, Coverage]
) -> Iterator[Point]:
    """Findings by verdict and gain, numbered in the order said; checklists tell what is missing."""
    told_there = {f"{name}.{key}" for name, item in covered.items() for key in item.missing}
    found = [finding for finding in turn.findings if finding.rule not in told_there]
    shown = sorted(
        (finding for finding in found if finding.evidence),
        key=lambda finding: finding.evidence[0].first,
    )
    numbers = {id(finding): number for number, finding in enumerate(shown, 1)}
    for finding in sorted(found, key=lambda item: (_ORDER.index(item.verdict), -item.gain)):
        number = numbers.get(id(finding))
        if number is None:
            yield Point(finding)
        else:
            span = finding.evidence[0]
            yield Point(finding, number, quote(answer, span), _place(takes, span))


def _marks(
    answer: Answer, points: Iterable[Point], measures: Mapping[str, object]
) -> dict[int, frozenset[Mark]]:
    """Index of a word -> what is marked on it."""
    marks: dict[int, set[Mark]] = {}

    def mark(span: Span, kind: str, text: str = "", number: int | None = None) -> None:
        for at in range(max(span.first, 0), min(span.last, len(answer.words))):
            opens = at == span.first
            marks.setdefault(at, set()).add(Mark(kind, opens, text, number if opens else None))

    said = answer.once(disfluency)
    for span in (*said.fillers, *said.like, *said.markers):
        mark(span, "filler")
    metrics = measures.get("metrics")
    for metric in metrics if isinstance(metrics, tuple) else ():
        mark(metric.span, "metric", metric.text)
    for point in points:
        for order, span in enumerate(point.finding.evidence if point.number else ()):
            mark(span, str(point.finding.verdict), number=None if order else point.number)
    for at, word in enumerate(answer.words):
        if word.probability is not None and word.probability < UNSURE:
            mark(Span(at, at + 1), "unsure", f"{word.probability:.0%}")
    return {at: frozenset(some) for at, some in marks.items()}


def _scores(turn: Turn) -> tuple[Score, ...]:
    if not counts(turn) or "overall" not in turn.scores:
        return ()
    weights = {name: WEIGHTS[turn.question.kind].get(name, 0.0) for name in turn.scores}
    total = sum(weights.values()) or 1.0
    return tuple(
        Score(name, value, _sounds(name, value), weights[name] / total)
        for name, value in sorted(
            turn.scores.items(), key=lambda item: (item[0] != "overall", -weights[item[0]])
        )
    )


def _sounds(family: str, value: float) -> str:
    """The anchor nearest to a score."""
    known = anchors(family)
    return (
        min(known, key=lambda anchor: abs(anchor.score - value)).sounds
        if known
        else MEANS.get(family, "")
    )


def _checklist(name: str, item: Coverage, answer: Answer, takes: Sequence[Take]) -> Checklist:
    rubric = rubrics.get(name)

    def tick(key: str) -> Tick:
        span = item.place(key) if key in item.evidence else None
        place = _place(takes, span) if span else None
        words = quote(answer, span) if span else ""
        if key in rubric.wrong:
            claim = rubric.wrong[key]
            return Tick(key, claim.says, "wrong", words, place, why=claim.why)
        concept = rubric.concepts[key]
        return Tick(key, concept.says, str(concept.weight), words, place, concept.example)

    return Checklist(
        rubric.title,
        tuple(map(tick, item.covered)),
        tuple(map(tick, item.missing)),
        tuple(map(tick, item.wrong)),
    )


def _flaws(turn: Turn, review: Review, takes: Sequence[Take]) -> tuple[Flawed, ...]:
    material = turn.question.material
    planted = material.flaws if material else ()
    return tuple(
        Flawed(
            flaw.name,
            str(flaw.severity),
            flaw.why,
            flaw.fix,
            flaw.lines,
            seen.found,
            seen.quote,
            _place(takes, seen.places[0]) if seen.places else None,
        )
        for flaw, seen in zip(planted, review.flaws, strict=True)
    )
