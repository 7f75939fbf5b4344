"""An audio file, a transcript, or a line of JSON -> the examined answer: no microphone needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.answer import Answer
from interviewer.audio.recorded_candidate import SUFFIXES as AUDIO
from interviewer.checks import Examination, examine
from interviewer.checks.follow_up import follow_up
from interviewer.debrief.answer_json import answer_report
from interviewer.debrief.transcribe_file import transcribe_file
from interviewer.errors import InterviewerError, TranscriptError
from interviewer.model import English, FollowUp, Kind, Question
from interviewer.transcribe import transcript_files
from interviewer.transcribe.formats import documents
from interviewer.transcribe.transcript_files import SNIFFED, ImportedTranscript

if TYPE_CHECKING:
    from interviewer.transcribe import Engine


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """An answer from a file, and everything said of it."""

    source: str
    answer: Answer
    examination: Examination
    follow_up: FollowUp | None
    speaker: str = ""
    """Whose words were scored; empty where nobody tells speakers apart."""
    others: tuple[str, ...] = ()
    """Who else speaks; neither scored nor timed."""
    notes: tuple[str, ...] = ()
    """What was decided or corrected while the file was read."""

    @property
    def report(self) -> dict[str, Any]:
        """The JSON object of this answer."""
        report = answer_report(self.source, self.answer, self.examination, self.follow_up)
        if self.others:
            report |= {"speaker": self.speaker, "others": list(self.others)}
        if self.notes:
            report["notes"] = list(self.notes)
        return report


def load_transcript(
    path: Path,
    open_engine: Callable[[], Engine],
    *,
    prompt: str = "",
    speaker: str = "",
    advance: Callable[[float], None] = lambda _: None,
) -> ImportedTranscript:
    """The transcript in a file: read when it is text, transcribed by Whisper when it is sound.

    Args:
        path: what it holds decides, not its name.
        open_engine: loads the recogniser when there is sound.
        prompt: words that may well occur in it; see `interviewer.checks.technical.vocabulary`.
        speaker: the candidate's name or number; empty for the likely one.
        advance: called with the seconds of sound that were read, as they are.

    Raises:
        InterviewerError: the file is missing, unreadable, or neither sound nor transcript.
    """
    if not path.is_file():
        raise TranscriptError(f"{path}: no such file", "Check the path.")
    suffix = path.suffix.lower()
    if suffix in transcript_files.SUFFIXES or transcript_files.is_transcript(path):
        if suffix in AUDIO:
            raise _no_recording(path)
        return transcript_files.read(path, speaker)
    return transcribe_file(path, open_engine, prompt, speaker, advance)


def _no_recording(path: Path) -> TranscriptError:
    """What a file is that is named like a recording."""
    with path.open("rb") as file:
        start = file.read(SNIFFED)
    kind = documents.other_kind(start)
    if not start.strip():
        return TranscriptError(f"{path}: empty", "Export the recording again.")
    if kind or start.startswith(documents.ARCHIVE):
        return TranscriptError(
            f"{path}: {kind or 'a document or an archive'}, not a recording",
            "Pass the recording itself.",
        )
    if start.lstrip()[:1] == b"<":
        return TranscriptError(f"{path}: a web page, not a recording", "Download it again.")
    return TranscriptError(
        f"{path}: text, not sound",
        "If it is a transcript, rename it to .txt; else export the recording again.",
    )


def expand(names: Iterable[str]) -> tuple[Path, ...]:
    """The files meant by names, folders (everything in them that can be scored) and patterns.

    Raises:
        TranscriptError: a folder or a pattern gives no file.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            known = transcript_files.SUFFIXES | AUDIO
            inside = sorted(item for item in path.iterdir() if item.suffix.lower() in known)
        elif not path.exists() and any(mark in name for mark in "*?["):
            inside = sorted(Path(item) for item in glob(name, recursive=True))  # noqa: PTH207 - any folder
        else:
            inside = [path]
        if not inside:
            raise TranscriptError(f"{path}: nothing to score", "Pass audio files or transcripts.")
        found += inside
    return tuple(found)


def score_transcript(
    source: str,
    imported: ImportedTranscript,
    kind: Kind,
    rubrics: tuple[str, ...] = (),
    question: Question | None = None,
    english: English | None = None,
) -> ScoredAnswer:
    """Examine a transcript as an answer to `question`, or to any question of that kind.

    `english`: the speaker's, where the transcript does not say.
    """
    if question is None and (imported.question or imported.target_s):
        question = Question("", kind, imported.question, rubrics=rubrics)
    if question is not None and imported.target_s:
        question = replace(question, target_s=imported.target_s)
    spoken = imported.english or english or English.FIRST
    transcript = replace(imported.transcript, english=spoken)
    answer = Answer(transcript, question, kind, rubrics)
    examination = examine(answer)
    probe = follow_up(question, answer, examination.findings)
    return ScoredAnswer(
        source, answer, examination, probe, imported.speaker, imported.others, imported.notes
    )


def score_lines(
    lines: Iterable[str],
    kind: Kind,
    rubrics: tuple[str, ...],
    question: Question | None = None,
    english: English | None = None,
) -> Iterator[dict[str, Any]]:
    """JSON Lines of transcripts -> one report a line, in order; a bad line says why and is passed.

    Each line is an object with `id`, a transcript, and optionally `kind`, `rubrics`, `question` and `english`; what it
    leaves out is taken from the arguments.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name: object = None
        try:
            value = json.loads(line)
            name = value.get("id") if isinstance(value, dict) else None
            yield {"id": name, **_line(value, kind, rubrics, question, english, number)}
        except InterviewerError as error:
            yield {"id": name, "error": str(error)}
        except (ValueError, RecursionError) as error:
            yield {"id": name, "error": f"line {number}: {error}"}


def _line(
    value: object,
    kind: Kind,
    rubrics: tuple[str, ...],
    question: Question | None,
    english: English | None,
    number: int,
) -> dict[str, Any]:
    imported = transcript_files.from_json(value)
    assert isinstance(value, dict)  # noqa: S101 - from_json refuses anything else  # nosec B101
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
    asked = None if imported.question or question is None else replace(question, kind=kind)
    source = f"line {number}"
    return score_transcript(source, imported, kind, chosen_rubrics, asked, english).report
