"""Words of a transcript -> stems as meant, in which patterns are looked for.

Speech recognition writes "eye door" for IDOR, "S S R F" for SSRF and "ess three" for S3; people
say "we're not", "unpacks" and "unpacked" for one thing. `stemmed` undoes all of that: known spoken
forms become the written one, letters that spell a known abbreviation become it, contractions are
taken apart, fillers and articles fall out, and endings are cut. Each stem remembers its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from interviewer.answer.word_forms import FILLERS, MAGNITUDES, SMALL_NUMBERS

NUMBER = "#"
"""Stands for any number, in digits or words."""

SKIPPED = FILLERS | frozenset(
    "a an the just really actually basically literally simply "
    "essentially obviously also even quite very truly honestly please".split()
)
_CONTRACTED = re.compile(r"'(?:s|d|ll|re|ve|m|t)$")
_PIECE = re.compile(
    r"\d+(?:[.,]\d+)*[a-z%]*"  # 9.8, 40kb, 10%
    r"|s3|ec2"
    r"|[a-z]+\d+[a-z0-9]*"  # log4j, md5, oauth2
    r"|[a-z]+(?:'[a-z]+)?"
    r"|[./$&+]"
)
_DOTS = re.compile(r"\.{2,}")
_SYMBOLS = {"/": "slash", ".": "dot", "$": "dollar", "&": "and", "+": "plus"}
_DIGITS = re.compile(r"\d")
_NUMBER_WORDS = frozenset((*SMALL_NUMBERS, *MAGNITUDES)) - {"zero"}
"""Without "zero", which is a word of the field ("zero trust", "zero day")."""
_IRREGULAR = {
    "used": "use", "using": "use", "uses": "use", "went": "go", "gone": "go", "goes": "go",
    "going": "go", "came": "come", "coming": "come", "got": "get", "gets": "get", "getting": "get",
    "gotten": "get", "gave": "give", "given": "give", "giving": "give", "took": "take", "taken": "take",
    "taking": "take", "made": "make", "making": "make", "said": "say", "says": "say", "knew": "know",
    "known": "know", "saw": "see", "seen": "see", "sees": "see", "seeing": "see", "sent": "send",
    "kept": "keep", "found": "find", "wrote": "write", "written": "write", "writing": "write",
    "ran": "run", "stole": "steal", "stolen": "steal", "told": "tell", "chose": "choos",
    "chosen": "choos", "held": "hold", "lost": "lose", "losing": "lose", "loses": "lose",
    "broke": "break", "broken": "break", "built": "build", "threw": "throw", "thrown": "throw",
    "caught": "catch", "brought": "bring", "bought": "buy", "thought": "think", "left": "left",
    "did": "do", "does": "do", "doing": "do", "has": "have", "had": "have",
    "having": "have", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "am": "be",
    "being": "be", "people": "people", "men": "man", "women": "woman", "children": "child",
    "lives": "live", "lied": "lie", "lying": "lie", "lies": "lie", "died": "die", "dies": "die",
    "dying": "die", "tied": "tie", "ties": "tie", "hid": "hide", "hidden": "hide", "hiding": "hide",
    "grew": "grow", "drew": "draw", "drawn": "draw", "spoke": "speak", "spoken": "speak",
    "understood": "understand", "met": "meet", "led": "lead", "paid": "pay", "sold": "sell",
    "shown": "show", "swept": "sweep", "fell": "fall", "fallen": "fall", "blew": "blow",
    "slept": "sleep", "felt": "feel", "lent": "lend", "spent": "spend", "stuck": "stick",
    "data": "data", "always": "always", "during": "during", "thing": "thing", "things": "thing",
    "his": "his", "this": "this", "its": "its", "yes": "yes", "us": "us", "less": "less",
    "need": "need", "needed": "need", "needs": "need", "seed": "seed", "feed": "feed",
    "feeds": "feed", "speed": "speed", "exceeds": "exceed", "embed": "embed", "news": "news",
    "aws": "aws", "dos": "dos", "https": "https", "tls": "tls", "css": "css", "kms": "kms",
    "dns": "dns", "cvss": "cvss", "epss": "epss", "xss": "xss", "os": "os", "us's": "us",
    "ids": "id", "apis": "api", "vms": "vm", "seller": "seller", "string": "string", "strings": "string", "bring": "bring",
}  # fmt: skip
_PROTECTED = {
    "note": "note", "notes": "note", "noted": "note", "here": "here", "care": "care",
    "cares": "care", "cared": "care", "site": "site", "sites": "site", "done": "done",
    "stuffing": "stuffing", "boring": "boring", "bored": "bored",
}  # fmt: skip
"""Words that would fall together with quite another one."""
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, so that "unpacks", "unpacked" and "unpacking" are one."""
    if word in _NUMBER_WORDS:
        return word
    if word in _PROTECTED:
        return _PROTECTED[word]
    if word in _IRREGULAR:
        return _trimmed(_IRREGULAR[word])
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and _VOWEL.search(base):
            return _trimmed(_DOUBLED.sub(r"\1", base))
    return _trimmed(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _trimmed(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def stems_of(words: str) -> frozenset[str]:
    """Stems of words, for comparing with those of a text."""
    return frozenset(map(stem, words.split()))


NEGATORS = stems_of("not no never nobody none nothing neither nor without hardly")
"""Stems that turn a statement round."""


# --- spoken forms -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Forms:
    """What recognisers write, and what was meant; a file of data (`spoken.yaml`)."""

    source: str
    abbreviations: str
    """Written forms that are also spelled letter by letter."""
    letters: Mapping[str, str]
    """Letter -> the words it is heard as."""
    forms: Mapping[str, str]
    """What is meant -> what is heard, separated by `|`."""


@cache
def _spoken() -> Forms:
    import yaml

    text = (files("interviewer.answer") / "data" / "spoken.yaml").read_text("utf-8")
    return Forms(**yaml.safe_load(text))


@cache
def _forms() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """First word -> (all words, what they mean), longest first."""
    data = _spoken()
    pairs = [
        (tuple(misheard.split()), tuple(meant.split()))
        for meant, line in data.forms.items()
        for misheard in line.split("|")
    ]
    index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for misheard, meant in pairs:
        index.setdefault(misheard[0], []).append((misheard, meant))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in index.items()
    }


class _Speller:
    """Finds runs of letters, or of words that sound like letters, that spell an abbreviation."""

    def __init__(self, data: Forms) -> None:
        self.names: dict[str, str] = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
        self.names.update(
            {name: letter for letter, line in data.letters.items() for name in line.split()}
        )
        words = data.abbreviations.split()
        self.known = frozenset(words)
        self.longest = max(map(len, words))

    def at(self, pieces: Sequence[str], start: int) -> tuple[str, int] | None:
        """The longest abbreviation spelled from `start`, and where its spelling ends."""
        spelled, position, found = "", start, None
        named = 0
        while position < len(pieces) and len(spelled) < self.longest:
            piece = pieces[position]
            if piece == "double" and position + 1 < len(pieces) and pieces[position + 1] in _YOU:
                spelled, position = spelled + "w", position + 2
            elif piece in self.names:
                named += len(piece) > 1
                spelled, position = spelled + self.names[piece], position + 1
            elif piece.isdigit() and len(piece) == 1 and spelled:
                spelled, position = spelled + piece, position + 1
            else:
                break
            # two letters are too short to be trusted when they were heard as words ("are you")
            if spelled in self.known and position - start > 1 and (len(spelled) > 2 or not named):
                found = spelled, position
        return found


_YOU = frozenset({"u", "you"})


def abbreviations() -> frozenset[str]:
    """Abbreviations of the field, in lower case."""
    return frozenset(_speller().known)


@cache
def _speller() -> _Speller:
    return _Speller(_spoken())


# --- stemming -----------------------------------------------------------------------------------


class Token(NamedTuple):
    """A piece of a word, before its ending is cut, and the word it belongs to."""

    text: str
    word: int


class Match(NamedTuple):
    """Stems `first` up to but excluding `last`; `negators` of the pattern's own words negate."""

    first: int
    last: int
    negators: int = 0

    def overlaps(self, other: Match) -> bool:
        """Whether two places share a stem."""
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True)
class StemmedText:
    """An answer as stems, with the positions of each stem."""

    stems: tuple[str, ...]
    words: tuple[int, ...]
    """Index of the word each stem comes from."""
    sentences: tuple[int, ...]
    """Number of the sentence each stem stands in."""
    clauses: tuple[int, ...]
    """Number of the clause (between punctuation marks) each stem stands in."""
    positions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    searches: dict[str, list[Match]] = field(default_factory=dict, repr=False, compare=False)
    """Key of a pattern's part -> its matches: each part is looked up once a text."""

    def __len__(self) -> int:
        """How many stems there are."""
        return len(self.stems)

    def at(self, stem: str) -> tuple[int, ...]:
        """Where a stem stands."""
        return self.positions.get(stem, ())


def tokens(words: Iterable[str]) -> Iterator[Token]:
    """Lower-case pieces of words: "I'd" -> i; "can't" -> can, not; "pre-signed" -> pre, signed."""
    for index, word in enumerate(words):
        for part in _pieces_of(word):
            yield Token(part, index)


@lru_cache(maxsize=16_384)
def _pieces_of(word: str) -> tuple[str, ...]:
    text = word.lower().replace("’", "'").rstrip('.,!?;:…"”)')
    found = _PIECE.findall(_DOTS.sub(" ", text.replace("../", " dot dot slash ")))
    return tuple(part for match in found for part in _parts(match))


def _parts(piece: str) -> Iterator[str]:
    if piece in _SYMBOLS:
        yield _SYMBOLS[piece]
    elif piece == "cannot":
        yield from ("can", "not")
    elif piece.endswith("n't"):
        yield {"ca": "can", "wo": "will"}.get(piece[:-3], piece[:-3])
        yield "not"
    else:
        yield _CONTRACTED.sub("", piece)


def _meant(found: Sequence[Token]) -> Iterator[Token]:
    """Pieces with spoken forms and spelled abbreviations put right."""
    texts = [piece.text for piece in found]
    forms, speller = _forms(), _speller()
    position = 0
    while position < len(texts):
        here = found[position].word
        for misheard, meant in forms.get(texts[position], ()):
            if tuple(texts[position : position + len(misheard)]) == misheard:
                for text in meant:
                    yield Token(text, here)
                position += len(misheard)
                break
        else:
            if spelled := speller.at(texts, position):
                yield Token(spelled[0], here)
                position = spelled[1]
            else:
                yield found[position]
                position += 1


_COMMA = re.compile(r"[,;:–—][\"'”’)]*$")


def stemmed(words: Sequence[str], ends: Iterable[int] = ()) -> StemmedText:
    """Words -> stems. `ends` are the word indexes at which sentences end (exclusive)."""
    sentence_of, clause_of = _numbered(words, frozenset(ends))
    stems: list[str] = []
    origin: list[int] = []
    for text, word in _meant(list(tokens(words))):
        if text not in SKIPPED:
            stems.append(stem(text))
            origin.append(word)
    places: dict[str, list[int]] = {}
    for place, text in enumerate(stems):
        places.setdefault(text, []).append(place)
        if is_number(text):
            places.setdefault(NUMBER, []).append(place)
    return StemmedText(
        tuple(stems),
        tuple(origin),
        tuple(sentence_of[word] for word in origin),
        tuple(clause_of[word] for word in origin),
        {text: tuple(found) for text, found in places.items()},
    )


def _numbered(words: Sequence[str], ends: frozenset[int]) -> tuple[list[int], list[int]]:
    """Number of the sentence and of the clause each word stands in."""
    sentences, clauses = [], []
    sentence = clause = 0
    for index, word in enumerate(words):
        if index in ends:
            sentence, clause = sentence + 1, clause + 1
        sentences.append(sentence)
        clauses.append(clause)
        if not word[-1:].isalnum() and _COMMA.search(word):
            clause += 1
    return sentences, clauses


def is_number(text: str) -> bool:
    """Whether a piece is a number, in digits or words."""
    return bool(_DIGITS.match(text)) or text in _NUMBER_WORDS or text.rstrip("s") in _NUMBER_WORDS
