"""Who acts in the action part?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Check, Rule, ramp
from interviewer.model import Finding, Part, Span, Verdict
from interviewer.reading.parts import story

_I = frozenset(("i", "i'd", "i'll", "i've"))
_WE = frozenset(("we", "we'd", "we'll", "we've"))


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who acts, counted in the action part."""

    i: int
    we: int
    they: int
    passive: int
    verdict: str
    """`i`, `mixed`, `we`, or `none` when nobody acts."""
    quotes: tuple[Span, ...] = ()
    """Sentences of the action part that "we" leads."""


def measure(answer: Answer) -> Ownership:
    """Count who acts."""
    i = we = 0
    quotes = []
    for sentence in answer.once(story).sentences:
        if sentence.part is not Part.ACTION:
            continue
        tokens = answer.tokens[sentence.span.first : sentence.span.last]
        i += sum(token in _I for token in tokens)
        ours = sum(token in _WE for token in tokens)
        we += ours
        if ours:
            quotes.append(sentence.span)
    verdict = (
        "none" if i + we == 0 else "i" if i >= 0.7 * (i + we) else "mixed" if i >= we else "we"
    )
    return Ownership(i, we, 0, 0, verdict, tuple(quotes))


def score(answer: Answer) -> float | None:
    """0–100."""
    who = answer.once(measure)
    if who.verdict == "none":
        return None
    return ramp(who.i / (who.i + who.we), ((0.0, 15.0), (0.5, 55.0), (0.7, 85.0), (0.9, 100.0)))


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on who acts."""
    who = answer.once(measure)
    if who.verdict in {"we", "mixed"}:
        yield Finding(
            "ownership.we",
            Verdict.FIX if who.verdict == "we" else Verdict.ASK,
            f"You said “{answer.quote(who.quotes[0])}”. What did you do yourself?",
            "Say 'I' for your own steps: 'The team…; I…'.",
            who.quotes[:2],
            float(who.we),
            gain=100.0 - (score(answer) or 0.0),
        )


CHECK = Check("ownership", run, STORIES, measure, score, tuple(
    Rule(name, "…", "…", "…", "…") for name in ("ownership.we",)
))  # fmt: skip
