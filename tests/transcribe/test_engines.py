"""What every speech recogniser promises, tried with real weights."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import jiwer
import numpy as np
import pytest

from interviewer.audio import sound
from interviewer.audio.recorded_candidate import shipped
from interviewer.audio.sound import RATE, Sound, resample
from interviewer.audio.voice_activity import speech_in
from interviewer.checks.technical.vocabulary import hint
from interviewer.errors import MissingDependencyError, SettingsError, WeightsError
from interviewer.model import Kind, Question, Transcript
from interviewer.speak import open_voice
from interviewer.transcribe import Engine, LiveTranscript, open_engine, transcribe
from interviewer.transcribe.faster_whisper import FasterWhisper
from interviewer.transcribe.recogniser import hesitates, spoken, to_audio

TWO_QUESTIONS = shipped("strong") / "candidate-questions-close.flac"
HESITANT = shipped("weak") / "earn-trust-mistake.follow-up.flac"
LONG = shipped("weak") / "dive-deep-root-cause.flac"


def script(path: Path) -> str:
    """What is said in a recording that comes with the product."""
    return re.sub(r"\[[^]]*\]", "", path.with_suffix(".txt").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """The words without fillers, case and punctuation."""
    return " ".join(spoken(word) for word in text.split() if not hesitates(word))


def errors(said: str, heard: str) -> float:
    """Word error rate."""
    return float(jiwer.wer(plain(said), plain(heard)))


def fillers(text: str) -> int:
    """How many sounds of hesitation a text has."""
    return sum(hesitates(word) for word in text.split())


def assert_timed(heard: Transcript) -> None:
    """Word times rise and lie in the recording, and each word has a probability."""
    assert heard.duration is not None
    for word in heard.words:
        assert word.start is not None
        assert word.end is not None
        assert word.probability is not None
        assert 0 <= word.start <= word.end <= heard.duration + 0.001
        assert 0 <= word.probability <= 1
    starts = [word.start or 0.0 for word in heard.words]
    assert all(before <= after for before, after in pairwise(starts))


@pytest.mark.model
def test_speech_is_heard_with_its_times(engine: Engine) -> None:
    """Every word of two questions, at rising times, between the first and the last sound."""
    heard = transcribe(sound.read(TWO_QUESTIONS), engine)
    assert errors(script(TWO_QUESTIONS), heard.text) <= 0.03
    assert_timed(heard)
    assert heard.engine == engine.name
    assert heard.model == engine.model
    assert heard.speech
    first, last = heard.words[0], heard.words[-1]
    assert first.start == pytest.approx(heard.speech[0].start, abs=0.6)
    assert last.end == pytest.approx(heard.speech[-1].end, abs=0.6)


@pytest.mark.model
@pytest.mark.parametrize("silence_s", [0.5, 3.0])
def test_a_fainter_voice_in_the_room_is_no_part_of_an_answer(
    engine: Engine, silence_s: float
) -> None:
    """Soon after the last word or later, it stands neither in the transcript nor in the speech."""
    own = sound.read(TWO_QUESTIONS).samples
    ends = speech_in(own)[-1].end
    call = open_voice("pyttsx3", voice="gmw/en").synthesise("Honey, have you seen the car keys?")
    other = resample(call, RATE).samples
    far = other * (np.std(own) / np.std(other) / 10)
    room = np.zeros(round(silence_s * RATE), np.float32)
    whole = Sound(np.concatenate((own[: round(ends * RATE)], room, far, room)).astype(np.float32))
    heard = transcribe(whole, engine)
    assert errors(script(TWO_QUESTIONS), heard.text) <= 0.03
    assert heard.speech is not None
    assert heard.speech[-1].end == pytest.approx(ends, abs=0.1)


@pytest.mark.model
def test_fillers_and_repeats_are_kept(engine: Engine) -> None:
    """An answer with two fillers and a false start keeps them."""
    said = script(HESITANT)
    heard = transcribe(sound.read(HESITANT), engine)
    assert fillers(heard.text) == fillers(said) == 2
    assert errors(said, heard.text) <= 0.05


@pytest.mark.model
@pytest.mark.parametrize(
    "kind", ["zeros", "hiss", "loud hiss", "rumble", "hum", "typing", "bang", "cough"]
)
def test_nobody_speaking_is_no_words(engine: Engine, kind: str) -> None:
    """Ten seconds of nothing, of noises of a room, of typing: Whisper alone makes words of them."""
    random, count = np.random.default_rng(7), 10 * RATE
    white = random.standard_normal(count)
    time = np.arange(count) / RATE
    clicks = np.zeros(count)
    for at in random.integers(0, count - 400, 60):
        clicks[at : at + 300] += random.standard_normal(300) * np.exp(-np.arange(300) / 60)
    samples = {
        "zeros": np.zeros(count),
        "hiss": white * 0.001,
        "loud hiss": white * 0.1,
        "rumble": np.convolve(white, np.ones(200) / 20, "same") * 0.02,
        "hum": 0.05 * np.sin(2 * np.pi * 50 * time),
        "typing": clicks * 0.3 + white * 0.001,
        "cough": np.convolve(white, np.hanning(12), "same")
        * sum(np.exp(-np.abs(time - at) * 14) * (time >= at) for at in (4, 4.4, 6))
        * 0.1,
        "bang": white * np.exp(-np.abs(time - 5) * 30) * 0.8,
    }[kind]
    assert transcribe(Sound(samples.astype(np.float32)), engine).words == ()


@pytest.mark.model
def test_silence_after_speech_adds_no_words(base: Engine, light: Engine) -> None:
    """Half a minute of silence behind an answer changes nothing that was heard."""
    said = sound.read(TWO_QUESTIONS)
    tail = np.random.default_rng(2).normal(0, 0.0005, 30 * RATE).astype(np.float32)
    longer = Sound(np.concatenate((said.samples, tail)))
    for engine in (base, light):
        heard = transcribe(longer, engine)
        assert errors(script(TWO_QUESTIONS), heard.text) <= 0.03
        assert heard.words[-1].end is not None
        assert heard.words[-1].end <= said.duration + 0.5


@pytest.mark.model
def test_both_libraries_hear_the_same(light: Engine, reference: Engine) -> None:
    """The same weights in both: the same words at the same times.

    The one rounds its weights to eight bits, which in a robot's voice tips a word now and then.
    """
    heard = sound.read(HESITANT)
    ours, theirs = (transcribe(heard, engine) for engine in (light, reference))
    assert ours.words
    assert errors(theirs.text, ours.text) == 0
    pairs = zip(ours.words, theirs.words, strict=False)
    apart = [abs((one.start or 0.0) - (other.start or 0.0)) for one, other in pairs]
    assert np.median(apart) < 0.1
    espeak = open_voice().synthesise("The queue was full, so the workers stopped taking orders.")
    ours, theirs = (transcribe(resample(espeak, RATE), item) for item in (light, reference))
    assert errors(theirs.text, ours.text) <= 0.4


@pytest.mark.model
def test_any_rate_will_do(light: Engine) -> None:
    """Sound at the rate of most microphones is resampled first."""
    said = sound.read(TWO_QUESTIONS)
    heard = transcribe(resample(said, 48_000), light)
    assert errors(script(TWO_QUESTIONS), heard.text) <= 0.05
    assert heard.duration == pytest.approx(said.duration, abs=0.01)


@pytest.mark.model
def test_the_same_sound_gives_the_same_words(base: Engine) -> None:
    """Nothing is left to chance: words, times and probabilities are the same each time."""
    said = sound.read(HESITANT)
    assert transcribe(said, base) == transcribe(said, base)


@pytest.mark.model
@pytest.mark.parametrize("name", ["base", "light"])
def test_the_live_transcript_is_as_good(name: str, request: pytest.FixtureRequest) -> None:
    """Heard in pieces while it lasts, an answer loses at most 2 points to hearing it whole."""
    engine: Engine = request.getfixturevalue(name)
    said = sound.read(LONG)
    live = LiveTranscript(engine)
    samples = sound.to_int16(said)
    for start in range(0, len(samples), 3200):
        live.feed(samples[start : start + 3200])
    heard, whole = live.finish(), transcribe(said, engine)
    assert_timed(heard)
    assert heard.duration == whole.duration
    assert errors(script(LONG), heard.text) <= errors(script(LONG), whole.text) + 0.02
    assert abs(fillers(heard.text) - fillers(script(LONG))) <= 1


@pytest.mark.model
@pytest.mark.parametrize("rubric", ["idor", "vulnerability-remediation", "security-automation"])
def test_a_prompt_does_not_put_words_into_the_mouth(base: Engine, rubric: str) -> None:
    """Vocabulary of the question that is not said does not turn up in the answer."""
    words = hint(Question("", Kind.TECHNICAL, "", rubrics=(rubric,)))
    heard = transcribe(sound.read(HESITANT), base, prompt=words)
    assert errors(script(HESITANT), heard.text) <= 0.05
    assert not set(plain(words).split()) & set(plain(heard.text).split())


@pytest.mark.model
def test_one_engine_hears_two_answers_at_once(light: Engine) -> None:
    """The transcript of record of one answer and the live one of the next do not mix."""
    paths = (TWO_QUESTIONS, HESITANT)
    sounds = [sound.read(path) for path in paths]
    alone = [transcribe(said, light) for said in sounds]
    with ThreadPoolExecutor(2) as pool:
        at_once = list(pool.map(lambda said: transcribe(said, light), sounds))
    assert at_once == alone


@pytest.mark.model
def test_words_begin_when_they_are_said(base: Engine, light: Engine) -> None:
    """After a pause, a word begins with the voice: to 70 ms, whichever the model."""
    said = sound.read(TWO_QUESTIONS)
    silence = np.random.default_rng(5).normal(0, 0.0003, 2 * RATE).astype(np.float32)
    whole = Sound(np.concatenate((silence, said.samples, silence, said.samples)))
    (first, *_) = speech_in(said.samples)
    begins = (2 + first.start, 4 + said.duration + first.start)
    for engine in (base, light):
        starts = [word.start or 0.0 for word in transcribe(whole, engine).words]
        for begin in begins:
            assert min(abs(start - begin) for start in starts) <= 0.07


@pytest.mark.model
def test_no_sound_is_no_words(light: Engine) -> None:
    """A recording without a sample is an empty answer, not an error."""
    heard = transcribe(Sound(np.zeros(0, np.float32)), light)
    assert (heard.words, heard.duration, heard.speech) == ((), 0, ())
    assert light.transcribe(to_audio(Sound(np.zeros(50, np.float32)))) == ()


@pytest.mark.model
def test_broken_samples_are_heard_past(light: Engine) -> None:
    """NaN, infinity, a constant offset and clipping do not keep words from being heard."""
    said = sound.read(TWO_QUESTIONS)
    samples = np.clip(said.samples * 8, -1, 1) * 0.8 + 0.1
    samples[1000:1010] = np.nan
    samples[2000] = np.inf
    heard = transcribe(Sound(samples.astype(np.float32)), light)
    assert errors(script(TWO_QUESTIONS), heard.text) <= 0.05


@pytest.mark.model
def test_the_device_in_use_is_known(base: FasterWhisper) -> None:
    """`doctor` can say whether a graphics card is used."""
    assert base.device in {"cpu", "cuda"}
    assert base.weights.verified


def test_unknown_engines_are_refused() -> None:
    """The known ones are named."""
    with pytest.raises(SettingsError, match="faster-whisper, openai-whisper"):
        open_engine("siri")


@pytest.mark.model
def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch, light: Engine) -> None:
    """openai-whisper is optional: without it, one line says how to get it."""
    monkeypatch.setitem(sys.modules, "whisper", None)
    with pytest.raises(MissingDependencyError) as raised:
        open_engine("openai-whisper", light.model)
    assert "mock-interviewer[openai-whisper]" in raised.value.remedy


@pytest.mark.model
def test_weights_that_only_look_right_are_refused(tmp_path: Path, base: FasterWhisper) -> None:
    """A folder whose small files belong to no model, and a checkpoint that is none."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("config.json", "tokenizer.json", "vocabulary.txt", "model.bin"):
        (folder / name).symlink_to(base.weights.path / name)
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(WeightsError, match="mine"):
        open_engine("faster-whisper", str(folder))
    checkpoint = tmp_path / "mine.pt"
    checkpoint.write_bytes(b"PK\x03\x04 cut short")
    pytest.importorskip("whisper")
    with pytest.raises(WeightsError, match=re.escape("mine.pt")):
        open_engine("openai-whisper", str(checkpoint))
