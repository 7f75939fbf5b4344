"""Who acts in the action part?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Anchor, Check, Rule, ramp
from interviewer.model import Finding, Part, Span, Verdict
from interviewer.reading.lexicon import Lexicon
from interviewer.reading.parts import story

_I = frozenset(("i", "i'd", "i'll", "i've"))
_WE = frozenset(("we", "we'd", "we'll", "we've"))
_THEY = frozenset(("they", "he", "she", "they'd", "they've"))
_ASIDES = Lexicon({"aside": ("i (think|guess|mean|believe|suppose|would say)", "i'd say")})
"""Not deeds: they neither claim nor share anything."""
_PASSIVE = Lexicon({"passive": ("(was|were|got) (done|made|fixed|built|decided|found|written)",)})


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
    i = we = they = passive = 0
    quotes = []
    for sentence in answer.once(story).sentences:
        if sentence.part is not Part.ACTION:
            continue
        tokens = answer.tokens[sentence.span.first : sentence.span.last]
        mine = sum(token in _I for token in tokens) - _ASIDES.count(tokens)
        ours = sum(token in _WE for token in tokens)
        i, we = i + max(mine, 0), we + ours
        they += sum(token in _THEY for token in tokens)
        passive += _PASSIVE.count(tokens)
        if ours > mine:
            quotes.append(sentence.span)
    verdict = (
        "none" if i + we == 0 else "i" if i >= 0.7 * (i + we) else "mixed" if i >= we else "we"
    )
    return Ownership(i, we, they, passive, verdict, tuple(quotes))


def score(answer: Answer) -> float | None:
    """0–100 by the share of "I" among "I" and "we" in the action part; None when nobody acts."""
    who = answer.once(measure)
    if who.verdict == "none":
        return None
    return ramp(who.i / (who.i + who.we), ((0.0, 15.0), (0.5, 55.0), (0.7, 85.0), (0.9, 100.0)))


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on who acts."""
    who = answer.once(measure)
    if who.verdict in {"we", "mixed"} and who.quotes:
        yield Finding(
            "ownership.we",
            Verdict.FIX if who.verdict == "we" else Verdict.ASK,
            f"“We” did it {who.we} times, “I” {who.i}. Which part was yours?",
            "Say 'I' for your own steps: 'The team owned…; I wrote…'.",
            who.quotes[:2],
            float(who.we),
            gain=100.0 - (score(answer) or 0.0),
        )


CHECK = Check(
    "ownership",
    run,
    STORIES,
    measure,
    score,
    (
        Rule(
            "ownership.we",
            why="You are hired, not your team. Where the work is told, 'we' hides what you did.",
            good="'The team owned the service; I found the flaw, and I wrote the fix.'",
            weak="'We looked at it, we decided, we rolled it out.'",
            source=(
                "Public hiring guidance asks for 'I' and not 'we'. Elsewhere in the answer 'we' is"
                " fine and was even rated well (Naim et al. 2015)."
            ),
            flags=(
                "Last year the build at our shop kept failing. My job was to find out why. So we read"
                " the logs, and we talked to the owners, and then we wrote a script that grouped the"
                " failures, and we fixed the disk. As a result it stopped failing.",
            ),
            passes=(
                "Last year we had a build that kept failing. So I read the logs, and then I fixed"
                " the disk.",
            ),
        ),
    ),
    (
        Anchor(20, "'We' does everything."),
        Anchor(50, "As often 'we' as 'I'."),
        Anchor(80, "'I' leads, now and then 'we' slips in."),
        Anchor(95, "Every step has its owner, and it is mostly you."),
    ),
)
