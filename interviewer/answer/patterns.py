"""A small notation for the ways an idea is put in words, compiled once and looked up in stems.

One idea a line:

    magic (byte|number)             words in a row; brackets hold alternatives
    open .. first few? byte         `..` lets up to three words between, `...` up to seven;
                                    `?` after a word or a bracket makes it optional
    <look> .. inside                `<look>` is a named set of words or ideas (`words/slots.yaml`)
    limit .. #                      `#` is any number
    <file> & <outside> <network>    two ideas in one sentence, in any order, near each other
    <login> && <allowed>            two ideas in neighbouring sentences too
    worst &&& second                the first idea, where the second comes later, a few sentences on at most
    block list ! instead of         not where the idea after `!` stands in the same sentence
    # …                             a line that starts with `# ` is a remark

Words match whatever their ending; articles and fillers count for nothing (see `stems.py`). Work is
proportional to the words that occur: a pattern looks up where its words stand and joins the places,
so hundreds of patterns over a twenty-minute answer cost milliseconds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from interviewer.answer.stems import NEGATORS, NUMBER, SKIPPED, Match, StemmedText, stem

NEAR = 14
"""How many words may stand between two ideas of one sentence (`&`)."""
FAR = 26
"""How many may stand between two ideas of neighbouring sentences (`&&`)."""
LATER = 90
"""How many may stand before an idea that comes later (`&&&`)."""
AROUND = 12
"""How far an exclusion reaches where nobody wrote sentences."""
LONGEST = 30
"""Words that no match is longer than: how far back one may start that reaches a place."""
GAPS = {"..": 3, "...": 7}


class Node:
    """A part of a pattern. `key` names it, so that equal parts are looked up once a text."""

    key: str

    def find(self, text: StemmedText) -> list[Match]:
        """Every place, once and in order."""
        found = text.searches.get(self.key)
        if found is None:
            found = text.searches[self.key] = self._find(text)
        return found

    def _find(self, text: StemmedText) -> list[Match]:
        raise NotImplementedError


class Literal(Node):
    """One word, whatever its ending."""

    def __init__(self, word: str) -> None:
        self.stem = NUMBER if word == NUMBER else stem(word)
        self.key = self.stem

    def _find(self, text: StemmedText) -> list[Match]:
        negators = int(self.stem in NEGATORS)
        return [Match(place, place + 1, negators) for place in text.at(self.stem)]


class Either(Node):
    """Any of several."""

    def __init__(self, options: list[Node]) -> None:
        self.key = "(" + "|".join(option.key for option in options) + ")"
        self._words = {option.stem: option for option in options if isinstance(option, Literal)}
        self._others = [option for option in options if not isinstance(option, Literal)]

    def _find(self, text: StemmedText) -> list[Match]:
        # most words of a long list are not said at all
        said = [self._words[word] for word in self._words.keys() & text.positions.keys()]
        lists = [places for node in (*said, *self._others) if (places := node.find(text))]
        return lists[0] if len(lists) == 1 else sorted(set().union(*lists))


class Slot(Node):
    """A named set, compiled when it is first needed."""

    def __init__(self, name: str, slots: Slots) -> None:
        self.key = f"<{name}>"
        self._name, self._slots = name, slots

    @cached_property
    def node(self) -> Node:
        """What the name stands for."""
        return self._slots.node(self._name)

    def find(self, text: StemmedText) -> list[Match]:
        """Its set's places."""
        return self.node.find(text)


class PhrasePart(NamedTuple):
    """One part of a row: how many words may stand before it, and whether it may be missing."""

    gap: int
    node: Node
    optional: bool


class Phrase(Node):
    """Parts in order, within one sentence."""

    def __init__(self, steps: list[PhrasePart]) -> None:
        self.steps = steps
        self.key = " ".join(
            f"{step.gap}{step.node.key}{'?' if step.optional else ''}" for step in steps
        )
        needed = [step.node for step in steps if not step.optional]
        self._needed = sorted(needed, key=lambda node: len(node.key))

    def _find(self, text: StemmedText) -> list[Match]:
        # the parts without which there is nothing, the rarer first, before any joining
        if not all(node.find(text) for node in self._needed):
            return []
        steps = iter(self.steps)
        first = next(steps)
        ways = first.node.find(text)
        for step in steps:
            joined = _joined(ways, step, text)
            ways = sorted({*joined, *ways}) if step.optional else joined
            if not ways:
                break
        return ways


def _joined(ways: list[Match], step: PhrasePart, text: StemmedText) -> list[Match]:
    """Ways so far, each continued by the step's finds that start close enough behind it."""
    nexts = step.node.find(text)
    sentences, gap, size = text.sentences, step.gap, len(nexts)
    joined: set[Match] = set()
    for first, last, negators in ways:
        position = bisect_left(nexts, (last,))
        while position < size:
            start, end, more = nexts[position]
            if start > last + gap:
                break
            if sentences[start] == sentences[first]:
                joined.add(Match(first, end, negators + more))
            position += 1
    return sorted(joined)


class Pattern:
    """One line of the notation."""

    def __init__(self, ideas: list[Node], reach: list[int], unless: list[Node]) -> None:
        """`reach` has one of NEAR, FAR and LATER for each idea but the first."""
        self._ideas, self._reach, self._unless = ideas, reach, unless

    def find(self, text: StemmedText) -> Iterator[Match]:
        """Every place where all ideas stand together and no exclusion does."""
        found = self._ideas[0].find(text)
        for idea, reach in zip(self._ideas[1:], self._reach, strict=True):
            if not found:
                return
            others = idea.find(text)
            found = (
                _going_on(found, others)
                if reach == LATER
                else _together(found, others, reach, text)
            )
        for place in found:
            if not any(_is_near_any(place, node.find(text), text) for node in self._unless):
                yield place


def _going_on(ones: list[Match], others: list[Match]) -> list[Match]:
    """Those of `ones` behind which one of `others` comes before long."""
    return [one for one in ones if starting(others, one.last, one.last + LATER)]


def _together(ones: list[Match], others: list[Match], reach: int, text: StemmedText) -> list[Match]:
    """Each of `ones` with the nearest of `others` before and after it, if near enough."""
    by_end = sorted(others, key=lambda other: (other.last, other.first))
    ends = [other.last for other in by_end]
    found = set()
    for one in ones:
        # one thing said once is not two ideas: the other lies wholly before or behind
        before, behind = bisect_right(ends, one.first) - 1, bisect_left(others, (one.last,))
        for near in (by_end[before : before + 1] if before >= 0 else []) + others[
            behind : behind + 1
        ]:
            if _near(one, near, reach, text):
                first, last = min(one.first, near.first), max(one.last, near.last)
                found.add(Match(first, last, one.negators + near.negators))
    return sorted(found)


def _near(one: Match, other: Match, reach: int, text: StemmedText) -> bool:
    apart = 0 if reach == NEAR else 1
    distance = max(other.first - one.last, one.first - other.last)
    sentences = text.sentences
    return distance <= reach and abs(sentences[other.first] - sentences[one.first]) <= apart


def _is_near_any(place: Match, others: list[Match], text: StemmedText) -> bool:
    sentence = text.sentences[place.first]
    return any(
        text.sentences[other.first] == sentence and place.first < other.last + AROUND
        for other in starting(others, place.first - AROUND - LONGEST, place.last + AROUND)
    )


def starting(places: list[Match], first: int, last: int) -> list[Match]:
    """Of places in order, those that start from `first` up to but excluding `last`."""
    return places[bisect_left(places, (first,)) : bisect_left(places, (last,))]


# --- reading the notation -----------------------------------------------------------------------

_REACH = {"&": NEAR, "&&": FAR, "&&&": LATER}
_TOKEN = re.compile(r"\s*(\.\.\.?|&{1,3}|!|\(|\)|\||\?|<[a-z-]+>|#|[a-z0-9$%.'-]+)")


class NotationError(ValueError):
    """A line that is not in the notation; `line` counts from 0 within its block."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.what, self.line = what, line


class Slots:
    """Named sets of words."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._nodes: dict[str, Node] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def node(self, name: str) -> Node:
        """The set of that name, compiled."""
        if name not in self._nodes:
            text = " ".join(self._texts[name].split())
            self._nodes[name] = _Reader(text, self).alternatives()
        return self._nodes[name]


def compile_block(block: str, slots: Slots) -> tuple[Pattern, ...]:
    """One pattern a line; empty lines and remarks are skipped.

    Raises:
        NotationError: with the number of the line.
    """
    patterns = []
    for number, line in enumerate(block.splitlines()):
        if not line.strip() or line.strip().startswith("# "):
            continue
        try:
            patterns.append(_Reader(line, slots).pattern())
        except NotationError as error:
            raise NotationError(error.what, number) from None
    return tuple(patterns)


class _Reader:
    """Recursive descent over one line."""

    def __init__(self, line: str, slots: Slots) -> None:
        self.slots = slots
        self.line = line.strip()
        self.tokens: list[str] = []
        position = 0
        while position < len(self.line):
            match = _TOKEN.match(self.line, position)
            if match is None:
                raise NotationError(f"{self.line[position:].strip()[:12]!r} is not understood")
            self.tokens.append(match[1])
            position = match.end()
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def pattern(self) -> Pattern:
        ideas: list[Node] = [self.row()]
        reach: list[int] = []
        unless: list[Node] = []
        while mark := self.peek():
            self.take()
            if mark in _REACH:
                if unless:
                    raise NotationError("`&` after `!`; put exclusions last")
                reach.append(_REACH[mark])
                ideas.append(self.row())
            elif mark == "!":
                unless.append(self.row())
            else:
                raise NotationError(f"{mark!r} stands alone")
        return Pattern(ideas, reach, unless)

    def alternatives(self) -> Node:
        options = [self.row()]
        while self.peek() == "|":
            self.take()
            options.append(self.row())
        if self.at == len(self.tokens) or self.peek() == ")":
            return options[0] if len(options) == 1 else Either(options)
        raise NotationError(f"{self.peek()!r} stands alone")

    def row(self) -> Node:
        steps: list[PhrasePart] = []
        gap = 0
        while (token := self.peek()) and token not in {*_REACH, "!", "|", ")"}:
            if token in GAPS:
                gap = GAPS[self.take()]
                continue
            node = self.part()
            optional = self.peek() == "?"
            if optional:
                self.take()
            steps.append(PhrasePart(gap, node, optional))
            gap = 0
        if not steps or all(step.optional for step in steps):
            raise NotationError("nothing to look for")
        if steps[0].optional:
            raise NotationError("the first word of an idea cannot be optional")
        if gap:
            raise NotationError("a gap at the end")
        return steps[0].node if len(steps) == 1 else Phrase(steps)

    def part(self) -> Node:
        token = self.take()
        if token == "(":
            node = self.alternatives()
            if self.peek() != ")":
                raise NotationError("a bracket is not closed")
            self.take()
            return node
        if token.startswith("<"):
            name = token[1:-1]
            if name not in self.slots:
                raise NotationError(f"there is no set of words called {name!r}")
            return Slot(name, self.slots)
        if token == "?":
            raise NotationError("`?` follows nothing")
        if token in SKIPPED or "'" in token:
            raise NotationError(f"{token!r} is skipped in every text: leave it out")
        return Literal(token)
