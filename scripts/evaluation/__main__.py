"""Measures every story judge beside two baselines, and the technical judges, and prints the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from interviewer.answer import Answer, paced, plain
from interviewer.checks import examine
from interviewer.model import STAR
from scripts.evaluation import technical
from scripts.evaluation.data import DATA, Told, available, dotted, own, rows, stories
from scripts.evaluation.figures import (
    FIVE,
    Figure,
    agreement,
    balanced,
    better,
    called_stories,
    fillers,
    numbers,
    presence,
    results_found,
    sentences,
    unpunctuated,
    without_marks,
)
from scripts.evaluation.judges import JUDGES, Judge


def each(
    name: str, goal: str, figure: Callable[[Judge], float | None], form: str = ".3f"
) -> Figure:
    """The same figure of every judge."""
    return Figure(name, goal, tuple(figure(judge) for judge in JUDGES), form)


def written() -> Iterator[Figure]:
    """Stories of the measuring data."""
    everything = stories()
    prose = [told for told in everything if told.prose]
    spoken = unpunctuated(everything)
    yield each("sentence macro-F1, prose", "0.88", lambda j: sentences(j, prose, STAR))
    yield each("sentence macro-F1, all", "0.85", lambda j: sentences(j, everything, STAR))
    yield each("  with reflection", "", lambda j: sentences(j, everything, FIVE))
    yield each("  unpunctuated, with fillers", "", lambda j: sentences(j, spoken, STAR))
    yield from parts_told("part told or missing", everything, "0.88")
    yield from parts_told("  unpunctuated, with fillers", spoken, "")
    yield each(
        "stories called stories", "≥ 95%", lambda j: called_stories(j, texts(everything)), ".1%"
    )
    others = [row["text"] for row in rows("negatives_dev")]
    yield each("other answers called stories", "≤ 10%", lambda j: called_stories(j, others), ".1%")
    stripped = list(map(without_marks, others))
    yield each("  unpunctuated", "≤ 10%", lambda j: called_stories(j, stripped), ".1%")
    yield each("results found by results stated", "≤ 1.5", results_found, ".2f")


def ours() -> Iterator[Figure]:
    """The project's own spoken answers, none of which was trained on."""
    told = list(map(dotted, own("held")))
    spoken = unpunctuated(own("held"))
    yield each("sentence macro-F1", "", lambda j: sentences(j, told, STAR))
    yield each("  unpunctuated, with fillers", "", lambda j: sentences(j, spoken, STAR))
    yield from parts_told("part told or missing", told, "")
    yield from parts_told("  unpunctuated, with fillers", spoken, "")
    yield each("stories called stories", "", lambda j: called_stories(j, texts(told)), ".1%")
    others = texts(own("held_not"))
    yield each("other answers called stories", "", lambda j: called_stories(j, others), ".1%")


def parts_told(name: str, answers: list[Told], goal: str) -> Iterator[Figure]:
    """Balanced accuracy of the parts, and how it comes about."""
    shares = [presence(judge, answers) for judge in JUDGES]
    yield Figure(name, goal, tuple(map(balanced, shares)))
    if goal:
        for part in STAR:
            gone, there = (tuple(share[part][side] for share in shares) for side in (0, 1))
            yield Figure(f"  {part}: noticed when gone", "", gone, ".0%")
            yield Figure(f"  {part}: heard when there", "", there, ".0%")


def texts(answers: list[Told]) -> list[str]:
    """Their texts."""
    return [told.text for told in answers]


def the_rest() -> Iterator[Figure]:
    """Numbers and delivery."""
    counted = [numbers(judge) for judge in JUDGES]
    for index, name in enumerate(("precision", "recall")):
        values = tuple(pair[index] if pair else None for pair in counted)
        yield Figure(f"quantities: {name}", "0.95", values)
    if available():
        yield each("delivery: r with nine judges", "0.60", agreement)
        yield each("better of two answers of like length", "", better, ".1%")
        yield Figure("fillers found by fillers marked", "", (fillers(), None, None), ".2f")


def speed() -> Iterator[str]:
    """How long checking takes."""
    story = " ".join(told.text for told in own("held"))
    words = story.split()
    long = " ".join((words * 2)[:700])
    examine(Answer(paced(long)))
    start = perf_counter()
    for _ in range(10):
        examine(Answer(paced(long)))
    yield f"a five-minute answer (700 words): {100 * (perf_counter() - start):.1f} ms"
    typical = [told.text for told in (*own("held"), *own("learn"))] * 4
    start = perf_counter()
    for text in typical:
        examine(Answer(plain(text)))
    took = perf_counter() - start
    mean = sum(len(text.split()) for text in typical) / len(typical)
    yield f"{len(typical) / took:.0f} answers a second (mean {mean:.0f} words)"
    yield _tokenizer(typical, took)


def _tokenizer(typical: list[str], took: float) -> str:
    """The same texts through spaCy's tokenizer, for comparison."""
    try:
        import spacy
    except ImportError:
        return "spaCy is not installed, so its tokenizer is not compared"
    read = spacy.blank("en")
    start = perf_counter()
    for text in typical:
        read(text)
    return f"{took / (perf_counter() - start):.1f} times as long as spaCy's tokenizer alone"


def table(title: str, figures: Iterator[Figure]) -> None:
    """Print one block."""
    print(f"\n{title:44}{'goal':>8}" + "".join(f"{judge.name:>15}" for judge in JUDGES))
    for name, goal, values, form in figures:
        cells = ["–" if value is None else format(value, form) for value in values]
        print(f"{name:44}{goal:>8}" + "".join(f"{cell:>15}" for cell in cells))


def main() -> None:
    """Print everything that can be measured here."""
    if available():
        table("written stories, development half", written())
    else:
        print(
            f"No measuring data beside the project ({DATA.name}): only the project's own is used."
        )
    table("spoken answers kept out of training", ours())
    table("numbers and delivery", the_rest())
    print("\nspeed")
    for line in speed():
        print(f"  {line}")
    print("\ntechnical answers")
    technical.main([])


if __name__ == "__main__":
    main()
