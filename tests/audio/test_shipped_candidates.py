"""The recorded candidates that ship with the project."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interviewer.audio import sound
from interviewer.audio.recorded_candidate import Candidate, shipped
from interviewer.checks.turn import scored
from interviewer.model import FollowUp, Reply, Transcript, Turn, Word
from interviewer.packs import catalogue

NAMES = ("strong", "weak")
CLIPS = [
    pytest.param(clip, id=f"{name}/{clip.stem}")
    for name in NAMES
    for clip in sorted(shipped(name).glob("*.flac"))
]
PAUSE = re.compile(r"\[pause (\d\.\d)\]")
FILLERS = {"um", "uh"}


def script(clip: Path) -> str:
    """What is said in a clip, with its pauses."""
    return clip.with_suffix(".txt").read_text()


def words(text: str) -> list[str]:
    """The words of a text, without punctuation, pauses and fillers."""
    found = re.findall(r"[a-z0-9']+", PAUSE.sub(" ", text).lower().replace("’", "'"))
    return [word for word in found if word not in FILLERS]


def silences(clip: Path) -> list[float]:
    """Lengths in seconds of the stretches without speech, in order."""
    samples = sound.read(clip).samples
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)  # 10 ms
    loud = np.sqrt(np.mean(np.square(frames), axis=1)) > 10 ** (-52 / 20)
    return [len(list(run)) / 100 for speaking, run in groupby(loud) if not speaking]


def test_both_candidates_answer_the_same_known_questions() -> None:
    """Every recording is named for a question of the default pack; both answer all six."""
    known = frozenset(catalogue.load().questions)
    strong, weak = (Candidate(shipped(name), known) for name in NAMES)
    assert strong.questions == weak.questions
    assert len(strong.questions) == 6
    for name in NAMES:
        stems = {clip.stem.removesuffix(".follow-up") for clip in shipped(name).glob("*.flac")}
        assert stems == strong.questions


def test_every_story_and_exercise_has_an_answer_to_the_probe() -> None:
    """Only the opening and the candidate's own questions are not probed."""
    questions = catalogue.load().questions
    for name in NAMES:
        candidate = Candidate(shipped(name), frozenset(questions))
        for key in candidate.questions:
            unprobed = questions[key].kind in {"warm-up", "candidate-questions"}
            assert (candidate.follow_up(key) is None) == unprobed
            assert (key in candidate.probes) == (not unprobed)


@pytest.mark.parametrize("name", NAMES)
def test_every_recording_has_its_script_and_every_script_its_recording(name: str) -> None:
    """Nothing is spoken that cannot be read, and nothing written that was not spoken."""
    texts, clips = ({f.stem for f in shipped(name).glob(f"*.{kind}")} for kind in ("txt", "flac"))
    assert texts == clips


def test_both_together_are_small_enough_to_ship() -> None:
    """All recordings together are under 8 MB."""
    assert sum(clip.stat().st_size for name in NAMES for clip in shipped(name).glob("*")) < 8e6


@pytest.mark.parametrize("clip", CLIPS)
def test_recordings_are_16_khz_mono_and_loud_enough(clip: Path) -> None:
    """As Whisper wants it; not clipped, and never the digital zero that no microphone gives."""
    info = soundfile.info(clip)
    assert (info.samplerate, info.channels, info.subtype) == (16_000, 1, "PCM_16")
    samples = sound.read(clip).samples
    assert 0.1 < np.abs(samples).max() < 0.95
    assert max(len(list(run)) for zero, run in groupby(samples == 0) if zero) < 400  # 25 ms


@pytest.mark.parametrize("clip", CLIPS)
def test_words_come_at_the_pace_of_speech(clip: Path) -> None:
    """Between the marked pauses, people say 110 to 220 words a minute."""
    said = len(words(script(clip))) + len(re.findall(r"\b[Uu][mh]\b", script(clip)))
    speaking = sound.read(clip).duration - sum(map(float, PAUSE.findall(script(clip))))
    assert 110 < said / (speaking / 60) < 220


@pytest.mark.parametrize("clip", CLIPS)
def test_marked_pauses_are_silent_for_as_long_as_they_say(clip: Path) -> None:
    """Each `[pause 1.2]` is found in the sound, in order, up to half a second longer."""
    heard = iter(silences(clip))
    for marked in map(float, PAUSE.findall(script(clip))):
        assert any(marked - 0.05 <= length <= marked + 0.5 for length in heard), marked


def test_the_weak_candidate_hesitates_more() -> None:
    """Fillers and pauses a minute tell the two apart."""

    def rates(name: str) -> tuple[float, float]:
        clips = list(shipped(name).glob("*.flac"))
        minutes = sum(sound.read(clip).duration for clip in clips) / 60
        text = " ".join(map(script, clips))
        pauses = sum(float(length) for length in PAUSE.findall(text))
        return len(re.findall(r"\b[Uu][mh]\b", text)) / minutes, pauses / minutes

    strong, weak = rates("strong"), rates("weak")
    assert all(much > 3 * little for little, much in zip(strong, weak, strict=True))


@pytest.mark.model
def test_whisper_understands_both_voices() -> None:
    """A clip of each is transcribed with at most 15 % of the words wrong, fillers apart."""
    import jiwer

    from interviewer.transcribe import open_engine, transcribe

    engine = open_engine()
    for name, question in (("strong", "dive-deep-root-cause"), ("weak", "earn-trust-mistake")):
        clip = shipped(name) / f"{question}.follow-up.flac"
        heard = transcribe(sound.read(clip), engine).text
        assert jiwer.wer(" ".join(words(script(clip))), " ".join(words(heard))) < 0.15, heard


def said(path: Path) -> Transcript:
    """A script as a transcript."""
    return Transcript(tuple(map(Word, PAUSE.sub(" ", path.read_text()).split())))


@pytest.mark.parametrize(("name", "wrong"), [("strong", False), ("weak", True)])
def test_only_the_weak_candidate_is_told_of_wrong_claims(name: str, wrong: bool) -> None:
    """What the strong one says is right, in whichever words."""
    rules: list[str] = []
    for path in sorted(shipped(name).glob("*.txt")):
        if path.stem.endswith(".follow-up"):
            continue
        reply = path.with_name(f"{path.stem}.follow-up.txt")
        replies = (Reply(FollowUp("Which?"), said(reply), None),) if reply.exists() else ()
        asked = catalogue.load().questions[path.stem]
        turn = scored(Turn(asked, said(path), None, follow_ups=replies))
        rules += [finding.rule for finding in turn.findings if ".wrong." in finding.rule]
    assert bool(rules) == wrong, rules
