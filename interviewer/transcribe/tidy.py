"""What Whisper wrote -> words that were said: no stage directions, no loops."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from math import inf

from interviewer.model import Interval, Word
from interviewer.transcribe.recogniser import hesitates, spoken

_BRACKETS = {"[": "]", "(": ")", "*": "*", "♪": "♪", "<": ">"}
_SYMBOLS = frozenset("&%+=@#$€£")

LIKELY = 0.6
"""Mean probability from which words are believed that only one of two hearings has."""
SHORTEST_WORD_S, UNLIKELY = 0.06, 0.3
"""Length and probability under which a word said twice was said once."""
SHORTEST_FILLER_S = 0.06
"""The shortest "uh" is three times as long."""
LONGEST_WORD_S, LONGEST_LETTER_S = 0.3, 0.06
"""Seconds that a slowly spoken word takes, and each of its letters more: "all" 0.48, "seven" 0.6."""
OVER_WORDS = 0.3
"""Probability from which a filler is believed although words were heard at the same time."""
FASTEST_SAME_S = 0.2
"""Seconds that a word takes when it is said again and again on purpose."""
_FASTEST = 6.5
"""Words a second that nobody speaks; whoever reads out a list reaches five."""


def tidied(words: Sequence[Word], seconds: float) -> tuple[Word, ...]:
    """The words without `[Music]` and lone punctuation, their times in order and in the sound."""
    audible = [word for word in _without_directions(words) if _says_something(word.text)]
    result: list[Word] = []
    earliest = 0.0
    for word in audible:
        start = min(max(word.start or 0.0, earliest), seconds)
        end = min(max(word.end or start, start), seconds)
        if result and end - start < SHORTEST_WORD_S and _echoes(word, result[-1]):
            continue
        text = re.sub(r"(\w)\1{3,}", r"\1", word.text)  # "ummmmmmm"
        text = re.sub(r"(.{2,12}?)\1{3,}", r"\1\1", text)  # "E-R-E-R-E-R-E-R-"
        result.append(Word(text, round(start, 3), round(end, 3), word.probability))
        earliest = start
    return tuple(result)


def _echoes(word: Word, last: Word) -> bool:
    """Whether an unlikely word repeats the one before, as a model does after the end of speech."""
    unlikely = word.probability is not None and word.probability < UNLIKELY
    return unlikely and spoken(word.text) == spoken(last.text)


def later(words: Iterable[Word], seconds: float) -> Iterator[Word]:
    """The words with their starts moved, and not beyond their ends."""
    for word in words:
        start = max((word.start or 0.0) + seconds, 0.0)
        yield replace(word, start=min(start, max(word.end or 0.0, word.start or 0.0)))


def in_speech(words: Sequence[Word], speech: Sequence[Interval]) -> tuple[Word, ...]:
    """The words with times that fit the voice: none begins or ends in the silence beside it.

    Whisper divides the silence between two words among them.
    """
    edges = [edge for interval in speech for edge in (interval.start, interval.end)]
    result: list[Word] = []
    latest = inf
    for word in reversed(words):
        moved = _in_speech(word, edges)
        latest = min(moved.start or 0.0, latest)  # in order, like the words themselves
        result.append(replace(moved, start=latest))
    return tuple(reversed(result))


def _in_speech(word: Word, edges: Sequence[float]) -> Word:
    """Edges are where a voice starts and stops, by turns, in order."""
    start, end = word.start or 0.0, word.end or 0.0
    before, after = bisect_right(edges, start), bisect_left(edges, end)
    if before % 2 == 0 and before < len(edges) and edges[before] < end:
        start = edges[before]
    if after % 2 == 0 and after > 0 and edges[after - 1] > start:
        end = edges[after - 1]
    return replace(word, start=round(start, 3), end=round(end, 3))


def at_microphone(
    words: Sequence[Word], speech: Sequence[Interval], others: Sequence[Interval]
) -> tuple[Word, ...]:
    """The words without those of fainter voices in the room; a word in doubt stays."""
    return tuple(
        word
        for word in words
        if not others or _together_s(word, others) <= _together_s(word, speech)
    )


def _together_s(word: Word, intervals: Sequence[Interval]) -> float:
    """Seconds in which a word and one of these stretches last."""
    start, end = word.start or 0.0, word.end or 0.0
    return sum(max(0.0, min(end, item.end) - max(start, item.start)) for item in intervals)


def _without_directions(words: Sequence[Word]) -> Iterator[Word]:
    """Leave out bracketed words; a bracket that never closes leaves them in."""
    index = 0
    while index < len(words):
        text = words[index].text.strip()
        if closing := _BRACKETS.get(text[:1]):
            rest = [text[1:], *(word.text for word in words[index + 1 : index + 8])]
            length = next((n for n, part in enumerate(rest, 1) if closing in part), 0)
            if length:
                index += length
                continue
        cleaned = re.sub(r"[\[\]()*♪<>]", "", text).strip()
        yield Word(cleaned, words[index].start, words[index].end, words[index].probability)
        index += 1


def _says_something(text: str) -> bool:
    return any(character.isalnum() or character in _SYMBOLS for character in text)


def suspicious(words: Sequence[Word], seconds: float) -> bool:
    """Whether the decoder looped or made words up.

    Signs, as measured on loops of Whisper base: the same word four times in a row, faster than it
    can be said or more than eight times; text that compresses to less than 1/2.2, more fillers than
    words, more words than anybody speaks.
    """
    spoken_words = [spoken(word.text) for word in words]
    if not spoken_words:
        return False
    for _, run in groupby(words, key=lambda word: spoken(word.text)):
        same = list(run)
        seconds_each = ((same[-1].end or 0.0) - (same[0].start or 0.0)) / len(same)
        if len(same) > 8 or (len(same) >= 4 and seconds_each < FASTEST_SAME_S):
            return True
    text = " ".join(spoken_words).encode()
    if len(spoken_words) > 8 and len(text) / len(zlib.compress(text)) > 2.2:
        return True
    fillers = sum(hesitates(word) for word in spoken_words)
    return (len(spoken_words) >= 4 and fillers > len(spoken_words) / 2) or len(
        spoken_words
    ) > _FASTEST * seconds + 3


def combined(
    plain: Sequence[Word], verbatim: Sequence[Word], *, looped: bool = False
) -> tuple[Word, ...]:
    """Two hearings of the same speech as one.

    The plain one is the more reliable. From the verbatim one come the fillers that have a sound of
    their own, also where the plain one took a filler for a short word ("I'm"), and whatever it heard
    besides and is sure of: the plain one likes to smooth what was said ("I, I don't" -> "don't").

    Args:
        plain: words of a recogniser that was told nothing.
        verbatim: words of one that was told to write hesitations down.
        looped: whether the verbatim one went round in circles: no probability of its own is
            trusted then.
    """
    verbatim = [
        word
        for word in verbatim
        if not hesitates(word.text) or has_own_sound(word, plain, trusted=not looped)
    ]
    matcher = SequenceMatcher(
        None, [spoken(w.text) for w in plain], [spoken(w.text) for w in verbatim], autojunk=False
    )
    result: list[Word] = []
    for kind, first, last, other_first, other_last in matcher.get_opcodes():
        ours, theirs = list(plain[first:last]), list(verbatim[other_first:other_last])
        fillers = [word for word in theirs if hesitates(word.text)]
        if kind == "insert":
            result += theirs if likely(theirs) else fillers
        elif kind == "replace" and len(fillers) == len(theirs) >= len(ours):
            result += fillers
        elif kind == "replace":
            result += sorted(ours + fillers, key=lambda word: word.start or 0.0)
        else:
            result += ours
    return tuple(result)


def has_own_sound(filler: Word, words: Sequence[Word], *, trusted: bool) -> bool:
    """Whether a filler was said at its time, and not one of the words that were said then.

    A recogniser that was told to write fillers also makes them up: without length, or as an unlikely
    one laid over words. A word that takes far longer than it can has room for one.
    """
    start, end = filler.start or 0.0, filler.end or 0.0
    if not trusted and end - start < SHORTEST_FILLER_S:
        return False
    if trusted and (filler.probability or 0.0) >= OVER_WORDS:
        return True
    length = max(end - start, SHORTEST_FILLER_S)
    middle = (start + end) / 2
    first, last = middle - length / 2, middle + length / 2
    covered = sum(
        max(0.0, min(last, word.end or 0.0) - max(first, word.start or 0.0))
        for word in words
        if not hesitates(word.text) and not _overlong(word)
    )
    return covered <= length / 2


def _overlong(word: Word) -> bool:
    """Whether a word takes longer than anybody needs to say it, so that something else is in it."""
    length = (word.end or 0.0) - (word.start or 0.0)
    return length > LONGEST_WORD_S + LONGEST_LETTER_S * len(spoken(word.text))


def likely(words: Sequence[Word]) -> bool:
    """Whether the recogniser thinks well of these words on average."""
    return sum(word.probability or 0.0 for word in words) >= LIKELY * len(words)


def unknown(words: Sequence[Word], known: Sequence[Word]) -> list[Word]:
    """The words of a second hearing that the first one does not have."""
    matcher = SequenceMatcher(
        None, [spoken(w.text) for w in known], [spoken(w.text) for w in words], autojunk=False
    )
    both = {
        at for match in matcher.get_matching_blocks() for at in range(match.b, match.b + match.size)
    }
    return [word for at, word in enumerate(words) if at not in both]


def collapsed(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with every loop cut to two rounds: people do say a thing twice."""
    result: list[Word] = []
    texts: list[str] = []
    for word in words:
        result.append(word)
        texts.append(spoken(word.text))
        for length in range(1, 9):
            tail = texts[-length:]
            if (
                len(texts) >= 3 * length
                and tail == texts[-2 * length : -length] == texts[-3 * length : -2 * length]
            ):
                del result[-length:], texts[-length:]
                break
    return tuple(result)
