"""The readiness board: every step of the study plan, with the attempt that shows it or what lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from interviewer.history.index import AnswerRow
from interviewer.history.readiness import Shortfall, evidence, matches, satisfies, shortfalls
from interviewer.model import Condition, Kind, Milestone, Step
from interviewer.output.formatting import clock
from interviewer.output.titles import score_title
from interviewer.packs.catalogue import Pack

WORDS = {
    "star.no-story": "a single story",
    "star.no-result": "a result",
    "metrics.none": "a number",
    "ownership.we": "“I” where it says “we”",
    "relevance.off-question": "an answer to the question asked",
}
"""Rules that study plans name, as what is missing."""


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One step of the plan, and how far it is done."""

    step: Step
    evidence: tuple[AnswerRow, ...]
    """The attempts that count, the first of each kind that is asked for."""
    nearest: AnswerRow | None = None
    """The best attempt that does not count yet; None when it is done or nothing was tried."""
    lacks: tuple[Shortfall, ...] = ()
    """What the nearest attempt lacks."""

    @property
    def reached(self) -> int:
        """How many of the condition's `count` are there."""
        return min(len(self.evidence), self.step.condition.count)

    @property
    def done(self) -> bool:
        """Whether the step is fulfilled."""
        return self.reached >= self.step.condition.count

    @property
    def missing(self) -> str:
        """What is still to do, in plain words; empty when it is done."""
        if self.done:
            return ""
        count = self.step.condition.count
        untold = f"0 of {count}" if count > 1 else "not done yet"
        begun = f"{count - self.reached} more" if self.reached else untold
        more = begun if self.reached or self.nearest else "not tried yet"
        if self.nearest is None:
            return more
        return f"{more}; the closest still needs {', '.join(map(shortfall_text, self.lacks))}"


@dataclass(frozen=True, slots=True)
class MilestoneProgress:
    """A goal of the study plan, step by step."""

    name: str
    milestone: Milestone
    steps: tuple[StepProgress, ...]
    due: datetime | None = None
    """When it should be reached, counted from the first answer; None when the plan names no day."""

    @property
    def done(self) -> int:
        """How many steps are fulfilled."""
        return sum(step.done for step in self.steps)


class CompetencyState(StrEnum):
    """How far a competency is."""

    READY = "ready"
    CLOSE = "close"
    """One thing lacks in the best attempt."""
    STARTED = "started"
    UNTOLD = "untold"

    @property
    def words(self) -> str:
        """The same for people."""
        return {"close": "almost", "started": "in progress", "untold": "not started"}.get(
            self.value, self.value
        )


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """One competency of the matrix."""

    name: str
    title: str
    state: CompetencyState
    attempts: int
    """Attempts at its questions."""
    best: AnswerRow | None
    lacks: tuple[Shortfall, ...]
    """What the best attempt lacks."""
    touched: int = 0
    """Answers to questions of other competencies that give evidence of this one."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Competencies that stories are told for, by readiness."""

    condition: Condition
    """What makes a competency ready."""
    rows: tuple[CompetencyRow, ...]

    @property
    def ready(self) -> int:
        """How many are ready."""
        return sum(row.state is CompetencyState.READY for row in self.rows)


def board(pack: Pack, entries: Sequence[AnswerRow]) -> tuple[MilestoneProgress, ...]:
    """Every milestone of the pack's study plan, in its order."""
    first = entries[0].attempt.started if entries else None
    return tuple(
        MilestoneProgress(
            name,
            milestone,
            tuple(_step(step, entries) for step in milestone.steps),
            first + timedelta(days=milestone.days)
            if first and milestone.days is not None
            else None,
        )
        for name, milestone in pack.milestones.items()
    )


def _step(step: Step, entries: Sequence[AnswerRow]) -> StepProgress:
    condition = step.condition
    by_attempt = {id(entry.attempt): entry for entry in entries}
    shown = tuple(
        by_attempt[id(attempt)] for attempt in evidence(condition, (e.attempt for e in entries))
    )
    if len(shown) >= condition.count:
        return StepProgress(step, shown)
    had = {_distinct(condition, entry) for entry in shown}
    tried = [
        entry
        for entry in entries
        if matches(condition, entry.attempt) and _distinct(condition, entry) not in had
    ]
    nearest = _nearest(condition, tried)
    return StepProgress(
        step, shown, nearest, tuple(shortfalls(condition, nearest.attempt)) if nearest else ()
    )


def _distinct(condition: Condition, entry: AnswerRow) -> object:
    if condition.distinct == "attempt":
        return id(entry)
    return getattr(entry.attempt, condition.distinct)


def _nearest(condition: Condition, tried: Iterable[AnswerRow]) -> AnswerRow | None:
    """The attempt that lacks least; of equals the one with the higher score, then the later."""
    return min(
        tried,
        key=lambda entry: (
            len(tuple(shortfalls(condition, entry.attempt))),
            -(entry.score or 0.0),
            -entry.attempt.started.timestamp(),
        ),
        default=None,
    )


def matrix(pack: Pack, entries: Sequence[AnswerRow]) -> Matrix:
    """The competencies that the pack has stories for, by the study plan's own measure.

    The measure is the condition that asks for one story each; a pack without one gets 60 points.
    """
    condition = max(
        (
            step.condition
            for milestone in pack.milestones.values()
            for step in milestone.steps
            if step.condition.distinct == "competency" and Kind.BEHAVIORAL in step.condition.kinds
        ),
        key=lambda condition: condition.count,
        default=Condition(kinds=(Kind.BEHAVIORAL,), scores={"overall": 60.0}),
    )
    stories = {
        question.competency
        for question in pack.questions.values()
        if question.kind is Kind.BEHAVIORAL
    }
    names = [name for name in pack.competencies if name in stories]
    return Matrix(condition, tuple(_row(pack, name, condition, entries) for name in names))


def _row(
    pack: Pack, name: str, condition: Condition, entries: Sequence[AnswerRow]
) -> CompetencyRow:
    attempts = [
        entry
        for entry in entries
        if entry.attempt.competency == name
        and entry.attempt.kind in (condition.kinds or tuple(Kind))
    ]
    counting = [entry for entry in attempts if satisfies(condition, entry.attempt)]
    best = _nearest(condition, counting or attempts)
    missing = tuple(shortfalls(condition, best.attempt)) if best else ()
    if counting:
        state = CompetencyState.READY
    elif not attempts:
        state = CompetencyState.UNTOLD
    else:
        state = CompetencyState.CLOSE if len(missing) == 1 else CompetencyState.STARTED
    touched = sum(name in entry.also for entry in entries)
    return CompetencyRow(
        name, pack.competencies[name].title, state, len(attempts), best, missing, touched
    )


def requirements(condition: Condition) -> Iterator[tuple[str, str]]:
    """What a condition asks of an attempt: the name of each `Shortfall`, and a heading for it."""
    for name, least in condition.scores.items():
        yield name, f"{least:g}+" if name == "overall" else f"{name} {least:g}+"
    if condition.seconds:
        yield "length", "length"
    for rule in condition.without:
        family, _, what = rule.partition(".")
        yield rule, what.removeprefix("no-") if what.startswith("no-") else family


def shortfall_text(lack: Shortfall) -> str:
    """A lack in plain words."""
    if lack.what == "length":
        low, high = (clock(value) for value in lack.wanted)
        if lack.value is None:
            return f"to be said aloud, in {low} to {high}"
        return f"a length of {low} to {high} (it was {clock(lack.value)})"
    if lack.wanted == (0.0, 0.0):
        return WORDS.get(lack.what, lack.what)
    had = "none" if lack.value is None else f"{lack.value:.0f}"
    name = "" if lack.what == "overall" else f" for {score_title(lack.what).lower()}"
    return f"{lack.wanted[0]:g} points{name} (it had {had})"
