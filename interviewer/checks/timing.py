"""Is the answer as long as the question wants, and is the time spent where it counts?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from interviewer.answer import Answer
from interviewer.checks.base import Anchor, Check, Example, Rule, ramp
from interviewer.model import Finding, Kind, Part, Question, Verdict
from interviewer.reading.manner import spoken_s
from interviewer.reading.parts import story

DEFAULT_TARGET = (90.0, 240.0)
DEFAULT_LIMIT = 300.0
LONGEST_RUNWAY = 0.35
"""Share of the time before the first deed; more is a long runway (several coaching guides)."""


class Band(StrEnum):
    """Where the clock stands, while the answer is given."""

    EARLY = "early"
    GOOD = "good"
    WRAP_UP = "wrap up"
    OVER = "over"


def band(elapsed: float, question: Question | None = None) -> Band:
    """The band after `elapsed` seconds of an answer to `question`."""
    low, high = question.target_s if question else DEFAULT_TARGET
    limit = question.limit_s if question else DEFAULT_LIMIT
    if elapsed < low:
        return Band.EARLY
    if elapsed <= high:
        return Band.GOOD
    return Band.WRAP_UP if elapsed <= limit else Band.OVER


@dataclass(frozen=True, slots=True)
class Timing:
    """When things were said; seconds, None where unknown."""

    duration_s: float | None
    target_s: tuple[float, float]
    first_action_s: float | None
    result_s: float | None
    """Start of the first result sentence."""


def measure(answer: Answer) -> Timing:
    """Read the clock."""
    firsts: dict[Part, float | None] = {}
    if answer.timed and answer.kind is Kind.BEHAVIORAL:
        for sentence in answer.once(story).sentences:
            firsts.setdefault(sentence.part, answer.start(sentence.span))
    target = answer.question.target_s if answer.question else DEFAULT_TARGET
    return Timing(spoken_s(answer), target, firsts.get(Part.ACTION), firsts.get(Part.RESULT))


def score(answer: Answer) -> float | None:
    """0–100: 100 within the target, 50 at half its lower end, 20 at twice its upper end."""
    clock = answer.once(measure)
    if not clock.duration_s:
        return None
    low, high = clock.target_s
    return ramp(
        clock.duration_s,
        ((0.0, 0.0), (low / 2, 50.0), (low, 100.0), (high, 100.0), (2 * high, 20.0)),
    )


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on time."""
    clock = answer.once(measure)
    if not clock.duration_s:
        return
    low, high = clock.target_s
    gain = 100.0 - (score(answer) or 0.0)
    if clock.duration_s < low:
        yield Finding(
            "timing.too-short",
            Verdict.FIX,
            f"You stopped after {_minutes(clock.duration_s)}; {_minutes(low)} or more is usual here.",
            "Tell the steps you took, and how it ended.",
            value=clock.duration_s,
            gain=gain,
        )
    elif clock.duration_s > high:
        yield Finding(
            "timing.too-long",
            Verdict.FIX,
            f"You spoke for {_minutes(clock.duration_s)}; {_minutes(high)} is enough here.",
            "Cut the background to two sentences and start with what went wrong.",
            value=clock.duration_s,
            gain=gain,
        )

    yield from _runway(answer, clock)


def _runway(answer: Answer, clock: Timing) -> Iterator[Finding]:
    """Too much background before anything is done."""
    if clock.first_action_s is None or not clock.duration_s:
        return
    share = clock.first_action_s / clock.duration_s
    if share > LONGEST_RUNWAY and clock.duration_s >= 45:
        opening = tuple(
            item.span
            for item in answer.once(story).sentences
            if item.part in {Part.SITUATION, Part.TASK}
        )
        yield Finding(
            "timing.runway",
            Verdict.FIX,
            f"It took {_minutes(clock.first_action_s)}, {share:.0%} of your answer, until you"
            " did something.",
            "Two sentences of background, then: 'So I…'.",
            opening[:1],
            round(share, 2),
            gain=25.0,
        )


def _minutes(seconds: float) -> str:
    """`45 seconds`, `2:05 minutes`."""
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} minutes"


_TOLD = (
    "Last spring there was a build that kept failing. So I read the logs, then I wrote a script"
    " and I fixed the disk."
)

_RULES = (
    Rule(
        "timing.too-short",
        why="An interviewer needs matter for a page of notes.",
        good="90 seconds to four minutes for a story, or what the question asks for.",
        weak="Three sentences.",
        source="Published coaching guides; the question's own target where it has one.",
        flags=(Example("I fixed it.", 140),),
        passes=(Example(" ".join(["I read the logs again."] * 60), 140), "No times, no verdict."),
    ),
    Rule(
        "timing.too-long",
        why="After four minutes listeners stop taking notes, and interviewers interrupt.",
        good="The story in three minutes, details when asked.",
        weak="Seven minutes without a breath.",
        source="Published coaching guides; interviewers are said to stop answers at five minutes.",
        flags=(Example(" ".join(["I read the logs again."] * 200), 140),),
        passes=(Example(" ".join(["I read the logs again."] * 60), 140),),
    ),
    Rule(
        "timing.runway",
        why="Real answers spend too long on the situation; the listener waits for you to act.",
        good="Background in a quarter of the time.",
        weak="Half of the answer before the first 'I'.",
        source="Situation and task over 35 % of the time is the flag of several coaching guides.",
        flags=(
            Example(
                "Last spring there was a build at our shop that nobody understood any more. "
                + "It had been there for years, and it was known to be slow and very old. " * 8
                + "My job was to find out why it failed. So I read the logs of two weeks, and then"
                " I wrote a script that grouped the failures.",
                140,
            ),
        ),
        passes=(Example(_TOLD, 140), Example(f"{_TOLD} So I read more logs. " * 6, 140)),
    ),
)

CHECK = Check(
    "timing",
    run,
    measure=measure,
    score=score,
    rules=_RULES,
    anchors=(
        Anchor(20, "Over twice the target, or a few seconds."),
        Anchor(50, "Half the lower end, or half as long again as the upper end."),
        Anchor(80, "A little short or a little long."),
        Anchor(95, "Within the target."),
    ),
)
