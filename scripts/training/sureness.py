"""Learns how sure a remark is, and writes `interviewer/answer/data/sureness.json`.

Signals are read by fields that never saw the author, so that the weights meet what they will meet in use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer, plain
from interviewer.answer.story import Model, read_story, story
from interviewer.checks.sureness import SIGNALS, Weights, signals
from interviewer.model import Kind, Part, Question
from scripts.evaluation.data import rows
from scripts.evaluation.hands import Labelled, hands, released
from scripts.training.fit import dense_logistic
from scripts.training.parts import Fold, crossed, write

RULES = {
    "star.no-situation": "no-situation",
    "star.no-task": "no-task",
    "star.no-action": "no-action",
    "star.no-result": "no-result",
    "reflection.none": "no-reflection",
    "ownership.we": "we",
    "star.rambling": "rambling",
    "timing.runway": "long-setup",
}
"""Rule -> the labellers' name of the gap."""
_REPLACE = frozenset(("no-story", "hollow", "off-question"))
"""Gaps beside which the others are not labelled."""
PENALTY = 1.0
GAP = {Part.SITUATION: "no-situation"}
"""Excellent answers are learned from without this part as well, for it is hardly ever missing by itself. Of the
other parts enough are missing; leaving them out by hand made their remarks less often right."""
REMOVED = tuple(GAP)
SELDOM = 0.15
"""Weight of such an answer."""


@dataclass(frozen=True)
class Example:
    """An answer as it is met in use: read by a model that never saw its author."""

    labelled: Labelled
    answer: Answer
    signals: dict[str, float]
    removed: Part | None = None
    """A part that was told and is left out here."""

    @property
    def gaps(self) -> frozenset[str]:
        """What it lacks."""
        return self.labelled.either | ({GAP[self.removed]} if self.removed else frozenset())

    @property
    def counts(self) -> bool:
        """Whether its parts were labelled, and it reads as a story."""
        told = self.labelled.excellent if self.removed else not self.labelled.either & _REPLACE
        told = told and self.labelled.kind != "talk"
        return told and self.answer.once(story).story > 0.3


def examples(folds: Sequence[Fold]) -> list[Example]:
    """Every labelled answer that is learned from."""
    model_of = _reader(folds)
    return [
        one
        for labelled in (*released(), *hands())
        for part in (None, *(REMOVED if labelled.pieces else ()))
        if (one := _example(labelled, model_of, part))
    ]


def _example(
    one: Labelled, model_of: Callable[[Labelled], Model], removed: Part | None
) -> Example | None:
    left = [text for part, text in one.pieces if part is not removed]
    if removed and len(left) == len(one.pieces):
        return None
    question = Question("", Kind.BEHAVIORAL, one.question)
    answer = Answer(plain(" ".join(left) if removed else one.text), question)
    model = model_of(one)
    answer.remember(story, read_story(answer, model))
    return Example(one, answer, signals(answer), removed)


def _reader(folds: Sequence[Fold]) -> Callable[[Labelled], Model]:
    """Which fold's model never saw the author of an answer."""
    sources = {row["id"]: row["repo"] for row in rows("star_dev")} if released() else {}
    by_author = {told.author: fold.model for fold in folds for told in fold.stories}
    by_name = {told.name: fold.model for fold in folds for told in fold.others}

    def model_of(one: Labelled) -> Model:
        story_id = re.match(r"star-[0-9a-f]+", one.name)
        author = sources.get(story_id[0]) if story_id else f"own {one.author}"
        if author in by_author:
            return by_author[author]
        return by_name.get(one.name, folds[sum(map(ord, one.name)) % len(folds)].model)

    return model_of


def fitted(known: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Weights of every rule from some answers; `""` is the constant."""
    told = [one for one in known if one.counts]
    return {rule: _weights(rule, names, told) for rule, names in SIGNALS.items()}


def _weights(rule: str, names: Sequence[str], told: Sequence[Example]) -> dict[str, float]:
    used = [one for one in told if not one.removed or GAP[one.removed] == RULES[rule]]
    weights = dense_logistic(
        [[one.signals[name] for name in names] for one in used],
        [RULES[rule] in one.gaps for one in used],
        [SELDOM if one.removed else 1.0 for one in used],
        penalty=PENALTY,
    )
    return dict(zip(("", *names), weights, strict=True))


def without_authors(known: Sequence[Example]) -> Iterator[tuple[Example, dict[str, Weights]]]:
    """Every answer with weights that were fitted without its author."""
    for author in sorted({one.labelled.author for one in known}):
        table = fitted([one for one in known if one.labelled.author != author])
        weights = {
            rule: Weights(row[""], {name: value for name, value in row.items() if name})
            for rule, row in table.items()
        }
        yield from (
            (one, weights) for one in known if one.labelled.author == author and not one.removed
        )


if __name__ == "__main__":
    write("sureness", fitted(examples(list(crossed()))))
