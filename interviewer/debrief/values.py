"""What is told of one answer: values that the page, the terminal and the exports lay out.

Word indexes are those of the whole answer (`checks.turn.answer_of`); times are seconds from the start of
the recording they belong to, since an answer to a follow-up is a recording of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.quoted_words import quoted_words
from interviewer.answer.speech_measures import own_s, speech_measures
from interviewer.checks.star import Star
from interviewer.debrief.passages import Passage
from interviewer.history.earlier_attempts import EarlierAttempt
from interviewer.model import Finding, Fix, Interval, Span, Transcript, Turn
from interviewer.output.formatting import clock
from interviewer.output.svg import Flag, StorySegment
from interviewer.output.titles import score_title

ENDINGS: Mapping[str, str] = {
    "skipped": "skipped",
    "interrupted": "broken off",
    "limit": "stopped at the limit",
    "stopped": "stopped by the interviewer",
    "lost": "ended when the microphone went away",
    "typed": "typed",
}
"""How an answer ended, in words; a key or a silence goes without saying."""


@dataclass(frozen=True, slots=True)
class TakePosition:
    """A moment in one of an answer's recordings."""

    take: int
    start: float | None


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding, numbered where words show it."""

    finding: Finding
    number: int | None = None
    quote: str = ""
    place: TakePosition | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a family of checks."""

    name: str
    value: float
    sounds: str = ""
    """What it is made of in this answer; see `score_meaning`."""
    weight: float = 0.0
    """Share of the overall score, 0-1."""

    @property
    def title(self) -> str:
        """The family's name for people."""
        return score_title(self.name)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One point of a checklist."""

    key: str
    says: str
    weight: str
    quote: str = ""
    """The words that cover it; empty when it is missing."""
    place: TakePosition | None = None
    example: str = ""
    """One way to say it."""
    why: str = ""
    """Why it is wrong, for a claim."""
    tick: str = ""
    """Id of its `Tick`; empty when it is missing."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A rubric, point by point."""

    title: str
    covered: tuple[ChecklistItem, ...]
    missing: tuple[ChecklistItem, ...]
    wrong: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class FlawDebrief:
    """A planted flaw, and whether it was named."""

    name: str
    severity: str
    why: str
    fix: str
    lines: tuple[int, ...]
    found: bool
    quote: str = ""
    place: TakePosition | None = None
    tick: str = ""
    """Id of its `Tick`; empty when it was missed."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A point or a flaw, and the words of the whole answer that tick it."""

    id: str
    says: str
    span: Span
    wrong: bool = False
    """Whether it is a wrong claim."""


@dataclass(frozen=True, slots=True)
class TakeDebrief:
    """One recording: what was said at once, or what a follow-up brought out."""

    asked: str
    audio: str | None
    transcript: Transcript
    first: int
    """Index of its first word in the whole answer."""
    label: str = ""
    """What the words before a reply are called, as `FollowUp.label`; empty for the answer itself."""
    passages: tuple[Passage, ...] = ()
    pauses: tuple[Interval, ...] = ()
    fillers: tuple[float, ...] = ()
    """When each begins."""
    metrics: tuple[tuple[float, str], ...] = ()
    """When each quantity begins, and its words."""
    pace: tuple[tuple[float, float], ...] = ()
    """(seconds, words per minute); empty for an answer too short to have one."""
    replaces: Interval | None = None
    """Where the part stands in the answer that was told again here; of no length where it was missing."""

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
    def segments(self) -> tuple[StorySegment, ...]:
        """Its passages on the time axis."""
        return tuple(
            StorySegment(Interval(passage.start, passage.end), passage.part)
            for passage in self.passages
            if passage.start is not None and passage.end is not None
        )

    @property
    def summary(self) -> str:
        """The timeline in words."""
        parts = ", ".join(
            f"{segment.part} from {clock(segment.interval.start)}"
            for segment in self.segments
            if segment.part
        )
        return (
            f"Timeline of {clock(self.duration or 0)}: {parts or 'speech'}; "
            f"{len(self.pauses)} pauses of a second and more, {len(self.fillers)} fillers, "
            f"{len(self.metrics)} numbers"
        )

    @property
    def pace_summary(self) -> str:
        """The pace in words."""
        rates = [rate for _, rate in self.pace]
        return f"Pace between {min(rates):.0f} and {max(rates):.0f} words per minute"


@dataclass(frozen=True, slots=True)
class AnswerDebrief:
    """One answer, and everything worth telling of it."""

    number: int
    turn: Turn
    whole: Answer
    """What was said at once and to the follow-ups, end to end."""
    takes: tuple[TakeDebrief, ...]
    points: tuple[NumberedFinding, ...]
    """What to fix first, then questions, strengths and notes."""
    scores: tuple[Score, ...]
    """Overall first; empty when the answer does not count."""
    star: Star | None
    checklists: tuple[Checklist, ...]
    flaws: tuple[FlawDebrief, ...]
    ticks: Mapping[str, Tick]
    """Id -> what the words tick; each is marked in the transcript."""
    earlier: tuple[EarlierAttempt, ...] = ()
    """Oldest first."""

    @property
    def overall(self) -> float | None:
        """The score of the answer."""
        return self.scores[0].value if self.scores else None

    @property
    def ending(self) -> str:
        """How the answer ended, where that is worth a word."""
        return ENDINGS.get(self.turn.ended, "")

    @property
    def numbered(self) -> dict[int, NumberedFinding]:
        """Number -> the finding that carries it."""
        return {point.number: point for point in self.points if point.number is not None}

    @property
    def seconds(self) -> float | None:
        """Length of the answer itself, replies left out; None when it was typed."""
        return own_s(self.whole)

    @property
    def rate(self) -> float | None:
        """Words per minute on the whole."""
        return self.whole.once(speech_measures).words_per_minute

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

    def flaws_at(self, line: int) -> tuple[FlawDebrief, ...]:
        """The flaws planted in a line of the code, counted from 1."""
        return tuple(flaw for flaw in self.flaws if line in flaw.lines)

    def quoted(self, index: int) -> TakePosition | None:
        """Where what the follow-up of a take quotes was said before it."""
        for before in range(index - 1, -1, -1):
            words = self.takes[before].transcript.words
            if span := quoted_words(self.takes[index].asked, words):
                return TakePosition(before, words[span.first].start)
        return None

    def where(self, item: Fix) -> TakePosition | None:
        """Where the words of a fix are heard."""
        spans = item.finding.evidence
        return position_of(self.takes, spans[0]) if spans else None


def position_of(takes: Sequence[TakeDebrief], span: Span) -> TakePosition | None:
    """Where a span of the whole answer is heard; None when it is nowhere."""
    for index, take in enumerate(takes):
        within = span.first - take.first
        if 0 <= within < len(take.transcript.words):
            return TakePosition(index, take.transcript.words[within].start)
    return None
