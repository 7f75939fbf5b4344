"""Scenarios: what an interviewer adds while a candidate works on one, facts that were asked for and a twist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interviewer.answer.sentences import ends
from interviewer.answer.stems import stemmed
from interviewer.model import FollowUp, Question

FACTS_AT_ONCE = 3
"""Most facts told in one breath."""

SHORT = 3
"""Letters of a topic that must be a whole word: "log" is no part of "login"."""

_QUESTION_WORD = r"(?:who|whose|what|which|how|where|when|why)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|will|would|should|may|has|have)"
_SUBJECT = (
    r"(?:i|we|you|he|she|it|they|there|this|that|these|those|the|an?|our|your|their|its|his|her"
    r"|anybody|anyone|somebody|someone|people|everybody|everyone|any|all)"
)
_INVERTED = re.compile(rf"{_AUXILIARY} {_SUBJECT}\b")
_IMPERATIVE = re.compile(r"(?:do|have) (?:the|an?|this|that|these|those|it|all|our)\b")
_CONDITION = re.compile(r"(?:should|were|had|could) [^,]+, ")
_OPENED = re.compile(rf"{_QUESTION_WORD}\b")
_STATEMENT = re.compile(
    rf"{_QUESTION_WORD}(?: exactly| else)? (?:{_SUBJECT}|to)\b"  # "what we lose is", "how to test it"
    rf"|how \w+ {_SUBJECT}\b"
    rf"|(?:where|when) (?!{_AUXILIARY}\b)[^,]+, "
    r"|which (?:is|means|was|makes|leaves|gives)\b"
    r"|what(?:'s| is)? (?:matters|remains|worries|scares|counts|helps|hurts|bothers|stays|breaks|changes|left|missing)\b"
    r".* (?:is|are|was|would)\b"
    r"|who \w+s\b.* (?:can|could|will|would|must|gets?|is|has|may)\b"
)
"""How a sentence goes on that begins like a question and tells something."""
_ANNOUNCED = re.compile(
    r"(?:let me ask|i'd ask|i would ask|i want to know|i'd (?:like|want) to know|can i assume|my question)\b"
    r"|tell me (?:who|what|which|how|where|when|why|whether|if|about)\b"
)
_LEAD = re.compile(
    r"^(?:(?:so|and|but|okay|ok|well|right|first|then|now|also|second|next)\b[ ,:]*)+"
)


def scenario(question: Question, reply: str, added: Iterable[str]) -> FollowUp | None:
    """What an interviewer adds to a scenario: facts that were asked for, then one twist.

    `reply` is the candidate's latest turn, `added` what the interviewer has added so far.
    """
    if question.material is None:
        return None
    known = "\n".join(added)
    asked = [_Asked(sentence) for sentence in questions(reply)]
    facts = [
        fact.text
        for fact in question.material.facts
        if fact.text not in known
        and any(one.names(topic) for topic in fact.topics for one in asked)
    ]
    if facts:
        return FollowUp(" ".join((*facts[:FACTS_AT_ONCE], "Please go on.")), "facts")
    if not any(twist in known for twist in question.material.twists):
        return next((FollowUp(twist, "twist") for twist in question.material.twists), None)
    return None


class _Asked:
    """A question of the candidate, to be searched for the topics of facts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stems = f" {' '.join(stemmed(text.split()).stems)} "

    def names(self, topic: str) -> bool:
        """Whether the question is about a topic, whatever its endings are: "retries" is about "retry"."""
        stems = " ".join(stemmed(topic.split()).stems)
        if stems and f" {stems} " in self.stems:
            return True
        return (
            len(topic) > SHORT
            and re.search(rf"\b{re.escape(topic.lower())}", self.text) is not None
        )


def questions(text: str) -> Iterator[str]:
    """The sentences that ask somebody something, lower case."""
    words: list[str] = []
    for word in text.lower().replace("’", "'").split():
        words.append(word)
        if ends(word):
            if _asks(sentence := " ".join(words)):
                yield sentence
            words = []
    if words and _asks(sentence := " ".join(words)):
        yield sentence


def _asks(sentence: str) -> bool:
    """Whether a sentence asks: by its mark, by what it announces, or, unmarked, by the order of its words."""
    bare = _LEAD.sub("", sentence)
    if sentence.rstrip("\"')”").endswith("?") or _ANNOUNCED.match(bare):
        return True
    if _INVERTED.match(bare):
        return not (_IMPERATIVE.match(bare) or _CONDITION.match(bare))
    return _OPENED.match(bare) is not None and not _STATEMENT.match(bare)
