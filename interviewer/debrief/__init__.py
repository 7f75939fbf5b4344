"""Session -> Debrief: of everything the checks said, the few things worth telling.

Learners act on two or three remarks and drown in more, so at most three changes are named: what is needed
most of what each answer is told (`checks.advice`), never two of one rule, and spread over the answers:
at most two of one answer where there are several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import fmean

from interviewer.answer import Answer
from interviewer.answer.quotable import trimmed
from interviewer.checks.advice import fixes, need, strength, strengths
from interviewer.checks.turn import answer_of, counted
from interviewer.model import Debrief, Finding, Fix, Session, Span, Turn, Verdict

PAGE = "debrief.html"
"""File of the page, in the session's folder."""
FIXES = 3
STRENGTHS = 2
SAME_ANSWER = 2
"""Most remarks about one answer in what a session is told; the rest stand with the answer."""
QUOTE_WORDS = 24
"""A quote longer than this is cut: it should be recognised, not read."""


def summarise(session: Session) -> Debrief:
    """What the candidate is told: scores, what to keep, and at most three things to change."""
    turns = [(index, session.turns[index]) for index in counted(session)]
    answers = [(index, answer_of(turn), turn.findings) for index, turn in turns]
    changes = [
        located_fix(index, answer, finding)
        for index, answer, findings in answers
        for finding in fixes(findings)
    ]
    kept = [
        located_fix(index, answer, finding)
        for index, answer, findings in answers
        for finding in strengths(findings, STRENGTHS)
    ]
    return Debrief(
        session,
        _scores(turn for _, turn in turns),
        _spread(kept, STRENGTHS, len(turns), lambda item: strength(item.finding)),
        _spread(changes, FIXES, len(turns), lambda item: need(item.finding)),
    )


def select_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of what was found in one answer: the few remarks worth making, two things to keep, and every note."""
    found = list(findings)
    notes = [finding for finding in found if finding.verdict is Verdict.NOTE]
    return (*fixes(found), *strengths(found, STRENGTHS), *notes)


def located_fix(turn: int, answer: Answer, finding: Finding) -> Fix:
    """A finding with the words that show it, and when they were said."""
    if not finding.evidence:
        return Fix(turn, finding)
    span = finding.evidence[0]
    return Fix(turn, finding, quote(answer, span), answer.start(span))


def quote(answer: Answer, span: Span) -> str:
    """The words of a span, from a word that opens it and cut to what can be taken in at a glance."""
    span = trimmed(answer, span)
    if span.last - span.first <= QUOTE_WORDS:
        return answer.quote(span).rstrip(" ,;:")
    return answer.quote(Span(span.first, span.first + QUOTE_WORDS)) + " …"


def is_quoted(words: str, message: str) -> bool:
    """Whether a message holds these words already, so that quoting them would repeat it."""
    return words.strip(" .,;:!?…").casefold() in message.casefold()


def _spread(
    items: Iterable[Fix], most: int, answers: int, worth: Callable[[Fix], float]
) -> tuple[Fix, ...]:
    """The most useful first: one of each rule, and a second of one answer only when no other has any."""
    each = SAME_ANSWER if answers > 1 else most
    ranked = sorted(items, key=lambda item: (-worth(item), -item.finding.gain, item.turn))
    chosen: list[Fix] = []
    for limit in (1, each):
        for item in ranked:
            new = item.finding.rule not in {one.finding.rule for one in chosen}
            here = sum(one.turn == item.turn for one in chosen)
            if new and here < limit and len(chosen) < most:
                chosen.append(item)
    return tuple(chosen)


def _scores(turns: Iterable[Turn]) -> dict[str, float]:
    """The mean over the answers that count, for every score they have."""
    values: dict[str, list[float]] = {}
    for turn in turns:
        for name, value in turn.scores.items():
            values.setdefault(name, []).append(value)
    return {name: fmean(each) for name, each in values.items()}
