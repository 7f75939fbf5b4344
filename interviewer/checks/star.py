"""Is it a story, and are its four parts told?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Anchor, Check, Rule
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
    words = dict.fromkeys(STAR, 0.0)
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
    """0–100: the parts told, by worth (15, 15, 40, 30); at most 25 when it is no story."""
    read = answer.once(story)
    told = sum(worth * read.evidence[part] for part, worth in WORTH.items())
    return told if read.is_story else min(told, 25.0)


_MISSING = {
    Part.SITUATION: (
        "I did not hear where and when this was.",
        "Open with one sentence: 'Last spring, at my last job, we had…'.",
    ),
    Part.TASK: (
        "I did not hear what you yourself were there to do. Did you say it?",
        "Say your own task in a sentence: 'My job was to…'.",
    ),
    Part.ACTION: (
        "I did not hear the steps that you took yourself.",
        "Tell them one by one: 'First I…, then I…'.",
    ),
    Part.RESULT: (
        "I did not hear how it ended.",
        "Close with what changed: 'As a result, … went from … to …'.",
    ),
}


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on the story's shape."""
    read = answer.once(story)
    if not read.is_story:
        yield Finding(
            "star.no-story",
            Verdict.FIX,
            "This tells what you think or usually do, not one time it happened.",
            "Pick one time it happened and tell that: 'Last spring, when…, I…'.",
            tuple(sentence.span for sentence in read.sentences[:1]),
            round(read.story, 2),
            gain=60.0,
        )
        return
    for part, (message, advice) in _MISSING.items():
        if not read.present[part]:
            yield Finding(
                f"star.no-{part}",
                Verdict.ASK if part is Part.TASK else Verdict.FIX,
                message,
                advice,
                value=round(read.evidence[part], 2),
                gain=WORTH[part] * (1 - read.evidence[part]),
            )


_STORY = (
    "Last spring our nightly build kept failing. My job was to find out why. I read two weeks of"
    " logs, I wrote a script that grouped the failures, and I found one full disk. As a result"
    " failures dropped from fourteen a month to one. I learned to look at the disk first."
)

_WITHOUT = {
    Part.SITUATION: "My job was to find out why. I read the logs and I found one full disk. As a"
    " result failures dropped to one.",
    Part.TASK: "Last year the build at our shop kept failing. I read the logs and I found one full"
    " disk. As a result failures dropped to one.",
    Part.ACTION: "Last year there was a build that kept failing at our shop. My job was to find out"
    " why. As a result failures dropped to one.",
    Part.RESULT: "Last year there was a build that kept failing. My job was to find out why. I read"
    " the logs, then I wrote a script.",
}

_PAGES = {
    Part.SITUATION: (
        "Without a place and a time the listener cannot picture what follows.",
        "One or two sentences: when, where, what was wrong. About 15 % of the time.",
        "Starting in the middle, or three minutes of background.",
    ),
    Part.TASK: (
        "It says what was yours to do, and so what the rest is measured by.",
        "'I was asked to…', 'my goal was…'. About 10 % of the time.",
        "Going from the problem straight to the fix.",
    ),
    Part.ACTION: (
        "It is what you are hired for: about 60 % of the answer.",
        "Your own steps in order, with reasons.",
        "'Then it was fixed.'",
    ),
    Part.RESULT: (
        "Most spoken answers never say how it ended, and the listener writes down nothing.",
        "What changed, with before and after. About 15 % of the time.",
        "Stopping after the last step.",
    ),
}

_SOURCE = (
    "Shares: about 15/10/60/15, agreed on by several published coaching guides. Of 62 real"
    " interviews 23 % of answers were stories (Bangerter, Corvalan & Cavin 2014)."
)

_RULES = (
    Rule(
        "star.no-story",
        why="Asked for a time when…, most people say what they always do. One past episode is proof.",
        good="'Last spring, when our build kept failing, I…'",
        weak="'I always make sure that…', 'I would…'",
        source=_SOURCE,
        flags=(
            "I always make sure that everyone is heard. I usually talk to people first.",
            "I would talk to the team. I think it depends on the situation.",
        ),
        passes=(_STORY,),
    ),
    *(
        Rule(f"star.no-{part}", *_PAGES[part], _SOURCE, flags=(_WITHOUT[part],), passes=(_STORY,))
        for part in STAR
    ),
)

CHECK = Check(
    "star",
    run,
    STORIES,
    measure,
    score,
    _RULES,
    (
        Anchor(20, "An opinion or a habit, or one part of a story."),
        Anchor(50, "A story with two of its parts missing, often task and result."),
        Anchor(80, "A story in which one small part has to be guessed."),
        Anchor(95, "Where, what for, what you did, how it ended: all said."),
    ),
)
