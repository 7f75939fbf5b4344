"""One answer in figures: what the index keeps of it, and what trends and comparisons look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from interviewer.answer import Answer
from interviewer.answer.speech_measures import own_s, speech_measures
from interviewer.answer.stems import stem
from interviewer.answer.word_forms import FILLERS, form
from interviewer.checks import metrics, star
from interviewer.checks.metrics import Metric
from interviewer.checks.turn import answer_of
from interviewer.model import English, Kind, Part, Turn

MOST_METRICS = 4
"""Metrics kept of an answer: enough to recognise a story by."""
OPENING_WORDS = 24

COMMON = frozenset(
    map(stem, (files("interviewer.history") / "common_words.txt").read_text("utf-8").split())
)
"""Stems that say nothing about which story it is: function words, and the words of every story."""


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """An answer together with its follow-ups, measured."""

    words: int
    seconds: float | None
    """Length of the answer itself, replies left out; None when only text is known."""
    pace: float | None
    """Words per minute."""
    fillers: float | None
    """Fillers per minute."""
    shares: Mapping[Part, float] = field(default_factory=dict)
    """Each S/T/A/R part's share of the time (of the words, without times); empty when no story."""
    metrics: tuple[str, ...] = ()
    """Numbers told, in the candidate's words."""
    keys: frozenset[str] = frozenset()
    """Stems of the content words, by which a story is known when it is told again."""
    english: English = English.FIRST
    """Of the speaker, as in `Transcript`."""
    opening: str = ""
    """The first words, for people to recognise it by."""


def measure_answer(turn: Turn) -> AnswerFigures:
    """Measure an answer with today's rules."""
    answer = answer_of(turn)
    sound = answer.once(speech_measures)
    measured = star.measure(answer) if turn.question.kind is Kind.BEHAVIORAL else None
    is_story = measured is not None and measured.is_story
    numbers = answer.once(metrics.measure) if measured else ()
    told = _once(sorted((one for one in numbers if _has_figure(answer, one)), key=_after_outcome))
    shares = (measured.time_share or measured.word_share or {}) if measured and is_story else {}
    return AnswerFigures(
        words=sum(map(bool, answer.tokens)),
        seconds=own_s(answer),
        pace=sound.words_per_minute,
        fillers=sound.fillers_per_minute,
        shares=shares,
        metrics=tuple(one.text for one in told[:MOST_METRICS]),
        keys=content_stems(answer) - _asked(turn) if is_story else frozenset(),
        english=answer.english,
        opening=_opening(answer),
    )


def _has_figure(answer: Answer, metric: Metric) -> bool:
    """Whether it is a number, and not none or all told without one: `nothing`, `every page`."""
    tokens = answer.tokens[metric.span.first : metric.span.last]
    return metric.value not in {0.0, 100.0} or any(form(token) == "<n>" for token in tokens)


def _once(told: Iterable[Metric]) -> list[Metric]:
    """Each number once, with what it counts where that is named at any time."""
    kept: list[Metric] = []
    for one in told:
        same = (
            at
            for at, other in enumerate(kept)
            if other.value == one.value
            and (other.unit == one.unit or not (other.unit and one.unit))
        )
        at = next(same, None)
        if at is None:
            kept.append(one)
        elif not kept[at].unit:
            kept[at] = one
    return kept


def _after_outcome(metric: Metric) -> bool:
    """Sorts the numbers of the outcome first: they are what a listener should remember."""
    return metric.in_part not in {Part.RESULT, Part.REFLECTION}


def content_stems(answer: Answer) -> frozenset[str]:
    """Stems of the words that carry the matter."""
    words = (token for token in answer.tokens if len(token) > 2 and token not in FILLERS)
    return frozenset(stem(word) for word in words) - COMMON


def _asked(turn: Turn) -> frozenset[str]:
    """Stems of the question: an answer echoes them, whichever story it tells."""
    words = turn.question.text.lower().replace("’", "'").split()
    return frozenset(stem(word.strip(".,;:?!\"'()")) for word in words)


def _opening(answer: Answer) -> str:
    words = [
        word.text
        for word, token in zip(answer.words, answer.tokens, strict=True)
        if token not in FILLERS
    ]
    return " ".join(words[:OPENING_WORDS]) + (" …" if len(words) > OPENING_WORDS else "")
