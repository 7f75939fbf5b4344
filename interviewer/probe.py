"""Findings -> the follow-up a real interviewer would ask next, or none.

The biggest gap comes first: no story, no result, "we" for the action, no baseline, a vague
quantity, no alternative considered, no learning (the order hiring guides give their interviewers).
A probe that the pack prepared for the gap is preferred to the general one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from interviewer import rubrics
from interviewer.answer import Answer
from interviewer.model import Finding, FollowUp, Question, Verdict

QUOTE_WORDS = 8
"""Longest quote an interviewer would repeat aloud."""

LADDER: Mapping[str, tuple[str, str]] = {
    # rule: (when there are words to quote, when there are none)
    "star.no-story": ("", "Can you take me through one specific time when you did that?"),
    "star.no-result": ("", "How did it end? What changed, and how did you measure it?"),
    "star.no-action": ("", "What exactly did you do yourself, step by step?"),
    "ownership.we": (
        'You said "{quote}". Which part of that was yours?',
        "Which part of that was yours?",
    ),
    "metrics.no-baseline": ('You said "{quote}". What was it before?', "What was it before?"),
    "metrics.vague": ('You said "{quote}". By how much?', "By how much, roughly?"),
    "metrics.none": ("", "What numbers did you watch, and where did they end up?"),
    "star.no-task": ("", "What were you yourself responsible for there?"),
    "alternatives.none": ("", "What else did you consider, and why did you decide against it?"),
    "reflection.none": ("", "What would you do differently if it happened again?"),
}
"""Rule -> how an interviewer asks about that gap, most serious first."""


def follow_up(
    question: Question | None,
    answer: Answer,
    findings: Iterable[Finding],
    *,
    asked: frozenset[str] = frozenset(),
) -> FollowUp | None:
    """The next probe, or None when the answer left no gap worth asking about.

    `asked` holds the gaps already probed.
    """
    gaps = {
        finding.rule: finding
        for finding in findings
        if finding.verdict in {Verdict.FIX, Verdict.ASK} and finding.rule not in asked
    }
    prepared = {probe.gap: probe for probe in question.follow_ups} if question else {}
    for rule in _by_weight(gaps):
        if rule in prepared:
            return prepared[rule]
        if rule in LADDER:
            return FollowUp(_worded(rule, answer, gaps[rule]), rule)
        if probe := _about(rule):
            return FollowUp(probe, rule)
    return None


_ASKING = re.compile(
    r"(?:^|\b)(?:who|what|which|how|where|when|why|is|are|do|does|can|could|will|would|should)\b"
    r"|\b(?:let me ask|i'd ask|i would ask|i want to know|can i assume|my question|tell me)\b"
)
"""How a sentence begins or what it holds when something is being asked."""

FACTS_AT_ONCE = 3
"""Most facts told in one breath."""


def scenario(question: Question, said: str, told: Iterable[str]) -> FollowUp | None:
    """What an interviewer adds to a scenario: facts that were asked for, then one twist.

    `said` is the candidate's latest turn, `told` what the interviewer has added so far.
    """
    if question.material is None:
        return None
    known = "\n".join(told)
    asked = " ".join(_questions(said))
    facts = [
        fact.text
        for fact in question.material.facts
        if fact.text not in known and any(topic.lower() in asked for topic in fact.topics)
    ]
    if facts:
        return FollowUp(" ".join((*facts[:FACTS_AT_ONCE], "Please go on.")), "facts")
    if not any(twist in known for twist in question.material.twists):
        return next((FollowUp(twist, "twist") for twist in question.material.twists), None)
    return None


def _questions(said: str) -> Iterator[str]:
    """The sentences that ask something, lower case."""
    for sentence in re.findall(r"[^.?!]+[.?!]*", said.lower()):
        if sentence.rstrip().endswith("?") or _ASKING.match(sentence.strip()):
            yield sentence


def _about(gap: str) -> str:
    """How an interviewer asks about `<rubric>.<concept>` without giving the answer away."""
    name, _, concept = gap.partition(".")
    rubric = rubrics.load().get(name)
    return rubric.concepts[concept].ask if rubric and concept in rubric.concepts else ""


def _by_weight(gaps: Mapping[str, Finding]) -> list[str]:
    """Gaps of the ladder in its order, then rubric concepts by what they would gain."""
    order = list(LADDER)
    return sorted(
        gaps,
        key=lambda rule: (
            (order.index(rule), 0.0) if rule in LADDER else (len(order), -gaps[rule].gain)
        ),
    )


def _worded(rule: str, answer: Answer, finding: Finding) -> str:
    quoting, plain = LADDER[rule]
    if not quoting or not finding.evidence:
        return plain
    quote = answer.quote(finding.evidence[0]).strip(" ,.;:!?\"'")
    return quoting.format(quote=quote) if 0 < len(quote.split()) <= QUOTE_WORDS else plain
