"""Learns where clauses end from punctuated speech, and writes `interviewer/answer/data/segments.json`.

A feature is kept when many speakers use it, so the weights hold common word pairs and no one's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from interviewer.answer import Answer, plain
from interviewer.answer.sentences import ends, features
from interviewer.answer.word_forms import FILLERS
from scripts.evaluation.data import dotted, own, rows, stories
from scripts.training.fit import frequent, logistic, shared

WEIGHTS = Path(__file__).parents[2] / "interviewer" / "answer" / "data" / "segments.json"
SPEAKERS, TIMES = 15, 30
"""A feature must be used by so many speakers and so often."""
SMALL = 0.1
"""Weights below this are left out."""


def texts() -> Iterator[tuple[str, str, float]]:
    """(speaker, punctuated text, weight) of everything that shows where sentences end."""
    for told in stories():
        yield told.author, told.text, 1.0
    for row in rows("mit_dev"):
        for answer in row["answers"]:
            yield row["id"], answer["text"], 1.0
    for row in rows("disfluency_text_dev"):
        yield row["id"], row["verbatim"], 0.7
    for row in rows("pairs_dev"):
        yield row["repo"], row["text"], 1.0
    for told in own("learn"):
        yield told.name, dotted(told).text, 4.0


def gaps(text: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Features of every gap between two words, and whether a sentence ends there."""
    answer = Answer(plain(text))
    said: list[str] = []
    stops: list[bool] = []
    for word, token in zip(answer.words, answer.tokens, strict=True):
        if token and token not in FILLERS:
            said.append(token)
            stops.append(ends(word.text))
        elif stops and ends(word.text):
            stops[-1] = True
    if sum(stops) > 1 and len(said) < 40 * sum(stops):
        for at in range(1, len(said)):
            yield features(said, at), stops[at - 1]


def train() -> None:
    """Fit and write the weights."""
    examples = [
        (row, stop, who, weight) for who, text, weight in texts() for row, stop in gaps(text)
    ]
    found, stops, speakers, weights = zip(*examples, strict=True)
    often = frequent(found, TIMES)
    names = [name for name in shared(found, speakers, SPEAKERS) if name in often]
    fitted = logistic(found, stops, names, weights)
    kept = {name: round(value, 2) for name, value in fitted.items() if abs(value) >= SMALL}
    WEIGHTS.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(examples)} gaps, {sum(stops)} ends, {len(names)} features, {len(kept)} kept")


if __name__ == "__main__":
    train()
