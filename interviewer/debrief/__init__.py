"""Session -> Debrief: of everything the checks said, the few things worth telling.

Learners act on two or three pieces of feedback and drown in more, so at most three fixes are
chosen, by what each would gain, and never two for the same rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interviewer.answer import Answer
from interviewer.checks.turn import answer_of, counts
from interviewer.model import Debrief, Finding, Fix, Session, Span, Verdict

PAGE = "debrief.html"
"""File of the page, in the session's folder."""
FIXES = 3
STRENGTHS = 2
QUOTE_WORDS = 24
"""A quote longer than this is cut: it should be recognised, not read."""


def summarise(session: Session) -> Debrief:
    """What the candidate is told: scores, what to keep, and at most three things to change."""
    seen = [
        located_fix(index, answer, finding)
        for index, turn in enumerate(session.turns)
        if counts(turn)
        for answer in (answer_of(turn),)
        for finding in turn.findings
    ]
    fixes = (item for item in seen if item.finding.verdict is Verdict.FIX)
    strengths = (item for item in seen if item.finding.verdict is Verdict.GOOD)
    return Debrief(
        session,
        _scores(session),
        tuple(_one_a_rule(strengths, STRENGTHS)),
        tuple(_one_a_rule(fixes, FIXES)),
    )


def select_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of what was found in one answer: at most three things to change, two to keep, and every note.

    What to change is chosen by the points it is expected to gain; a doubtful gap, worded as a question,
    counts half.
    """
    found = list(findings)
    wanted = {Verdict.FIX: 1.0, Verdict.ASK: 0.5}
    gaps = [finding for finding in found if finding.verdict in wanted]
    gaps.sort(key=lambda finding: -finding.gain * wanted[finding.verdict])
    good = [finding for finding in found if finding.verdict is Verdict.GOOD]
    notes = [finding for finding in found if finding.verdict is Verdict.NOTE]
    return (*gaps[:FIXES], *good[:STRENGTHS], *notes)


def located_fix(turn: int, answer: Answer, finding: Finding) -> Fix:
    """A finding with the words that show it, and when they were said."""
    if not finding.evidence:
        return Fix(turn, finding)
    span = finding.evidence[0]
    return Fix(turn, finding, quote(answer, span), answer.start(span))


def quote(answer: Answer, span: Span) -> str:
    """The words of a span, cut to what can be taken in at a glance."""
    if span.last - span.first <= QUOTE_WORDS:
        return answer.quote(span)
    return answer.quote(Span(span.first, span.first + QUOTE_WORDS)) + " …"


def is_quoted(words: str, message: str) -> bool:
    """Whether a message holds these words already, so that quoting them would repeat it."""
    return words.strip(" .,;:!?…").casefold() in message.casefold()


def _one_a_rule(items: Iterator[Fix], most: int) -> Iterator[Fix]:
    """The most valuable first; a second of the same rule would teach nothing new."""
    told: set[str] = set()
    for item in sorted(items, key=lambda item: (-item.finding.gain, item.turn)):
        if item.finding.rule not in told and len(told) < most:
            told.add(item.finding.rule)
            yield item


def _scores(session: Session) -> dict[str, float]:
    """The mean over the answers that count, for every score they have."""
    kept: dict[str, list[float]] = {}
    for turn in session.turns:
        if counts(turn):
            for name, value in turn.scores.items():
                kept.setdefault(name, []).append(value)
    return {name: sum(values) / len(values) for name, values in kept.items()}
