"""Answers of one content in two wordings, a first and a second language's: how far do their scores differ?

`python -m scripts.evaluation.second_language [--each]` reads `scripts/corpus/english.txt`. The first wording is spoken
at 140 words per minute and scored as usual; the second is spoken as much slower as people speak in a second language
(`norms.SLOWER`) and scored by the bands for it, once more as typed text, and, to compare, by the usual bands.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median, quantiles

from interviewer.answer import Answer, paced, plain
from interviewer.answer.story import story
from interviewer.checks import Examination, examine, norms
from interviewer.checks.advice import fixes
from interviewer.model import English, Kind, Transcript
from scripts.evaluation.data import CORPUS, available, own, own_others, stories
from scripts.training.parts import negatives

PACE = 140.0
KEPT_OUT = "# kept out"


@dataclass(frozen=True)
class Pair:
    """One content in two wordings."""

    name: str
    first: str
    second: str
    rubrics: tuple[str, ...]
    """What a technical answer is scored by; empty for a story."""
    kept_out: bool
    """Whether nothing was changed with it in view."""


def pairs() -> list[Pair]:
    """All pairs of the corpus."""
    text = (CORPUS / "english.txt").read_text("utf-8")
    shown, _, hidden = text.partition(f"\n{KEPT_OUT}\n")
    return [*_pairs(shown, kept_out=False), *_pairs(hidden, kept_out=True)]


def _pairs(text: str, *, kept_out: bool) -> Iterator[Pair]:
    held = {told.name: told.text for told in own("held")}
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        head, first, second = block.strip().splitlines()[:3]
        name, _, rubric = head.partition(" | ")
        said = first.removeprefix("1 ")
        known = held.get(said.removeprefix("held "))
        yield Pair(name, known or said, second.removeprefix("2 "), tuple(rubric.split()), kept_out)


def spoken(text: str, english: English) -> Transcript:
    """The text at the usual pace of a first or a second language."""
    pace = PACE if english is English.FIRST else PACE / norms.SLOWER
    return replace(paced(text, pace), english=english)


def typed(text: str, english: English) -> Transcript:
    """The text without times."""
    return replace(plain(text), english=english)


Saying = Callable[[str, English], Transcript]


def scored(pair: Pair, transcript: Transcript) -> Examination:
    """What the checks say of a wording."""
    kind = Kind.TECHNICAL if pair.rubrics else Kind.BEHAVIORAL
    return examine(Answer(transcript, kind=kind, rubrics=pair.rubrics))


@dataclass(frozen=True)
class Drift:
    """How far the second wording of a pair is scored from the first."""

    pair: Pair
    points: float
    """Positive where the second is scored higher."""
    fixes: tuple[frozenset[str], frozenset[str]]
    """Rules of the remarks shown, of the first and of the second wording."""


def drifts(found: Sequence[Pair], saying: Saying, english: English) -> list[Drift]:
    """The drift of every pair; `english` says by which bands the second wording is scored."""
    result = []
    for pair in found:
        one = scored(pair, saying(pair.first, English.FIRST))
        other = scored(pair, replace(saying(pair.second, English.SECOND), english=english))
        shown = [frozenset(item.rule for item in fixes(each.findings)) for each in (one, other)]
        points = other.scores.get("overall", 0.0) - one.scores.get("overall", 0.0)
        result.append(Drift(pair, points, (shown[0], shown[1])))
    return result


def called_stories() -> tuple[float, float]:
    """Shares of stories, and of other answers, that are called stories when they are read as a second language's.

    They are first speakers': what makes an account of "my boss say me" must not make one of a habit.
    """
    told = [one.text for one in (*(stories() if available() else ()), *own("held"))]
    unlike = [one.text for one in own_others("held_not")]
    unlike += [one.text for one in negatives()] if available() else []
    return _share_of_stories(told), _share_of_stories(unlike)


def _share_of_stories(texts: Sequence[str]) -> float:
    return fmean(Answer(typed(text, English.SECOND)).once(story).is_story for text in texts)


def line(name: str, found: Sequence[Drift]) -> str:
    """The figures of some drifts in one line."""
    sizes = [abs(drift.points) for drift in found]
    mean = fmean(drift.points for drift in found)
    extra = sum(len(drift.fixes[1] - drift.fixes[0]) for drift in found)
    fewer = sum(len(drift.fixes[0] - drift.fixes[1]) for drift in found)
    return (
        f"{name:44}{len(found):>4}{median(sizes):>9.1f}{quantiles(sizes, n=10)[-1]:>9.1f}{mean:>+9.1f}"
        f"{extra:>9}{fewer:>9}"
    )


def main(arguments: Sequence[str]) -> None:
    """Print the figures; with `--each`, every pair beyond three points too."""
    found = pairs()
    print(
        f"{'second wording beside the first':44}{'':>4}{'median':>9}{'90 %':>9}{'mean':>9}{'remarks':>9}{'fewer':>9}"
    )
    rules: Counter[str] = Counter()
    for name, saying, english in (
        ("spoken, bands for a second language", spoken, English.SECOND),
        ("typed", typed, English.SECOND),
        ("spoken, bands for a first language", spoken, English.FIRST),
    ):
        for half, kept_out in (("", False), ("  kept out", True)):
            group = drifts([pair for pair in found if pair.kept_out is kept_out], saying, english)
            print(line(half or name, group), flush=True)
            if "--each" in arguments and english is English.SECOND and not kept_out:
                for drift in sorted(group, key=lambda drift: drift.points):
                    if abs(drift.points) > 3:
                        new = ", ".join(sorted(drift.fixes[1] - drift.fixes[0]))
                        print(f"    {drift.points:+6.1f}  {drift.pair.name}: {new}")
                    rules.update(drift.fixes[1] - drift.fixes[0])
    if "--each" in arguments:
        print(rules.most_common())
    told, others = called_stories()
    print(
        f"read as second-language English: {told:.1%} of stories called stories, {others:.1%} of other answers"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
