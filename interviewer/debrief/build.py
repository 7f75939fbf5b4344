"""Session -> `SessionDebrief`: everything a debrief tells of each answer, ready to be laid out.

The page, the terminal and the Markdown file all lay out the same values, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.answer import Answer
from interviewer.answer.quotable import trimmed
from interviewer.checks import Examination, examine, norms
from interviewer.checks.family_weights import WEIGHTS
from interviewer.checks.technical.code_review import Review
from interviewer.checks.technical.coverage import Coverage
from interviewer.checks.turn import answer_of, counts
from interviewer.debrief import quote, select_findings, summarise
from interviewer.debrief.score_meaning import meaning
from interviewer.debrief.timeline import drawn, marks, takes_of, with_better_parts
from interviewer.debrief.values import (
    AnswerDebrief,
    Checklist,
    ChecklistItem,
    FlawDebrief,
    NumberedFinding,
    Score,
    TakeDebrief,
    Tick,
    position_of,
)
from interviewer.errors import InterviewerError
from interviewer.history.earlier_attempts import EarlierAttempt
from interviewer.model import Debrief, Interval, Session, Turn, Verdict
from interviewer.output.formatting import plural
from interviewer.output.sanitize import all_printable
from interviewer.packs import rubrics

NAMED = 3
"""Most questions without an answer that are named."""


@dataclass(frozen=True, slots=True)
class SessionDebrief:
    """A session's debrief with all its answers."""

    summary: Debrief
    """Scores, what to keep and what to change."""
    answers: tuple[AnswerDebrief, ...]
    folder: Path | None = None
    silenced: Mapping[str, Sequence[Interval]] = field(default_factory=dict)
    """File name of a recording -> what is not to be heard of it."""

    @property
    def session(self) -> Session:
        """The session itself."""
        return self.summary.session

    @property
    def bands(self) -> str:
        """Which bands of pace and pauses were used, where they are not the usual ones and somebody spoke."""
        spoken = (answer.whole.english for answer in self.answers if answer.seconds)
        return next(filter(None, map(norms.stated, spoken)), "")

    @property
    def unanswered(self) -> str:
        """Which questions of the plan have no answer, skipped or never reached; empty where all have one."""
        asked = {turn.question.id for turn in self.session.turns}
        questions = self.session.plan.questions
        left = [
            f"{number} {question.id}"
            for number, question in enumerate(questions, 1)
            if question.id not in asked
        ]
        if not (asked and left):
            return ""
        more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
        count = plural(len(questions), "question")
        return f"Not answered, of {count}: {', '.join(left[:NAMED])}{more}."

    @property
    def scores(self) -> tuple[Score, ...]:
        """Means over the answers that count, overall first."""
        return tuple(Score(name, value) for name, value in self.summary.scores.items())


def session_debrief(
    session: Session,
    folder: Path | None = None,
    earlier: Mapping[str, Sequence[EarlierAttempt]] | None = None,
) -> SessionDebrief:
    """Debrief a session; `earlier` holds attempts of older sessions by question id, oldest first.

    Everything in it is fit to be shown, whatever stands in the session.
    """
    session = all_printable(session)
    before = earlier or {}
    answers = []
    for index, turn in enumerate(session.turns):
        same = [
            EarlierAttempt(session, other, f"#answer-{at + 1}")
            for at, other in enumerate(session.turns[:index])
            if other.question.id == turn.question.id
        ]
        answers.append(
            answer_debrief(
                index + 1, turn, (*all_printable(tuple(before.get(turn.question.id, ()))), *same)
            )
        )
    return SessionDebrief(summarise(session), tuple(answers), folder)


def answer_debrief(
    number: int, turn: Turn, earlier: Iterable[EarlierAttempt] = ()
) -> AnswerDebrief:
    """One answer; its measures are today's, its findings and scores those that were kept."""
    answer = answer_of(turn)
    found = examined(answer)
    takes = tuple(takes_of(turn))
    covered = found.coverage or {}
    points = tuple(_points(turn, answer, takes, covered))
    ticks = {
        tick.id: tick for tick in (*_ticks(answer, covered), *_flaw_ticks(turn, answer, found))
    }
    marked = marks(answer, points, found.quantities or (), ticks.values())
    story = found.story if found.story and found.story.is_story else None
    parts = [(item.span, item.part) for item in story.sentences] if story else []
    return AnswerDebrief(
        number,
        turn,
        answer,
        tuple(with_better_parts([drawn(take, answer, marked, parts) for take in takes], turn)),
        points,
        _scores(turn, answer, found),
        story,
        tuple(_checklist(name, item, answer, takes) for name, item in covered.items()),
        _flaws(turn, found.code_review, takes) if found.code_review else (),
        ticks,
        tuple(earlier),
    )


def examined(answer: Answer) -> Examination:
    """What today's checks measure; nothing where a rubric of the user's own is gone."""
    try:
        return examine(answer)
    except InterviewerError:
        return Examination(())


# --- what was found -----------------------------------------------------------------------------


def _points(
    turn: Turn, answer: Answer, takes: Sequence[TakeDebrief], covered: Mapping[str, Coverage]
) -> Iterator[NumberedFinding]:
    """The remarks that are made, numbered in the order said; checklists tell which concepts are missing."""
    told_there = {f"{name}.{key}" for name, item in covered.items() for key in item.missing}
    found = [one for one in select_findings(turn.findings) if one.rule not in told_there]
    shown = sorted(
        (finding for finding in found if finding.evidence),
        key=lambda finding: finding.evidence[0].first,
    )
    numbers = {id(finding): number for number, finding in enumerate(shown, 1)}
    praised = [finding for finding in found if finding.verdict is Verdict.GOOD]
    ordered = [
        *(finding for finding in found if finding.verdict in {Verdict.FIX, Verdict.ASK}),
        *sorted(praised, key=lambda finding: numbers.get(id(finding), 0)),
        *(finding for finding in found if finding.verdict is Verdict.NOTE),
    ]
    for finding in ordered:
        number = numbers.get(id(finding))
        if number is None:
            yield NumberedFinding(finding)
        else:
            span = finding.evidence[0]
            yield NumberedFinding(finding, number, quote(answer, span), position_of(takes, span))


def _scores(turn: Turn, answer: Answer, found: Examination) -> tuple[Score, ...]:
    if not counts(turn) or "overall" not in turn.scores:
        return ()
    weights = {name: WEIGHTS[turn.question.kind].get(name, 0.0) for name in turn.scores}
    total = sum(weights.values()) or 1.0
    return tuple(
        Score(
            name, value, meaning(name, value, answer, turn.findings, found), weights[name] / total
        )
        for name, value in sorted(
            turn.scores.items(), key=lambda item: (item[0] != "overall", -weights[item[0]])
        )
    )


def _ticks(answer: Answer, covered: Mapping[str, Coverage]) -> Iterator[Tick]:
    """What the words tick in the rubrics, with the words that are quoted for it."""
    for name, item in covered.items():
        rubric = rubrics.get(name)
        for key in (*item.covered, *item.wrong):
            if key in item.evidence and (span := item.place(key)):
                wrong = key in item.wrong
                says = rubric.wrong[key].says if wrong else rubric.concepts[key].says
                yield Tick(f"{name}.{key}", says, trimmed(answer, span), wrong)


def _flaw_ticks(turn: Turn, answer: Answer, found: Examination) -> Iterator[Tick]:
    """The flaws of the code that were found, with the words that name them."""
    planted = turn.question.material.flaws if turn.question.material else ()
    seen = found.code_review.flaws if found.code_review else ()
    for number, (flaw, one) in enumerate(zip(planted, seen, strict=False), 1):
        if one.found and one.places:
            yield Tick(f"flaw.{number}", flaw.name, trimmed(answer, one.places[0]))


def _checklist(
    name: str, item: Coverage, answer: Answer, takes: Sequence[TakeDebrief]
) -> Checklist:
    rubric = rubrics.get(name)

    def tick(key: str) -> ChecklistItem:
        span = item.place(key) if key in item.evidence else None
        where = position_of(takes, span) if span else None
        words = quote(answer, span) if span else ""
        mark = f"{name}.{key}" if span else ""
        if key in rubric.wrong:
            claim = rubric.wrong[key]
            return ChecklistItem(key, claim.says, "wrong", words, where, why=claim.why, tick=mark)
        concept = rubric.concepts[key]
        return ChecklistItem(
            key, concept.says, str(concept.weight), words, where, concept.example, tick=mark
        )

    return Checklist(
        rubric.title,
        tuple(map(tick, item.covered)),
        tuple(map(tick, item.missing)),
        tuple(map(tick, item.wrong)),
    )


def _flaws(turn: Turn, review: Review, takes: Sequence[TakeDebrief]) -> tuple[FlawDebrief, ...]:
    material = turn.question.material
    planted = material.flaws if material else ()
    return tuple(
        FlawDebrief(
            flaw.name,
            str(flaw.severity),
            flaw.why,
            flaw.fix,
            flaw.lines,
            seen.found,
            seen.quote,
            position_of(takes, seen.places[0]) if seen.places else None,
            f"flaw.{number}" if seen.found and seen.places else "",
        )
        for number, (flaw, seen) in enumerate(zip(planted, review.flaws, strict=True), 1)
    )
