"""Learns to tell answers that claim and tell nothing: `interviewer/answer/data/substance.json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer, plain
from interviewer.answer.substance import hollow_signs, main_part
from scripts.evaluation.data import own, own_others, stories
from scripts.evaluation.hands import hands, released
from scripts.training.fit import dense_logistic
from scripts.training.parts import HOLLOW, LEARNED, write

RARE = 2.0
"""Weight of a hollow answer: there are thirty times as many others."""


@dataclass(frozen=True)
class Sample:
    """An answer, whether it is hollow, and what shows of that."""

    name: str
    author: str
    text: str
    hollow: bool

    @property
    def signs(self) -> dict[str, float]:
        """What shows."""
        return hollow_signs(main_part(Answer(plain(self.text))))


def samples() -> Iterator[Sample]:
    """All that is learned from. A released written story is one, whatever its labellers called it."""
    for one in (*hands(), *released()):
        if one.author != "star" and one.kind not in {"language", "too-short"}:
            author = one.author.strip("0123456789")
            hollow = one.kind == "keyword-list" or "hollow" in one.either
            yield Sample(one.name, author, one.text, hollow)
    for name in LEARNED:
        for told in (*own(name), *own_others(name)):
            yield Sample(told.name, name.removesuffix("_not"), told.text, told.sort in HOLLOW)
    for told in stories():
        yield Sample(told.name, "written", told.text, hollow=False)


def fit(known: Sequence[Sample]) -> dict[str, float]:
    """Weights of the signs; `""` is the constant."""
    signs = [one.signs for one in known]
    constant, *weights = dense_logistic(
        [list(one.values()) for one in signs],
        [one.hollow for one in known],
        [RARE if one.hollow else 1.0 for one in known],
        penalty=1.0,
    )
    return {"": constant, **dict(zip(signs[0], weights, strict=True))}


def odds(one: Sample, weights: dict[str, float]) -> float:
    """Log-odds of being hollow."""
    return weights[""] + sum(weights[name] * value for name, value in one.signs.items())


def crossed() -> Iterator[tuple[Sample, float]]:
    """Every answer with its log-odds by weights that never saw its author."""
    everything = list(samples())
    for author in sorted({one.author for one in everything}):
        weights = fit([one for one in everything if one.author != author])
        for one in everything:
            if one.author == author:
                yield one, odds(one, weights)


def train() -> None:
    """Write the weights."""
    write("substance", fit(list(samples())))


if __name__ == "__main__":
    train()
