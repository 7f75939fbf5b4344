"""Findings -> the follow-up that a real interviewer would ask next, or none.

The most serious gap that is likely to be a true one comes first (`checks.advice`); an answer without one gets a
deeper question about something that was done in it. A probe that the pack prepared for the gap is preferred to
the general one. Quotes are whole clauses that were really said.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.story import story
from interviewer.answer.word_forms import FILLERS, form
from interviewer.checks import advice
from interviewer.model import Finding, FollowUp, Kind, Part, Question, Span, Verdict
from interviewer.packs import rubrics

ALWAYS = "always"
"""The gap of a follow-up that fits any answer."""

QUOTE_WORDS = 8
"""Longest quote an interviewer would repeat aloud."""

ALTERNATIVES = "alternatives.none"
"""The gap of probes into a choice, which fit any answer that tells one."""
DEEPER = "deeper"
"""The gap of a probe into an answer without a gap."""

PROBES: Mapping[str, tuple[str, ...]] = {
    "star.no-story": ("Can you take me through one specific time when you did that?",),
    "star.hollow": (
        "Let's take one concrete case: what happened, on which day, and what did you do first?",
        "Can you give me one example of that, with the people and the thing it was about?",
    ),
    "star.no-result": (
        'You said "{deed}". How did it end?',
        'After you said "{deed}": what changed in the end?',
        "How did it end, and how do you know?",
    ),
    "star.no-action": ("What exactly did you do yourself, step by step?",),
    "star.no-situation": ("Where and when was this, and what was the problem?",),
    "star.no-task": ("What were you yourself responsible for there?",),
    "ownership.we": (
        'You said "{quote}". Which part of that was yours?',
        "Which part of that was yours?",
    ),
    "metrics.no-baseline": (
        'You said "{quote}". What was it before?',
        "Which figure did you start from, and where did it end up?",
    ),
    "metrics.vague": ('You said "{quote}". By how much?', "By how much, roughly?"),
    "metrics.none": (
        'You said "{deed}". Which numbers moved because of that, from what to what?',
        "What numbers did you watch, and where did they end up?",
    ),
    "reflection.none": (
        "What would you do differently if it happened again?",
        "What did you take away from that, and where have you used it since?",
    ),
    DEEPER: (
        'You said "{deed}". Why did you do that, and what else did you consider?',
        'You said "{deed}". What was the hardest part of that?',
        "Which decision in there was the hardest, and why did you take it the way you did?",
        "What made you choose that way, and what would have made you choose another?",
    ),
}
"""Gap -> how an interviewer asks about it: wordings with a quote are preferred where there is one."""

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
    """The next follow-up, or None when enough was asked.

    What the pack prepared for a gap is asked rather than the general follow-up. An answer without a gap gets one
    deeper question: the pack's own for any answer, unless the answer touched upon it, else one about a step
    that was told. `asked` holds the follow-ups so far; one seed words them in one way.
    """
    done = {probe.gap for probe in asked}
    prepared = {probe.gap: probe for probe in question.follow_ups} if question else {}
    chance = random.Random(f"{seed}/{len(asked)}/{question.id if question else ''}")  # noqa: S311
    for finding in advice.gaps(findings):
        if finding.rule in done or (asked and finding.verdict is Verdict.ASK):
            continue
        if finding.rule in prepared:
            return prepared[finding.rule]
        if text := finding.ask or _worded(finding, answer, chance) or _about(finding.rule):
            return FollowUp(text, finding.rule)
    if asked or not answer.words:
        return None
    if probe := _for_any(question, answer, asked):
        return probe
    if answer.kind is not Kind.BEHAVIORAL or not answer.once(story).is_story:
        return None
    return FollowUp(_probe(DEEPER, chance, deed=_deed(answer)), DEEPER)


def _for_any(
    question: Question | None, answer: Answer, asked: Collection[FollowUp]
) -> FollowUp | None:
    """A follow-up of the pack for any answer, which this one has not touched upon."""
    said = set(_content(answer.text))
    for probe in question.follow_ups if question else ():
        if probe.gap not in {ALWAYS, ALTERNATIVES} or probe in asked:
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


def _worded(finding: Finding, answer: Answer, chance: random.Random) -> str:
    """The general probe for a gap, or nothing where there is none."""
    if finding.rule not in PROBES:
        return ""
    quote = quotable(answer, finding.evidence[0]) if finding.evidence else ""
    return _probe(finding.rule, chance, quote=quote, deed=_deed(answer))


def _probe(gap: str, chance: random.Random, **quotes: str) -> str:
    """One wording for a gap; those with a quote come first, and an empty quote is never spoken."""
    quotes = {name: words for name, words in quotes.items() if words}
    wordings = PROBES[gap]
    quoting = [text for text in wordings if any(f"{{{name}}}" in text for name in quotes)]
    plain = [text for text in wordings if "{" not in text]
    return chance.choice(quoting or plain).format(**quotes)


_EDGES = " ,.;:!?\"'"

_CLAUSE_ENDS = frozenset(
    "and but so because cause which while when since then or until after before who where that".split()
)
_OPEN_ENDS = frozenset(
    "a an the my our your his her their its this these those to of for with from in on at by as into about and or but"
    " so because if than that which who not very really just more most each every is was were be been had have has"
    " some any no one two three around over under between like i we they he she it you".split()
)
"""Words after which a clause is not over."""


def quotable(answer: Answer, span: Span) -> str:
    """The words of a span as an interviewer may repeat them, or nothing when they break off or are too many."""
    tokens = answer.tokens[span.first : span.last]
    said = [token for token in tokens if token and token not in FILLERS]
    if not said or len(said) > QUOTE_WORDS or len(said) < len(tokens):
        return ""
    repeated = any(one == other for one, other in pairwise(said))
    if repeated or said[-1] in _OPEN_ENDS or any(token.endswith("-") for token in said):
        return ""
    return answer.quote(span).strip(_EDGES)


_NO_DEED = frozenset("said thought knew felt guessed wondered heard saw came meant".split())
"""What one does without deciding anything."""


def _deed(answer: Answer) -> str:
    """A step that the candidate took, in a whole clause short enough to be repeated; else nothing.

    The fullest clause says most about what was done; of two alike, the later.
    """
    tokens = answer.tokens
    best = Span(0, 0)
    for sentence in answer.once(story).sentences:
        if sentence.part is not Part.ACTION:
            continue
        for start in range(sentence.span.first, sentence.span.last - 2):
            verb = tokens[start + 1]
            if tokens[start] != "i" or form(verb) != "<ed>" or verb in _NO_DEED:
                continue
            clause = Span(start, _clause_end(answer, start, sentence.span.last))
            size = clause.last - clause.first
            if size >= max(4, best.last - best.first) and quotable(answer, clause):
                best = clause
    return quotable(answer, best)


def _clause_end(answer: Answer, start: int, stop: int) -> int:
    """Where the clause that begins at a word is over."""
    for at in range(start + 2, stop):
        if answer.tokens[at] in _CLAUSE_ENDS:
            return at
        if answer.words[at].text.rstrip("\"'”")[-1:] in ",.;:!?":
            return at + 1
    return stop
