"""An audio file, a transcript, or a line of JSON -> the examined answer: no microphone needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from glob import glob
from pathlib import Path
from typing import Any

from interviewer.answer import Answer
from interviewer.audio.recorded_candidate import SUFFIXES as AUDIO
from interviewer.checks import Examination, examine
from interviewer.checks.follow_up import follow_up
from interviewer.debrief.answer_json import answer_report
from interviewer.debrief.transcribe_file import transcribe_file
from interviewer.errors import InterviewerError, TranscriptError
from interviewer.model import TECHNICAL_KINDS, English, FollowUp, Kind, Question
from interviewer.packs.scored_by import ScoredBy, is_id, kind_of, scored_by
from interviewer.transcribe import Engine, transcript_files
from interviewer.transcribe.formats import documents
from interviewer.transcribe.transcript_files import SNIFFED, ImportedTranscript


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

    A transcript may bring the id of its question, whose rubrics and kind hold where no others than the usual ones do.

    `english`: the speaker's, where the transcript does not say.
    """
    if question is None and is_id(imported.question):
        usual = kind in {Kind.BEHAVIORAL, Kind.TECHNICAL}
        by = scored_by(imported.question, "" if usual else kind, rubrics)
        question, kind, rubrics = by.question, by.kind, by.rubrics
    elif question is None and (imported.question or imported.target_s):
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


@dataclass(frozen=True, slots=True)
class Named:
    """What answers are scored by, as somebody names it; empty where nobody does."""

    question: str = ""
    """Its id, or its words."""
    kind: str = ""
    rubrics: tuple[str, ...] = ()


NOTHING = Named()


def score_lines(
    lines: Iterable[str], named: Named = NOTHING, english: English | None = None
) -> Iterator[dict[str, Any]]:
    """JSON Lines of transcripts -> one report a line, in order; a bad line says why and is passed.

    Each line is an object with `id`, a transcript, and optionally `kind`, `rubrics`, `question` and `english`; what it
    leaves out is taken from the arguments. A question named by its id brings kind and rubrics as well.
    """
    score_by = lru_cache(maxsize=4096)(partial(_scored_by, otherwise=named))
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield {"id": None, "error": f"line {number} is not JSON"}
            continue
        name = value.get("id") if isinstance(value, dict) else None
        try:
            yield {"id": name, **_line(value, score_by, english, f"line {number}")}
        except (InterviewerError, ValueError, RecursionError) as error:
            yield {"id": name, "error": f"line {number}: {error}"}


def _line(
    value: object, score_by: Callable[[Named], ScoredBy], english: English | None, source: str
) -> dict[str, Any]:
    imported = transcript_files.from_json(value)
    assert isinstance(value, dict)  # noqa: S101 - from_json refuses anything else  # nosec B101
    by = score_by(Named(imported.question, _kind(value), _rubrics(value))).complete()
    return score_transcript(source, imported, by.kind, by.rubrics, by.question, english).report


def _scored_by(own: Named, otherwise: Named) -> ScoredBy:
    """What a line is scored by: its own question, kind and rubrics before those of all lines."""
    if is_id(own.question):
        return scored_by(own.question, own.kind, own.rubrics)
    story = own.kind and kind_of(own.kind) not in TECHNICAL_KINDS
    return scored_by(
        own.question or otherwise.question,
        own.kind or otherwise.kind,
        own.rubrics or (() if story else otherwise.rubrics),
    )


def _kind(value: dict[str, object]) -> str:
    kind = value.get("kind") or ""
    if not isinstance(kind, str):
        raise TranscriptError("kind: not a name", 'Write "technical".')
    return kind


def _rubrics(value: dict[str, object]) -> tuple[str, ...]:
    """The rubrics of a line, under the name that its option has, too; one needs no list."""
    named = value.get("rubrics", value.get("rubric"))
    names = [named] if isinstance(named, str) else named or []
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise TranscriptError("rubrics: not a list of names", 'Write ["file-upload"].')
    return tuple(names)
