"""The figures: how often a judge agrees with what is known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import correlation, fmean
from typing import NamedTuple

from interviewer.answer import Answer, plain
from interviewer.answer.disfluency import disfluency
from interviewer.model import STAR, Part, Prosody, Transcript
from scripts.evaluation.data import Told, bare, rows
from scripts.evaluation.judges import Judge

PHRASES = Path(__file__).parents[2] / "tests" / "answer"
FIVE = (*STAR, Part.REFLECTION)


class Figure(NamedTuple):
    """One line of the table."""

    name: str
    goal: str
    values: tuple[float | None, ...]
    """One a judge; None where the judge has no opinion."""
    form: str = ".3f"


def sentences(judge: Judge, answers: Iterable[Told], parts: Sequence[Part]) -> float:
    """Macro-F1 over sentences."""
    confusion: Counter[tuple[Part, Part]] = Counter()
    for told in answers:
        answer, truth = told.read()
        confusion.update(zip(truth, judge.on(told).parts(answer), strict=True))
    return macro_f1(confusion, parts)


def macro_f1(confusion: Counter[tuple[Part, Part]], parts: Sequence[Part]) -> float:
    """Mean F1 over some parts; keys are (true, said)."""
    values = []
    for part in parts:
        said = sum(count for (_, label), count in confusion.items() if label is part)
        true = sum(count for (label, _), count in confusion.items() if label is part)
        values.append(2 * confusion[part, part] / max(said + true, 1))
    return fmean(values)


def presence(judge: Judge, answers: Sequence[Told]) -> dict[Part, tuple[float, float]]:
    """For each part: how often it is noticed when gone, and not called gone when there."""
    whole = [(told, judge.on(told).present(told.read()[0])) for told in answers]
    found = {}
    for part in STAR:
        rest = [told.without(part) for told in answers if part in told.parts]
        gone = [part not in judge.on(told).present(told.read()[0]) for told in rest if told.pieces]
        there = [part in said for told, said in whole if part in told.parts]
        found[part] = (fmean(gone), fmean(there))
    return found


def balanced(shares: dict[Part, tuple[float, float]]) -> float:
    """Balanced accuracy, averaged over the parts."""
    return fmean(fmean(pair) for pair in shares.values())


def called_stories(judge: Judge, answers: Iterable[Told]) -> float:
    """Share of the answers that are called stories."""
    return fmean(judge.on(told).is_story(Answer(plain(told.text))) for told in answers)


def results_found(judge: Judge) -> float:
    """Answers in which a result is found, by answers that state one (human labels)."""
    labelled = rows("mit_star_labels_dev")
    found = sum(Part.RESULT in judge.present(Answer(plain(row["text"]))) for row in labelled)
    return float(found / sum(row["has"]["result"] for row in labelled))


def phrases(name: str) -> Iterator[tuple[str, list[float]]]:
    """The project's own phrases, each with the values of its quantities."""
    for line in (PHRASES / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, expected = line.partition(" = ")
            values = [float(item.split()[1]) for item in expected.split(", ")] if expected else []
            yield text, values


def numbers(judge: Judge) -> tuple[float, float] | None:
    """Precision and recall of quantities on the phrases."""
    hits = said = true = 0
    for name in ("quantities", "numbers-that-measure-nothing"):
        for text, expected in phrases(name):
            found = judge.numbers(Answer(plain(text)))
            if found is None:
                return None
            said, true = said + len(found), true + len(expected)
            for value in expected:
                match = next((one for one in found if abs(one - value) < 0.06), None)
                if match is not None:
                    found.remove(match)
                    hits += 1
    return hits / max(said, 1), hits / true


def agreement(judge: Judge) -> float | None:
    """Pearson r of the mean delivery score of an interview with nine judges' overall rating."""
    scores, ratings = [], []
    for row in rows("mit_dev"):
        values = [judge.delivery(heard(answer)) for answer in row["answers"]]
        known = [value for value in values if value is not None]
        if known:
            scores.append(fmean(known))
            ratings.append(row["overall"])
    return correlation(scores, ratings) if scores else None


def heard(row: dict[str, object]) -> Transcript:
    """A transcript with the prosody that was measured elsewhere."""
    measured = row["prosody"]
    assert isinstance(measured, dict)
    return plain(str(row["text"]), prosody=Prosody(**measured))


def fillers() -> float:
    """Fillers counted by those that a verbatim transcriber marked."""
    found = marked = 0
    for row in rows("disfluency_text_dev"):
        count = row.get("removed_hard_fillers", row.get("hard_fillers"))
        if count is not None:
            found += len(disfluency(Answer(plain(row["verbatim"]))).fillers)
            marked += count
    return found / marked


def unpunctuated(answers: Iterable[Told]) -> list[Told]:
    """The answers as an unpunctuated transcript with fillers and repeats."""
    chance = Random(4)
    return [bare(told, chance) for told in answers]


def rank_correlation(ones: Sequence[float], others: Sequence[float]) -> float:
    """Spearman's rank correlation; equal values share their mean rank."""
    return correlation(_ranks(ones), _ranks(others))


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    return [(bisect_left(order, value) + bisect_right(order, value)) / 2 for value in values]
