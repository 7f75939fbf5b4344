"""Voice activity on clips whose pauses are known, and the end of an answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interviewer.listen import (
    GAP_S,
    Cue,
    EndOfAnswer,
    Patience,
    VoiceActivity,
    speech_in,
)
from interviewer.model import Stretch
from interviewer.sound import RATE, Sound, resample, to_int16
from interviewer.speak.pyttsx3 import Pyttsx3

Floats = NDArray[np.float32]

PHRASES = (
    "The deployment failed on a Friday evening.",
    "I wrote a small tool that compared the two configurations.",
    "Nobody had looked at that part for years.",
    "We were back within the hour.",
    "After that we tested every change twice.",
)
PAUSES = (1.2, 2.5, 4.0, 0.8, 3.0)
"""Seconds of pause after each phrase."""


def spoken(text: str, voice: str) -> Floats:
    """A phrase from its first to its last audible moment, at 0.3 of full scale."""
    samples = resample(Pyttsx3(voice).synthesise(text), RATE).samples
    power = np.convolve(samples**2, np.ones(80) / 80, "same")
    audible = np.flatnonzero(power > power.max() * 0.02**2)
    trimmed = samples[audible[0] : audible[-1] + 1]
    return np.asarray(trimmed * 0.3 / np.abs(trimmed).max(), np.float32)


def pink(count: int, decibels: float) -> Floats:
    """Noise of a room at a level in dBFS."""
    spectrum = np.fft.rfft(np.random.default_rng(3).standard_normal(count))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise = np.fft.irfft(spectrum, count)
    return np.asarray(noise / noise.std() * 10 ** (decibels / 20), np.float32)


@pytest.fixture(scope="module", params=["gmw/en-us", "gmw/en"])
def answer(request: pytest.FixtureRequest) -> tuple[Floats, list[Stretch]]:
    """Five phrases with pauses of digital silence, and where each one is."""
    parts, where, at = [np.zeros(RATE, np.float32)], [], 1.0
    for text, pause in zip(PHRASES, PAUSES, strict=True):
        phrase = spoken(text, request.param)
        where.append(Stretch(at, at + len(phrase) / RATE))
        parts += [phrase, np.zeros(round(pause * RATE), np.float32)]
        at += (len(parts[-2]) + len(parts[-1])) / RATE
    return np.concatenate(parts), where


@pytest.mark.parametrize("room_db", [None, -70, -60])
def test_pauses_are_measured_to_50_ms(
    answer: tuple[Floats, list[Stretch]], room_db: float | None
) -> None:
    """In a quiet room, and in digital silence, every edge of every phrase is found."""
    samples, phrases = answer
    if room_db is not None:
        samples = samples + pink(len(samples), room_db)
    heard = speech_in(samples)
    for phrase in phrases:
        inside = [h for h in heard if h.end > phrase.start and h.start < phrase.end]
        assert inside, f"missed {phrase}"
        assert inside[0].start == pytest.approx(phrase.start, abs=0.05)
        assert inside[-1].end == pytest.approx(phrase.end, abs=0.05)


@pytest.mark.parametrize("room_db", [None, -60, -40])
def test_nothing_is_heard_in_the_pauses(
    answer: tuple[Floats, list[Stretch]], room_db: float | None
) -> None:
    """Silence and room noise are no speech."""
    samples, phrases = answer
    if room_db is not None:
        samples = samples + pink(len(samples), room_db)
    for stretch in speech_in(samples):
        assert any(p.start - 0.2 < stretch.start and stretch.end < p.end + 0.2 for p in phrases)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.float32),
        np.zeros(100, np.float32),
        np.zeros(3 * RATE, np.float32),
        pink(3 * RATE, -30),
        0.5 * np.sin(np.arange(3 * RATE) * 0.1).astype(np.float32),
    ],
    ids=["nothing", "less than a frame", "silence", "loud noise", "a tone"],
)
def test_what_is_no_voice_is_no_speech(samples: Floats) -> None:
    """Only a voice opens a stretch."""
    assert speech_in(samples) == ()


def test_a_click_is_no_speech(answer: tuple[Floats, list[Stretch]]) -> None:
    """Fifty milliseconds of voice between silences are too short to count."""
    samples, phrases = answer
    click = np.zeros(3 * RATE, np.float32)
    middle = round((phrases[1].start + 0.4) * RATE)
    click[RATE : RATE + RATE // 20] = samples[middle : middle + RATE // 20]
    assert speech_in(click) == ()


def test_the_samples_are_left_alone(answer: tuple[Floats, list[Stretch]]) -> None:
    """Listening does not change what was recorded."""
    samples = answer[0].copy()
    speech_in(samples)
    assert np.array_equal(samples, answer[0])


def test_sixteen_bit_samples_say_the_same(answer: tuple[Floats, list[Stretch]]) -> None:
    """The microphone's samples and a file's give the same stretches, but for rounding."""
    by_float = speech_in(answer[0])
    by_integer = speech_in(to_int16(Sound(answer[0])))
    assert len(by_float) == len(by_integer)
    for one, other in zip(by_float, by_integer, strict=True):
        assert (one.start, one.end) == pytest.approx((other.start, other.end), abs=0.02)


def blocks(samples: Floats, sizes: list[int]) -> Iterator[Floats]:
    """Cut samples into blocks of these sizes, over and over."""
    first = 0
    for size in itertools.cycle(sizes):
        if first >= len(samples):
            return
        yield samples[first : first + size]
        first += size


@pytest.mark.parametrize("sizes", [[512], [1], [160, 4_000], [480, 1_411, 7]])
def test_the_stream_hears_what_the_whole_recording_holds(
    answer: tuple[Floats, list[Stretch]], sizes: list[int]
) -> None:
    """Blocks of any length give the stretches of the recording in one piece."""
    samples = answer[0][: 6 * RATE] if sizes == [1] else answer[0]
    activity = VoiceActivity()
    for block in blocks(samples, sizes):
        activity.feed(block)
    assert activity.speech == speech_in(samples)


def test_silence_grows_until_somebody_speaks(answer: tuple[Floats, list[Stretch]]) -> None:
    """At each moment of a pause its length so far is known."""
    samples, phrases = answer
    activity, closest = VoiceActivity(), 9.0
    for block in blocks(samples, [512]):
        speaking = activity.feed(block)
        assert speaking == activity.speaking
        assert activity.silence_s == 0 or not speaking
        since = activity.elapsed_s - phrases[2].end
        if 0.5 < since < PAUSES[2] - 0.1:
            closest = min(closest, abs(activity.silence_s - since))
            assert activity.silence_s == pytest.approx(since, abs=0.05)
    assert closest < 0.05
    assert activity.speech_s == pytest.approx(sum(p.length for p in phrases), rel=0.1)
    assert activity.elapsed_s == pytest.approx(len(samples) / RATE, abs=0.032)


def test_before_anybody_spoke_silence_counts_from_the_start() -> None:
    """An answer that has not begun is all silence."""
    activity = VoiceActivity()
    activity.feed(np.zeros(2 * RATE, np.int16))
    assert activity.silence_s == activity.elapsed_s == pytest.approx(2.0, abs=0.032)
    assert activity.speech_s == 0.0


def test_stretches_are_in_order_with_real_gaps(answer: tuple[Floats, list[Stretch]]) -> None:
    """Stretches never touch: gaps under 0.3 s are closed."""
    for before, after in itertools.pairwise(speech_in(answer[0])):
        assert before.start < before.end
        assert after.start - before.end >= GAP_S


# --- the end of an answer -----------------------------------------------------------------------


def cues(
    *story: tuple[float, bool], patience: Patience | None = None, think: float = 0.0
) -> list[tuple[float, Cue]]:
    """What the interviewer does, and when, in a story of (seconds, whether somebody speaks)."""
    state = EndOfAnswer(patience or Patience()).think(think)
    at = speech = silence = 0.0
    said = []
    for seconds, speaking in story:
        for _ in range(round(seconds * 10)):
            at += 0.1
            speech, silence = (speech + 0.1, 0.0) if speaking else (speech, silence + 0.1)
            state, cue = state.step(at=at, speech_s=speech, silence_s=silence)
            if cue:
                said.append((round(at, 1), cue))
            if cue is Cue.END:
                return said
    return said


def to_the_second(said: list[tuple[float, Cue]]) -> list[tuple[int, Cue]]:
    """The same with whole seconds."""
    return [(round(at), cue) for at, cue in said]


def test_a_told_story_ends_after_being_asked_for_more() -> None:
    """Seven seconds of silence bring the question, nine more the end."""
    assert to_the_second(cues((30, True), (60, False))) == [
        (37, Cue.ANYTHING_TO_ADD),
        (46, Cue.END),
    ]


def test_thinking_for_a_while_is_no_end() -> None:
    """Pauses shorter than seven seconds pass without a word."""
    assert cues((25, True), (6.5, False), (10, True), (6.5, False), (5, True)) == []


def test_silence_at_the_start_never_ends() -> None:
    """It brings encouragement, then an offer, and then nothing more."""
    assert to_the_second(cues((300, False))) == [
        (15, Cue.TAKE_YOUR_TIME),
        (45, Cue.OFFER),
    ]


def test_little_speech_never_ends_by_silence() -> None:
    """Who stops after a few sentences is encouraged, not cut off."""
    assert [cue for _, cue in cues((10, True), (300, False))] == [Cue.TAKE_YOUR_TIME, Cue.OFFER]


def test_each_silence_is_encouraged_anew() -> None:
    """Speaking again starts the count from the beginning."""
    story = cues((5, True), (20, False), (5, True), (20, False))
    assert [cue for _, cue in story] == [Cue.TAKE_YOUR_TIME] * 2


def test_who_goes_on_after_being_asked_is_not_asked_again() -> None:
    """The second long silence ends the answer by itself, and takes longer to."""
    assert to_the_second(cues((30, True), (10, False), (5, True), (60, False))) == [
        (37, Cue.ANYTHING_TO_ADD),
        (61, Cue.END),
    ]


def test_announced_thinking_is_left_in_peace() -> None:
    """After "let me think" nothing is said until the time is over, and then counting starts."""
    assert to_the_second(cues((300, False), think=40.0)) == [
        (55, Cue.TAKE_YOUR_TIME),
        (85, Cue.OFFER),
    ]
    state, cue = EndOfAnswer().think(60.0).step(at=50.0, speech_s=40.0, silence_s=20.0)
    assert cue is None
    assert state.step(at=61.0, speech_s=40.0, silence_s=31.0)[1] is None
    assert state.step(at=67.5, speech_s=40.0, silence_s=37.5)[1] is Cue.ANYTHING_TO_ADD


def test_patience_can_be_set() -> None:
    """Short answers, as to a follow-up, may end after little speech."""
    short = Patience(speech_s=2.0, silence_s=3.0, more_s=4.0)
    assert to_the_second(cues((3, True), (60, False), patience=short)) == [
        (6, Cue.ANYTHING_TO_ADD),
        (10, Cue.END),
    ]


stories = st.lists(
    st.tuples(st.floats(0.1, 60).map(lambda s: round(s, 1)), st.booleans()), max_size=12
)


@given(stories)
def test_nobody_is_ever_cut_off(story: list[tuple[float, bool]]) -> None:
    """An end comes only after 20 s of speech, the question for more, and silence again."""
    said = cues(*story)
    if Cue.END not in [cue for _, cue in said]:
        return
    end = said[-1][0]
    assert said[-2:][0][1] is Cue.ANYTHING_TO_ADD
    assert end - said[-2][0] >= 8.9
    clock = spoke = last = 0.0
    for seconds, speaking in story:
        part = max(0.0, min(seconds, end - clock))
        clock += part
        if speaking and part:
            spoke, last = spoke + part, clock
    assert spoke >= 19.9
    assert end - last >= 15.8


@given(stories)
def test_the_interviewer_never_speaks_over_the_candidate(story: list[tuple[float, bool]]) -> None:
    """Every cue falls into a silence of at least seven seconds, and no silence has one twice."""
    clock, silences, began = 0.0, [], None
    for seconds, speaking in story:
        if speaking:
            began = None
        elif began is None:
            began = clock
            silences.append([clock, clock])
        clock += seconds
        if not speaking:
            silences[-1][1] = clock
    said = cues(*story)
    for at, _ in said:
        assert any(start + 6.8 <= at <= end + 0.2 for start, end in silences)
    for start, end in silences:
        inside = [cue for at, cue in said if start < at <= end]
        assert len(inside) == len(set(inside))
