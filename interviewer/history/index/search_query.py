"""Words looked for, as the search engine takes them; its marks, as places in a recording."""

from __future__ import annotations

from array import array
from collections.abc import Iterator


def query(text: str) -> str:
    """Any text as an FTS5 query: every word, `begin*` or "quoted phrase" in it must occur."""
    phrases = []
    for at, part in enumerate(text.split('"')):
        phrases += [part] if at % 2 else part.split()
    return " ".join(filter(None, map(_term, phrases)))


def has_prefix(text: str) -> bool:
    """Whether a word in it ends in `*`: beginnings are looked for among words as they were said.

    Among stems they would be missed: `authorization` has the stem `author`.
    """
    return any(part.endswith("*") and len(part) > 1 for part in text.replace('"', " ").split())


def _term(phrase: str) -> str:
    """One word or phrase, quoted, so that nothing in it is syntax; empty when nothing is said."""
    text = "".join(char if char.isprintable() and char != '"' else " " for char in phrase)
    if not any(map(str.isalnum, text)):
        return ""
    return f'"{text.rstrip("*")}"*' if text.endswith("*") else f'"{text}"'


def pieces(marked: str) -> Iterator[tuple[str, bool]]:
    """`a STXbETX c` -> ("a ", no), ("b", yes), (" c", no)."""
    for part in marked.split("\2"):
        hit, closing, rest = part.partition("\3")
        if not closing:
            hit, rest = "", part
        if hit:
            yield hit, True
        if rest:
            yield rest, False


def start(marked: str, starts: bytes) -> float | None:
    """When the first marked word was said: as many words in as there are blanks before it."""
    times = array("f", starts)
    at = marked.partition("\2")[0].count(" ")
    if at >= len(times) or times[at] < 0:
        return None
    return round(times[at], 2)
