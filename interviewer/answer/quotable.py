"""Words of an answer as they can be repeated or shown: whole, without what joins them to their neighbours.

An interviewer repeats a clause before asking about it, and a remark or a praise quotes one. Neither may be cut
after "a" nor run on into what somebody else did.
"""

from __future__ import annotations

import re

from interviewer.answer import Answer
from interviewer.answer.clauses import (
    ASKING,
    ENDING,
    FEWEST_WORDS,
    FINITE,
    JOINING,
    LEADING,
    MOST_WORDS,
    OPEN_HEADS,
    SUBJECTS,
    begins,
    clause_follows,
    is_ending,
    is_stop,
    is_whole,
)
from interviewer.answer.cue_phrases import Lexicon, single_words
from interviewer.answer.word_forms import FILLERS, form
from interviewer.model import Span

_EDGES = " ,.;:!?\"'“”"
_FILLING = frozenset(("like", "basically"))
"""Words that fill, where a clause begins behind them."""
_TO_YOU = {
    "i": "you", "i'd": "you'd", "i'm": "you're", "i've": "you've", "i'll": "you'll", "me": "you", "my": "your",
    "mine": "yours", "myself": "yourself", "we": "you", "we'd": "you'd", "we're": "you're", "we've": "you've",
    "we'll": "you'll", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
_TO_BE = {"was": "were", "am": "are", "wasn't": "weren't"}


def to_you(answer: Answer, span: Span) -> str:
    """A clause about oneself as it is said back: "You moved the report to a copy", without fillers.

    Nothing where the clause speaks of "you" already, quotes somebody, or has words left out.
    """
    if "…" in answer.quote(span):
        return ""
    parts: list[str] = []
    before = ""
    tokens = answer.tokens
    for at in range(span.first, span.last):
        token, word = tokens[at], answer.words[at].text
        if not token or token in FILLERS or token == before:
            continue
        if token in {"you", "your", "yours"} or re.search(r"[\"“”]", word):
            return ""
        if token in _TO_BE and before == "i":
            parts.append(_TO_BE[token])
        else:
            parts.append(_TO_YOU.get(token) or word)
        before = token
    text = " ".join(parts).strip(_EDGES)
    return text[:1].upper() + text[1:]


def clause_around(answer: Answer, span: Span) -> Span:
    """The clause in which some words stand; the words themselves where its ends cannot be heard."""
    sentence = next(one for one in answer.sentences if one.first <= span.first < one.last)
    tokens = answer.tokens
    first = span.first
    while first > sentence.first and not _opens(answer, first):
        first -= 1
    while first < span.first and tokens[first] in JOINING | FILLERS | _FILLING:
        first += 1
    while first < span.first and tokens[first] == tokens[first + 1]:
        first += 1
    last = span.last
    while last < sentence.last and not _closes(answer, last):
        last += 1
    words = [token for token in tokens[first:last] if token]
    whole = len(words) <= MOST_WORDS and not FILLERS & set(words) and is_whole(words)
    return Span(first, last) if whole else span


_TURNS = Lexicon(
    {"turn": ("in the end", "at the end", "(since|from) then", "looking back", "by the time")}
)
"""Words that open an ending or a look back, where no full stop parts it from what was done."""
REACH = 6
"""Words that a passage may begin before its sentence, where that was cut between subject and verb."""


def passage(answer: Answer, sentence: Span) -> Span | None:
    """A sentence as it can be shown, without the words that join it to its neighbours.

    None where it was cut out of running speech so that a listener would not take it for a whole.
    """
    tokens, first, last = answer.tokens, sentence.first, sentence.last
    if not _starts_clean(answer, first):
        starts = (at for at in range(first, max(first - REACH, 0), -1) if _opens(answer, at))
        first = next((at for at in starts if _starts_clean(answer, at)), -1)
    if tokens[last - 2 : last] == ("looking", "back"):
        last -= 2  # of what comes next
    if first < 0 or not _ends_clean(answer, last):
        return None
    first = max((hit.first for hit in _TURNS.find(tokens, first + 3, last)), default=first)
    shown = trimmed(answer, Span(first, last))
    first, last = shown.first, shown.last
    if not is_stop(answer, last - 1):
        last = _before_stump(answer, first, last)
    return Span(first, last) if last - first >= FEWEST_WORDS else None


def trimmed(answer: Answer, span: Span) -> Span:
    """Words without those at both ends that join them to their neighbours, fillers and stutters; few stay as they are."""
    tokens, first, last = answer.tokens, span.first, span.last
    while first < last and tokens[first] in JOINING | FILLERS | {""}:
        first += 1
    while first + 1 < last and tokens[first] == tokens[first + 1]:
        first += 1
    loose = _LOOSE | {""}
    while first < last and (
        tokens[last - 1] in loose or (tokens[last - 1] == "now" and tokens[last - 2] in loose)
    ):
        last -= 1
    return Span(first, last) if last - first >= FEWEST_WORDS else span


def _before_stump(answer: Answer, first: int, last: int) -> int:
    """Where a sentence ends without "and in the morning" or "and my boss", which opens the next."""
    for at in range(last - 2, max(last - 6, first + FEWEST_WORDS), -1):
        if answer.tokens[at] not in {"and", "but", "so"}:
            continue
        names = answer.tokens[at + 1] in _NAMING and last - at <= 3 and _acts_next(answer, last)
        if names or answer.tokens[at + 1] in _STUMPS:
            return at
    return last


def _acts_next(answer: Answer, last: int) -> bool:
    """Whether the next word makes a subject of the words before it: "and my boss", then "said"."""
    return last < len(answer.words) and (
        answer.tokens[last] in SUBJECTS | FINITE or form(answer.tokens[last]) == "<ed>"
    )


_STUMPS = frozenset("in by at after before on over since from until when".split())


def _starts_clean(answer: Answer, first: int) -> bool:
    """Whether a sentence begins where a listener would begin it."""
    if answer.tokens[first] in ASKING - {"what", "when", "if"}:
        return False
    return (
        not first
        or is_stop(answer, first - 1)
        or (
            answer.tokens[first] in SUBJECTS | JOINING | LEADING | _NAMING
            and answer.tokens[first - 1] not in single_words("steps", "open_end")
        )
    )


def _ends_clean(answer: Answer, last: int) -> bool:
    """Whether a sentence ends where a listener would end it."""
    if last == len(answer.words) or is_stop(answer, last - 1):
        return True
    if answer.tokens[last - 2] == "to" or answer.tokens[last - 1] in OPEN_HEADS:
        return False
    token = answer.tokens[last]
    behind = SUBJECTS | JOINING | LEADING | ENDING | _NAMING - {"it"} | FILLERS | {"looking"}
    return (
        token in behind
        or (token == "it" and begins(answer, last))
        or answer.tokens[last - 1] in _LOOSE
    )


_LOOSE = (
    JOINING | FILLERS | frozenset("because cause till until while although though which".split())
)
"""Words at the end of a sentence that belong to the next."""
_NAMING = frozenset("the my our his her their this that these it what from by".split()) - {"what"}
"""Words that begin many a sentence, besides its pronoun."""


def _opens(answer: Answer, at: int) -> bool:
    """Whether a clause begins at a word."""
    token = answer.tokens[at]
    before = answer.words[at - 1].text
    return (
        before[-1:] in ",;:—–"
        or token in JOINING
        or token in ENDING
        or _fills(answer, at)
        or answer.tokens[at - 1] in ASKING - {"whose"}
        or (token in SUBJECTS and answer.tokens[at - 1] not in SUBJECTS)
    )


def _fills(answer: Answer, at: int) -> bool:
    """Whether a word fills, and a clause begins behind it: "like the queue got shorter", not "like most of it"."""
    then = answer.tokens[at + 1] if at + 1 < len(answer.tokens) else ""
    return answer.tokens[at] in _FILLING and then in SUBJECTS | _NAMING


def _closes(answer: Answer, at: int) -> bool:
    """Whether a clause is over before a word."""
    token = answer.tokens[at]
    return (
        answer.words[at - 1].text[-1:] in ",;:.!?…—–"
        or is_ending(answer, at)
        or token in SUBJECTS
        or token in ASKING
        or (token in {"and", "or"} and clause_follows(answer, at + 1))
    )
