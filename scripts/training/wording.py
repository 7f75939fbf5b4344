"""Learns how concepts are put in words, and writes `interviewer/answer/data/wording.json`.

From the lines in `scripts/corpus/technical` and from the labelled answers in `tests/data/technical/hands`. A
sentence counts for a concept when its author quoted most of it; sentences that hold only part of a quotation
count neither way. Stories, in which nobody says any of this, keep the weights honest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from interviewer.answer import Answer, plain
from interviewer.answer.stems import Match
from interviewer.answer.word_weights import PATTERN, START, ConceptWeights, features, learned_from
from interviewer.checks.technical.matching import (
    COVERED,
    Window,
    closings,
    pattern_matches,
    stance_words,
    window_of,
    windows,
)
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.model import Kind
from interviewer.packs import rubrics
from scripts.training.fit import minimise

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "scripts" / "corpus"
LINES = CORPUS / "technical"
ANSWERS = ROOT / "tests" / "data" / "technical"
WEIGHTS = ROOT / "interviewer" / "answer" / "data" / "wording.json"
STRANGERS = ROOT.parent / "shared" / "data" / "technical_spoken_dev.jsonl"
"""Answers that are not part of the project: which concepts each covers, without quotations."""
LEARNED = tuple(name for name in rubrics.load() if (LINES / f"{name}.txt").exists())
"""Rubrics with lines to learn from; others go by their patterns."""
HANDS = yaml.safe_load((ANSWERS / "hands.yaml").read_text("utf-8"))
DEVELOPMENT, EXAM = (*HANDS["development"], "strangers"), tuple(HANDS["exam"])
"""Hands to learn from, and hands that only measure: their text must not shape pattern, line or weight."""
INDEPENDENT = tuple(HANDS["independent"])
"""Those of the exam whose authors knew nothing of the program."""
FOLDS = (
    ("a", "f"),
    ("b", "e"),
    ("c", "d"),
    ("strangers",),
    ("i", "p"),
    ("k",),
    ("l",),
    ("n", "o"),
    ("s",),
    ("v",),
    ("t", "u"),
    ("z",),
)
"""Hands left out together when thresholds are set."""
HARMLESS = "near.none"
"""Stands over lines in the words of a wrong claim that say something right."""
TIMES = 2
"""A word must occur so often."""
PENALTY = 1.0
TEXTBOOK = 5
"""How often a textbook sentence counts: other hands avoid these words, or only drop them."""
SHARED = 3.0
"""Penalty on what a concept's threshold differs from the others by."""
BALANCED = -0.2
"""Log-odds of being covered at which F1 is best for answers by hands left out."""
CRAFTS = frozenset(
    {
        "api-design",
        "concurrency",
        "data-reasoning",
        "data-structures",
        "debugging",
        "product-sense",
        "service-reliability",
        "sound-judgement",
        "system-design",
    }
)
"""Rubrics outside security. What answers one of them hardly ever covers a concept of another."""
SECURITY = tuple(name for name in LEARNED if name not in CRAFTS)
CRAFTS_BALANCED = -0.1
"""The same for these: F1 is flat from -0.5 to -0.1, where six of seven concepts found were meant."""
EVERY = 6
"""Of answers on other crafts, every so many are learned from, to save time."""
LOCATED = -1.0
"""A covered concept is looked for in the window with the most points, if it has more than this."""
Concepts = dict[str, dict[str, float]]
"""Concept -> word -> points."""
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


@cache
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


@cache
def stories() -> list[str]:
    """Sentences of stories and opinions."""
    return [
        line
        for name in ("learn", "learn_not", "held_not")
        for line in (CORPUS / f"{name}.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith(("#", "=="))
    ]


@cache
def _rows(file: str) -> Any:
    """The content of a file of labelled answers."""
    return yaml.safe_load((ANSWERS / file).read_text("utf-8"))


def own_answers(rubric: str) -> list[dict[str, Any]]:
    """The answers by which a rubric's patterns were made; some rubrics have none."""
    file = f"{rubric}.yaml"
    return list(_rows(file)) if (ANSWERS / file).exists() else []


def textbook(rubric: str) -> Iterator[tuple[str, str]]:
    """Each concept in the field's own words, which nobody may be told that they did not say."""
    yield from ((concept.example, key) for key, concept in rubrics.get(rubric).concepts.items())
    yield from ((text, key) for key, text in _rows("plain.yaml")[rubric].items())


def hand_lines(rubric: str, who: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Lines for one rubric by the hands named, each with what stands over it.

    That is a concept, `none`, `near.` and a concept that it only sounds like, or `wrong.` or `denied.` and a claim.
    """
    for name in who:
        if (LINES / "hands" / f"{name}.txt").exists():
            for text, heading in lines(f"hands/{name}"):
                owner, _, key = next(iter(heading)).partition(".")
                if owner == rubric:
                    yield text, key


def hands(names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Answers with a quotation for each concept, by the hands named, one row for each rubric."""
    for name in names:
        if (ANSWERS / "hands" / f"{name}.yaml").exists():
            for row in _rows(f"hands/{name}.yaml"):
                yield from _by_rubric(row)


def _by_rubric(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    names = row["rubric"].split()
    for rubric in names:
        own = {
            part: {
                key.removeprefix(f"{rubric}."): quote
                for key, quote in (row.get(part) or {}).items()
                if len(names) == 1 or key.startswith(f"{rubric}.")
            }
            for part in ("covers", "wrong", "traps")
        }
        denied = [key.removeprefix(f"{rubric}.") for key in row.get("denied") or ()]
        yield {**row, **own, "rubric": rubric, "denied": denied}


def strangers(rubric: str, who: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Answers of the measuring data, with what each covers of a rubric and what it does not."""
    if "strangers" not in who or not STRANGERS.exists():
        return
    for line in STRANGERS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if rubric in row["rubrics"]:
            own = {
                part: [key.partition(".")[2] for key in row[part] if key.startswith(f"{rubric}.")]
                for part in ("covers", "not_covered", "wrong")
            }
            near = [each["concept"].partition(".")[2] for each in row["near_misses"]]
            yield {**own, "traps": near, "text": row["text"]}


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
    for window, matched in _windows(rubric, row["text"]):
        shares = {key: _share(window, stance, span) for key, span in spans.items()}
        tells = {key for key, (of, by) in shares.items() if of >= MOST or (of > SOME and by > 0.8)}
        unsure = {key for key, (of, _) in shares.items() if of > 0.0} - tells
        yield Example(window.words, frozenset(tells), frozenset(unsure), matched)


@cache
def _windows(rubric: str, text: str) -> list[tuple[Window, frozenset[str]]]:
    """The windows of a text, each with the concepts whose patterns match in it."""
    stance = listen(text)
    matches = _matches(rubric, stance)
    return [
        (
            window,
            frozenset(key for key, found in matches.items() if any(map(window.holds, found))),
        )
        for window in windows(stance)
    ]


def _matches(rubric: str, stance: Stance) -> dict[str, list[Match]]:
    concepts = rubrics.get(rubric).concepts
    return {
        key: pattern_matches(patterns, stance, asking=concepts[key].questions)
        for key, patterns in rubrics.ideas(rubric).concepts.items()
    }


@cache
def of_line(rubric: str, text: str, tells: frozenset[str]) -> Example:
    """A line, whole."""
    stance = listen(text)
    words = features(stance.text.stems[first:last] for first, last in stance.sentences)
    matches = _matches(rubric, stance)
    return Example(
        frozenset(words), tells, matched=frozenset(key for key in matches if matches[key])
    )


def of_rubric(rubric: str, who: Sequence[str]) -> list[Example]:
    """Everything that shows how a rubric's concepts are put."""
    known = rubrics.get(rubric).concepts
    examples = [
        of_line(rubric, text, frozenset(tells & known.keys())) for text, tells in lines(rubric)
    ]
    for file in ("paraphrases", "more-paraphrases"):
        said = _rows(f"{file}.yaml").get(rubric, {})
        examples += [
            of_line(rubric, text, frozenset({key})) for key, texts in said.items() for text in texts
        ]
    examples += TEXTBOOK * [
        of_line(rubric, text, frozenset({key})) for text, key in textbook(rubric)
    ]
    for row in hands(who):
        if row["rubric"] == rubric:
            examples += of_answer(rubric, row)
            examples += [
                of_line(rubric, quote, frozenset({key})) for key, quote in row["covers"].items()
            ]
    examples += [_hand_line(rubric, text, key) for text, key in hand_lines(rubric, who)]
    for row in [*_unquoted(rubric), *strangers(rubric, who)]:
        unsure = frozenset(row.get("covers", ()))
        examples += [
            Example(each.words, frozenset(), unsure, each.matched)
            for each in of_answer(rubric, {"text": row["text"], "covers": {}})
        ]
    examples += [
        each
        for text in [*stories(), *elsewhere(rubric, who)]
        for each in of_answer(rubric, {"text": text, "covers": {}})
    ]
    return examples


def _hand_line(rubric: str, text: str, key: str) -> Example:
    """A line by a hand; what sounds like one concept may well tell another, and so may what denies a claim."""
    concepts = rubrics.get(rubric).concepts
    manner, _, of = key.partition(".")
    tells = {key} & concepts.keys()
    if manner == "denied":
        tells = {name for name, concept in concepts.items() if concept.denies == of}
    example = of_line(rubric, text, frozenset(tells))
    unsure = frozenset(concepts) - {of} - tells
    return replace(example, unsure=unsure) if manner in {"near", "denied"} else example


def elsewhere(rubric: str, who: Sequence[str]) -> list[str]:
    """Answers on other crafts, which cover nothing of this one."""
    rows = (row for row in hands(who) if rubric in CRAFTS and row["rubric"] in CRAFTS)
    return [
        row["text"] for at, row in enumerate(rows) if row["rubric"] != rubric and not at % EVERY
    ]


def _unquoted(rubric: str) -> list[dict[str, Any]]:
    """The project's own answers, which name what they cover without quoting it."""
    rows = own_answers(rubric)
    return [{**row, "covers": row.get("covers", ())} for row in rows]


def fit(examples: Sequence[Example], keys: Sequence[str]) -> dict[str, dict[str, float]]:
    """Weights of each concept, by logistic regression with a squared penalty."""
    counts = Counter(word for example in examples for word in example.words)
    words = sorted(word for word, count in counts.items() if count >= TIMES)
    row_of = {word: row for row, word in enumerate(words)}
    where = [
        np.array(sorted(row_of[word] for word in each.words if word in row_of), np.intp)
        for each in examples
    ]
    return {key: _fitted(examples, key, words, where) for key in keys}


def _fitted(
    examples: Sequence[Example],
    key: str,
    words: Sequence[str],
    where: Sequence[NDArray[np.intp]],
) -> dict[str, float]:
    sure = [at for at, each in enumerate(examples) if key not in each.unsure]
    size = len(words)
    matched = np.array([key in examples[at].matched for at in sure], float)
    numbers = np.concatenate([where[at] for at in sure])
    of = np.repeat(np.arange(len(sure)), [len(where[at]) for at in sure])
    truth = np.array([key in examples[at].tells for at in sure], float)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = np.bincount(of, point[numbers], len(sure)) + point[-2] * matched + point[-1]
        miss = 1 / (1 + np.exp(-score)) - truth
        value = float((np.logaddexp(0, score) - truth * score).sum())
        slope = np.bincount(numbers, miss[of], len(point))
        slope[-2], slope[-1] = miss @ matched, miss.sum()
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


def of_concepts(rubric: str, who: Sequence[str]) -> Concepts:
    """Weights of a rubric's concepts; the second time also from answers without quotations."""
    keys = tuple(rubrics.get(rubric).concepts)
    examples = of_rubric(rubric, who)
    first = fit(examples, keys)
    located = list(_located(rubric, who, ConceptWeights(first)))
    return fit([*examples, *located], keys) if located else first


def _located(rubric: str, who: Sequence[str], weights: ConceptWeights) -> Iterator[Example]:
    """Where answers without quotations cover a concept: in the window with the most points."""
    for row in [*_unquoted(rubric), *strangers(rubric, who)]:
        examples = list(of_answer(rubric, {"text": row["text"], "covers": {}}))
        if not examples:
            continue
        points = _points(weights, examples)
        best: dict[int, set[str]] = {}
        for key in row["covers"]:
            column = points[:, weights.column(key)]
            if column.max() > LOCATED:
                best.setdefault(int(column.argmax()), set()).add(key)
        for at, tells in best.items():
            unsure = frozenset(row["covers"]) - tells
            yield replace(examples[at], tells=frozenset(tells), unsure=unsure)


def _points(weights: ConceptWeights, examples: Sequence[Example]) -> NDArray[np.float64]:
    """One row an example, one column a concept."""
    points = np.asarray(weights.points([each.words for each in examples], broad=True), float)
    for row, each in enumerate(examples):
        for key in each.matched:
            column = weights.column(key)
            points[row, column] += weights.weight(PATTERN, column)
    return points


# --- thresholds ---------------------------------------------------------------------------------


def calibrated(rubric: str, who: Sequence[str], weights: Concepts) -> Concepts:
    """The weights with starts moved so that COVERED is the best threshold for every concept.

    Each hand's answers are scored by weights from the others. A logistic regression from the most
    points of a concept in an answer to whether it is covered, with a constant for each concept
    held back by a penalty, gives the thresholds.
    """
    rows = list(_left_out(rubric, who))
    keys = list(weights)
    points = np.array([most for _, most, _ in rows])
    of = np.array([keys.index(key) for key, _, _ in rows])
    truth = np.array([covered for _, _, covered in rows], float)
    size = len(keys)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = point[0] * points + point[1] + point[2:][of]
        miss = 1 / (1 + np.exp(-score)) - truth
        value = float((np.logaddexp(0, score) - truth * score).sum())
        slope = np.array([miss @ points, miss.sum(), *np.bincount(of, miss, size)])
        slope[2:] += SHARED * point[2:]
        return value + SHARED / 2 * float(point[2:] @ point[2:]), slope

    point = minimise(loss, np.array([1.0, 0.0, *np.zeros(size)]), 60)
    balanced = CRAFTS_BALANCED if rubric in CRAFTS else BALANCED
    least = (balanced - point[1] - point[2:]) / point[0]
    return {
        key: {**each, START: round(each[START] + COVERED - float(least[at]), 2)}
        for at, (key, each) in enumerate(weights.items())
    }


def _left_out(rubric: str, who: Sequence[str]) -> Iterator[tuple[str, float, bool]]:
    """Concept, most points for it, and whether it is covered, for answers that were not learned from."""
    for fold in FOLDS:
        left_out = [name for name in who if name in fold]
        rows = [row for row in hands(left_out) if row["rubric"] == rubric]
        rows += strangers(rubric, left_out)
        if not rows:
            continue
        rest = [name for name in who if name not in fold]
        weights = ConceptWeights(of_concepts(rubric, rest))
        for row in rows:
            examples = list(of_answer(rubric, {"text": row["text"], "covers": {}}))
            most = (
                _points(weights, examples).max(axis=0)
                if examples
                else np.full(len(weights.keys), -9)
            )
            known = {*row["covers"], *row.get("not_covered", weights.keys)}
            for key, best in zip(weights.keys, most, strict=True):
                if key in known:
                    yield key, float(best), key in row["covers"]


# --- manners and claims -------------------------------------------------------------------------


def asides(who: Sequence[str]) -> list[Example]:
    """What leaves its subject alone, and what does not, in answers on security."""
    examples = [
        Example(frozenset(features((listen(text).text.stems,))), tells)
        for text, tells in lines("asides")
    ]
    for rubric in SECURITY:
        examples += [_whole(text) for text, tells in lines(rubric) if tells]
    for row in filter(_on_security, hands(who)):
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
    for rubric in SECURITY:
        for text, key in hand_lines(rubric, who):
            if "." not in key:
                examples.append(_whole(text, frozenset({"aside"} if key == "none" else ())))
        examples += TEXTBOOK * [_whole(text) for text, _ in textbook(rubric)]
    examples += [_whole(each.text) for each in claims(who) if each.rubric in SECURITY]
    for rubric in SECURITY:
        for row in own_answers(rubric):
            if row["covers"]:
                stance = listen(row["text"])
                examples += [
                    Example(frozenset(features((stance.text.stems[first:last],))), frozenset())
                    for first, last in stance.sentences
                ]
    examples += [_whole(text) for text in stories()]
    return examples


def _on_security(row: dict[str, Any]) -> bool:
    return row["rubric"] in SECURITY


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
        yield from _listed(_rows(f"{file}.yaml"))
    for rubric in LEARNED:
        for key, claim in rubrics.get(rubric).wrong.items():
            yield from TEXTBOOK * (Claimed(rubric, key, claim.asserted, asserted=True),)
            yield from TEXTBOOK * (Claimed(rubric, key, claim.denied, asserted=False),)
    for rubric in LEARNED:
        for text, key in hand_lines(rubric, who):
            manner, _, claim = key.partition(".")
            if manner in {"wrong", "denied"}:
                yield Claimed(rubric, claim, text, manner == "wrong")
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
    """What makes a wrong claim, and what denies it or speaks of other things."""
    examples = [
        _meant(
            each.text,
            frozenset({each.claim} if each.asserted else ()),
            _claims_in(rubric, each.text),
        )
        for each in claims(who)
        if each.rubric == rubric
    ]
    examples += [_meant(text) for text, _ in lines(rubric)]
    examples += [
        _meant(text) for text, key in hand_lines(rubric, who) if "." not in key or key == HARMLESS
    ]
    for row in hands(who):
        if row["rubric"] == rubric:
            examples += _claiming(rubric, row["text"], row["wrong"])
    for row in strangers(rubric, who):
        examples += _claiming(rubric, row["text"], {}, frozenset(row["wrong"]))
    for row in _unquoted(rubric):
        examples += _claiming(rubric, row["text"], {}, frozenset(row.get("wrong", ())))
    return examples + [_meant(text) for text in stories()]


def _claims_in(rubric: str, text: str) -> frozenset[str]:
    """Claims whose patterns match in a text."""
    stance, patterns = listen(text), rubrics.ideas(rubric).wrong
    return frozenset(
        key for key, some in patterns.items() if any(any(p.find(stance.text)) for p in some)
    )


def _meant(
    text: str, tells: frozenset[str] = frozenset(), matched: frozenset[str] = frozenset()
) -> Example:
    """A line, whole, with what tells how it is meant."""
    stance = listen(text)
    window = window_of(stance, 0, len(stance.text))
    return Example(frozenset(stance_words(window, stance)), tells, matched=matched)


def _claiming(
    rubric: str, text: str, quotes: dict[str, str], unsure: frozenset[str] = frozenset()
) -> Iterator[Example]:
    """Every sentence of an answer, alone and with the two behind it."""
    stance = listen(text)
    spans = {key: quoted(text, quote) for key, quote in quotes.items()}
    found = {
        key: [place for pattern in patterns for place in pattern.find(stance.text)]
        for key, patterns in rubrics.ideas(rubric).wrong.items()
    }
    for first, last in dict.fromkeys([*stance.sentences, *closings(stance)]):
        window = window_of(stance, first, last)
        shares = {key: _share(window, stance, span)[0] for key, span in spans.items()}
        tells = frozenset(key for key, share in shares.items() if share >= MOST)
        partly = {key for key, share in shares.items() if share > 0} - tells
        matched = (key for key, places in found.items() if any(map(window.holds, places)))
        yield Example(
            frozenset(stance_words(window, stance)), tells, unsure | partly, frozenset(matched)
        )


def learned(who: Sequence[str], names: Iterable[str] = LEARNED) -> dict[str, Concepts]:
    """All weights from the hands named, for these rubrics.

    Texts are read without the weights that find asides, so that concepts learn what an aside is not.
    """
    with learned_from({}):
        weights = {"manner": fit(asides(who), ("aside",))}
        for rubric in names:
            weights[rubric] = calibrated(rubric, who, of_concepts(rubric, who))
            if wrong := rubrics.get(rubric).wrong:
                weights[f"{rubric}.wrong"] = fit(of_claims(rubric, who), tuple(wrong))
    return weights


def _one_concept_a_line(weights: dict[str, Concepts]) -> str:
    """JSON in which a diff shows the concepts that changed."""
    parts = []
    for name, concepts in weights.items():
        lines = (
            f'"{key}": {json.dumps(each, ensure_ascii=False)}' for key, each in concepts.items()
        )
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write(weights: dict[str, Concepts]) -> None:
    """Write the weights, the rubrics' and those of flaws in code."""
    WEIGHTS.write_text(_one_concept_a_line(weights), "utf-8")
    print({name: sum(map(len, each.values())) for name, each in weights.items()})


def train() -> None:
    """Fit and write the weights; those of flaws in code are kept (`scripts/train flaw_wording`)."""
    kept = json.loads(WEIGHTS.read_text("utf-8"))
    write({**kept, **learned(DEVELOPMENT)})


if __name__ == "__main__":
    train()
