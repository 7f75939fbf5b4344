"""What a check is, what a rule's page holds, and small helpers that every family uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from interviewer.answer import Answer, paced, plain
from interviewer.answer.scale import ramp
from interviewer.model import TECHNICAL_KINDS, Finding, Kind, Material, Question, Transcript, Word

__all__ = [
    "EXERCISES",
    "SPOKEN",
    "STORIES",
    "Anchor",
    "Check",
    "Example",
    "Rule",
    "ramp",
]

STORIES = frozenset({Kind.BEHAVIORAL})
EXERCISES = TECHNICAL_KINDS
SPOKEN = frozenset(Kind)
"""Everything that is said aloud."""
UNHEARD = "(?)"
"""Ends a word that was hard to hear, in examples."""


@dataclass(frozen=True, slots=True)
class Example:
    """A whole answer that a rule must flag, or must let pass."""

    text: str
    """The words; `[2.5]` among them is a silence of 2.5 seconds (in a timed example), and a word
    that ends in `(?)` was hard to hear."""
    pace: float | None = None
    """Words a minute, which gives the example times; None for an example without times."""
    kind: Kind | None = None
    """What was asked for; None for any kind the check applies to."""
    rubrics: tuple[str, ...] = ()
    """What a technical example is scored by."""
    material: Material | None = None
    """What stood on the screen."""
    question: str = ""
    """What was asked, where it matters."""
    follow_up: str = ""
    """A follow-up to the answer, where its reply matters."""
    gap: str = "always"
    """The gap that the follow-up asks about."""
    reply: str = ""
    """What was replied to it, in an example without times."""

    @property
    def transcript(self) -> Transcript:
        """The example as a transcript, timed when it has a pace."""
        text = f"{self.text} {self.reply}".strip()
        transcript = plain(text) if self.pace is None else paced(text, self.pace)
        if UNHEARD not in self.text:
            return transcript
        return replace(transcript, words=tuple(_with_confidence(word) for word in transcript.words))

    def answer(self, kinds: frozenset[Kind]) -> Answer:
        """The example as an answer, of its own kind or of the first of `kinds`."""
        kind = self.kind or min(kinds)
        question = Question(
            "example", kind, self.question, rubrics=self.rubrics, material=self.material
        )
        asked = question if self.material or self.question else None
        answer = Answer(self.transcript, asked, kind, self.rubrics)
        if not self.reply:
            return answer
        first = len(answer.words) - len(self.reply.split())
        return replace(answer, replies=(first,), asked=(self.gap,), follow_ups=(self.follow_up,))


def _with_confidence(word: Word) -> Word:
    """The word with the recogniser's confidence in it."""
    if word.text.endswith(UNHEARD):
        return replace(word, text=word.text.removesuffix(UNHEARD), probability=0.2)
    return replace(word, probability=0.95)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a check looks for; its text is the rule's page in `interviewer rules`."""

    name: str
    """`family.what`, as in `Finding.rule`."""
    why: str
    good: str
    weak: str
    source: str
    """Where the threshold or the phrases come from."""
    praise: bool = False
    """Whether the rule finds a strength; then `flags` are the good examples."""
    flags: tuple[str | Example, ...] = ()
    """Examples that must be flagged."""
    passes: tuple[str | Example, ...] = ()
    """Examples that must not be flagged."""

    @property
    def examples(self) -> Iterator[tuple[Example, bool]]:
        """Every example, and whether it must be flagged."""
        for items, flagged in ((self.flags, True), (self.passes, False)):
            for item in items:
                yield item if isinstance(item, Example) else Example(item), flagged


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a score of a family sounds like."""

    score: int
    sounds: str


@dataclass(frozen=True, slots=True)
class Check:
    """A named family of rules: pure functions from an answer to what was found in it.

    `run` gives each finding's `gain` in points of the family's own score; `examine` turns it into
    points of the overall score by the family's weight.
    """

    name: str
    run: Callable[[Answer], Iterator[Finding]]
    kinds: frozenset[Kind] = SPOKEN
    measure: Callable[[Answer], object] | None = None
    """The figures behind the findings, as a dataclass (the family's object in the report)."""
    score: Callable[[Answer], float | None] | None = None
    """0–100, or None where the answer gives nothing to score."""
    rules: tuple[Rule, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """What 20, 50, 80 and 95 points sound like."""
    formula: str = ""
    """How the score is made, for the family's page in `interviewer rules`."""
    catalogue: Callable[[], tuple[Rule, ...]] | None = None
    """Rules that are data, read from files when somebody asks for them."""
