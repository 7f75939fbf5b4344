"""Learns which quantities measure something, and writes `interviewer/answer/data/measuring.json`.

Phrases that writers listed as metrics, and as none, are the truth; quantities in neither list teach nothing.
A feature is kept when several authors use it. Printed are figures by authors that were left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer.answer import Answer, plain
from interviewer.answer.measuring import ENOUGH, chance, features
from interviewer.answer.quantities import quantities
from interviewer.answer.word_forms import NUMBERS
from scripts.evaluation.hands import LEARNED, Labelled, hands, released
from scripts.training.fit import logistic, shared

WEIGHTS = Path(__file__).parents[2] / "interviewer" / "answer" / "data" / "measuring.json"
AUTHORS = 3
"""A feature must be used by so many authors."""
PENALTY = 4.0
SMALL = 0.05
"""Weights below this are left out."""


@dataclass(frozen=True)
class Example:
    """One quantity, what stands around it, and whether its writer called it a metric."""

    author: str
    features: tuple[str, ...]
    metric: bool


def examples() -> Iterator[Example]:
    """Every quantity that is in one of a writer's two lists."""
    for labelled in (*hands(LEARNED), *released()):
        answer = Answer(plain(labelled.text))
        for one in quantities(answer):
            metric = _is_metric(_plain(answer.quote(one.span)), labelled)
            if metric is not None:
                yield Example(labelled.author, tuple(features(answer, one)), metric)


def _is_metric(phrase: str, labelled: Labelled) -> bool | None:
    listed = [_plain(one) for one in labelled.metrics]
    if any(phrase in one or one in phrase for one in listed):
        return True
    if any(phrase in _plain(one) for one in labelled.not_metrics):
        return False
    mine = _figures(phrase)
    shares = any(
        mine and (mine <= other or other <= mine) for other in map(_figures, listed) if other
    )
    return True if shares else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def _figures(phrase: str) -> set[str]:
    return {word for word in phrase.split() if word in NUMBERS or word[0].isdigit()}


def fit(known: Sequence[Example]) -> dict[str, float]:
    """Weights of all features that enough authors use."""
    rows = [one.features for one in known]
    names = shared(rows, [one.author for one in known], AUTHORS)
    return logistic(rows, [one.metric for one in known], names, penalty=PENALTY)


def train() -> None:
    """Fit and write the weights; print what they are worth on authors left out."""
    known = list(examples())
    for author in sorted({one.author for one in known}):
        weights = fit([one for one in known if one.author != author])
        mine = [one for one in known if one.author == author]
        taken = [one for one in mine if chance(one.features, weights) >= ENOUGH]
        metrics, right = sum(one.metric for one in mine), sum(one.metric for one in taken)
        print(
            f"{author}: {right} of {metrics} metrics, {len(taken) - right} of {len(mine) - metrics} others"
        )
    kept = {name: round(value, 2) for name, value in fit(known).items() if abs(value) >= SMALL}
    WEIGHTS.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(known)} quantities, {len(kept)} features kept")


if __name__ == "__main__":
    train()
