"""Learns how concepts are put in words, and writes `interviewer/answer/data/wording.json`.

From the lines in `scripts/corpus/technical` and from the labelled answers in `tests/data/technical/hands`. A
sentence counts for a concept when its author quoted most of it; sentences that hold only part of a quotation
count neither way. Stories, in which nobody says any of this, keep the weights honest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from interviewer.answer import Answer, plain
from interviewer.answer.word_weights import PATTERN, START, features
from interviewer.checks.technical.matching import Window, pattern_matches, stance_words, windows
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.model import Kind
from interviewer.packs import rubrics
from scripts.training.fit import minimise

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "scripts" / "corpus"
LINES = CORPUS / "technical"
ANSWERS = ROOT / "tests" / "data" / "technical"
WEIGHTS = ROOT / "interviewer" / "answer" / "data" / "wording.json"
DEVELOPMENT, EXAM = ("a", "b", "c"), ("d",)
"""Hands to learn from, and hands that only measure: their text must not shape pattern, line or weight."""
TIMES = 2
"""A word must occur so often."""
PENALTY = 0.6
SMALL = 0.08
"""Weights below this are left out."""
MOST, SOME = 0.6, 0.25
"""Share of a quotation that makes a window count for it, and that makes it count neither way."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window, what it tells, and what nobody can say of it."""

    words: frozenset[str]
    tells: frozenset[str]
    unsure: frozenset[str] = frozenset()
    matched: frozenset[str] = frozenset()
    """Concepts whose patterns are matched."""


def listen(text: str) -> Stance:
    """A text, heard."""
    return Answer(plain(text), kind=Kind.TECHNICAL).once(stance_of)


def lines(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Lines of a corpus with the headings they stand under; `// other` adds a heading to a line."""
    heading = ""
    for line in (LINES / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            heading = line[3:]
        elif line.strip():
            text, _, also = line.partition(" // ")
            yield text, frozenset({heading, *also.split()}) - {"none"}


def stories() -> list[str]:
    """Sentences of stories and opinions."""
    return [
        line
        for name in ("learn", "learn_not", "held_not")
        for line in (CORPUS / f"{name}.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith(("#", "=="))
    ]


def hands(names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Answers with a quotation for each concept, by the hands named."""
    for name in names:
        yield from yaml.safe_load((ANSWERS / "hands" / f"{name}.yaml").read_text("utf-8"))


def quoted(text: str, quote: str) -> tuple[int, int]:
    """Words of a text that a quotation covers."""
    whole, part = " ".join(text.split()), " ".join(quote.split())
    before = whole[: whole.index(part)]
    first = len(before.split()) - (bool(before) and not before.endswith(" "))
    return first, first + len(part.split())


def _share(window: Window, stance: Stance, span: tuple[int, int]) -> tuple[float, float]:
    """Share of a quotation that lies in a window, and share of the window that is quoted."""
    words = stance.text.words
    first, last = words[window.first], words[window.last - 1] + 1
    inside = max(0, min(last, span[1]) - max(first, span[0]))
    return inside / (span[1] - span[0]), inside / (last - first)


def of_answer(rubric: str, row: dict[str, Any]) -> Iterator[Example]:
    """Every window of a labelled answer."""
    stance = listen(row["text"])
    spans = {key: quoted(row["text"], quote) for key, quote in row["covers"].items()}
    hits = _hits(rubric, stance)
    for window in windows(stance):
        shares = {key: _share(window, stance, span) for key, span in spans.items()}
        tells = {key for key, (of, by) in shares.items() if of >= MOST or (of > SOME and by > 0.8)}
        unsure = {key for key, (of, _) in shares.items() if of > 0.0} - tells
        yield Example(
            window.words, frozenset(tells), frozenset(unsure), frozenset(_inside(window, hits))
        )


def _hits(rubric: str, stance: Stance) -> dict[str, list[Any]]:
    concepts = rubrics.get(rubric).concepts
    return {
        key: pattern_matches(patterns, stance, asking=concepts[key].questions)
        for key, patterns in rubrics.ideas(rubric).concepts.items()
    }


def _inside(window: Window, hits: dict[str, list[Any]]) -> Iterator[str]:
    for key, places in hits.items():
        if any(map(window.holds, places)):
            yield key


def of_line(rubric: str, text: str, tells: frozenset[str]) -> Example:
    """A line, whole."""
    stance = listen(text)
    words = features(stance.text.stems[first:last] for first, last in stance.sentences)
    hits = _hits(rubric, stance)
    return Example(frozenset(words), tells, matched=frozenset(key for key in hits if hits[key]))


def of_rubric(rubric: str, who: Sequence[str]) -> list[Example]:
    """Everything that shows how a rubric's concepts are put."""
    known = rubrics.get(rubric).concepts
    examples = [of_line(rubric, text, tells & known.keys()) for text, tells in lines(rubric)]
    for file in ("paraphrases", "more-paraphrases"):
        said = yaml.safe_load((ANSWERS / f"{file}.yaml").read_text("utf-8")).get(rubric, {})
        examples += [
            of_line(rubric, text, frozenset({key})) for key, texts in said.items() for text in texts
        ]
    examples += [
        of_line(rubric, concept.example, frozenset({key})) for key, concept in known.items()
    ]
    for row in hands(who):
        if row["rubric"] == rubric:
            examples += of_answer(rubric, row)
            examples += [
                of_line(rubric, quote, frozenset({key})) for key, quote in row["covers"].items()
            ]
    for row in yaml.safe_load((ANSWERS / f"{rubric}.yaml").read_text("utf-8")):
        unsure = frozenset(row.get("covers", ()))
        examples += [
            Example(each.words, frozenset(), unsure, each.matched)
            for each in of_answer(rubric, {"text": row["text"], "covers": {}})
        ]
    examples += [
        each for text in stories() for each in of_answer(rubric, {"text": text, "covers": {}})
    ]
    return examples


def fit(examples: Sequence[Example], keys: Sequence[str]) -> dict[str, dict[str, float]]:
    """Weights of each concept, by logistic regression with a squared penalty."""
    counts = Counter(word for example in examples for word in example.words)
    words = sorted(word for word, count in counts.items() if count >= TIMES)
    row_of = {word: row for row, word in enumerate(words)}
    where = [sorted(row_of[word] for word in each.words if word in row_of) for each in examples]
    return {key: _fitted(examples, key, words, where) for key in keys}


def _fitted(
    examples: Sequence[Example], key: str, words: Sequence[str], where: Sequence[Sequence[int]]
) -> dict[str, float]:
    sure = [at for at, each in enumerate(examples) if key not in each.unsure]
    size = len(words)
    rows = [[*where[at], *([size] if key in examples[at].matched else [])] for at in sure]
    numbers = np.array([number for row in rows for number in row], int)
    of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    truth = np.array([key in examples[at].tells for at in sure], float)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = np.bincount(of, point[numbers], len(rows)) + point[-1]
        miss = 1 / (1 + np.exp(-score)) - truth
        value = float((np.logaddexp(0, score) - truth * score).sum())
        slope = np.bincount(numbers, miss[of], len(point))
        slope[-1] = miss.sum()
        free = point.copy()
        free[-1] = 0.0
        return value + PENALTY / 2 * float(free @ free), slope + PENALTY * free

    start = np.zeros(size + 2)
    start[-1] = -3.0
    point = minimise(loss, start, 60)
    named = zip((*words, PATTERN, START), point, strict=True)
    return {
        name: round(float(value), 2)
        for name, value in named
        if abs(value) >= SMALL or name in {PATTERN, START}
    }


def asides(who: Sequence[str]) -> list[Example]:
    """What leaves its subject alone, and what does not."""
    examples = [
        Example(frozenset(features((listen(text).text.stems,))), tells)
        for text, tells in lines("asides")
    ]
    for rubric in rubrics.load():
        examples += [_whole(text) for text, tells in lines(rubric) if tells]
    for row in hands(who):
        stance = listen(row["text"])
        spans = [quoted(row["text"], quote) for quote in row["traps"].values()]
        for first, last in stance.sentences:
            window = Window(first, last, frozenset(features((stance.text.stems[first:last],))))
            shares = [_share(window, stance, span) for span in spans]
            aside = any(by > 0.6 for _, by in shares)
            unsure = not aside and any(by > 0.0 for _, by in shares)
            examples.append(
                Example(
                    window.words,
                    frozenset({"aside"} if aside else ()),
                    frozenset({"aside"} if unsure else ()),
                )
            )
    examples += [_whole(each.text) for each in claims(who)]
    for rubric in rubrics.load():
        for row in yaml.safe_load((ANSWERS / f"{rubric}.yaml").read_text("utf-8")):
            if row["covers"]:
                stance = listen(row["text"])
                examples += [
                    Example(frozenset(features((stance.text.stems[first:last],))), frozenset())
                    for first, last in stance.sentences
                ]
    examples += [_whole(text) for text in stories()]
    return examples


def _whole(text: str, tells: frozenset[str] = frozenset()) -> Example:
    stance = listen(text)
    return Example(frozenset(features((stance.text.stems,))), tells)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A line about a wrong claim."""

    rubric: str
    claim: str
    text: str
    asserted: bool


def claims(who: Sequence[str]) -> Iterator[Claimed]:
    """Lines that make or deny a wrong claim."""
    for text, tells in lines("claims"):
        rubric, claim, *denied = next(iter(tells)).split()
        yield Claimed(rubric, claim, text, not denied)
    for file in ("claims", "more-claims"):
        yield from _listed(yaml.safe_load((ANSWERS / f"{file}.yaml").read_text("utf-8")))
    for rubric in rubrics.load():
        for key, claim in rubrics.get(rubric).wrong.items():
            yield Claimed(rubric, key, claim.asserted, asserted=True)
            yield Claimed(rubric, key, claim.denied, asserted=False)
    for row in hands(who):
        for key, quote in row["wrong"].items():
            yield Claimed(row["rubric"], key, quote, asserted=True)


def _listed(rubrics_of: dict[str, dict[str, dict[str, list[str]]]]) -> Iterator[Claimed]:
    for rubric, each in rubrics_of.items():
        for claim, said in each.items():
            for manner, texts in said.items():
                for text in texts:
                    yield Claimed(rubric, claim, text, manner == "asserted")


def of_claims(rubric: str, who: Sequence[str]) -> list[Example]:
    """What speaks of a wrong claim, made or denied, and what does not."""
    examples = [
        _claim_line(each, frozenset({each.claim})) for each in claims(who) if each.rubric == rubric
    ]
    known = rubrics.get(rubric).concepts
    denied = {key: concept.denies for key, concept in known.items()}
    for text, tells in lines(rubric):
        unsure = frozenset(denied[key] for key in tells if denied.get(key))
        examples.append(Example(_whole(text).words, frozenset(), unsure))
    for row in hands(who):
        if row["rubric"] == rubric:
            stance = listen(row["text"])
            spans = {key: quoted(row["text"], quote) for key, quote in row["wrong"].items()}
            for window in windows(stance):
                shares = {key: _share(window, stance, span)[0] for key, span in spans.items()}
                tells = frozenset(key for key, share in shares.items() if share >= MOST)
                unsure = {key for key, share in shares.items() if share > 0} - tells
                unsure |= {*row["denied"], *filter(None, map(denied.get, row["covers"]))} - tells
                examples.append(Example(window.words, tells, frozenset(unsure)))
    return examples + [_whole(text) for text in stories()]


def _claim_line(each: Claimed, tells: frozenset[str]) -> Example:
    stance = listen(each.text)
    words = features(stance.text.stems[first:last] for first, last in stance.sentences)
    patterns = rubrics.ideas(each.rubric).wrong
    matched_by = {key for key in patterns if any(any(p.find(stance.text)) for p in patterns[key])}
    return Example(frozenset(words), tells, matched=frozenset(matched_by))


def manners(who: Sequence[str]) -> list[Example]:
    """Claims made, claims denied, and what only has to do with them."""
    examples = [_manner(each.text, asserted=each.asserted) for each in claims(who)]
    disputed = [rubric for rubric in rubrics.load() if rubrics.get(rubric).wrong]
    for rubric in disputed:
        examples += [_whole(text) for text, _ in lines(rubric)]
        for row in yaml.safe_load((ANSWERS / f"{rubric}.yaml").read_text("utf-8")):
            examples += [] if row.get("wrong") else _unclaimed(row["text"], ())
    for row in hands(who):
        if row["rubric"] in disputed:
            examples += _unclaimed(row["text"], row["wrong"].values())
    return examples


def _manner(text: str, *, asserted: bool) -> Example:
    stance = listen(text)
    words = frozenset(features(stance.text.stems[first:last] for first, last in stance.sentences))
    said = stance_words(Window(0, len(stance.text), words), stance)
    return Example(frozenset(said), frozenset({"asserted"} if asserted else ()))


def _unclaimed(text: str, quotes: Iterable[str]) -> Iterator[Example]:
    """The sentences of an answer that make no wrong claim."""
    stance = listen(text)
    spans = [quoted(text, quote) for quote in quotes]
    for first, last in stance.sentences:
        window = Window(first, last, frozenset(features((stance.text.stems[first:last],))))
        if not any(_share(window, stance, span)[1] for span in spans):
            yield Example(frozenset(stance_words(window, stance)), frozenset())


def learned(who: Sequence[str]) -> dict[str, dict[str, dict[str, float]]]:
    """All weights."""
    weights = {
        "manner": fit(asides(who), ("aside",)),
        "asserted": fit(manners(who), ("asserted",)),
    }
    for rubric in rubrics.load():
        weights[rubric] = fit(of_rubric(rubric, who), tuple(rubrics.get(rubric).concepts))
        if wrong := rubrics.get(rubric).wrong:
            weights[f"{rubric}.wrong"] = fit(of_claims(rubric, who), tuple(wrong))
    return weights


def _one_concept_a_line(weights: dict[str, dict[str, dict[str, float]]]) -> str:
    """JSON in which a diff shows the concepts that changed."""
    parts = []
    for name, concepts in weights.items():
        lines = (
            f'"{key}": {json.dumps(each, ensure_ascii=False)}' for key, each in concepts.items()
        )
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def train() -> None:
    """Fit and write the weights."""
    weights = learned(DEVELOPMENT)
    WEIGHTS.write_text(_one_concept_a_line(weights), "utf-8")
    print({name: sum(map(len, each.values())) for name, each in weights.items()})


if __name__ == "__main__":
    train()
