"""What an answer is that tells no past episode.

It is too short, a refusal (no example comes to mind, or none is to be told), a question back, a joke, a list of
keywords, a hypothetical, a habit or an opinion; scattered where nothing shows which. Kinds are told by wordings
(`data/cues/non_story.toml`, `episode.toml`), the plainest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.substance import is_hollow
from interviewer.answer.word_forms import form
from interviewer.model import Span


class NonStory(StrEnum):
    """What is told instead of a story."""

    REFUSAL = "refusal"
    DECLINED = "declined"
    QUESTION = "question back"
    TOO_SHORT = "too short"
    KEYWORDS = "keywords"
    JOKE = "joke"
    HYPOTHETICAL = "hypothetical"
    HABIT = "habit"
    OPINION = "opinion"
    SCATTERED = "scattered"


SHORT = 20
"""Fewer words than this tell no story, whatever they are about."""
PLAIN = 2
"""Wordings of a refusal or a question that are enough; one is enough in a short answer."""
FEW, LEADS = 2.5, 0.03
"""Wordings of one kind, and their share of the words, from which an answer is called that kind; below, what it is
instead of a story would be a guess. By reading 60 answers that tell no story."""
_SHORTISH = 40
_LISTED = 12
"""Fewest words of a list of keywords."""
_MODALS = frozenset("would i'd you'd we'd he'd she'd they'd".split())
_PERFECT = frozenset("been done gone got had never seen already just known".split())
"""With a past form, what follows "I'd" where it stands for "I had"."""
_STEADY = frozenset(
    "always usually normally typically generally often every whenever never mostly constantly".split()
)


def non_story(answer: Answer) -> NonStory:
    """The kind of an answer that tells no episode."""
    answer = _itself(answer)
    tokens = answer.tokens
    found = Counter(hit.label for hit in lexicon("non_story").find(tokens))
    asked = found[NonStory.QUESTION]
    if not found[NonStory.JOKE]:  # whose questions nobody is to answer
        asked += len(_questions(answer))
    enough = 1 if len(tokens) < _SHORTISH else PLAIN
    if found[NonStory.DECLINED] >= enough:
        return NonStory.DECLINED
    if asked >= enough and asked >= found[NonStory.REFUSAL]:
        return NonStory.QUESTION
    if found[NonStory.REFUSAL] >= enough:
        return NonStory.REFUSAL
    if is_hollow(answer) or is_list(answer):
        return NonStory.KEYWORDS
    if found[NonStory.JOKE]:
        return NonStory.JOKE
    if len(tokens) < SHORT:
        return NonStory.TOO_SHORT
    if found["laugh"]:
        return NonStory.JOKE
    return _stance(answer)


def place_of(answer: Answer, kind: NonStory) -> Span | None:
    """The sentence whose words show the kind; None where no single sentence does."""
    own = _itself(answer)
    hits = (hit.first for hit in lexicon("non_story").find(own.tokens) if hit.label == kind)
    questions = _questions(own) if kind is NonStory.QUESTION else []
    at = next(iter((*hits, *questions)), None)
    return next(
        (one for one in own.sentences if at is not None and one.first <= at < one.last), None
    )


def _itself(answer: Answer) -> Answer:
    """The answer without its replies, where it is long enough to show what it is.

    Whoever refuses a follow-up, or asks back about it, has not refused the question.
    """
    first = answer.replies[0] if answer.replies else 0
    return answer.until(first) if first >= SHORT else answer


def _questions(answer: Answer) -> list[int]:
    """Where a question ends that the speaker does not answer at once: "Why? Because …" asks nobody."""
    answered = {
        asked.last - 1
        for asked, reply in pairwise(answer.sentences)
        if answer.tokens[reply.first] == "because"
    }
    return [
        at for at, word in enumerate(answer.words) if word.text.endswith("?") and at not in answered
    ]


def is_list(answer: Answer) -> bool:
    """Whether nothing is said in sentences: short items without a verb of any person."""
    people = {"i", "we", "he", "she", "they", "you", "it", "was", "is", "my", "i'm", "it's"}
    length = len(answer.tokens)
    return length >= _LISTED and 25 * sum(token in people for token in answer.tokens) < length


def _stance(answer: Answer) -> NonStory:
    """Hypothetical, habit or opinion, by which wordings lead, where they are more than a few."""
    hits = Counter(hit.label for hit in lexicon("episode").find(answer.tokens))
    points = {
        NonStory.HYPOTHETICAL: hits["guess"] + _modals(answer.tokens),
        NonStory.HABIT: hits["habit"] + sum(token in _STEADY for token in answer.tokens),
        NonStory.OPINION: hits["opinion"] + 0.5 * hits["self"],
    }
    kind = max(points, key=points.__getitem__)
    return kind if points[kind] >= max(FEW, LEADS * len(answer.tokens)) else NonStory.SCATTERED


def _modals(tokens: Sequence[str]) -> int:
    """How often something would be done: not "I'd told them", which is a pluperfect."""
    behind = (*tokens[1:], "")
    return sum(
        one in _MODALS and (one == "would" or (form(two) != "<ed>" and two not in _PERFECT))
        for one, two in zip(tokens, behind, strict=True)
    )
