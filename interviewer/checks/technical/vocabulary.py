"""Question -> the words of its field that its answer may hold, for the speech recogniser.

Whisper writes "eye door" for IDOR until it is told that such a word may occur. RubricMatches too much, it
hears what it was told: only abbreviations and names are passed on that look like no everyday word,
from the question itself and from the rubrics its answer is scored by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from interviewer.answer import stems
from interviewer.checks.technical.coverage import DEFAULT_RUBRICS
from interviewer.model import Question
from interviewer.packs import rubrics
from interviewer.settings import own_words

MOST = 24
"""Terms passed on. Whisper looks back on 223 tokens, and a term has three or so."""
OWN = 20
"""The candidate's own words that are passed on as well, the latest ones: with them about 130 tokens."""

EVERYDAY = frozenset("ok id ids ip os ui vm vms cpu db http https url urls zip".split())
"""Abbreviations that are heard right anyway."""

_NAME = re.compile(r"\b(?:[A-Z]\w*[A-Z]\w*|[A-Z]+\d\w*)\b")
"""IDOR, OAuth, UUIDs, S3, GuardDuty: a second capital, or capitals before a digit."""
_WORD = re.compile(r"[a-z]+\d*")


def hint(question: Question, *, own: bool = True) -> str:
    """The candidate's own words, then the terms of a question's field; empty when there are none.

    Whisper forgets the beginning of a long list first, so the question's terms stand nearest to the answer.
    `own`: the words of this machine's user belong in it; they do not where others answer.
    """
    terms = [term for text in (question.text, *question.strong) for term in _NAME.findall(text)]
    for name in question.rubrics or DEFAULT_RUBRICS.get(question.kind, ()):
        terms += _terms(name)
    mine = reversed(own_words.load()[:OWN]) if own else ()
    likely = list(dict.fromkeys((*mine, *list(dict.fromkeys(terms))[:MOST])))
    return f"{', '.join(likely)}." if likely else ""


def _terms(rubric: str) -> Iterator[str]:
    """The abbreviations in a rubric's concepts: as they are written there, then the most usual."""
    concepts = rubrics.get(rubric).concepts.values()
    known = stems.abbreviations() - EVERYDAY
    yield from (word.upper() for word in rubric.split("-") if word in known)
    for concept in concepts:
        for text in (concept.says, concept.example):
            yield from _NAME.findall(text)
    heard = Counter(
        word for concept in concepts for word in _WORD.findall(concept.heard) if word in known
    )
    yield from (word.upper() for word, _ in heard.most_common())
