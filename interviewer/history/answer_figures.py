"""One answer in figures: what the index keeps of it, and what trends and comparisons look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interviewer.answer import Answer
from interviewer.answer.speech_measures import own_s, speech_measures
from interviewer.answer.stems import stem
from interviewer.answer.word_forms import FILLERS
from interviewer.checks import metrics, star
from interviewer.checks.turn import answer_of
from interviewer.model import English, Kind, Part, Turn

MOST_METRICS = 4
"""Metrics kept of an answer: enough to recognise a story by."""
OPENING_WORDS = 24

COMMON = frozenset(
    map(
        stem,
        "a about above actually after again against all almost along already also although always am an and another any "
        "anything are around as ask asked at away back basically be became because become been before being below best "
        "better between big bit both but by came can cannot change changed come could course day days decide decided did "
        "different do does doing done down during each else end ended even ever every everybody everyone everything felt "
        "few finally find first for found from gave get getting give go going good got great had happen happened has have "
        "having he help helped her here him himself his how however i if important in into is it its itself job just keep "
        "kind know last later learn learned least let like little long look looked lot made mainly make making many may me "
        "mean meant might mine month months more most much must my myself need needed never new next no nobody not nothing "
        "now of off often ok okay on once one only or other others our out over own part people person problem project put "
        "quite rather really result right said same saw say second see seen set several she should show since situation so "
        "some somebody someone something sort start started still story such sure take taken task team tell than that the "
        "their them themselves then there these they thing things think this those though thought through time times to "
        "together told too took toward tried try two under until up us use used using very want wanted was way we week "
        "weeks well went were what when where whether which while who whole why will with within without work worked "
        "working would year years yes yet you your".split(),
    )
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
    shares = (measured.time_share or measured.word_share or {}) if measured and is_story else {}
    return AnswerFigures(
        words=sum(map(bool, answer.tokens)),
        seconds=own_s(answer),
        pace=sound.words_per_minute,
        fillers=sound.fillers_per_minute,
        shares=shares,
        metrics=_metrics(answer) if measured else (),
        keys=content_stems(answer) - _asked(turn) if is_story else frozenset(),
        english=answer.english,
        opening=_opening(answer),
    )


def content_stems(answer: Answer) -> frozenset[str]:
    """Stems of the words that carry the matter."""
    words = (token for token in answer.tokens if len(token) > 2 and token not in FILLERS)
    return frozenset(stem(word) for word in words) - COMMON


def _asked(turn: Turn) -> frozenset[str]:
    """Stems of the question: an answer echoes them, whichever story it tells."""
    words = turn.question.text.lower().replace("’", "'").split()
    return frozenset(stem(word.strip(".,;:?!\"'()")) for word in words)


def _metrics(answer: Answer) -> tuple[str, ...]:
    return tuple(metric.text for metric in answer.once(metrics.measure)[:MOST_METRICS])


def _opening(answer: Answer) -> str:
    words = [
        word.text
        for word, token in zip(answer.words, answer.tokens, strict=True)
        if token not in FILLERS
    ]
    return " ".join(words[:OPENING_WORDS]) + (" …" if len(words) > OPENING_WORDS else "")
