"""An audio file, a transcript, or a line of JSON -> the examined answer: no microphone needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.answer import Answer
from interviewer.audio.recorded_candidate import SUFFIXES as AUDIO
from interviewer.checks import Examination, examine
from interviewer.checks.follow_up import follow_up
from interviewer.debrief.answer_json import answer_report
from interviewer.errors import InterviewerError, TranscriptError
from interviewer.model import FollowUp, Kind, Question
from interviewer.transcribe import transcript_files

if TYPE_CHECKING:
    from interviewer.transcribe import Engine


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """An answer from a file, and everything said of it."""

    source: str
    answer: Answer
    examination: Examination
    follow_up: FollowUp | None

    @property
    def report(self) -> dict[str, Any]:
        """The JSON object of this answer."""
        return answer_report(self.source, self.answer, self.examination, self.follow_up)


def load_transcript(
    path: Path, open_engine: Callable[[], Engine], *, prompt: str = ""
) -> transcript_files.Brought:
    """The transcript in a file: read when it is text, heard by Whisper when it is sound.

    `prompt` are words that may well occur in it; see `interviewer.checks.technical.vocabulary`.

    Raises:
        InterviewerError: the file is missing, unreadable, or neither sound nor transcript.
    """
    suffix = path.suffix.lower()
    if suffix in transcript_files.SUFFIXES:
        return transcript_files.read(path)
    if suffix in AUDIO or path.is_file():
        from interviewer import transcribe
        from interviewer.audio import sound

        heard = sound.blocks(path)
        return transcript_files.Brought(transcribe.transcribe(heard, open_engine(), prompt=prompt))
    raise TranscriptError(f"{path}: no such file", "Check the path.")


def score_transcript(
    source: str,
    brought: transcript_files.Brought,
    kind: Kind,
    rubrics: tuple[str, ...] = (),
    question: Question | None = None,
) -> ScoredAnswer:
    """Examine a transcript as an answer to `question`, or to any question of that kind."""
    if question is None and (brought.question or brought.target_s):
        question = Question("", kind, brought.question, rubrics=rubrics)
    if question is not None and brought.target_s:
        question = replace(question, target_s=brought.target_s)
    answer = Answer(brought.transcript, question, kind, rubrics)
    examination = examine(answer)
    probe = follow_up(question, answer, examination.findings)
    return ScoredAnswer(source, answer, examination, probe)


def score_lines(
    lines: Iterable[str], kind: Kind, rubrics: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """JSON Lines of transcripts -> one report a line, in order; a bad line says why and is passed.

    Each line is an object with `id`, a transcript, and optionally `kind` and `rubrics`.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name: object = None
        try:
            value = json.loads(line)
            name = value.get("id") if isinstance(value, dict) else None
            yield {"id": name, **_line(value, kind, rubrics, number)}
        except InterviewerError as error:
            yield {"id": name, "error": str(error)}
        except (ValueError, RecursionError) as error:
            yield {"id": name, "error": f"line {number}: {error}"}


def _line(value: object, kind: Kind, rubrics: tuple[str, ...], number: int) -> dict[str, Any]:
    brought = transcript_files.from_json(value)
    assert isinstance(value, dict)  # noqa: S101 - from_json refuses anything else
    try:
        kind = Kind(value.get("kind") or kind)
    except ValueError:
        known = ", ".join(Kind)
        raise TranscriptError(f"kind: {value['kind']!r} is unknown", f"Known: {known}.") from None
    named = value.get("rubrics")
    if named is not None and not (
        isinstance(named, list) and all(isinstance(name, str) for name in named)
    ):
        raise TranscriptError("rubrics: not a list of names", 'Write ["file-upload"].')
    chosen_rubrics = rubrics if named is None else tuple(named)
    return score_transcript(f"line {number}", brought, kind, chosen_rubrics).report
