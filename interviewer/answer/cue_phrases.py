"""Phrases as data, found in spoken words in one pass."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: where each next word leads, and what ends here."""

    then: dict[str, _Node] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


class Lexicon:
    """Labelled phrases, looked up word by word in a tree.

    A phrase is lower-case words; `(was|is)` lists alternatives, an empty one makes the word optional
    (`(really|)`), and `*` stands for any one word (not the first).
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Expand every phrase and hang it in the tree."""
        self.labels = tuple(phrases)
        self._root = _Node()
        for label, items in phrases.items():
            for words in {words for item in items for words in expand(item)}:
                node = self._root
                for word in words:
                    node = node.then.setdefault(word, _Node())
                node.labels = (*node.labels, label)

    def find(self, tokens: Sequence[str], first: int = 0, last: int | None = None) -> Iterator[Hit]:
        """Hits within `tokens[first:last]`, in order; longest first, never overlapping in a label."""
        stop = len(tokens) if last is None else min(last, len(tokens))
        taken: dict[str, int] = {}
        roots = self._root.then
        for start in range(first, stop):
            if (root := roots.get(tokens[start])) is not None and (
                root.labels or _goes_on(root, tokens, start + 1, stop)
            ):
                for label, end in self._longest(tokens, start, stop).items():
                    if taken.get(label, 0) <= start:
                        taken[label] = end
                        yield Hit(label, start, end)

    def _longest(self, tokens: Sequence[str], start: int, stop: int) -> dict[str, int]:
        """Label -> end of its longest phrase that starts here."""
        found: dict[str, int] = {}
        nodes, at = [self._root.then[tokens[start]]], start + 1
        while nodes:
            for node in nodes:
                for label in node.labels:
                    found[label] = at
            if at == stop:
                break
            word, onward = tokens[at], []
            for node in nodes:
                if (after := node.then.get(word)) is not None:
                    onward.append(after)
                if (after := node.then.get(ANY)) is not None and word != ANY:
                    onward.append(after)
            nodes = onward
            at += 1
        return found

    def count(self, tokens: Sequence[str], first: int = 0, last: int | None = None) -> int:
        """How many hits there are."""
        return sum(1 for _ in self.find(tokens, first, last))

    def within(self, tokens: Sequence[str], first: int = 0, last: int | None = None) -> bool:
        """Whether there is a hit at all."""
        return next(self.find(tokens, first, last), None) is not None


def _goes_on(node: _Node, tokens: Sequence[str], at: int, stop: int) -> bool:
    """Whether a phrase goes on with the next word: most that begin do not."""
    return at < stop and (tokens[at] in node.then or ANY in node.then)


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
    """The cue file `data/cues/<name>.toml`: sections of labelled phrase lists."""
    with (files("interviewer.answer") / "data" / "cues" / f"{name}.toml").open("rb") as file:
        sections: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return sections


@cache
def lexicon(name: str, section: str | None = None) -> Lexicon:
    """The lexicon of one section of a cue file, or of all its sections together."""
    sections = [section] if section else list(cues(name))
    return Lexicon({label: items for key in sections for label, items in cues(name)[key].items()})


@cache
def single_words(name: str, *labels: str) -> frozenset[str]:
    """The words of some lists of a cue file that holds single words."""
    lists = {label: items for section in cues(name).values() for label, items in section.items()}
    return frozenset(
        word
        for label in labels
        for item in lists[label]
        for words in expand(item)
        for word in words
    )
