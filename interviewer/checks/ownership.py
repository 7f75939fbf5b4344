"""Who acts in the action part: I, we, they, or nobody?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Check, ramp
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Part, Span, Verdict

_I = frozenset(("i", "i'd", "i'll", "i've", "i'm"))
_WE = frozenset(("we", "we'd", "we'll", "we've", "we're"))
_THEY = frozenset(("they", "he", "she", "they'd", "they've", "he'd", "she'd"))
MOSTLY = 0.7
"""Share of "I" among "I" and "we" from which the deeds are the speaker's own; half of it is mixed."""
SHARES = ((0.0, 15.0), (0.5, 55.0), (MOSTLY, 85.0), (0.9, 100.0))
"""Score by that share."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who acts, counted in the action part."""

    i: int
    we: int
    they: int
    passive: int
    """Deeds that nobody does: "it was fixed"."""
    verdict: str
    """`i`, `mixed`, `we`, or `none` when nobody acts."""
    quotes: tuple[Span, ...] = ()
    """Sentences of the action part that "we" leads."""
    own: tuple[Span, ...] = ()
    """Sentences of the action part that "I" leads."""
    unowned: tuple[Span, ...] = ()
    """Sentences of the action part in which something is done and nobody does it."""


def measure(answer: Answer) -> Ownership:
    """Count who acts."""
    i = we = they = passive = 0
    quotes, own, unowned = [], [], []
    for sentence in answer.once(story).sentences:
        span = sentence.span
        tokens = answer.tokens[span.first : span.last]
        done = lexicon("actors", "passive").count(tokens)
        if sentence.part is Part.RESULT and done and _I.union(_WE).isdisjoint(tokens):
            passive += done  # a deed without a doer often sounds like a result
            unowned.append(span)
        if sentence.part is not Part.ACTION:
            continue
        asides = lexicon("actors", "aside").count(tokens)
        mine = max(sum(token in _I for token in tokens) - asides, 0)
        ours = sum(token in _WE for token in tokens)
        i, we, passive = i + mine, we + ours, passive + done
        they += sum(token in _THEY for token in tokens)
        if ours > mine:
            quotes.append(span)
        elif mine:
            own.append(span)
        elif done:
            unowned.append(span)
    return Ownership(
        i, we, they, passive, _verdict(i, we), tuple(quotes), tuple(own), tuple(unowned)
    )


def _verdict(i: int, we: int) -> str:
    if i + we == 0:
        return "none"
    share = i / (i + we)
    return "i" if share >= MOSTLY else "mixed" if share >= 0.5 else "we"


def score(answer: Answer) -> float | None:
    """0–100 by the share of "I" among "I" and "we" in the action part; None when neither acts.

    An answer without substance has nothing to own.
    """
    who = answer.once(measure)
    if who.verdict == "none":
        return None
    return ramp(who.i / (who.i + who.we), SHARES) * answer.once(substance)


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on who acts."""
    who = answer.once(measure)
    if who.verdict in {"we", "mixed"} and who.quotes:
        yield Finding(
            "ownership.we",
            Verdict.FIX if who.verdict == "we" else Verdict.ASK,
            f"“{answer.quote(who.quotes[0])}”: which part of that did you do yourself?",
            "Keep 'we' for the team and say 'I' for your own steps: 'The team owned …; I wrote …'.",
            who.quotes[:2],
            float(who.we),
            100.0 * answer.once(substance) - (score(answer) or 0.0),
        )
    if who.unowned and who.passive > who.i + who.we:
        yield Finding(
            "ownership.passive",
            Verdict.ASK,
            f"“{answer.quote(who.unowned[0])}”: who did that?",
            "Name the person: not 'it was fixed' but 'I fixed it', or 'Ana fixed it'.",
            who.unowned[:2],
            float(who.passive),
        )
    if who.verdict == "i" and who.i >= 3:
        yield Finding(
            "ownership.i",
            Verdict.GOOD,
            "It is clear what you did yourself.",
            "Keep saying 'I' for your own steps, and credit others by name.",
            who.own[:2],
            float(who.i),
        )


CHECK = with_page(Check("ownership", run, STORIES, measure, score))
