"""How much a window of an answer sounds like what people say about a concept.

Patterns catch an idea put in ways that somebody foresaw; weights on plain words catch the rest. They are
learned from lines written for each concept (`scripts/corpus/technical`, `scripts/train wording`) and
readable: `data/wording.json` maps a word, or two neighbouring words, to the points it adds. `@` stands
for a pattern of the concept being matched, `""` for where everyone starts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATTERN = "@"
"""Stands for a pattern of the concept that is met in the window."""
SUPPORT = 0.15
"""Points from which a word speaks for a concept."""
BREADTH = 1.0
"""Points for each e-fold of words that speak for it; by a logistic regression on answers by hands left out, in which
windows with up to three such words were right in 44 % and those with ten or more in 97 %."""
START = ""
"""Stands for the points everyone starts with."""


def features(runs: Iterable[Sequence[str]]) -> set[str]:
    """Words and pairs of neighbours in runs of stems."""
    found: set[str] = set()
    for run in runs:
        found.update(run)
        found.update(f"{one} {other}" for one, other in pairwise(run))
    return found


class ConceptWeights:
    """Weights of several concepts over the same words."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        import numpy as np

        self.keys = tuple(weights)
        words = sorted({word for each in weights.values() for word in each} - {START})
        self._rows = {word: row for row, word in enumerate(words)}
        self._table = np.zeros((len(words), len(self.keys)), np.float32)
        for column, each in enumerate(weights.values()):
            for word, weight in each.items():
                if word in self._rows:
                    self._table[self._rows[word], column] = weight
        self._start = np.array([each.get(START, 0.0) for each in weights.values()], np.float32)

    def points(
        self, windows: Sequence[AbstractSet[str]], *, broad: bool = False
    ) -> NDArray[np.float32]:
        """One row per window, one column per concept: points for its words, patterns aside.

        Above zero, a concept is more likely meant than not. `broad` adds points for many words that speak for a
        concept: one word alone may well have another sense.
        """
        import numpy as np

        row_of = self._rows
        rows = [sorted(map(row_of.__getitem__, row_of.keys() & words)) for words in windows]
        sizes = np.array([len(each) for each in rows], np.intp)
        numbers = np.fromiter(chain.from_iterable(rows), np.intp, int(sizes.sum()))
        total = np.tile(self._start, (len(rows), 1))
        if len(numbers):
            some, weights = sizes > 0, self._table[numbers]
            firsts = (sizes.cumsum() - sizes)[some]
            total[some] += np.add.reduceat(weights, firsts)
            if broad:
                supporting = np.add.reduceat(weights > SUPPORT, firsts, dtype=np.float32)
                total[some] += BREADTH * np.log1p(supporting)
        return total

    def column(self, key: str) -> int:
        """Number of a concept."""
        return self.keys.index(key)

    def weight(self, word: str, column: int) -> float:
        """Points that a word adds to a concept."""
        row = self._rows.get(word)
        return 0.0 if row is None else float(self._table[row, column])


Weights = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Rubric, `<rubric>.wrong` or manner -> concept -> word -> points."""


@cache
def _shipped() -> Weights:
    path = files("interviewer.answer") / "data" / "wording.json"
    weights: Weights = json.loads(path.read_text("utf-8"))
    return weights


_measured: list[Weights] = []
"""Weights to go by instead of the shipped ones; at most one entry, set by `learned_from`."""


@contextmanager
def learned_from(weights: Weights) -> Iterator[None]:
    """Go by other weights than the shipped ones, as the evaluation of held-out authors does."""
    _measured.append(weights)
    weights_for.cache_clear()
    try:
        yield
    finally:
        _measured.clear()
        weights_for.cache_clear()


@cache
def weights_for(name: str) -> ConceptWeights | None:
    """The weights of a rubric, of `<rubric>.wrong`, or of a manner; None when none were learned."""
    weights = (_measured[0] if _measured else _shipped()).get(name)
    return ConceptWeights(weights) if weights else None
