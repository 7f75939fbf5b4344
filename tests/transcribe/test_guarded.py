"""Whatever an engine does, a call ends in words with times or in one kind of error."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

import pytest

from interviewer.audio.sound import Sound
from interviewer.errors import TranscribeError, WeightsError
from interviewer.model import Word
from interviewer.transcribe import transcribe
from interviewer.transcribe.guarded import Guarded
from interviewer.transcribe.recogniser import to_audio
from tests.support.examples import noise

SOUND = to_audio(noise(1.0))


class Faulty:
    """An engine that does what it is told."""

    name = "faulty"
    model = "none"

    def __init__(self, act: Callable[[], tuple[Word, ...]]) -> None:
        self.act = act

    def transcribe(
        self, audio: object, *, prompt: str = "", hurry: bool = False
    ) -> tuple[Word, ...]:
        """Do it."""
        assert audio
        assert not prompt
        assert not hurry
        return self.act()


def raises(error: BaseException) -> Callable[[], tuple[Word, ...]]:
    """An act that fails."""

    def act() -> tuple[Word, ...]:
        raise error

    return act


@pytest.mark.parametrize(
    "error", [RuntimeError("cuda"), MemoryError(), ValueError("token was not found"), SystemExit(3)]
)
def test_any_failure_is_one_error(error: BaseException) -> None:
    """It names the engine and what it said."""
    with pytest.raises(TranscribeError, match=r"faulty \(none\) failed"):
        Guarded(Faulty(raises(error))).transcribe(SOUND)


def test_our_own_errors_pass() -> None:
    """Damaged weights are named by who found them."""
    with pytest.raises(WeightsError, match="damaged"):
        Guarded(Faulty(raises(WeightsError("damaged")))).transcribe(SOUND)


def test_an_engine_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, after a bound; later calls fail at once."""
    monkeypatch.setattr("interviewer.transcribe.guarded.PATIENCE_PER_S", 0.0)
    released = threading.Event()

    def hang() -> tuple[Word, ...]:
        released.wait()
        return ()

    engine = Guarded(Faulty(hang), patience_s=0.2)
    for _ in range(3):
        with pytest.raises(TranscribeError, match="did not answer"):
            engine.transcribe(SOUND)
    released.set()


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, -5.0, 1e308, None])
def test_times_are_inside_the_sound_and_in_order(odd: float | None) -> None:
    """Whatever they were."""
    words = (Word("a", 0.1, 0.3, 0.9), Word("b", odd, odd, odd), Word("c", 0.5, 0.7, 0.9))
    found = Guarded(Faulty(lambda: words)).transcribe(SOUND)
    times = [time for word in found for time in (word.start, word.end)]
    assert [word.text for word in found] == ["a", "b", "c"]
    assert all(time is not None and 0 <= time <= 1 for time in times)
    assert times == sorted(time for time in times if time is not None)


def test_a_transcript_has_no_impossible_time() -> None:
    """The whole way through."""
    words = (Word("a", math.nan, math.nan, math.nan),)
    found = transcribe(Sound(noise(2.0).samples), Guarded(Faulty(lambda: words)))
    assert all(word.start is not None and math.isfinite(word.start) for word in found.words)
