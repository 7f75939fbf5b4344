"""Who acts in the action part: I, we, they, or nobody?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Anchor, Check, Rule, ramp
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
            f"“{answer.quote(who.quotes[0])}” – what of that did you do yourself?",
            "Keep 'we' for the team and say 'I' for your own steps: 'The team owned …; I wrote …'.",
            who.quotes[:2],
            float(who.we),
            100.0 - (score(answer) or 0.0),
        )
    if who.unowned and who.passive > who.i + who.we:
        yield Finding(
            "ownership.passive",
            Verdict.ASK,
            f"“{answer.quote(who.unowned[0])}” – who did that?",
            "Put a person in front: not 'it was fixed' but 'I fixed it', or 'Ana fixed it'.",
            who.unowned[:2],
            float(who.passive),
        )
    if who.verdict == "i" and who.i >= 3:
        yield Finding(
            "ownership.i",
            Verdict.GOOD,
            "Your own steps are plain to hear.",
            "Keep saying 'I' for them, and credit others by name.",
            who.own[:2],
            float(who.i),
        )


_OPENING = "Last year the build at our shop kept failing. My job was to find out why."
_WE_DID = (
    f"{_OPENING} So we read the logs, and we talked to the owners. Then we wrote a script that grouped the"
    " failures, and we fixed the disk. As a result it stopped failing."
)
_I_DID = (
    f"{_OPENING} So I read the logs, and I talked to the owners. Then I wrote a script that grouped the"
    " failures, and I fixed the disk. As a result it stopped failing."
)
_NOBODY_DID = (
    f"{_OPENING} First the logs were analyzed. Then a script was written, the failures were grouped and"
    " a meeting was scheduled with the owners. As a result it stopped failing."
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
                "Public hiring guidance asks for 'I' and not 'we'; high-rated written answers hold 21 % more"
                " 'I' (Leadership IQ, 20,572 answers). Elsewhere in the answer 'we' is fine, and was even rated"
                " well (Naim et al. 2015)."
            ),
            flags=(_WE_DID,),
            passes=(
                _I_DID,
                "Last year we had a build that kept failing, and we were all late because of it. My job was to"
                " stop that. So I read the logs, and then I fixed the disk. In the end we were on time.",
            ),
        ),
        Rule(
            "ownership.passive",
            why="'It was fixed' hides who fixed it, and the listener assumes it was somebody else.",
            good="'I analyzed the logs, and Ana rewrote the job.'",
            weak="'The logs were analyzed and the job was rewritten.'",
            source="Interviewers probe every deed without a person; common coaching advice.",
            flags=(_NOBODY_DID,),
            passes=(_I_DID, _WE_DID),
        ),
        Rule(
            "ownership.i",
            why="First-person deeds are what an interviewer can write down about you.",
            good="Three steps or more that begin with 'I'.",
            weak="Deeds that 'we' did, or that happened.",
            source="As for `ownership.we`; 70 % 'I' in the action part.",
            flags=(_I_DID,),
            passes=(_WE_DID, _NOBODY_DID),
        ),
    ),
    (
        Anchor(20, "'We' does everything."),
        Anchor(50, "As often 'we' as 'I'."),
        Anchor(80, "'I' leads, now and then 'we' slips in."),
        Anchor(95, "Every step has its owner, and it is mostly you."),
    ),
    formula=(
        "By the share of “I” among “I” and “we” in the action part: 15 points without any, 55 at half, 85 at 70 %,"
        " 100 from 90 %. Times substance, as in `star`. No score when neither acts."
    ),
)
