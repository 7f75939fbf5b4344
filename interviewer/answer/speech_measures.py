"""How an answer sounds, measured: pace, fillers, pauses, habits. What is good is `checks.norms`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import cast

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.disfluency import disfluency
from interviewer.answer.intervals import Intervals
from interviewer.answer.story import story
from interviewer.answer.word_forms import FILLERS
from interviewer.model import Interval, Kind, Span

LEAST_PAUSE_S = 0.2
"""Shorter silences belong to the sounds themselves (Campione & Véronis 2002)."""
MOST_ANNOUNCED_S = 60.0
"""Silence after "let me think" that counts as announced: interviewers grant 30 to 60 s."""
SHOWN_PAUSE_S = 1.0
"""Pauses from here on are listed."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A filled pause."""

    text: str
    start_s: float | None
    span: Span


@dataclass(frozen=True, slots=True)
class HeldSound:
    """A sound of a voice that may be a filler."""

    start_s: float
    length_s: float


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence."""

    start_s: float
    length_s: float
    where: str
    """`between-parts`, `between-sentences`, `inside-sentence`, `thinking` after "let me think" or a key, or
    `unknown` when words have no times."""


@dataclass(frozen=True, slots=True)
class SpeechMeasures:
    """How it sounded; None where it could not be measured."""

    words_per_minute: float | None
    fillers: tuple[Filler, ...]
    fillers_per_minute: float | None
    sounds: tuple[HeldSound, ...]
    """Drawn-out sounds of a voice that no word covers: fillers that were left out, or words. They are
    not among `fillers`."""
    fillers_confidence: float | None
    """How complete `fillers` are, 0 to 1: their share of all that may be one; None without audio."""
    pauses: tuple[Pause, ...]
    first_word_s: float | None
    pace_by_quarter: tuple[float, ...]
    """Words per minute in each quarter of the time spoken; empty without word times."""
    like: int
    you_know: int
    """`you know` and `I mean`."""
    repeats: int
    repairs: int
    """Times something just said was taken back."""
    hedges: int


def speech_measures(answer: Answer) -> SpeechMeasures:
    """Measure how an answer sounded."""
    marked = answer.once(disfluency)
    seconds = spoken_s(answer)
    minutes = seconds / 60 if seconds and seconds > 0 else None
    return SpeechMeasures(
        round(sum(map(bool, answer.tokens)) / minutes, 1) if minutes else None,
        tuple(Filler(answer.quote(span), answer.start(span), span) for span in marked.fillers),
        round(len(marked.fillers) / minutes, 1) if minutes else None,
        tuple(
            HeldSound(round(sound.start, 2), round(sound.length, 2))
            for sound in answer.transcript.unheard
        ),
        _completeness(answer, len(marked.fillers)),
        answer.once(_listed),
        _first_word(answer),
        _quarters(answer),
        len(marked.like),
        len(marked.markers),
        len(marked.repeats),
        len(marked.repairs),
        len(marked.hedges),
    )


def words_without_fillers(answer: Answer) -> list[str]:
    """The words that carry something: fillers and "like" that compares nothing left out."""
    marked = answer.once(disfluency)
    empty = {span.first for span in (*marked.fillers, *marked.like)}
    return [token for at, token in enumerate(answer.tokens) if token and at not in empty]


def mean_pause_s(answer: Answer) -> float | None:
    """Mean length of the silences that were not announced, seconds; None where it is unknown."""
    prosody = answer.transcript.prosody
    if prosody is not None and prosody.pause_mean_s is not None:
        return prosody.pause_mean_s
    lengths = _silences(answer)
    return fmean(lengths) if lengths else None


def _completeness(answer: Answer, fillers: int) -> float | None:
    """The share of the fillers heard in all sounds that may be one."""
    if answer.transcript.speech is None:
        return None
    everything = fillers + len(answer.transcript.unheard)
    return round(fillers / everything, 2) if everything else 1.0


def _silences(answer: Answer) -> list[float]:
    """Lengths of the silences: as measured, else between words, a filler counted as silence."""
    if answer.transcript.speech is not None:
        pauses = answer.pauses
    elif answer.timed:
        pauses = _between_words(answer)
    else:
        return []
    announced = {pause.start_s for pause in answer.once(_listed) if pause.where == "thinking"}
    return [
        pause.length
        for pause in pauses
        if pause.length >= LEAST_PAUSE_S and round(pause.start, 2) not in announced
    ]


def spoken_s(answer: Answer) -> float | None:
    """Seconds of the answer and its replies, each from its first to its last word; None if unknown.

    Silences that were announced do not count, up to a minute each, nor does what others say.
    Without times of words it is the length of the recording.
    """
    return _spoken_s(answer, answer.takes)


def own_s(answer: Answer) -> float | None:
    """The same of the answer itself, its replies to follow-ups left out."""
    return _spoken_s(answer, answer.takes[:1])


def _spoken_s(answer: Answer, takes: Sequence[Span]) -> float | None:
    thinking = [pause for pause in answer.once(_listed) if pause.where == "thinking"]
    if not answer.timed:
        if not answer.words or answer.duration is None:
            return None
        before = _announced_until(answer, _first_sound(answer) or 0.0)
        return answer.duration - before - sum(_granted(pause) for pause in thinking)
    starts = [pause.start_s for pause in thinking]
    others = Intervals((item.start, item.end) for item in answer.transcript.others)
    seconds = 0.0
    for take in takes:
        if take.first < take.last:
            start = cast("float", answer.start(take))
            end = max(cast("float", word.end) for word in answer.words[take.first : take.last])
            within = thinking[bisect_left(starts, start) : bisect_left(starts, end)]
            seconds += end - start - sum(_granted(pause) for pause in within)
            seconds -= others.shared(start, end)
    return max(seconds, 0.0)


def _granted(pause: Pause) -> float:
    """Seconds of an announced pause that do not count."""
    return min(pause.length_s, MOST_ANNOUNCED_S)


def _announced_until(answer: Answer, end: float) -> float:
    """Seconds of announced silence before the first sound."""
    return sum(max(0.0, min(item.end, end) - item.start) for item in answer.announced)


def _between_words(answer: Answer) -> tuple[Interval, ...]:
    timed = sorted(
        (cast("float", word.start), cast("float", word.end))
        for word, token in zip(answer.words, answer.tokens, strict=True)
        if token and token not in FILLERS
    )
    gaps = (Interval(one[1], after[0]) for one, after in pairwise(timed) if after[0] > one[1])
    others = Intervals((item.start, item.end) for item in answer.transcript.others)
    return tuple(gap for gap in gaps if not others.meet(gap.start, gap.end))


def _first_word(answer: Answer) -> float | None:
    """Seconds to the first sound, or from the question to it; announced silence left out."""
    first = _first_sound(answer)
    if first is None:
        return None
    asked = max((item.end for item in answer.transcript.others if item.end <= first), default=0.0)
    return first - asked - _announced_until(answer, first)


def _first_sound(answer: Answer) -> float | None:
    speech = answer.transcript.speech
    if speech:
        return speech[0].start
    return min(cast("float", word.start) for word in answer.words) if answer.timed else None


def _quarters(answer: Answer) -> tuple[float, ...]:
    """Words per minute by quarter of the time between the first and the last word, without replies."""
    own = answer.takes[0]
    if not answer.timed or own.first == own.last:
        return ()
    starts = sorted(cast("float", word.start) for word in answer.words[own.first : own.last])
    length = (starts[-1] - starts[0]) / 4
    if length < 5:
        return ()
    edges = [bisect_right(starts, starts[0] + quarter * length) for quarter in (1, 2, 3)]
    counts = (one - other for one, other in zip((*edges, len(starts)), (0, *edges), strict=True))
    return tuple(round(60 * count / length, 1) for count in counts)


def _listed(answer: Answer) -> tuple[Pause, ...]:
    """Pauses worth showing, with their place."""
    long = [pause for pause in answer.pauses if pause.length >= SHOWN_PAUSE_S]
    if not long or not answer.timed:
        return tuple(
            Pause(
                round(p.start, 2),
                round(p.length, 2),
                "thinking" if _asked(answer, p) else "unknown",
            )
            for p in long
        )
    starts = [cast("float", word.start) for word in answer.words]
    opens = {span.first: index for index, span in enumerate(answer.sentences)}
    return tuple(
        Pause(
            round(pause.start, 2),
            round(pause.length, 2),
            "thinking"
            if _asked(answer, pause)
            else _where(answer, bisect_right(starts, (pause.start + pause.end) / 2), opens),
        )
        for pause in long
    )


def _asked(answer: Answer, pause: Interval) -> bool:
    """Whether at least half of a pause was announced."""
    return 2 * answer.once(_announced).shared(pause.start, pause.end) >= pause.length


def _announced(answer: Answer) -> Intervals:
    return Intervals((silence.start, silence.end) for silence in answer.announced)


def _where(answer: Answer, at: int, opens: Mapping[int, int]) -> str:
    """The place of a pause before word `at`."""
    if any(
        hit.last >= at - 1
        for hit in lexicon("disfluency", "thinking").find(answer.tokens, max(at - 8, 0), at)
    ):
        return "thinking"
    if at not in opens:
        return "inside-sentence"
    if answer.kind is Kind.BEHAVIORAL and opens[at] > 0:
        sentences = answer.once(story).sentences
        if sentences[opens[at]].part is not sentences[opens[at] - 1].part:
            return "between-parts"
    return "between-sentences"
