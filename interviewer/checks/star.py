"""Is it a story, and are its four parts told?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Check, Rule
from interviewer.model import STAR, Finding, Part, Span, Verdict
from interviewer.reading.parts import story

WORTH = {Part.SITUATION: 15.0, Part.TASK: 15.0, Part.ACTION: 40.0, Part.RESULT: 30.0}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it stands in the report."""

    text: str
    start_s: float | None
    end_s: float | None
    part: Part
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class Star:
    """The story's shape."""

    is_story: bool
    sentences: tuple[Sentence, ...]
    present: Mapping[Part, bool]
    """Whether each of the four parts was told."""
    time_share: Mapping[Part, float] | None
    """Each part's share of the time spent on the four; None without word times."""
    word_share: Mapping[Part, float]
    """The same by words."""


def measure(answer: Answer) -> Star:
    """Read the story's shape."""
    read = answer.once(story)
    sentences = tuple(
        Sentence(
            answer.quote(sentence.span),
            answer.start(sentence.span),
            answer.end(sentence.span),
            sentence.part,
            round(sentence.confidence, 2),
            sentence.span,
        )
        for sentence in read.sentences
    )
    present = {part: read.present[part] for part in STAR}
    words = {part: 0.0 for part in STAR}
    seconds = dict(words)
    for sentence in sentences:
        if sentence.part in words:
            words[sentence.part] += sentence.span.last - sentence.span.first
            if sentence.start_s is not None and sentence.end_s is not None:
                seconds[sentence.part] += max(sentence.end_s - sentence.start_s, 0.0)
    return Star(
        read.is_story,
        sentences,
        present,
        _shares(seconds) if answer.timed else None,
        _shares(words),
    )


def _shares(amounts: Mapping[Part, float]) -> dict[Part, float]:
    total = sum(amounts.values())
    return {part: round(value / total, 3) if total else 0.0 for part, value in amounts.items()}


def score(answer: Answer) -> float:
    """0–100."""
    read = answer.once(story)
    told = sum(worth * read.evidence[part] for part, worth in WORTH.items())
    return told if read.is_story else min(told, 25.0)


_MISSING = {
    Part.SITUATION: ("I did not hear where and when this was.", "Open with one sentence: 'In spring, at my last job, we…'."),
    Part.TASK: ("I did not hear what you were there to do.", "Say your own task: 'My job was to…'."),
    Part.ACTION: ("I did not hear what you did yourself.", "Tell the steps you took: 'First I…, then I…'."),
    Part.RESULT: ("I did not hear how it ended.", "Say what changed: 'before…, after…'."),
}  # fmt: skip


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on the story's shape."""
    read = answer.once(story)
    if not read.is_story:
        yield Finding(
            "star.no-story",
            Verdict.FIX,
            "This tells what you think or usually do, not one time it happened.",
            "Pick one day it happened: 'Last spring, when…, I…'.",
            gain=60.0,
        )
        return
    for part, (message, advice) in _MISSING.items():
        if not read.present[part]:
            yield Finding(
                f"star.no-{part}",
                Verdict.FIX,
                message,
                advice,
                value=round(read.evidence[part], 2),
                gain=WORTH[part] * (1 - read.evidence[part]),
            )


CHECK = Check("star", run, STORIES, measure, score, tuple(
    Rule(name, "…", "…", "…", "…") for name in (
        "star.no-story", "star.no-situation", "star.no-task", "star.no-action", "star.no-result")
))  # fmt: skip
