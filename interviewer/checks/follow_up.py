"""Findings -> the follow-up that a real interviewer would ask next, or none.

The most serious gap that is likely to be a true one comes first (`checks.advice`); an answer without one gets a
deeper question about the step in it that most hangs on. A probe that the pack prepared for the gap is preferred to
the general one. Quotes are whole clauses that were really said.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator, Mapping

from interviewer.answer import Answer
from interviewer.answer.already_told import already_told
from interviewer.answer.clauses import MOST_WORDS, is_whole
from interviewer.answer.quantities import size_question
from interviewer.answer.question_fit import tells_conflict
from interviewer.answer.quotable import clause_around, to_you
from interviewer.answer.settling_replies import settled
from interviewer.answer.steps import OFFERED, SpokenStep, decision, own_steps
from interviewer.answer.story import story
from interviewer.answer.word_forms import FILLERS
from interviewer.checks import advice
from interviewer.checks.scenario import questions
from interviewer.model import Finding, FollowUp, InterviewerManner, Kind, Question, Span, Verdict
from interviewer.output.formatting import sentences_of
from interviewer.packs import rubrics

ALWAYS = "always"
"""The gap of a follow-up that fits any answer."""

ALTERNATIVES = "alternatives.none"
"""The gap of probes into a choice, which fit any answer that tells one."""
DEEPER = "deeper"
"""The gap of a probe into an answer without a gap."""

DISAGREED = "disagreed"
"""Probes into a disagreement that somebody else decided; asked under the gap `DEEPER`."""

EVIDENCE = "evidence"
"""The gap of a probe into what a technical answer claims; only some interviewers ask for it."""

PROBES: Mapping[str, tuple[str, ...]] = {
    "star.no-story": ("Can you take me through one specific time when you did that?",),
    "star.hollow": (
        "Let's take one concrete case: what happened, on which day, and what did you do first?",
        "Can you give me one example of that: who was involved, and what did you do?",
    ),
    "star.no-result": (
        "{last}. What happened then?",
        "{last}. And how did it end?",
        "How did it end, and how do you know?",
    ),
    "star.no-action": ("What exactly did you do yourself, step by step?",),
    "star.no-situation": ("Where and when was this, and what was the problem?",),
    "star.no-task": ("What were you yourself responsible for there?",),
    "ownership.we": (
        'You said "{quote}". Which part of that was yours?',
        "Who did what there, and which part was yours?",
    ),
    "metrics.no-baseline": (
        'You said "{quote}". What was it before?',
        "Which figure did you start from, and where did it end up?",
    ),
    "metrics.vague": ('You said "{quote}". {size}', "How much is that, roughly?"),
    "metrics.none": (
        "How big was the difference that made, roughly, in numbers?",
        "If you had to put a figure on the effect, what would it be?",
    ),
    "reflection.none": (
        "What would you do differently if it happened again?",
        "What did you take away from that, and where have you used it since?",
    ),
    DEEPER: (
        "{decision}. What spoke against that?",
        "{decision}. What would have made you choose otherwise?",
        "{reasoned}. What else did you consider at that point?",
        "{step}. What made you do it that way, and what else did you consider?",
        "{step}. What other way was there, and why did you not take that one?",
        "Which decision in there was the hardest, and why did you take it the way you did?",
        "Looking at all you did there, what mattered most for how it ended, and why?",
    ),
    DISAGREED: (
        "What was the best argument on the other side, and what did you make of it?",
        "Looking back, who was right there, and how do you know?",
    ),
}
"""Gap -> how an interviewer asks about it: wordings with a quote are preferred where there is one.

`quote` is repeated word for word; `last`, the last step, and the step that most hangs on (`decision`, `reasoned`
where its reason was told, else `step`) are said back: "You moved the report to a copy".
"""

TOUCHED = 0.6
"""Share of a follow-up's own words in an answer from which it counts as answered already."""


WARM = InterviewerManner()

CERTAIN: Mapping[str, float] = {"metrics.none": 0.8, "star.no-task": 0.6, "star.no-action": 0.55}
"""How sure a gap must be before an interviewer spends a question on it, where that is more than for a remark:
few effects are counted, and a task is often plain from who speaks."""


CONCEPT_SURE = 0.88
"""How sure a gap in a technical answer must be (`coverage.DOUBTED`): a question costs more than a remark."""

ASKS_NOTHING = frozenset(
    ("exercise.no-questions", "threat-model.scope", "system-design.requirements")
)
"""Gaps of answers that ask nothing: nobody who has asked is invited to ask."""


def follow_up(
    question: Question | None,
    answer: Answer,
    findings: Collection[Finding],
    *,
    asked: Collection[FollowUp] = (),
    seed: int = 0,
    manner: InterviewerManner = WARM,
) -> FollowUp | None:
    """The next follow-up, or None when enough was asked.

    What the pack prepared for a gap is asked rather than the general follow-up. An answer without a gap gets one
    deeper question: the pack's own for any answer, unless the answer touched upon it, or for what strong answers
    have, else one about a step that was told. `asked` holds the follow-ups so far; one seed words them in one way.
    A `manner` may have an order and wordings of its own, and more than one deeper question.
    """
    done = {gap for probe in asked for gap in advice.same_gap(probe.gap)}
    prepared = {probe.gap: probe for probe in question.follow_ups} if question else {}
    chance = random.Random(f"{seed}/{len(asked)}/{question.id + question.text if question else ''}")  # noqa: S311  # nosec B311
    likely = [one for one in advice.gaps(findings) if not _doubtful(one, answer)]
    for finding in sorted(likely, key=lambda one: _rank(one.rule, manner)):
        if done & advice.same_gap(finding.rule) or (asked and finding.verdict is Verdict.ASK):
            continue
        if finding.rule in prepared and finding.rule not in manner.wordings:
            if not _begins_with_told(prepared[finding.rule], answer):
                return prepared[finding.rule]
        elif (
            text := finding.ask or _worded(finding, answer, chance, manner) or _about(finding.rule)
        ):
            return FollowUp(text, finding.rule)
    if len(asked) >= manner.probes or not answer.words:
        return None
    further = _for_any(question, answer) or _beyond(prepared, answer, findings)
    if further and further.gap not in done and DEEPER not in manner.wordings:
        return further
    if EVIDENCE in manner.wordings and EVIDENCE not in done and answer.kind is not Kind.BEHAVIORAL:
        return FollowUp(_probe(EVIDENCE, chance, manner), EVIDENCE)
    if answer.kind is not Kind.BEHAVIORAL or not answer.once(story).is_story:
        return None
    return _deeper(answer, asked, chance, manner)


def _doubtful(finding: Finding, answer: Answer) -> bool:
    """Whether a gap is not sure enough to spend a question on it, or closed by what was asked."""
    least = CERTAIN.get(finding.rule, CONCEPT_SURE if _concept(finding.rule) else 0.0)
    return finding.sure < least or (finding.rule in ASKS_NOTHING and _has_asked(answer))


def _concept(gap: str) -> rubrics.Concept | None:
    """The concept of a rubric that a gap names."""
    name, _, concept = gap.partition(".")
    rubric = rubrics.load().get(name)
    return rubric.concepts.get(concept) if rubric else None


def _has_asked(answer: Answer) -> bool:
    """Whether the candidate has asked the interviewer something."""
    return "facts" in answer.asked or any(questions(answer.text))


def _rank(gap: str, manner: InterviewerManner) -> int:
    """Where a gap stands in the order of an interviewer; the sort keeps the order of the others."""
    return manner.asks_first.index(gap) if gap in manner.asks_first else len(manner.asks_first)


def _deeper(
    answer: Answer, asked: Collection[FollowUp], chance: random.Random, manner: InterviewerManner
) -> FollowUp | None:
    """A probe into an answer without a gap, in words that were not used yet."""
    asked_before = {probe.text for probe in asked}
    quotes = _decisive(answer, asked_before)
    own = "decision" in quotes or DEEPER in manner.wordings
    first = DISAGREED if tells_conflict(answer) and not own else DEEPER
    for gap, said in ((first, quotes), (DEEPER, {}), (DEEPER, {}), (DEEPER, {})):
        text = _probe(gap, chance, manner, **said)
        if text not in asked_before and not already_told(answer, text):
            return FollowUp(text, DEEPER)
    return None


def unquoted(
    probe: FollowUp, question: Question, manner: InterviewerManner = WARM
) -> FollowUp | None:
    """A probe into the same gap in words that are always the same; None where it has such words already."""
    wordings = manner.wordings.get(probe.gap) or PROBES.get(probe.gap, ())
    plain = [text for text in wordings if "{" not in text]
    if not plain or probe.text in {*plain, *PROBES[DISAGREED]} or probe in question.follow_ups:
        return None
    return FollowUp(plain[0], probe.gap)


def fixed_lines(question: Question, manner: InterviewerManner = WARM) -> Iterator[str]:
    """What may be said after an answer whatever is said in it: to be spoken ahead.

    The pack's own follow-ups, for a story the sentences of the general ones that quote nothing, and what asks for
    the concepts of a rubric.
    """
    for probe in question.follow_ups:
        yield probe.text
    if question.kind is Kind.BEHAVIORAL:
        for wordings in {**PROBES, **manner.wordings}.values():
            for text in wordings:
                yield from (part for part in sentences_of(text) if "{" not in part)
    known = rubrics.load()
    for name in question.rubrics:
        yield from (concept.ask for concept in known[name].concepts.values() if concept.ask)


def _beyond(
    prepared: Mapping[str, FollowUp], answer: Answer, findings: Collection[Finding]
) -> FollowUp | None:
    """A follow-up of the pack about what only strong answers have, and this one surely has not."""
    for finding in sorted(findings, key=lambda one: -one.sure):
        probe = prepared.get(finding.rule)
        if probe is None or finding.verdict is not Verdict.NOTE or _doubtful(finding, answer):
            continue
        if not (already_told(answer, probe.text) or _begins_with_told(probe, answer)):
            return probe
    return None


def _for_any(question: Question | None, answer: Answer) -> FollowUp | None:
    """A follow-up of the pack for any answer, which this one has not touched upon."""
    mentioned = set(_content(answer.text))
    for probe in question.follow_ups if question else ():
        if probe.gap not in {ALWAYS, ALTERNATIVES}:
            continue
        own = set(_content(probe.text))
        if len(own & mentioned) < TOUCHED * len(own) and not already_told(answer, probe.text):
            return probe
    return None


def _begins_with_told(probe: FollowUp, answer: Answer) -> bool:
    """Whether a follow-up leads up to its question with something that the candidate has said already."""
    *leads, _ = sentences_of(probe.text)
    told = set(_content(answer.text))
    return any(
        len(own := set(_content(lead))) >= LEADING and own <= told
        for lead in leads
        if not lead.endswith("?")
    )


LEADING = 3
"""Words with a meaning of their own from which a sentence says something."""

_COMMON = frozenset(
    "what which who whom when where why how that this these those there then with from into about"
    " were was been being have had has did does done would could should will your you they them"
    " their its for and but not the are any some more most very just also other than only much many"
    " exactly yourself one those these says said".split()
)


def _content(text: str) -> Iterator[str]:
    """The words that carry meaning, cut to their first letters so that endings do not matter."""
    for word in re.findall(r"[a-z0-9]+", text.lower()):
        if len(word) > 2 and word not in _COMMON:
            yield word[:6]


def _about(gap: str) -> str:
    """How an interviewer asks about `<rubric>.<concept>` without giving the answer away."""
    concept = _concept(gap)
    return concept.ask if concept else ""


def _worded(
    finding: Finding, answer: Answer, chance: random.Random, manner: InterviewerManner
) -> str:
    """The general probe for a gap, or nothing where there is none."""
    if finding.rule not in PROBES and finding.rule not in manner.wordings:
        return ""
    quote = quotable(answer, finding.evidence[0]) if finding.evidence else ""
    size = size_question(answer, finding.evidence[0]) if finding.evidence else ""
    return _probe(finding.rule, chance, manner, quote=quote, last=_last(answer), size=size)


def _probe(gap: str, chance: random.Random, manner: InterviewerManner, **quotes: str) -> str:
    """One wording for a gap; those with a quote come first, and an empty quote is never spoken."""
    quotes = {name: words for name, words in quotes.items() if words}
    wordings = manner.wordings.get(gap) or PROBES[gap]
    quoting = [text for text in wordings if _named(text) and _named(text) <= set(quotes)]
    plain = [text for text in wordings if "{" not in text]
    return chance.choice(quoting or plain).format(**quotes)


def _named(wording: str) -> set[str]:
    """The quotes that a wording needs."""
    return set(re.findall(r"{(\w+)}", wording))


_EDGES = " ,.;:!?\"'"


def quotable(answer: Answer, span: Span) -> str:
    """The clause of some words as an interviewer may repeat it, or nothing when it breaks off or is too long."""
    clause = clause_around(answer, span)
    tokens = [token for token in answer.tokens[clause.first : clause.last] if token]
    if len(tokens) > MOST_WORDS or FILLERS & set(tokens) or not is_whole(tokens):
        return ""
    words = answer.quote(clause)
    return "" if "…" in words else words.strip(_EDGES)


LATE = 0.5
"""Share of an answer after which a step can be the last one told."""


def _last(answer: Answer) -> str:
    """The last step that was told, said back; nothing where the story went on for long after it."""
    steps = answer.once(own_steps)
    if not steps or steps[-1].span.first < LATE * len(answer.words):
        return ""
    return to_you(answer, steps[-1].span)


def _decisive(answer: Answer, asked: Collection[str]) -> dict[str, str]:
    """The step that most hangs on, said back, by the way in which it is asked about; nothing without one.

    Steps that were asked about, and those told with a reply's reasons, are asked about no more.
    """
    reasons = answer.once(settled).get("alternatives.none", ())

    def open_still(step: SpokenStep) -> bool:
        before = any(text.startswith(f"{to_you(answer, step.span)}. ") for text in asked)
        return not before and not any(
            reply.first <= step.span.first < reply.last for reply in reasons
        )

    step = decision(answer, open_still)
    if step is None or (step.weight == OFFERED and not step.reasoned):
        return {}
    name = "decision" if step.decides else "reasoned" if step.reasoned else "step"
    return {name: to_you(answer, step.span)}
