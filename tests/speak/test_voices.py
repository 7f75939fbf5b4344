"""Voices: text to sound, whatever engine makes it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audio.sound import Sound
from interviewer.errors import MissingDependencyError, VoiceError
from interviewer.speak import ENGINES, PACE, open_voice, pyttsx3, voices
from interviewer.speak.cache import HELD, Cached, folder, prune
from interviewer.speak.pyttsx3 import ESPEAK_VOICE, Pyttsx3, choose
from tests.support.sounds import QUESTION, Counting


def loudness(sound: Sound) -> float:
    """Root mean square of the samples."""
    return float(np.sqrt(np.square(sound.samples).mean()))


# --- pyttsx3 ------------------------------------------------------------------------------------


def test_the_default_voice_really_speaks() -> None:
    """A question of sixteen words takes a few seconds and is no silence."""
    sound = open_voice().synthesise(QUESTION)
    words = len(QUESTION.split())
    assert 60 * words / PACE * 0.6 < sound.duration < 60 * words / PACE * 1.6
    assert loudness(sound) > 0.03


def test_a_long_text_is_spoken_to_its_end() -> None:
    """Many sentences take many times as long as one: nothing is cut off."""
    voice = Pyttsx3()
    one, ten = voice.synthesise(QUESTION), voice.synthesise(" ".join([QUESTION] * 10))
    assert ten.duration == pytest.approx(10 * one.duration, rel=0.1)


def test_the_pace_can_be_chosen() -> None:
    """A higher rate makes a shorter question."""
    slow, fast = Pyttsx3(rate=130), Pyttsx3(rate=220)
    assert fast.synthesise(QUESTION).duration < 0.8 * slow.synthesise(QUESTION).duration


def test_voices_differ() -> None:
    """Another voice is another sound; its name may be an identifier, a name or a language."""
    american = Pyttsx3("gmw/en-us").synthesise("Hello.")
    for name in ("en-us", "English (America)", "EN-US"):
        assert np.array_equal(Pyttsx3(name).synthesise("Hello.").samples, american.samples)
    other = Pyttsx3("gmw/en-gb-x-rp").synthesise("Hello.")
    assert not np.array_equal(other.samples, american.samples)


@pytest.mark.parametrize("text", ["Äh — “quoted”, naïve; 100 % & <b>", "-- not an option", "a\nb"])
def test_any_text_can_be_spoken(text: str) -> None:
    """Quotes, dashes and other letters reach the engine as they are."""
    assert loudness(Pyttsx3().synthesise(text)) > 0.01


def test_an_unknown_voice_is_an_error() -> None:
    """It is named, and the way to the right names too."""
    with pytest.raises(VoiceError, match="There is no voice “Nobody”") as caught:
        open_voice(voice="Nobody").synthesise("Hello.")
    assert "doctor" in caught.value.remedy


def test_the_voices_there_are_can_be_listed() -> None:
    """The list holds what `voice` takes."""
    assert ESPEAK_VOICE in voices("pyttsx3")
    assert voices("silent") == voices("piper") == []


def test_a_missing_espeak_comes_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without the library is told how to get it."""
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes\n"
        "def missing(self, name): raise OSError(f'{name}: cannot open shared object file')\n"
        "ctypes.LibraryLoader.LoadLibrary = missing\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(MissingDependencyError, match=r"espeak-ng.*not installed. Install it: "):
        Pyttsx3().synthesise("Hello.")


def test_an_engine_that_breaks_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash in the engine's process is a sentence in ours."""
    (tmp_path / "sitecustomize.py").write_text(
        "import wave\ndef refuse(*_): raise OSError('refused')\nwave.open = refuse\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match=r"The voice engine pyttsx3 failed: .*refused"):
        Pyttsx3().synthesise("Hello.")


def test_an_engine_that_hangs_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The interview is not held up by a driver that never comes back."""
    (tmp_path / "sitecustomize.py").write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(pyttsx3, "LIMIT_S", 0.2)
    with pytest.raises(VoiceError, match="still busy"):
        Pyttsx3().synthesise("Hello.")


def test_files_in_the_users_folder_are_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's own `wave.py` does not silence the interviewer."""
    for name in ("wave", "soundfile", "interviewer"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken for ours')\n")
    monkeypatch.chdir(tmp_path)
    assert loudness(Pyttsx3().synthesise("Hello.")) > 0.01


def test_the_child_is_a_program_of_its_own(tmp_path: Path) -> None:
    """It reads the text from standard input and writes one audio file."""
    file = tmp_path / "a.wav"
    subprocess.run(
        [sys.executable, "-m", "interviewer.speak.pyttsx3", "--save", str(file)],
        input=b"Hello.",
        check=True,
        capture_output=True,
    )
    assert file.stat().st_size > 10_000


def voice_of(identifier: str, name: str = "", *languages: str) -> SimpleNamespace:
    """A voice as pyttsx3 describes it."""
    return SimpleNamespace(id=identifier, name=name, languages=list(languages))


MAC = (
    voice_of("com.apple.voice.compact.de-DE.Anna", "Anna", "de_DE"),
    voice_of("com.apple.voice.compact.en-GB.Daniel", "Daniel", "en_GB"),
    voice_of("com.apple.voice.compact.en-US.Samantha", "Samantha", "en_US"),
)


@pytest.mark.parametrize(
    ("wanted", "current", "chosen"),
    [
        ("", "com.apple.voice.compact.de-DE.Anna", "com.apple.voice.compact.en-GB.Daniel"),
        ("", MAC[2].id, MAC[2].id),
        ("samantha", None, MAC[2].id),
        ("Anna", None, MAC[0].id),
        ("en_US", None, MAC[2].id),
        ("Nobody", MAC[2].id, None),
    ],
)
def test_english_is_spoken_whatever_the_system_speaks(
    wanted: str, current: str | None, chosen: str | None
) -> None:
    """By default an English voice is taken; a wish is fulfilled or refused."""
    assert choose(MAC, wanted, current) == chosen


def test_a_system_without_english_speaks_what_it_can() -> None:
    """A wrong accent is better than silence."""
    assert choose(MAC[:1], "", MAC[0].id) == MAC[0].id
    assert choose([], "", None) is None


# --- the other engines --------------------------------------------------------------------------


def test_the_silent_voice_takes_no_time() -> None:
    """`--no-voice` shows questions and says nothing."""
    assert open_voice("silent").synthesise(QUESTION).duration == 0.0


def test_an_unknown_engine_is_an_error() -> None:
    """The message lists the engines there are."""
    with pytest.raises(VoiceError, match="Choose one of: auto, kokoro, pyttsx3, piper, silent"):
        open_voice("festival")
    with pytest.raises(VoiceError, match="festival"):
        voices("festival")


def test_opening_a_voice_is_quick_and_quiet() -> None:
    """Nothing is loaded, started or checked before something is said."""
    names = {open_voice(engine, model=Path("no.onnx")).name for engine in ENGINES}
    assert names == {"kokoro:af_bella@165", "pyttsx3:default@165", "piper:no.onnx@own", "silent"}


def test_a_missing_piper_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The neural voice is an extra."""
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'mock-interviewer\[piper\]'"):
        open_voice("piper", model=Path("voice.onnx")).synthesise("Hello.")


def test_piper_needs_a_voice_file(tmp_path: Path) -> None:
    """Without one, and with a wrong one, the error says which files are meant."""
    pytest.importorskip("piper", reason="the extra piper is not installed")
    with pytest.raises(VoiceError, match=r"\.onnx"):
        open_voice("piper").synthesise("Hello.")
    (tmp_path / "voice.onnx").write_text("no voice")
    with pytest.raises(VoiceError, match="not a piper voice"):
        open_voice("piper", model=tmp_path / "voice.onnx").synthesise("Hello.")


def test_piper_really_speaks() -> None:
    """With a voice file at hand (`PIPER_VOICE`), sentences become sound at the pace asked for."""
    pytest.importorskip("piper", reason="the extra piper is not installed")
    if not (model := os.environ.get("PIPER_VOICE")):
        pytest.skip("PIPER_VOICE names no piper voice")
    slow, own = (open_voice("piper", model=Path(model), rate=rate) for rate in (100, None))
    assert loudness(own.synthesise(QUESTION)) > 0.01
    assert slow.synthesise(QUESTION).duration > 1.3 * own.synthesise(QUESTION).duration


# --- the cache ----------------------------------------------------------------------------------


def test_nothing_is_synthesised_twice() -> None:
    """Not in one run, and not in the next; the sound is the same."""
    voice = Counting()
    first = Cached(voice).synthesise("Why?")
    again = Cached(voice).synthesise("Why?")
    assert voice.spoken == 1
    assert (again.rate, len(again.samples)) == (22_050, len(first.samples))
    assert np.allclose(again.samples, first.samples, atol=1 / 32_768)


def test_other_words_and_other_voices_are_other_sounds() -> None:
    """The name of a voice, with its pace, and the text both count."""
    one, other = Counting("one"), Counting("other")
    for voice in (one, other):
        Cached(voice).synthesise("Why?")
        Cached(voice).synthesise("Why not?")
    assert (one.spoken, other.spoken) == (2, 2)


def test_a_damaged_file_is_made_again() -> None:
    """What a crash left half written does no harm."""
    voice = Counting()
    Cached(voice).synthesise("Why?")
    for file in folder().iterdir():
        file.write_bytes(b"damaged")
    Cached(voice).synthesise("Why?")
    Cached(voice).synthesise("Why?")
    assert voice.spoken == 2


def test_a_disk_that_takes_nothing_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache the voice speaks all the same."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("INTERVIEWER_CACHE", str(tmp_path / "file"))
    assert Cached(Counting()).synthesise("Why?").duration > 0


@given(st.text(alphabet=" \n\t", max_size=5))
def test_nothing_to_say_is_no_sound(text: str) -> None:
    """Blanks are not sent to any engine."""
    voice = Counting()
    assert Cached(voice).synthesise(text).duration == 0
    assert voice.spoken == 0


def test_what_was_made_before_is_there_at_once() -> None:
    """From memory, which holds the latest, or from disk; what was never made is nothing."""
    voice = Cached(Counting())
    made = voice.synthesise("Why?")
    for number in range(HELD):
        voice.synthesise(f"Question {number}?")
    again = voice.recall("Why?")
    assert again is not None
    assert again is not made
    assert voice.recall("Why?") is again
    assert voice.recall("Why not?") is None


def test_the_oldest_utterances_are_forgotten_first() -> None:
    """The folder does not grow for ever, and can be emptied."""
    voice = Cached(Counting())
    for number in range(5):
        voice.synthesise(f"Question {number}?")
    files = list(folder().iterdir())
    for age, file in enumerate(files):
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    prune(2)
    assert set(folder().iterdir()) == set(files[:2])
    prune(0)
    assert not list(folder().iterdir())


def test_two_threads_may_ask_for_the_same_words() -> None:
    """Preparing a question while it is asked for gives one whole file."""
    voice = Cached(Counting())
    threads = [threading.Thread(target=voice.synthesise, args=("Why?",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(folder().iterdir())) == 1
    assert Cached(Counting()).synthesise("Why?").duration == pytest.approx(0.04, abs=0.001)


def test_no_utterance_is_cut_when_many_are_made_at_once() -> None:
    """The same text lasts as long each time, however busy the machine."""
    text = "Tell me about a decision that you had to take alone. What did you do first?"
    with ThreadPoolExecutor(8) as pool:
        lengths = {sound.duration for sound in pool.map(Pyttsx3().synthesise, [text] * 16)}
    assert len(lengths) == 1
