"""Answers of a cohort -> TextGrids for Praat and ELAN: words, sentences, parts of the story, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from interviewer.answer import Answer
from interviewer.answer.story import story
from interviewer.checks import REMARKS
from interviewer.checks.turn import answer_of
from interviewer.cohort.answer_pages import stored_answers
from interviewer.cohort.cohort_run import ANSWERS_TABLE
from interviewer.cohort.figures import summary_of
from interviewer.cohort.pseudonyms import answer_labels
from interviewer.cohort.table_files import read_table
from interviewer.errors import writing
from interviewer.model import Finding, Span
from interviewer.settings import atomic
from interviewer.transcribe.transcript_export import TextTier, to_textgrid

FOLDER = "textgrids"


def write(folder: Path) -> tuple[int, int]:
    """Write a TextGrid for every answer whose words have times; how many, and how many have none.

    The files bear the pseudonyms of the page.

    Raises:
        StoreError: there are no results, or the disk is full.
    """
    summary_of(folder)
    rows = read_table(folder, ANSWERS_TABLE, ("id", "candidate", "key")).to_pydict()
    labels = dict(zip(rows["id"], answer_labels(rows["id"], rows["candidate"]), strict=True))
    count = skipped = 0
    with writing(folder):
        for row, turn in stored_answers(folder, [key for key in rows["key"] if key]):
            answer = answer_of(turn)
            if not answer.timed:
                skipped += 1
                continue
            path = folder / FOLDER / f"{labels[row['id']]}.TextGrid"
            atomic.write_text(path, to_textgrid(turn.transcript, tiers(answer, turn.findings)))
            count += 1
    return count, skipped


def tiers(answer: Answer, findings: Iterable[Finding]) -> tuple[TextTier, ...]:
    """Parts of the story, gaps, and strengths, each on a tier of its own."""
    read = answer.once(story)
    parts = [(item.span, str(item.part)) for item in read.sentences] if read.is_story else []
    found = list(findings)
    gaps = [item for item in found if item.verdict in REMARKS]
    others = [item for item in found if item.verdict not in REMARKS]
    return (
        TextTier("parts", tuple(_timed(answer, parts))),
        TextTier("gaps", tuple(_timed(answer, _named(gaps)))),
        TextTier("strengths", tuple(_timed(answer, _named(others)))),
    )


def _named(findings: Iterable[Finding]) -> list[tuple[Span, str]]:
    return [(span, item.rule) for item in findings for span in item.evidence]


def _timed(answer: Answer, spans: Iterable[tuple[Span, str]]) -> Iterator[tuple[float, float, str]]:
    for span, text in spans:
        start, end = answer.start(span), answer.end(span)
        if start is not None and end is not None and end > start:
            yield start, end, text
