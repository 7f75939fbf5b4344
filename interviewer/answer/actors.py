"""Who acts: I, we, they, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.settling_replies import settled
from interviewer.answer.story import Sentence, story
from interviewer.model import Part, Span

_I = frozenset(("i", "i'd", "i'll", "i've", "i'm"))
_WE = frozenset(("we", "we'd", "we'll", "we've", "we're"))
_THEY = frozenset(("they", "he", "she", "they'd", "they've", "he'd", "she'd"))
MOSTLY = 0.7
"""Share of "I" among "I" and "we" from which the deeds are the speaker's own; half of it is mixed."""


@dataclass(frozen=True, slots=True)
class Actors:
    """Who acts, counted in the action part; in the whole answer when nobody acts there."""

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
    in_action: bool = True
    """Whether somebody acts in the action part; else the whole answer was counted."""


def actors(answer: Answer) -> Actors:
    """Count who acts."""
    sentences = answer.once(story).sentences
    claimed = answer.once(settled).get("ownership.we", ())
    found = _count(
        answer,
        [
            one
            for one in sentences
            if one.part is Part.ACTION
            or any(reply.first <= one.span.first < reply.last for reply in claimed)
        ],
    )
    if found.verdict == "none":
        candidates = [
            one
            for one in sentences
            if one.part is not Part.OTHER
            and answer.part_asked(one.span.first) in {None, Part.ACTION}
        ]
        found = replace(_count(answer, candidates), in_action=False)
    # a deed without a doer often sounds like a result
    results = [one for one in sentences if one.part is Part.RESULT]
    nobody = [one for one in results if _i_and_we(answer, one.span) == (0, 0)]
    passive = _count(answer, nobody)
    return replace(
        found,
        passive=found.passive + passive.passive,
        unowned=tuple(sorted({*found.unowned, *passive.unowned}, key=lambda span: span.first)),
    )


def _count(answer: Answer, sentences: Sequence[Sentence]) -> Actors:
    i = we = they = passive = 0
    quotes, own, unowned = [], [], []
    for span in (sentence.span for sentence in sentences):
        tokens = answer.tokens[span.first : span.last]
        done = lexicon("actors", "passive").count(tokens)
        mine, ours = _i_and_we(answer, span)
        i, we, passive = i + mine, we + ours, passive + done
        they += sum(token in _THEY for token in tokens)
        if ours > mine:
            quotes.append(span)
        elif mine:
            own.append(span)
        elif done:
            unowned.append(span)
    return Actors(i, we, they, passive, _verdict(i, we), tuple(quotes), tuple(own), tuple(unowned))


def _i_and_we(answer: Answer, span: Span) -> tuple[int, int]:
    """How often "I" and "we" act in a span; "I think" and the like are no deeds."""
    tokens = answer.tokens[span.first : span.last]
    asides = lexicon("actors", "aside").count(tokens)
    mine = max(sum(token in _I for token in tokens) - asides, 0)
    return mine, sum(token in _WE for token in tokens)


def _verdict(i: int, we: int) -> str:
    if i + we == 0:
        return "none"
    share = i / (i + we)
    return "i" if share >= MOSTLY else "mixed" if share >= 0.5 else "we"
