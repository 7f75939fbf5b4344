"""The speaker: heard to the last sample, silent at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interviewer.audio import devices
from interviewer.audio.sound import Sound, resample
from interviewer.errors import AudioDeviceError, MissingDependencyError, VoiceError
from interviewer.speak import Speaker, Voice, open_voice
from tests.support.soundcard import SPEAKER, SoundCard, chirp, likeness, plugged_in, soundcard
from tests.support.sounds import QUESTION, Counting, tone

__all__ = ["plugged_in", "soundcard"]


@pytest.fixture
def mouth(plugged_in: SoundCard) -> Speaker:
    """A speaker on the virtual sound card, with the default voice."""
    assert plugged_in
    return Speaker(open_voice(), SPEAKER)


def audible(sound: Sound) -> Sound:
    """From the first to the last sample that can be heard."""
    loud = np.flatnonzero(np.abs(sound.samples) > 0.005)
    return Sound(sound.samples[loud[0] : loud[-1] + 1] if len(loud) else sound.samples[:0], 48_000)


@pytest.mark.sound
def test_a_question_is_really_spoken(plugged_in: SoundCard, mouth: Speaker) -> None:
    """What comes out of the speaker is the question, all of it."""
    with plugged_in.heard() as heard, mouth:
        mouth.synthesis.prepare(QUESTION)
        assert mouth.say(QUESTION) is False
    question = resample(open_voice().synthesise(QUESTION), 48_000)
    assert likeness(heard.sound, question) > 0.95


@pytest.mark.sound
@pytest.mark.parametrize("rate", [16_000, 22_050, 48_000])
def test_every_sample_is_heard_before_it_returns(
    plugged_in: SoundCard, mouth: Speaker, rate: int
) -> None:
    """Neither the start nor the end is cut off, at any rate."""
    sound = resample(chirp(), rate)
    with plugged_in.heard() as heard:
        mouth.play(sound)
    assert likeness(heard.sound, resample(sound, 48_000)) > 0.95
    assert audible(heard.sound).duration == pytest.approx(sound.duration, abs=0.01)


@pytest.mark.sound
def test_stopping_silences_it_at_once(plugged_in: SoundCard, mouth: Speaker) -> None:
    """Of ten seconds little more is heard than until the key was pressed."""
    outcome: list[bool] = []
    with plugged_in.heard() as heard:
        speaking = threading.Thread(target=lambda: outcome.append(mouth.play(tone(10.0))))
        speaking.start()
        time.sleep(0.5)
        mouth.stop()
        speaking.join()
    assert outcome == [True]
    assert 0.1 < audible(heard.sound).duration < 5.0


@pytest.mark.sound
def test_after_a_stop_it_speaks_again(plugged_in: SoundCard, mouth: Speaker) -> None:
    """A stop while all is quiet concerns nothing that is said later."""
    mouth.stop()
    with plugged_in.heard() as heard:
        assert mouth.play(tone(0.3)) is False
    assert audible(heard.sound).duration == pytest.approx(0.3, abs=0.02)


@pytest.mark.sound
def test_a_speaker_that_refuses_the_rate_gets_its_own(
    plugged_in: SoundCard, mouth: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sound is resampled for a device that insists on its rate, and on stereo."""
    sd = devices.portaudio()

    class Picky(sd.OutputStream):  # type: ignore[name-defined,misc] # a module found at run time
        """A device that takes nothing but its own rate, in stereo."""

        def __init__(self, **options: Any) -> None:
            if options["samplerate"] != 44_100:
                raise sd.PortAudioError("Error opening OutputStream: Invalid sample rate", -9997)
            if options["channels"] != 2:
                raise sd.PortAudioError("Error opening OutputStream: Invalid channels", -9998)
            super().__init__(**options)

    monkeypatch.setattr(sd, "OutputStream", Picky)
    with plugged_in.heard() as heard:
        mouth.play(chirp())
    assert likeness(heard.sound, resample(chirp(), 48_000)) > 0.95


@pytest.mark.sound
@pytest.mark.usefixtures("plugged_in")
def test_a_speaker_that_takes_no_rate_is_an_error(
    mouth: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After all shapes were refused it is said so."""
    sd = devices.portaudio()

    def refuse(**_: Any) -> None:
        raise sd.PortAudioError("Error opening OutputStream: Invalid sample rate", -9997)

    monkeypatch.setattr(sd, "OutputStream", refuse)
    with pytest.raises(AudioDeviceError, match=f"{SPEAKER}.*cannot be used"):
        mouth.play(tone())


@pytest.mark.sound
@pytest.mark.usefixtures("plugged_in")
def test_an_unknown_speaker_is_an_error() -> None:
    """The message lists the speakers there are."""
    with pytest.raises(AudioDeviceError, match=f"No speaker is called “Beamer”.*{SPEAKER}"):
        Speaker(open_voice(), "Beamer").play(tone())


@pytest.mark.sound
@pytest.mark.parametrize("accident", [signal.SIGKILL, signal.SIGSTOP])
def test_a_speaker_that_vanishes_or_freezes_is_an_error_and_no_hang(
    tmp_path: Path, accident: signal.Signals
) -> None:
    """The interview learns of it in the middle of a sentence, and the program can end."""
    code = (
        "import threading, numpy\n"
        "from interviewer.errors import AudioDeviceError\n"
        "from interviewer.audio.sound import Sound\n"
        "from interviewer.speak import Speaker, Voice, open_voice\n"
        "threading.Timer(0.5, lambda: print('speaking', flush=True)).start()\n"
        "try: Speaker(open_voice('silent')).play(Sound(numpy.ones(16_000 * 60, 'f4') / 9))\n"
        "except AudioDeviceError as error: print(error.problem)\n"
    )
    with SoundCard(tmp_path) as card:
        child = subprocess.Popen(
            [sys.executable, "-c", code],
            env={**os.environ, **card.env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert child.stdout
        assert child.stdout.readline() == "speaking\n"
        os.kill(card.pid, accident)
        said, complained = child.communicate()
    assert said == "The speaker “default” was disconnected\n"
    assert (child.returncode, complained) == (0, "")


def test_a_machine_without_a_speaker_says_so(tmp_path: Path) -> None:
    """And what to do without one."""
    (tmp_path / "alsa.conf").write_text("pcm.nowhere { type empty slave.pcm null }\n")
    code = (
        "import numpy\n"
        "from interviewer.audio.sound import Sound\n"
        "from interviewer.speak import Speaker, Voice, open_voice\n"
        "try: Speaker(open_voice('silent')).play(Sound(numpy.ones(9, 'f4')))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "ALSA_CONFIG_PATH": str(tmp_path / "alsa.conf")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("AudioDeviceError No speaker found")
    assert "--no-voice" in done.stdout
    assert done.stderr == ""


def test_a_missing_library_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PortAudio nothing can be played, and the remedy is a command."""
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingDependencyError, match="PortAudio"):
        Speaker(Counting()).say("Why?")


def test_the_silent_voice_needs_no_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--no-voice` works on a machine that cannot play anything."""
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with Speaker(open_voice("silent"), "no such device") as mouth:
        assert mouth.say(QUESTION) is False


# --- preparing ----------------------------------------------------------------------------------


class Waiting(Voice):
    """A voice that speaks only when it may, and then says nothing."""

    name = "waiting"

    def __init__(self, failing: bool = False) -> None:
        self.may, self.asked, self._failing = threading.Event(), list[str](), failing

    def synthesise(self, text: str) -> Sound:
        """No sound, once it is allowed."""
        self.asked.append(text)
        self.may.wait()
        if self._failing:
            raise VoiceError("hoarse")
        return Sound(np.zeros(0, np.float32))


def eventually(condition: Callable[[], bool]) -> None:
    """Wait for another thread."""
    while not condition():
        time.sleep(0.001)


def test_preparing_goes_on_in_the_background() -> None:
    """It returns at once, and what was prepared is not synthesised again."""
    voice = Waiting()
    with Speaker(voice) as mouth:
        mouth.synthesis.prepare("Why?")
        mouth.synthesis.prepare("Why?")
        eventually(lambda: voice.asked == ["Why?"])
        voice.may.set()
        mouth.say("Why?")
    assert voice.asked == ["Why?"]


def test_a_follow_up_need_not_wait_for_what_is_being_prepared() -> None:
    """What is said now is synthesised beside what is said later."""
    voice = Waiting()
    # the pool keeps what fails where there is no speaker to play it
    with ThreadPoolExecutor(1) as pool, Speaker(voice) as mouth:
        mouth.synthesis.prepare("The next question?")
        eventually(lambda: len(voice.asked) == 1)
        pool.submit(mouth.say, "By how much?")
        eventually(lambda: voice.asked[1:] == ["By how much?"])
        voice.may.set()


def test_a_failure_in_the_background_is_told_when_it_matters() -> None:
    """Preparing never fails; saying it does."""
    voice = Waiting(failing=True)
    voice.may.set()
    with Speaker(voice) as mouth:
        mouth.synthesis.prepare("Why?")
        with pytest.raises(VoiceError, match="hoarse"):
            mouth.say("Why?")


def test_a_question_can_be_stopped_before_it_sounds() -> None:
    """A key pressed while the voice still works cuts the question short all the same."""
    voice, outcome = Waiting(), list[bool]()
    with Speaker(voice) as mouth:
        saying = threading.Thread(target=lambda: outcome.append(mouth.say("Why?")))
        saying.start()
        eventually(lambda: voice.asked == ["Why?"])
        mouth.stop()
        voice.may.set()
        saying.join()
    assert outcome == [True]
