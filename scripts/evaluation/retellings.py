"""How often a story told again is known, and how often two stories are taken for one.

Run alone: `python -m scripts.evaluation.retellings`. The written stories of the measuring data are
compared pair by pair as if one person had told them all; pairs beyond the threshold are printed, to
be read: one author may tell a story twice. The retellings are the project's own.
"""

from __future__ import annotations

from itertools import combinations

from interviewer.answer import Answer, plain
from interviewer.history.answer_figures import content_stems
from interviewer.progress.story_bank import SAME, SAME_QUESTION, likeness, weights_of
from scripts.evaluation import data
from tests.support.examples import STORY
from tests.support.histories import AGAIN, OTHER
from tests.support.retold import RETOLD


def keys(text: str) -> frozenset[str]:
    """The stems by which a story is known."""
    return content_stems(Answer(plain(text)))


def main() -> None:
    """Print both figures and the pairs behind them."""
    pairs = [*RETOLD, (STORY, AGAIN)]
    told = [tuple(map(keys, pair)) for pair in pairs]
    others = [keys(OTHER), *(first for first, _ in told)]
    known = 0
    for first, again in told:
        weights = weights_of([first, again, *others])
        known += likeness(first, again, weights) >= SAME
    print(f"retellings known: {known} of {len(told)}")
    texts = [item.text for item in data.stories()] if data.available() else []
    stories = [(text, keys(text)) for text in texts if len(text.split()) >= 40]
    weights = weights_of([stems for _, stems in stories])
    alike = sorted(
        (
            (likeness(a, b, weights), one, other)
            for (one, a), (other, b) in combinations(stories, 2)
        ),
        reverse=True,
    )
    for name, least in (("as answers to two questions", SAME), ("to one question", SAME_QUESTION)):
        count = sum(value >= least for value, _, _ in alike)
        print(f"written stories taken for one, {name}: {count} of {len(alike)} pairs")
    for value, one, other in alike:
        if value < SAME:
            break
        print(f"{value:.2f}  {one[:70]}\n      {other[:70]}")


if __name__ == "__main__":
    main()
