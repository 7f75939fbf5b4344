"""Learns whether an answer fits its question: `interviewer/answer/data/relevance.json`.

Beside what labellers called off the question, good stories stand as answers to other people's questions, with
little weight: they are further off than what people tell when they miss a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from interviewer.answer import Answer, plain
from interviewer.answer.question_fit import asked_by, relevance_signs
from interviewer.model import Kind, Question
from scripts.evaluation.hands import STORIES, hands, released
from scripts.training.fit import dense_logistic
from scripts.training.parts import write

PENALTY = 4.0
OFF, MADE_UP = 2.0, 0.12
"""Weights of an answer that is off the question, and of a story under another question."""
QUESTIONS = Path(__file__).parents[1] / "corpus" / "questions.txt"
OTHERS = 6
"""Other questions that a story is tried with."""


@dataclass(frozen=True)
class Pair:
    """A question, an answer, and whether it tells something else."""

    name: str
    author: str
    question: str
    text: str
    off: bool
    weight: float = 1.0
    quality: float = 0.0
    """1 to 5, as rated; 0 where nobody rated it."""

    @property
    def signs(self) -> dict[str, float] | None:
        """What shows of that."""
        question = Question("", Kind.BEHAVIORAL, self.question)
        return relevance_signs(Answer(plain(self.text), question))


def pairs() -> Iterator[Pair]:
    """The labelled answers that tell a story."""
    for one in (*hands(), *released()):
        off = "off-question" in one.either
        told = one.kind in {*STORIES, ""} and not one.either & {"no-story", "hollow"}
        if one.question and (off or (told and one.author != "star")):
            weight = OFF if off else 1.0
            yield Pair(
                *(one.name, one.author, one.question, one.text, off),
                weight=weight,
                quality=one.quality or 0.0,
            )


def written() -> Iterator[Pair]:
    """The answers that were written to learn from: `scripts/corpus/questions.txt`."""
    blocks = re.split(r"^== ", QUESTIONS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    for number, block in enumerate(blocks, 1):
        head, question, *lines = block.strip().splitlines()
        off = head == "other"
        name = f"questions {number}"
        yield Pair(name, "questions", question.removeprefix("? "), " ".join(lines), off, weight=1.0)


def made_up(known: Sequence[Pair]) -> Iterator[Pair]:
    """Stories that fit their question, under questions that ask for something else."""
    chance = Random(3)
    questions = [one.question for one in known]
    for one in known:
        for question in chance.sample(questions, min(OTHERS, len(questions))):
            if not one.off and asked_by(question).isdisjoint(asked_by(one.question)):
                yield Pair(one.name, one.author, question, one.text, off=True, weight=MADE_UP)


def fit(known: Sequence[Pair]) -> dict[str, float]:
    """Weights of the signs; `""` is the constant."""
    rows = [(signs, one) for one in (*known, *made_up(known)) if (signs := one.signs)]
    constant, *weights = dense_logistic(
        [list(signs.values()) for signs, _ in rows],
        [one.off for _, one in rows],
        [one.weight for _, one in rows],
        penalty=PENALTY,
    )
    return {"": constant, **dict(zip(rows[0][0], weights, strict=True))}


def odds(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Log-odds of being off the question."""
    return weights[""] + sum(weights[name] * value for name, value in signs.items())


@cache
def without(author: str) -> dict[str, float]:
    """Weights that never saw an author."""
    return fit([*written(), *(one for one in pairs() if one.author != author)])


def crossed() -> Iterator[tuple[Pair, float | None]]:
    """Every answer with its log-odds by weights that never saw its author; None where nothing is said."""
    known = list(pairs())
    for author in sorted({one.author for one in known}):
        weights = without(author)
        for one in known:
            if one.author == author:
                signs = one.signs
                yield one, None if signs is None else odds(signs, weights)


def train() -> None:
    """Write the weights."""
    write("relevance", fit([*written(), *pairs()]))


if __name__ == "__main__":
    train()
