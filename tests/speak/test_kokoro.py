"""The natural voice speaks sentence by sentence, all of it, and is understood."""

from __future__ import annotations

import numpy as np
import pytest

from interviewer.audio.sound import Sound
from interviewer.errors import VoiceError
from interviewer.speak import Speaker, kokoro, natural, open_voice, voices
from interviewer.speak.kokoro import ACCENTS, Kokoro
from interviewer.transcribe import open_engine
from interviewer.transcribe.recogniser import to_audio
from tests.support.soundcard import SPEAKER, SoundCard, plugged_in, soundcard
from tests.support.sounds import QUESTION
from tests.support.voices import natural_voice

__all__ = ["natural_voice", "plugged_in", "soundcard"]


def test_a_text_is_made_in_sentences() -> None:
    """A long first sentence lets its first clause go ahead, and so does what leads to a quote."""
    parts = Kokoro().parts
    assert parts("You said so. By how much? Why?") == ("You said so.", "By how much?", "Why?")
    assert parts("Version 1. 5 of it.") == ("Version 1. 5 of it.",)
    long = "Before we go on to the next topic, tell me about a decision that you would take back today."
    assert parts(long) == (
        "Before we go on to the next topic,",
        long.removeprefix("Before we go on to the next topic, "),
    )
    assert parts("Hi.") == ("Hi.",)
    assert parts('You said "it fell". By how much?') == ("You said,", '"it fell".', "By how much?")


def test_there_are_women_and_men_of_two_accents() -> None:
    """Five interviewers, five voices, at the least."""
    names = voices("kokoro")
    assert len(names) >= 5
    assert {name[0] for name in names} == set(ACCENTS)
    assert {name[1] for name in names} == {"f", "m"}


def test_without_its_files_the_other_voice_speaks() -> None:
    """And the doctor says how to get them."""
    assert "doctor --install kokoro" in natural.obstacle()
    assert open_voice("auto").name.startswith("pyttsx3")


@pytest.mark.model
@pytest.mark.sound
@pytest.mark.usefixtures("natural_voice")
def test_a_follow_up_is_heard_in_its_parts_and_with_a_clip(plugged_in: SoundCard) -> None:
    """What the loudspeaker gives, transcribed: sentence by sentence, and the candidate's own words between."""
    clip = Kokoro("bm_george").synthesise("we made it much faster")
    with plugged_in.heard() as heard, Speaker(open_voice("kokoro"), SPEAKER) as speaker:
        speaker.begin("You said,", clip, "By how much? And who measured it?").result()
    engine = open_engine("faster-whisper", "base")
    words = " ".join(word.text for word in engine.transcribe(to_audio(heard.sound))).lower()
    for part in ("you said", "we made it much faster", "by how much", "who measured it"):
        assert part in words


@pytest.mark.model
@pytest.mark.usefixtures("natural_voice")
class TestInstalled:
    """With the network."""

    def test_it_speaks_a_question(self) -> None:
        """Sixteen words take some seconds, at the pace of the other voices."""
        sound = Kokoro().synthesise(QUESTION)
        assert sound.rate == kokoro.RATE
        assert 4 < sound.duration < 9
        assert np.abs(sound.samples).max() > 0.1

    def test_pace_and_voice_can_be_chosen(self) -> None:
        """Two voices differ, and so do two paces."""
        slow = Kokoro(rate=120).synthesise("Why did you do that?")
        fast = Kokoro(rate=220).synthesise("Why did you do that?")
        other = Kokoro("bm_george", rate=220).synthesise("Why did you do that?")
        assert slow.duration > 1.3 * fast.duration
        assert not np.array_equal(other.samples, fast.samples)

    def test_nobody_drawls_an_acknowledgement(self) -> None:
        """A voice that does is made to say it again, quicker."""
        for voice in ("af_bella", "bf_emma"):
            assert Kokoro(voice).synthesise("I see.").duration < 1.1

    def test_an_unknown_voice_is_an_error(self) -> None:
        """It is named, and so are the right ones."""
        with pytest.raises(VoiceError, match=r"no voice “am_nobody”.*af_"):
            Kokoro("am_nobody").synthesise("Hello.")

    @pytest.mark.parametrize(
        "text", ["…", "—", "ñ", "x" * 700, "Äh — “quoted”, naïve; 100 % & <b>"]
    )
    def test_any_text_can_be_spoken(self, text: str) -> None:
        """Nothing breaks it; marks alone are silence."""
        assert isinstance(open_voice("kokoro").synthesise(text), Sound)

    def test_speech_that_is_too_short_is_made_again_and_then_refused(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nothing that was cut is ever played or stored."""
        made = iter([np.ones(90, np.float32), np.ones(24_000 * 9, np.float32)])
        monkeypatch.setattr(kokoro, "_run", lambda *_: next(made))
        assert Kokoro().synthesise("What did you do first?").duration > 9
        monkeypatch.setattr(kokoro, "_run", lambda *_: np.ones(90, np.float32))
        with pytest.raises(VoiceError, match="spoke only"):
            Kokoro().synthesise("What did you do first?")

    def test_it_is_the_default_where_it_is_quick_enough(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is measured once; where it is slow, the other voice speaks, and it is said why."""
        assert natural.measure() > 0
        assert natural.remembered()
        monkeypatch.setattr(natural, "SLOWEST", 99)
        assert open_voice("auto").name.startswith("kokoro")
        monkeypatch.setattr(natural, "SLOWEST", 0.0)
        assert "too slow" in natural.obstacle()
        assert open_voice("auto").name.startswith("pyttsx3")


@pytest.mark.model
@pytest.mark.usefixtures("natural_voice")
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("How would you find an IDOR in this API?", ("eye door|idor", "api")),
        ("Where does the SQL come from?", ("sql|sequel",)),
        ("Is CSRF still a risk there?", ("csrf",)),
        ("The files are stored in S3.", ("s3",)),
        ("Clients log in with OAuth.", ("oauth",)),
        ("The pipeline is written in YAML.", ("yaml",)),
        ("You mentioned CVE-2021-44228.", ("cve", "2021", "44228")),
        ("You said Maya cut it by 40% in 2019.", ("maya", "40", "2019")),
    ],
)
def test_the_fields_words_are_understood(said: str, words: tuple[str, ...]) -> None:
    """Whisper writes them down as they were written."""
    sound = open_voice("kokoro").synthesise(said)
    engine = open_engine("faster-whisper", "base")
    heard = " ".join(word.text for word in engine.transcribe(to_audio(sound))).lower()
    for word in words:
        assert any(way in heard for way in word.split("|")), heard
