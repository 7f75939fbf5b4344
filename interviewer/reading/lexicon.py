"""Phrases as data, found in spoken words in one pass."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

ANY = "*"
"""In a phrase: exactly one word, whichever."""


class Hit(NamedTuple):
    """A phrase found at words `first` up to but excluding `last`."""

    label: str
    first: int
    last: int


class Lexicon:
    """Labelled phrases, looked up word by word.

    A phrase is lower-case words; `(was|is)` lists alternatives, an empty one makes the word optional
    (`(really|)`), and `*` stands for any one word (not the first).
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Expand every phrase and index it by its first word, longest first."""
        self.labels = tuple(phrases)
        self._index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for label, items in phrases.items():
            for words in sorted({words for item in items for words in expand(item)}):
                self._index.setdefault(words[0], []).append((words[1:], label))
        for entries in self._index.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, tokens: Sequence[str], first: int = 0, last: int | None = None) -> Iterator[Hit]:
        """Hits within `tokens[first:last]`, in order; hits of one label never overlap."""
        stop = len(tokens) if last is None else last
        taken: dict[str, int] = {}
        for start in range(first, stop):
            for rest, label in self._index.get(tokens[start], ()):
                end = start + 1 + len(rest)
                if end > stop or taken.get(label, 0) > start:
                    continue
                if all(
                    want in (ANY, token)
                    for want, token in zip(rest, tokens[start + 1 : end], strict=True)
                ):
                    taken[label] = end
                    yield Hit(label, start, end)

    def count(self, tokens: Sequence[str], first: int = 0, last: int | None = None) -> int:
        """How many hits there are."""
        return sum(1 for _ in self.find(tokens, first, last))

    def within(self, tokens: Sequence[str], first: int = 0, last: int | None = None) -> bool:
        """Whether there is a hit at all."""
        return next(self.find(tokens, first, last), None) is not None


def expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every wording of a phrase: `(a|b) c` gives `a c` and `b c`."""
    options = [
        part[1:-1].split("|") if part.startswith("(") else [part] for part in phrase_parts(phrase)
    ]
    for choice in product(*options):
        words = tuple(word for part in choice for word in part.split())
        if words:
            yield words


def phrase_parts(phrase: str) -> Iterator[str]:
    """Words and bracketed alternatives of a phrase, in order."""
    rest = phrase.strip()
    while rest:
        end = rest.index(")") + 1 if rest.startswith("(") else (rest + " ").index(" ")
        yield rest[:end]
        rest = rest[end:].lstrip()


@cache
def cues(name: str) -> dict[str, dict[str, list[str]]]:
    """The cue file `cues/<name>.toml`: sections of labelled phrase lists."""
    with (files("interviewer.reading") / "cues" / f"{name}.toml").open("rb") as file:
        sections: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return sections


@cache
def lexicon(name: str, section: str) -> Lexicon:
    """The lexicon of one section of a cue file."""
    return Lexicon(cues(name)[section])
