"""The transcript that grows while somebody speaks."""

from __future__ import annotations

import itertools
import threading
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.audio import sound, voice_activity
from interviewer.audio.recorded_candidate import shipped
from interviewer.audio.sound import RATE, Sound
from interviewer.errors import WeightsError
from interviewer.model import Transcript, Word
from interviewer.transcribe import LiveTranscript, transcribe
from interviewer.transcribe.recogniser import to_samples
from interviewer.transcribe.scripted import Scripted
from interviewer.transcribe.tidy import in_speech
from tests.support.waiting import until

if TYPE_CHECKING:
    from speech_recognition import AudioData


@pytest.fixture(scope="module")
def answer() -> Sound:
    """A minute and a quarter of speech."""
    return sound.read(shipped("strong") / "earn-trust-mistake.flac")


def feed(live: LiveTranscript, samples: NDArray[np.int16], block: int = 1600) -> None:
    """Feed a recording as a microphone would."""
    for start in range(0, len(samples), block):
        live.feed(samples[start : start + block])


class Patient:
    """An engine that waits for leave to hear each piece, and keeps what it was given."""

    name, model = "patient", "none"

    def __init__(self) -> None:
        self.leave = threading.Semaphore(0)
        self.pieces: list[NDArray[np.float32]] = []
        self.prompts: list[str] = []
        self.hurried: list[bool] = []

    def transcribe(
        self, audio: AudioData, *, prompt: str = "", hurry: bool = False
    ) -> tuple[Word, ...]:
        """One word a piece: its number."""
        self.leave.acquire()
        self.pieces.append(to_samples(audio))
        self.prompts.append(prompt)
        self.hurried.append(hurry)
        return (Word(f"piece{len(self.pieces)}", 0.5, 1.0, 0.9),)


def test_pieces_make_up_the_recording_to_the_sample(answer: Sound) -> None:
    """What the engine was given, put together, is what was fed: nothing lost, nothing twice."""
    engine = Patient()
    engine.leave.release(100)
    live = LiveTranscript(engine, prompt="parcel")
    samples = sound.to_int16(answer)
    feed(live, samples, block=1111)
    live.finish()
    assert len(engine.pieces) > 3
    np.testing.assert_array_equal(np.concatenate(engine.pieces), sound.from_int16(samples).samples)
    assert all(len(piece) <= 28 * RATE for piece in engine.pieces)
    assert set(engine.prompts) == {"parcel"}
    assert set(engine.hurried) == {True}


def test_times_are_those_of_the_whole_recording(answer: Sound) -> None:
    """Each piece's words are moved by the length of the pieces before it."""
    engine = Patient()
    engine.leave.release(100)
    live = LiveTranscript(engine)
    feed(live, sound.to_int16(answer))
    heard = live.finish()
    begins = np.cumsum([0, *(len(piece) for piece in engine.pieces[:-1])]) / RATE
    placed = [Word("", begin + 0.5, begin + 1) for begin in begins]
    expected = [word.start for word in in_speech(placed, heard.speech or ())]
    assert [word.start for word in heard.words] == pytest.approx(expected, abs=0.002)
    assert heard.duration == pytest.approx(answer.duration)


def test_a_script_comes_out_as_it_went_in(answer: Sound) -> None:
    """Cut anywhere, every word is heard once, at its time."""
    text = " ".join(f"w{number}" for number in range(150))
    engine = Scripted([(answer, text)])
    live = LiveTranscript(engine)
    feed(live, sound.to_int16(answer))
    heard, whole = live.finish(), transcribe(answer, engine)
    assert heard.text == whole.text == text
    starts = [word.start for word in whole.words]
    assert [word.start for word in heard.words] == pytest.approx(starts, abs=0.6)
    assert heard.speech == whole.speech


def test_a_slow_engine_falls_behind_and_drops_nothing(answer: Sound) -> None:
    """Feeding never waits, and all of it is transcribed in the end."""
    engine = Patient()
    live = LiveTranscript(engine)
    samples = sound.to_int16(answer)
    feed(live, samples)
    engine.leave.release(100)
    assert live.finish().text.startswith("piece1 piece2 piece3")
    assert sum(len(piece) for piece in engine.pieces) == len(samples)


def test_cancelling_returns_at_once() -> None:
    """A discarded answer is not transcribed to its end, however slow the engine."""
    engine = Patient()
    live = LiveTranscript(engine)
    feed(live, np.zeros(60 * RATE, np.int16))
    live.cancel()
    assert engine.pieces == []
    engine.leave.release(100)
    live._worker.join()
    assert len(engine.pieces) <= 1


def test_nothing_said_is_an_empty_transcript() -> None:
    """No sound at all: no words, no speech, no seconds."""
    engine = Scripted(otherwise="never")
    heard = LiveTranscript(engine).finish()
    assert (heard.words, heard.duration, heard.speech) == ((), 0, ())


def test_errors_of_the_engine_reach_whoever_finishes() -> None:
    """The worker dies quietly; the error is raised where somebody can handle it."""

    class Broken:
        name, model = "broken", "none"

        def transcribe(
            self, audio: AudioData, *, prompt: str = "", hurry: bool = False
        ) -> tuple[Word, ...]:
            del audio, prompt, hurry
            raise WeightsError("gone")

    live = LiveTranscript(Broken())
    live.feed(np.zeros(RATE, np.int16))
    with pytest.raises(WeightsError, match="gone"):
        live.finish()
    live.feed(np.zeros(RATE, np.int16))  # late blocks do no harm


def test_a_block_may_be_used_again_by_its_owner() -> None:
    """Capture threads reuse their buffer: what was fed is a copy."""
    engine = Patient()
    engine.leave.release(100)
    live = LiveTranscript(engine)
    block = np.full(RATE, 100, np.int16)
    live.feed(block)
    block[:] = 0
    live.finish()
    assert np.all(engine.pieces[0] > 0)


def test_hours_take_no_more_memory_than_a_minute(answer: Sound) -> None:
    """A recording that comes in parts is heard in pieces and forgotten."""
    ten_s = Sound(answer.samples[: 10 * RATE])
    engine = Scripted([(ten_s, "one two three")])
    transcribe(ten_s, engine)  # the detector is loaded before anything is counted
    tracemalloc.start()
    heard = transcribe((ten_s for _ in range(12)), engine)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert heard.duration == pytest.approx(120)
    assert peak < 20e6


def wait_until(live: LiveTranscript) -> None:
    """Until the worker has looked at everything."""
    until(lambda: live.idle)


def test_a_pause_brings_what_was_said_until_then(answer: Sound) -> None:
    """Each time only what is new is heard, told the words before; the end is there at once."""
    heard: list[Transcript] = []
    engine = Patient()
    engine.leave.release(1000)
    live = LiveTranscript(engine, "IDOR.", on_pause=heard.append)
    part = Sound(answer.samples[round(9.2 * RATE) :])  # where sentences are short
    speech, samples = voice_activity.speech_in(part.samples), sound.to_int16(part)
    gaps = [b.start - a.end for a, b in itertools.pairwise(speech)]
    first, second = [at for at, gap in enumerate(gaps) if gap > 0.3][:2]
    assert speech[second].end < 8, "that would be a second piece"
    start = 0
    for at in (first, second):
        stop = round((speech[at].end + 0.3) * RATE)
        feed(live, samples[start:stop], 512)
        start = stop
        wait_until(live)
    assert len(heard) >= 2
    texts = [item.text for item in heard]
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(texts))
    assert any("piece1" in prompt for prompt in engine.prompts)
    assert all(engine.hurried)

    calls = len(engine.pieces)
    ended = live.finish(spoken_to=speech[second].end)
    assert len(engine.pieces) == calls
    assert ended.text == texts[-1]
    assert ended.duration == pytest.approx(start / RATE)


def test_at_the_end_only_the_rest_is_heard(answer: Sound) -> None:
    """Words after the last pause are not known yet, those before are."""
    heard: list[Transcript] = []
    engine = Patient()
    engine.leave.release(1000)
    live = LiveTranscript(engine, on_pause=heard.append)
    speech = voice_activity.speech_in(answer.samples)
    samples = sound.to_int16(answer)
    gaps = [b.start - a.end for a, b in itertools.pairwise(speech)]
    pause = next(at for at, gap in enumerate(gaps) if gap > 0.35)
    stop = round((speech[pause].end + 0.3) * RATE)
    feed(live, samples[:stop], 512)
    wait_until(live)
    assert heard
    more = samples[stop : stop + RATE]
    feed(live, more, 512)
    ended = live.finish(spoken_to=(stop + len(more)) / RATE)
    assert ended.text.startswith(heard[-1].text)
    assert len(engine.pieces[-1]) <= len(more) + 0.2 * RATE


def test_without_interest_in_pauses_nothing_is_heard_ahead(answer: Sound) -> None:
    """Pieces only."""
    engine = Patient()
    engine.leave.release(1000)
    live = LiveTranscript(engine)
    feed(live, sound.to_int16(answer)[: 12 * RATE], 512)
    live.finish()
    assert sum(map(len, engine.pieces)) == 12 * RATE
