"""Does an answer tell what was asked for?

A question asks for a failure, a disagreement, feedback, …: that is pack data (`Question.asks`) or read from its
words. Each kind has wordings that show in an answer that it is told (`data/cues/relevance.toml`). They are weighed
with the question's own words and, for failures, with whose fault it was (`data/relevance.json`, learned by
`scripts/train relevance`). Kinds that any good story shows, such as leadership, are known and never held against one.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.fault import Faults, faults
from interviewer.answer.padding import body
from interviewer.model import Question, Span

FAILURE, SETBACK, TALK = "failure", "setback", "talk"
TELLING = (
    *(FAILURE, "conflict", "feedback", "refusal", "bad news"),
    *("learning", "teaching", "persuasion", "deadline"),
)
"""Kinds whose absence can be heard, most telling first."""
OPENING = 15
"""Words at the start in which the question's own words are an echo of it."""
SHORTEST = 25
"""Fewest words of an answer that are enough to say that it is about something else."""
MOST = 5
"""Hits of one kind that count."""
CONFESSED, ACCUSED = 0.5, 0.85
"""Most and least chance of being off the question: where plain words tell what was asked for (for a failure, where
the speaker confesses one), and where a failure was asked for and only somebody else did wrong, or nothing went wrong:
of 13 answers to such questions without a word of one, 12 told something else."""
PLAINLY: Mapping[str, int] = {"conflict": 2, "deadline": 1}
"""Kinds that some words tell by themselves (`plainly` in the cues) -> how many of them it takes."""
_GENERIC = frozenset(
    "time tell describe give example about when your what that work with have last most something somebody there"
    " were been from walk through talk ever could can share situation moment would this they them make made need"
    " people change changed mind".split()
)
_I = frozenset("i i'd i've i'm my me".split())
_OTHERS = frozenset("he she they his her their".split())


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether an answer tells what was asked for."""

    asked: str
    """The kind that was asked for: one of `TELLING`."""
    off: float
    """Chance that it tells something else, 0–1."""
    others: bool
    """Whether it tells what others did wrong, and nothing of the speaker's own."""


_LABELS = frozenset(
    "situation task action actions result results outcome lesson lessons learning reflection background".split()
)


def asked() -> tuple[str, ...]:
    """Every kind that a question can ask for."""
    return lexicon("relevance", "asks").labels


def asks(question: Question | None) -> frozenset[str]:
    """What a question asks for; empty when nobody knows."""
    if question is None:
        return frozenset()
    return frozenset(question.asks) or asked_by(question.text)


@cache
def asked_by(text: str) -> frozenset[str]:
    """What the words of a question ask for: `talk` alone when they ask for no story."""
    tokens = _tokens(text)
    found = {hit.label for hit in lexicon("relevance", "asks").find(tokens)}
    if TALK not in found:
        return frozenset(found)
    story = lexicon("relevance", "story").within(tokens)
    return frozenset(found - {TALK} if story else {TALK})


def is_talk(answer: Answer) -> bool:
    """Whether no story was asked for: "tell me about yourself", "why us"."""
    return asks(answer.question) == {TALK}


def relevance(answer: Answer) -> Relevance | None:
    """How well the answer fits the question; None when that cannot be told. No reply makes it fit less."""
    fits = _relevance(answer)
    if fits is None or not answer.replies:
        return fits
    first = answer.until(answer.replies[0]).once(_relevance)
    return min(fits, first, key=lambda one: one.off) if first else fits


def _relevance(answer: Answer) -> Relevance | None:
    signs = relevance_signs(answer)
    if signs is None:
        return None
    weights = answer.once(weights_for)
    odds = weights[""] + sum(weights[name] * value for name, value in signs.items())
    asked = next(kind for kind in TELLING if signs[f"asked {kind}"])
    off = 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))
    if signs["admission"] or _plainly(answer, asked):
        off = min(off, CONFESSED)
    others = signs["others' mishap"] > 0 and not signs["own mishap"] and not signs["admission"]
    nothing = asked == FAILURE and not signs["failure"] and not signs["admission"]
    return Relevance(asked, max(off, ACCUSED) if others or nothing else off, others)


def _plainly(answer: Answer, asked: str) -> bool:
    """Whether plain words tell what was asked for, past the opening that may only repeat the question."""
    enough = PLAINLY.get(asked)
    if enough is None:
        return False
    found = lexicon("relevance", "plainly").find(answer.once(body).tokens)
    echo = frozenset(_tokens(answer.question.text)) if answer.question else frozenset()
    tokens = answer.once(body).tokens
    hits = [
        hit
        for hit in found
        if hit.label == asked
        and (hit.first >= OPENING or not echo.issuperset(tokens[hit.first : hit.last]))
    ]
    return len(hits) >= enough


def tells_conflict(answer: Answer) -> bool:
    """Whether two people who want different things are told of, as was asked for or in plain words."""
    return "conflict" in asks(answer.question) or _plainly(answer, "conflict")


def relevance_signs(answer: Answer) -> dict[str, float] | None:
    """What tells whether the answer fits; None without a question that asks for one of `TELLING`."""
    kinds = asks(answer.question)
    wanted = [kind for kind in TELLING if kind in kinds]
    if answer.question is None or not wanted or len(answer.words) < SHORTEST:
        return None
    part = answer.once(body)
    words_asked = _tokens(answer.question.text)
    seen = _shown(part, frozenset(word for word in words_asked if len(word) > 3))
    failure = float(wanted[0] == FAILURE)
    others = [] if failure else wanted
    words = {_stem(word) for word in words_asked if len(word) > 3 and word not in _GENERIC}
    stems = {_stem(word) for word in part.tokens[OPENING:]}
    length = max(len(part.tokens), 1)
    whose = answer.once(faults)
    return {
        **{f"asked {kind}": float(kind == wanted[0]) for kind in TELLING},
        "own words": len(words & stems) / max(len(words), 1),
        "shown": max((seen[kind] for kind in others), default=0.0),
        "failure": failure * seen[FAILURE],
        "admission": failure * min(len(_confessed(part, whose, frozenset(words_asked))), 2),
        "own mishap": failure * log(1 + min(len(whose.own), MOST)),
        "others' mishap": failure * log(1 + min(len(whose.others), MOST)),
        "i": failure * 10 * sum(token in _I for token in part.tokens) / length,
        "they": failure * 10 * sum(token in _OTHERS for token in part.tokens) / length,
    }


def _confessed(told: Answer, whose: Faults, echo: frozenset[str]) -> list[Span]:
    """The admissions, without an opening that repeats the question: "a time I failed, okay, so …"."""
    return [
        span
        for span in whose.confessed
        if span.first >= OPENING or not echo.issuperset({*told.tokens[span.first : span.last]} - _I)
    ]


def _shown(answer: Answer, echo: frozenset[str]) -> Mapping[str, float]:
    """How much of each kind is shown, on a scale that rises slowly."""
    found: Counter[str] = Counter()
    for hit in lexicon("relevance", "shows").find(answer.tokens):
        if any(_is_label(answer, at) for at in range(hit.first, hit.last)):
            continue
        if hit.first >= OPENING or echo.isdisjoint(answer.tokens[hit.first : hit.last]):
            found[hit.label] += 1
    return defaultdict(float, {kind: log(1 + min(count, MOST)) for kind, count in found.items()})


def _is_label(answer: Answer, at: int) -> bool:
    """Whether a word only names a part, as in "Lesson: …": it says nothing about what is told."""
    return answer.tokens[at] in _LABELS and answer.words[at].text.endswith((":", ".", "–", "-"))


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(word.strip(".,!?;:\"'()").lower().replace("’", "'") for word in text.split())


def _stem(word: str) -> str:
    return word[:5]


def weights_for(answer: Answer) -> dict[str, float]:  # noqa: ARG001 - to be remembered by an answer
    """The weights an answer is read with: the shipped ones, unless it remembers others."""
    return _shipped()


@cache
def _shipped() -> dict[str, float]:
    path = files("interviewer.answer") / "data" / "relevance.json"
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))
    return weights
