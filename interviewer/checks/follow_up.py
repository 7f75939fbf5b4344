"""Findings -> the follow-up that a real interviewer would ask next, or none.

The biggest gap comes first: no story, no result, "we" for the action, no baseline, a vague
quantity, no alternative considered, no learning (the order hiring guides give their interviewers).
A follow-up that the pack prepared for the gap is preferred to the general one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from interviewer.answer import Answer
from interviewer.answer.story import story
from interviewer.answer.word_forms import FILLERS, form
from interviewer.model import Finding, FollowUp, Part, Question, Span, Verdict
from interviewer.packs import rubrics

ALWAYS = "always"
"""The gap of a follow-up that fits any answer."""

QUOTE_WORDS = 8
"""Longest quote an interviewer would repeat aloud."""

LADDER: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # rule: (when there are words to quote, when there are none)
    "star.no-story": ((), ("Can you take me through one specific time when you did that?",)),
    "star.no-result": (
        (
            'You said "{deed}". How did it end, and how did you measure it?',
            'After you said "{deed}": what changed in the end?',
        ),
        ("How did it end? What changed, and how did you measure it?",),
    ),
    "star.no-action": ((), ("What exactly did you do yourself, step by step?",)),
    "ownership.we": (
        ('You said "{quote}". Which part of that was yours?',),
        ("Which part of that was yours?",),
    ),
    "metrics.no-baseline": (
        ('You said "{quote}". What was it before?',),
        ("Which figure did you start from, and where did it end up?",),
    ),
    "metrics.vague": (('You said "{quote}". By how much?',), ("By how much, roughly?",)),
    "metrics.none": (
        ('You said "{deed}". Which numbers moved because of that, from what to what?',),
        ("What numbers did you watch, and where did they end up?",),
    ),
    "star.no-task": ((), ("What were you yourself responsible for there?",)),
    "alternatives.none": (
        ('You said "{deed}". What else did you consider, and why did you decide against it?',),
        ("What else did you consider, and why did you decide against it?",),
    ),
    "reflection.none": (
        (),
        (
            "What would you do differently if it happened again?",
            "What did you take away from that, and where have you used it since?",
        ),
    ),
}
"""Rule -> how an interviewer asks about that gap, most serious first."""

TOUCHED = 0.6
"""Share of a follow-up's own words in an answer from which it counts as answered already."""


def follow_up(
    question: Question | None,
    answer: Answer,
    findings: Iterable[Finding],
    *,
    asked: Collection[FollowUp] = (),
    seed: int = 0,
) -> FollowUp | None:
    """The next follow-up, or None when the answer left no gap worth asking about.

    The biggest gap comes first. What the pack prepared for it is asked rather than the general
    follow-up; what it prepared for any answer comes before the smaller gaps, unless the answer
    touched upon it already. After the first follow-up only faults are worth another. `asked` holds
    the follow-ups so far; one seed words them in one way.
    """
    gaps = {
        finding.rule: finding
        for finding in findings
        if finding.verdict in ({Verdict.FIX} if asked else {Verdict.FIX, Verdict.ASK})
        and finding.rule not in {probe.gap for probe in asked}
    }
    prepared = {probe.gap: probe for probe in question.follow_ups} if question else {}
    for rule in _by_weight(gaps):
        serious = gaps[rule].verdict is Verdict.FIX
        if not serious and (probe := _for_any(question, answer, asked)):
            return probe
        if rule in prepared:
            return prepared[rule]
        if rule in LADDER:
            chance = random.Random(f"{seed}/{rule}/{question.id if question else ''}")  # noqa: S311
            return FollowUp(_worded(rule, answer, gaps[rule], chance), rule)
        if text := _about(rule):
            return FollowUp(text, rule)
    return None


def _for_any(
    question: Question | None, answer: Answer, asked: Collection[FollowUp]
) -> FollowUp | None:
    """A follow-up of the pack for any answer, which this one has not touched upon."""
    said = set(_content(answer.text))
    for probe in question.follow_ups if question else ():
        if probe.gap != ALWAYS or probe in asked:
            continue
        own = set(_content(probe.text))
        if len(own & said) < TOUCHED * len(own):
            return probe
    return None


_COMMON = frozenset(
    "what which who whom when where why how that this these those there then with from into about"
    " were was been being have had has did does done would could should will your you they them"
    " their its for and but not the are any some more most very just also other than only much many"
    " exactly yourself".split()
)


def _content(text: str) -> Iterator[str]:
    """The words that carry meaning, cut to their first letters so that endings do not matter."""
    for word in re.findall(r"[a-z0-9]+", text.lower()):
        if len(word) > 2 and word not in _COMMON:
            yield word[:6]


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


def _worded(rule: str, answer: Answer, finding: Finding, chance: random.Random) -> str:
    quoting, plain = LADDER[rule]
    quote = ""
    if quoting and finding.evidence and _quotable(rule, answer, finding.evidence[0]):
        quote = answer.quote(finding.evidence[0]).strip(_EDGES)
    if not 0 < len(quote.split()) <= QUOTE_WORDS:
        quote = ""
    deed = _deed(answer) if quoting and "{deed}" in quoting[0] else ""
    fitting = [
        text
        for text in quoting
        if (quote or "{quote}" not in text) and (deed or "{deed}" not in text)
    ]
    return chance.choice(fitting or plain).format(quote=quote, deed=deed)


def _quotable(rule: str, answer: Answer, span: Span) -> bool:
    """Whether words may be asked about: a figure only where it tells a result.

    "I read the logs of two weeks" has a figure, and nobody would ask what it was before.
    """
    if rule != "metrics.no-baseline":
        return True
    return any(
        sentence.part is Part.RESULT
        for sentence in answer.once(story).sentences
        if sentence.span.first <= span.first < sentence.span.last
    )


_EDGES = " ,.;:!?\"'"

_CLAUSE_ENDS = frozenset(
    "and but so because which while when since then or until after before".split()
)


def _deed(answer: Answer) -> str:
    """The last thing the candidate did, in a clause short enough to be repeated; else nothing."""
    tokens = answer.tokens
    for sentence in reversed(answer.once(story).sentences):
        if sentence.part is not Part.ACTION:
            continue
        for start in range(sentence.span.first, sentence.span.last - 2):
            if tokens[start] != "i" or form(tokens[start + 1]) != "<ed>":
                continue
            last = _clause_end(answer, start, sentence.span.last)
            clause = tokens[start:last]
            if 4 <= len(clause) <= QUOTE_WORDS and not FILLERS & set(clause):
                return answer.quote(Span(start, last)).strip(_EDGES)
    return ""


def _clause_end(answer: Answer, start: int, stop: int) -> int:
    """Where the clause that begins at a word is over."""
    for at in range(start + 2, stop):
        if answer.tokens[at] in _CLAUSE_ENDS:
            return at
        if answer.words[at].text.rstrip("\"'”")[-1:] in ",.;:!?":
            return at + 1
    return stop
