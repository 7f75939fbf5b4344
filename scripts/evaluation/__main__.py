"""Measures every story judge beside two baselines, and the technical judges, and prints their tables.

The column `other authors` is the honest one where training data is judged: models fitted anew without the
author of the answer, in folds. The column `interviewer` is the product as shipped: on answers it was
trained on it flatters, on answers kept out it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from time import process_time

from interviewer.answer import Answer, paced, plain
from interviewer.checks import examine
from interviewer.model import STAR
from scripts.evaluation import advice, technical
from scripts.evaluation.data import DATA, Told, available, dotted, own, own_others, rows, stories
from scripts.evaluation.figures import (
    FIVE,
    Figure,
    agreement,
    balanced,
    called_stories,
    fillers,
    numbers,
    presence,
    results_found,
    sentences,
    unpunctuated,
)
from scripts.evaluation.judges import BASELINES, Crossed, Judge, Product
from scripts.training.parts import HOLLOW, crossed, negatives

Judges = Sequence[Judge]
_BARE = "  unpunctuated, with fillers"


def each(
    name: str,
    goal: str,
    judges: Judges,
    figure: Callable[[Judge], float | None],
    form: str = ".3f",
) -> Figure:
    """The same figure of every judge."""
    return Figure(name, goal, tuple(map(figure, judges)), form)


def written(judges: Judges) -> Iterator[Figure]:
    """Stories of the measuring data."""
    everything, others = stories(), list(negatives())[: len(rows("negatives_dev"))]
    prose = [told for told in everything if told.prose]
    yield from parts_right(judges, "prose", prose, "0.88")
    yield from parts_right(judges, "all", everything, "0.85")
    whole = [told for told in everything if set(STAR) <= told.parts]
    yield from parts_told(judges, "complete stories", whole, "0.88", detailed=True)
    yield from parts_told(judges, "  prose", [told for told in whole if told.prose], "0.88")
    yield from recognised(judges, everything, others)
    yield each("results found by results stated", "≤ 1.5", judges, results_found, ".2f")


def ours(judges: Judges, *names: str) -> Iterator[Figure]:
    """The project's own spoken answers in some files of the corpus."""
    told = [dotted(one) for name in names for one in own(name)]
    others = [one for name in names for one in own_others(name)]
    yield from parts_right(judges, "", told)
    yield from parts_told(judges, "", told)
    yield from recognised(judges, told, [one for one in others if one.sort not in HOLLOW])
    if empty := [one for one in others if one.sort in HOLLOW]:
        name = f"hollow answers ({len(empty)}) called stories"
        yield each(name, "0%", judges, lambda judge: called_stories(judge, empty), ".0%")


def parts_right(
    judges: Judges, which: str, answers: list[Told], goal: str = ""
) -> Iterator[Figure]:
    """Sentences that get their part."""
    name = f"sentence macro-F1{which and ', '}{which}"
    yield each(name, goal, judges, lambda judge: sentences(judge, answers, STAR))
    if which != "prose":
        yield each("  with reflection", "", judges, lambda judge: sentences(judge, answers, FIVE))
    spoken = unpunctuated(answers)
    yield each(_BARE, "", judges, lambda judge: sentences(judge, spoken, STAR))


def parts_told(
    judges: Judges, which: str, answers: list[Told], goal: str = "", *, detailed: bool = False
) -> Iterator[Figure]:
    """Balanced accuracy of the parts, and how it comes about."""
    shares = [presence(judge, answers) for judge in judges]
    name = which if which.startswith(" ") else f"part told or missing{which and ', '}{which}"
    yield Figure(name, goal, tuple(map(balanced, shares)))
    if detailed:
        for part in STAR:
            gone, there = (tuple(share[part][side] for share in shares) for side in (0, 1))
            yield Figure(f"  {part}: noticed when gone", "", gone, ".0%")
            yield Figure(f"  {part}: heard when there", "", there, ".0%")
    spoken = unpunctuated(answers)
    yield each(f"  {_BARE}", "", judges, lambda judge: balanced(presence(judge, spoken)))


def recognised(judges: Judges, told: list[Told], others: list[Told]) -> Iterator[Figure]:
    """Stories and other answers told apart."""
    for name, goal, answers in (
        ("stories called stories", "≥ 95%", told),
        ("other answers called stories", "≤ 10%", others),
    ):
        for label, said in ((name, answers), (_BARE, unpunctuated(answers))) if answers else ():
            values = tuple(called_stories(judge, said) for judge in judges)
            yield Figure(label, goal, values, ".1%")


def the_rest(judges: Judges) -> Iterator[Figure]:
    """Numbers and delivery."""
    counted = [numbers(judge) for judge in judges]
    for index, name in enumerate(("precision", "recall")):
        values = tuple(pair[index] if pair else None for pair in counted)
        yield Figure(f"quantities: {name}", "0.95", values)
    if available():
        yield each("delivery: r with nine judges", "0.60", judges, agreement)
        yield Figure("fillers found by fillers marked", "", (fillers(), None, None), ".2f")


def speed() -> Iterator[str]:
    """How long checking takes."""
    story = " ".join(told.text for told in own("held"))
    words = story.split()
    long = " ".join((words * 2)[:700])
    examine(Answer(paced(long)))
    start = process_time()
    for _ in range(10):
        examine(Answer(paced(long)))
    yield f"a five-minute answer (700 words): {100 * (process_time() - start):.1f} ms of one core"
    typical = [told.text for told in (*own("held"), *own("learn"))] * 4
    start = process_time()
    for text in typical:
        examine(Answer(plain(text)))
    took = process_time() - start
    mean = sum(len(text.split()) for text in typical) / len(typical)
    yield f"{len(typical) / took:.0f} answers a second of one core (mean {mean:.0f} words)"
    yield _compared(typical, took)


def _compared(typical: list[str], took: float) -> str:
    """The same texts read by a library that only counts words and sentences, or only cuts words."""
    for name, reader in (("spaCy's tokenizer", _spacy), ("textstat's counts", _textstat)):
        try:
            read = reader()
        except ImportError:
            continue
        start = process_time()
        for text in typical:
            read(text)
        return f"{took / (process_time() - start):.0f} times as long as {name} of the same text"
    return "neither spaCy nor textstat is installed to compare with"


def _spacy() -> Callable[[str], object]:
    blank: Callable[[str], object] = import_module("spacy").blank("en")
    return blank


def _textstat() -> Callable[[str], object]:
    library = import_module("textstat")
    return lambda text: (library.lexicon_count(text), library.sentence_count(text))


def table(title: str, judges: Judges, figures: Iterator[Figure]) -> None:
    """Print one block."""
    print(f"\n{title:44}{'goal':>8}" + "".join(f"{judge.name:>15}" for judge in judges))
    for name, goal, values, form in figures:
        cells = ["–" if value is None else format(value, form) for value in values]
        print(f"{name:44}{goal:>8}" + "".join(f"{cell:>15}" for cell in cells), flush=True)


def main() -> None:
    """Print everything that can be measured here."""
    judges = (Product(), *BASELINES)
    table("spoken answers kept out of training", judges, ours(judges, "held", "held_not"))
    folds = list(crossed()) if available() else []
    if available():
        both = (Crossed(folds), *judges)
        table("written stories, development half", both, written(both))
        for author, *files in (
            ("first", "learn", "learn_not"),
            ("second", "second"),
            ("third", "third"),
            ("fourth", "fourth"),
            ("fifth", "fifth"),
            ("sixth", "sixth"),
            ("seventh", "seventh"),
        ):
            table(f"own answers of the {author} author", both, ours(both, *files))
    else:
        print(f"\nNo measuring data beside the project ({DATA.name}): only our own is used.")
    table("numbers and delivery", judges, the_rest(judges))
    print("\nspeed")
    for line in speed():
        print(f"  {line}")
    print("\ntechnical answers")
    technical.main([])
    if available():
        print()
        advice.main(folds)


if __name__ == "__main__":
    main()
