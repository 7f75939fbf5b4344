"""Words in runs: sentences, and what is said between silences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from interviewer.model import Word


def runs(words: Iterable[Word], parts: Callable[[Word, Word], bool]) -> Iterator[tuple[Word, ...]]:
    """The words, parted wherever `parts` says so of two neighbours."""
    run: list[Word] = []
    for word in words:
        if run and parts(run[-1], word):
            yield tuple(run)
            run = []
        run.append(word)
    if run:
        yield tuple(run)


def ends(text: str, marks: str = ".!?") -> bool:
    """Whether a text ends with one of these marks, quotation marks and brackets aside."""
    return text.rstrip("\"'”’)").endswith(tuple(marks))


def sentences(words: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    """The words by sentence, as far as their punctuation goes."""
    return runs(words, lambda word, _: ends(word.text))


def at_pauses(words: Iterable[Word], pause_s: float) -> Iterator[tuple[Word, ...]]:
    """The words between silences that are longer than that."""
    return runs(words, lambda word, after: (after.start or 0.0) - (word.end or 0.0) > pause_s)
