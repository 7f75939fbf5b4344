"""Whether what went wrong is laid on others: the reproaches, and a lesson that is about them or a look back refused.

A reproach belongs to whoever is named last before it in its sentence; an excuse needs nobody. They count only for
who owns up to nothing: "operations had rotated it, and I should have asked" tells an own part. Words are data
(`data/cues/blame.toml`, `fault.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon, single_words
from interviewer.answer.fault import faults
from interviewer.answer.padding import counted
from interviewer.answer.practice import practices
from interviewer.answer.question_fit import FAILURE, OPENING, SETBACK, asks
from interviewer.answer.story import Sentence, absolutions, story
from interviewer.model import Part, Span

NEAR = 9
"""Words before a reproach among which the one it is made to is looked for."""
BEHIND = 4
"""Words behind "can't rely on" among which somebody must be named."""
OFTEN = 3
"""Hard words about others that are worth a remark."""
_OWN = frozenset("i i'd i've i'm i'll we we'd we've we're".split())


@dataclass(frozen=True, slots=True)
class Blame:
    """What is laid on others."""

    reproaches: tuple[Span, ...]
    """What others are said to have done or left undone, and excuses, as told; one of each sentence."""
    lessons: tuple[Span, ...]
    """Sentences that draw a lesson about others, or say that nothing could have been done otherwise."""
    owned: bool
    """Whether the speaker tells any part of their own in it, or what they do otherwise now."""
    confessed: bool
    """Whether the speaker owns up in plain words."""
    failure: bool
    """Whether a failure or a setback was asked for, or is what the answer is about."""
    harsh: tuple[Span, ...]
    """Hard words about others."""
    kind: bool
    """Whether somebody is felt for."""

    @property
    def passes_it_on(self) -> bool:
        """Whether every cause lands on others."""
        if self.owned or self.kind or not self.reproaches:
            return False
        return bool(self.lessons) or (self.failure and len(self.reproaches) >= 2)

    @property
    def runs_down(self) -> bool:
        """Whether others are run down, by somebody who owns up to nothing."""
        return len(self.harsh) >= OFTEN and not (self.confessed or self.kind)


def blame(answer: Answer) -> Blame:
    """Find what is laid on others, and whether anything is owned."""
    end = answer.once(counted)
    told = [one for one in answer.once(story).sentences if one.span.first < end]
    lessons = tuple(one.span for one in told if _is_lesson(answer, one))
    about_others = set(lessons)
    reproaches = tuple(
        one.span for one in told if one.span not in about_others and _reproaches(answer, one.span)
    )
    owned = _owns_up(answer, reproaches) or _does_otherwise(answer, lessons)
    return Blame(
        reproaches,
        lessons,
        owned,
        bool(answer.once(faults).confessed),
        _is_failure(answer),
        _said(answer, "harsh"),
        bool(_said(answer, "sympathy")),
    )


def _said(answer: Answer, section: str) -> tuple[Span, ...]:
    found = lexicon("blame", section).find(answer.tokens, 0, answer.once(counted))
    return tuple(Span(hit.first, hit.last) for hit in found)


def _is_lesson(answer: Answer, sentence: Sentence) -> bool:
    """Whether a sentence looks back and says what others are like, or refuses to look back."""
    tokens, span = answer.tokens, sentence.span
    if span in answer.once(absolutions):
        return True
    cues = lexicon("parts").find(tokens, span.first, span.last)
    if sentence.part is not Part.REFLECTION and not any(hit.label == "lesson" for hit in cues):
        return False
    for hit in lexicon("blame", "lesson").find(tokens, span.first, span.last):
        if hit.label == "others_duty" or _people() & set(tokens[hit.last : hit.last + BEHIND]):
            return True
    return False


def _reproaches(answer: Answer, span: Span) -> bool:
    tokens = answer.tokens
    for hit in lexicon("blame", "failing").find(tokens, span.first, span.last):
        if hit.label == "excuse":
            return True
        for at in range(hit.first - 1, max(hit.first - NEAR, span.first) - 1, -1):
            if tokens[at] in _OWN:
                break
            if tokens[at] in _people():
                return True
    return False


@cache
def _people() -> frozenset[str]:
    return single_words("fault", "people") | single_words("blame", "groups")


def _owns_up(answer: Answer, reproaches: Sequence[Span]) -> bool:
    """Whether any part in it is owned, past an opening that only names the subject.

    What "they sent us" wrong is no mishap of one's own.
    """
    told = answer.once(faults)
    hits = lexicon("blame", "naming").find(answer.tokens, 0, OPENING)
    named = _places(Span(hit.first, hit.last) for hit in hits)
    others = named | _places(reproaches)
    return any(span.first not in named for span in told.confessed) or any(
        span.first not in others for span in told.own
    )


def _does_otherwise(answer: Answer, lessons: Sequence[Span]) -> bool:
    """Whether the speaker does something otherwise since then."""
    left_out = _places(lessons)
    if any(span.first not in left_out for span in answer.once(practices)):
        return True
    return any(hit.first not in left_out for hit in lexicon("blame", "changed").find(answer.tokens))


def _places(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(at for span in spans for at in range(span.first, span.last))


def _is_failure(answer: Answer) -> bool:
    wanted = asks(answer.question)
    return not wanted.isdisjoint((FAILURE, SETBACK)) or (
        not wanted and lexicon("blame", "naming").within(answer.tokens, 0, OPENING)
    )
