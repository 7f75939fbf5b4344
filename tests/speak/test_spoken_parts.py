"""What goes on with an utterance may be decided while it is heard."""

from __future__ import annotations

from concurrent.futures import Future

import numpy as np
import pytest

from interviewer.audio.sound import Sound
from interviewer.speak.spoken_parts import BREATH_S, DECIDE_S, SpokenParts, closely


def part(value: float) -> Future[Sound]:
    """A part that is there."""
    there: Future[Sound] = Future()
    there.set_result(Sound(np.full(160, value, np.float32)))
    return there


def given(utterance: SpokenParts, left_s: float) -> float | None:
    """What is given out next, by its first sample."""
    sound = utterance.next(left_s)
    return None if sound is None else round(float(sound.samples[0]), 1)


def test_parts_are_given_out_in_order() -> None:
    """Each when it is there, and then it is over."""
    late: Future[Sound] = Future()
    utterance = SpokenParts((part(0.1), late))
    assert utterance.first() is not None
    assert given(utterance, 0.0) is None
    assert not utterance.over
    late.set_result(Sound(np.full(160, 0.2, np.float32)))
    assert given(utterance, 0.0) == 0.2
    assert utterance.over


def test_what_follows_in_time_follows_at_once() -> None:
    """Nothing leads to it."""
    utterance = SpokenParts((part(0.1),), (part(0.5),), more=True)
    utterance.first()
    assert given(utterance, 1.0) is None
    assert utterance.add((part(0.3),))
    assert given(utterance, 1.0) == 0.3
    assert given(utterance, 0.0) is None
    assert utterance.over
    assert utterance.drop_lead()


def test_what_is_late_is_led_to() -> None:
    """The lead is said when little sound is left, also where its text is known and not its sound."""
    for known in (False, True):
        utterance = SpokenParts((part(0.1),), (part(0.5),), more=True)
        utterance.first()
        late: Future[Sound] = Future()
        if known:
            assert utterance.add((late,))
        assert given(utterance, 2 * DECIDE_S) is None
        assert given(utterance, DECIDE_S / 2) == 0.5
        assert not utterance.drop_lead()
        if not known:
            assert utterance.add((late,))
        late.set_result(Sound(np.full(160, 0.3, np.float32)))
        assert given(utterance, 1.0) == 0.3
        assert utterance.over


def test_a_lead_can_be_dropped_before_it_is_said() -> None:
    """Where nothing follows that it would lead to."""
    utterance = SpokenParts((part(0.1),), (part(0.5),), more=True)
    utterance.first()
    assert utterance.drop_lead()
    assert given(utterance, 0.0) is None
    utterance.close()
    assert utterance.over
    assert not utterance.add((part(0.3),))


def test_what_is_gone_on_with_ends_closely() -> None:
    """The silence of the engine around it would be a wait."""
    silence, voice = np.zeros(8000, np.float32), np.full(1600, 0.3, np.float32)
    sound = closely(Sound(np.concatenate((silence, voice, silence))))
    assert sound.duration == pytest.approx(0.1 + BREATH_S)
    assert sound.samples[0] == pytest.approx(0.3)
    assert closely(Sound(silence)).duration == pytest.approx(BREATH_S)


def test_what_goes_on_begins_with_its_first_sound() -> None:
    """An engine's silence before a sentence would add to the breath; later parts keep theirs."""
    led: Future[Sound] = Future()
    led.set_result(
        Sound(np.concatenate((np.zeros(800, np.float32), np.full(160, 0.3, np.float32))))
    )
    parts = SpokenParts((part(0.1),), more=True)
    parts.first()
    assert parts.add((led, led))
    assert given(parts, 0.0) == 0.3
    assert given(parts, 0.0) == 0.0
