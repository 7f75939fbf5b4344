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


def joined(pieces: Iterable[Word]) -> Iterator[Word]:
    """Whole words: what has no blank before it belongs to the word before, as Whisper writes them."""
    last: Word | None = None
    for piece in pieces:
        if last is None or piece.text.startswith(" ") or last.text.endswith(" "):
            if last is not None:
                yield last
            last = piece
            continue
        likely = [p for p in (last.probability, piece.probability) if p is not None]
        end = piece.end if piece.end is not None else last.end
        last = Word(last.text + piece.text.rstrip(), last.start, end, min(likely, default=None))
    if last is not None:
        yield last


def ends(text: str, marks: str = ".!?") -> bool:
    """Whether a text ends with one of these marks, quotation marks and brackets aside."""
    return text.rstrip("\"'”’)").endswith(tuple(marks))


def sentences(words: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    """The words by sentence, as far as their punctuation goes."""
    return runs(words, lambda word, _: ends(word.text))


def at_pauses(words: Iterable[Word], pause_s: float) -> Iterator[tuple[Word, ...]]:
    """The words between silences that are longer than that."""
    return runs(words, lambda word, after: (after.start or 0.0) - (word.end or 0.0) > pause_s)
