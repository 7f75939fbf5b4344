"""A recording -> the candidate's transcript: speakers on two channels are transcribed apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from interviewer import transcribe
from interviewer.audio import media_file, sound
from interviewer.audio.sound import Sound
from interviewer.model import Transcript
from interviewer.transcribe import Engine
from interviewer.transcribe.formats.segment import Segment
from interviewer.transcribe.transcript_files import ImportedTranscript, imported
from interviewer.transcribe.word_runs import at_pauses

CHANNELS = ("Left channel", "Right channel")
"""What the speakers of a recording with a microphone each are called."""
TURN_PAUSE_S = 0.8
"""A silence in which the other one may speak."""


def transcribe_file(
    path: Path,
    open_engine: Callable[[], Engine],
    prompt: str = "",
    speaker: str = "",
    advance: Callable[[float], None] = lambda _: None,
) -> ImportedTranscript:
    """The candidate's words in a recording, and notes on what was wrong with the file.

    Args: as `score_file.load_transcript`.

    Raises:
        InterviewerError: the file holds no sound, or the recogniser is missing.
    """
    condition = media_file.FileCondition()

    def blocks(parts: Iterator[Sound]) -> Iterator[Sound]:
        for part in sound.audible(parts):
            yield part
            advance(part.duration)

    if not media_file.two_speakers(path):
        parts = sound.blocks(path, condition=condition)
        transcript = transcribe.transcribe(blocks(parts), open_engine(), prompt=prompt)
        return ImportedTranscript(transcript, notes=_notes(transcript, condition))
    transcripts = [
        transcribe.transcribe(
            blocks(sound.blocks(path, channel=number, condition=condition)),
            open_engine(),
            prompt=prompt,
        )
        for number in range(len(CHANNELS))
    ]
    return _two(transcripts, condition, speaker)


def _two(
    transcripts: list[Transcript], condition: media_file.FileCondition, wanted: str
) -> ImportedTranscript:
    """The candidate's part of a recording with a channel per speaker."""
    segments = [
        Segment.of(run, name)
        for name, transcript in zip(CHANNELS, transcripts, strict=True)
        for run in at_pauses(transcript.words, TURN_PAUSE_S)
    ]
    found = imported(segments, wanted)
    own = transcripts[CHANNELS.index(found.speaker)] if found.speaker else transcripts[0]
    transcript = replace(own, words=found.transcript.words, others=found.transcript.others)
    notes = ("two channels with a speaker each", *_notes(transcript, condition))
    return replace(found, transcript=transcript, notes=notes)


def _notes(transcript: Transcript, condition: media_file.FileCondition) -> tuple[str, ...]:
    notes = tuple(dict.fromkeys(condition.notes))
    if transcript.language != "en":
        notes = (*notes, f"the language sounds like {transcript.language!r}, not English")
    return notes
