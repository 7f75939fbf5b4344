"""Two attempts side by side: what got better, what got worse, and what was mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from interviewer.checks.norms import FILLERS, SHARES, bands
from interviewer.checks.turn import answer_of
from interviewer.errors import StoreError
from interviewer.history import AnswerRef
from interviewer.history.answer_figures import AnswerFigures, measure_answer
from interviewer.model import STAR, Finding, Question, Session, Turn, Verdict

NOTICEABLE = 0.05
"""A figure changed when it moved by a twentieth of its value; less is the same."""


class Direction(StrEnum):
    """Which way a figure went."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, before and after."""

    name: str
    unit: str
    """`points`, `s`, `words per minute`, `per minute`, `share`."""
    before: float | None
    after: float | None
    way: Direction
    """Towards the range that is good, away from it, or neither."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers to compare, and what changed."""

    earlier: Question
    """What was answered before: most often the same."""
    question: Question
    before: AnswerRef
    after: AnswerRef
    figures: tuple[AnswerFigures, AnswerFigures]
    scores: tuple[Change, ...]
    measures: tuple[Change, ...]
    """Length, pace, fillers, and the shares of the four parts."""
    fixed: tuple[Finding, ...]
    """What was to change before and is no longer."""
    new: tuple[Finding, ...]
    """What is to change now and was not before."""
    still: tuple[Finding, ...]
    """What is to change in both."""
    gained: tuple[Finding, ...]
    """Strengths that are new."""
    lost: tuple[Finding, ...]
    """Strengths that are gone."""

    @property
    def better(self) -> tuple[str, ...]:
        """Names of all that got better."""
        return tuple(change.name for change in self._changes if change.way is Direction.BETTER)

    @property
    def worse(self) -> tuple[str, ...]:
        """Names of all that got worse."""
        return tuple(change.name for change in self._changes if change.way is Direction.WORSE)

    @property
    def _changes(self) -> tuple[Change, ...]:
        return self.scores + self.measures


def compare_sessions(
    before: Session, after: Session, first: AnswerRef | None = None, second: AnswerRef | None = None
) -> tuple[Comparison, ...]:
    """Compare two named answers, else every question that both sessions asked.

    Within one session, the first and the last try at each question are compared.

    Raises:
        StoreError: they have no question in common.
    """
    if first and second:
        pairs = [(first, second)]
    elif before == after:
        pairs = list(_retries(before))
    else:
        pairs = list(_common(before, after, first, second))
    if not pairs and before == after:
        raise StoreError(
            "This session has one attempt at each question",
            "Name another session, or two answers: --compare SESSION:1 SESSION:2.",
        )
    if not pairs:
        raise StoreError(
            "The two sessions share no question",
            "Name two answers: --compare SESSION:1 SESSION:2; `review SESSION` numbers them.",
        )
    return tuple(
        compare(before.turns[one.number - 1], after.turns[two.number - 1], one, two)
        for one, two in pairs
    )


def _common(
    before: Session, after: Session, first: AnswerRef | None, second: AnswerRef | None
) -> Iterator[tuple[AnswerRef, AnswerRef]]:
    """The last try at each question, in the order of the later session."""
    then = _last_tries(before)
    now = _last_tries(after)
    for name, at in now.items():
        if name in then and second in {None, at} and first in {None, then[name]}:
            yield then[name], at


def _last_tries(session: Session) -> dict[str, AnswerRef]:
    return {turn.question.id: AnswerRef(n) for n, turn in enumerate(session.turns, 1)}


def _retries(session: Session) -> Iterator[tuple[AnswerRef, AnswerRef]]:
    last = _last_tries(session)
    first = {
        turn.question.id: AnswerRef(n) for n, turn in reversed(list(enumerate(session.turns, 1)))
    }
    for name, at in first.items():
        if at != last[name]:
            yield at, last[name]


def compare(before: Turn, after: Turn, first: AnswerRef, second: AnswerRef) -> Comparison:
    """What changed from one answer to another, scored by the later one's question."""
    measured = measure_answer(before), measure_answer(after)
    then, now = _to_change(before), _to_change(after)
    strong_then, strong_now = _strengths(before), _strengths(after)
    whole = _is_whole(before) and _is_whole(after)
    return Comparison(
        before.question,
        after.question,
        first,
        second,
        measured,
        tuple(_scores(before, after)),
        tuple(_measures(*measured, answer_of(after).question or after.question, whole=whole)),
        fixed=tuple(then[rule] for rule in then if rule not in now),
        new=tuple(now[rule] for rule in now if rule not in then),
        still=tuple(now[rule] for rule in now if rule in then),
        gained=tuple(strong_now[rule] for rule in strong_now if rule not in strong_then),
        lost=tuple(strong_then[rule] for rule in strong_then if rule not in strong_now),
    )


def _is_whole(turn: Turn) -> bool:
    """Whether an answer is a story that lacks no part."""
    return not any(
        finding.rule.startswith("star.no-") and finding.verdict in {Verdict.FIX, Verdict.ASK}
        for finding in turn.findings
    )


def _to_change(turn: Turn) -> dict[str, Finding]:
    """The most valuable finding of each rule that asks for a change, most valuable first."""
    ordered = sorted(turn.findings, key=lambda finding: -finding.gain)
    open_ = (finding for finding in ordered if finding.verdict in {Verdict.FIX, Verdict.ASK})
    return _by_rule(open_)


def _strengths(turn: Turn) -> dict[str, Finding]:
    return _by_rule(finding for finding in turn.findings if finding.verdict is Verdict.GOOD)


def _by_rule(findings: Iterator[Finding]) -> dict[str, Finding]:
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.rule, finding)
    return first


def _scores(before: Turn, after: Turn) -> Iterator[Change]:
    for name in dict.fromkeys((*before.scores, *after.scores)):
        then, now = before.scores.get(name), after.scores.get(name)
        way = Direction.SAME
        if then is not None and now is not None and abs(now - then) >= 0.5:
            way = Direction.BETTER if now > then else Direction.WORSE
        yield Change(name, "points", then, now, way)


def _measures(
    then: AnswerFigures, now: AnswerFigures, question: Question, *, whole: bool
) -> Iterator[Change]:
    """Figures of the answers; shares are compared between `whole` stories only.

    Where a part is missing, what is taken for it is something else, and so is its share.
    """
    yield _towards("length", "s", then.seconds, now.seconds, question.target_s)
    yield _towards("pace", "words per minute", then.pace, now.pace, bands(now.english).pace)
    yield _towards("fillers", "per minute", then.fillers, now.fillers, FILLERS)
    if then.shares or now.shares:
        for part in STAR:
            good = SHARES[part.value]
            change = _towards(
                part.value, "share", then.shares.get(part), now.shares.get(part), good
            )
            yield change if whole else replace(change, way=Direction.SAME)


def _towards(
    name: str, unit: str, then: float | None, now: float | None, good: tuple[float, float]
) -> Change:
    """A change, better or worse by how far the figure is from the range that is good."""
    way = Direction.SAME
    if then is not None and now is not None:
        closer = _away(then, good) - _away(now, good)
        if abs(closer) > NOTICEABLE * max(abs(then), abs(now)):
            way = Direction.BETTER if closer > 0 else Direction.WORSE
    return Change(name, unit, then, now, way)


def _away(value: float, good: tuple[float, float]) -> float:
    low, high = good
    return max(low - value, value - high, 0.0)
