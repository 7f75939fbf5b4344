"""Voice activity on clips whose pauses are known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.audio.sound import RATE, Sound, resample, to_int16
from interviewer.audio.voice_activity import GAP_S, VoiceActivity, speech_in
from interviewer.model import Interval
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
def answer(request: pytest.FixtureRequest) -> tuple[Floats, list[Interval]]:
    """Five phrases with pauses of digital silence, and where each one is."""
    parts, where, at = [np.zeros(RATE, np.float32)], [], 1.0
    for text, pause in zip(PHRASES, PAUSES, strict=True):
        phrase = spoken(text, request.param)
        where.append(Interval(at, at + len(phrase) / RATE))
        parts += [phrase, np.zeros(round(pause * RATE), np.float32)]
        at += (len(parts[-2]) + len(parts[-1])) / RATE
    return np.concatenate(parts), where


@pytest.mark.parametrize("room_db", [None, -70, -60])
def test_pauses_are_measured_to_50_ms(
    answer: tuple[Floats, list[Interval]], room_db: float | None
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
    answer: tuple[Floats, list[Interval]], room_db: float | None
) -> None:
    """Silence and room noise are no speech."""
    samples, phrases = answer
    if room_db is not None:
        samples = samples + pink(len(samples), room_db)
    for interval in speech_in(samples):
        assert any(p.start - 0.2 < interval.start and interval.end < p.end + 0.2 for p in phrases)


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


def test_a_click_is_no_speech(answer: tuple[Floats, list[Interval]]) -> None:
    """Fifty milliseconds of voice between silences are too short to count."""
    samples, phrases = answer
    click = np.zeros(3 * RATE, np.float32)
    middle = round((phrases[1].start + 0.4) * RATE)
    click[RATE : RATE + RATE // 20] = samples[middle : middle + RATE // 20]
    assert speech_in(click) == ()


def test_the_samples_are_left_alone(answer: tuple[Floats, list[Interval]]) -> None:
    """Listening does not change what was recorded."""
    samples = answer[0].copy()
    speech_in(samples)
    assert np.array_equal(samples, answer[0])


def test_sixteen_bit_samples_say_the_same(answer: tuple[Floats, list[Interval]]) -> None:
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
    answer: tuple[Floats, list[Interval]], sizes: list[int]
) -> None:
    """Blocks of any length give the stretches of the recording in one piece."""
    samples = answer[0][: 6 * RATE] if sizes == [1] else answer[0]
    activity = VoiceActivity()
    for block in blocks(samples, sizes):
        activity.feed(block)
    assert activity.speech == speech_in(samples)


def test_silence_grows_until_somebody_speaks(answer: tuple[Floats, list[Interval]]) -> None:
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


def test_looking_at_any_moment_changes_nothing(answer: tuple[Floats, list[Interval]]) -> None:
    """What is known of the past is worked out once; it is what looking only at the end would give."""
    often, once = VoiceActivity(), VoiceActivity()
    for block in blocks(answer[0], [512]):
        often.feed(block)
        once.feed(block)
        assert often.speech is often.speech
    assert often.speech == once.speech


def test_stretches_are_in_order_with_real_gaps(answer: tuple[Floats, list[Interval]]) -> None:
    """Stretches never touch: gaps under 0.3 s are closed."""
    for before, after in itertools.pairwise(speech_in(answer[0])):
        assert before.start < before.end
        assert after.start - before.end >= GAP_S


def test_a_fainter_voice_is_heard_apart(answer: tuple[Floats, list[Interval]]) -> None:
    """Somebody across the room is neither speech nor an end of silence; louder, they would be."""
    samples, phrases = answer
    call = spoken("Honey, have you seen the car keys?", "gmw/en")
    for below_db, apart in ((-20, True), (-6, False)):
        activity = VoiceActivity()
        activity.feed(samples + pink(len(samples), -70))
        activity.feed(call * np.float32(10 ** (below_db / 20)))
        activity.feed(pink(RATE // 2, -70))
        assert bool(activity.others) is apart
        ended = activity.speech[-1].end
        assert (ended == pytest.approx(phrases[-1].end, abs=0.1)) is apart
        assert activity.silence_s == pytest.approx(activity.elapsed_s - ended, abs=0.05)
