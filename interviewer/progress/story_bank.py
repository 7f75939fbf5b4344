"""Answers -> the story bank: which story each one tells, and where it was told before.

Two answers tell the same story when they share the words that hardly any other story has. Each
content word weighs by how rare it is in the candidate's own answers (and a little list of words that
every story at work has weighs less from the start); the likeness of two answers is the cosine of
these weights, and words of the questions are left out. On 178 written stories by 22 authors, eight
of 15,753 pairs are that alike, and all eight are one story told twice; of ten retellings written for
the tests, nine are known (`python -m scripts.evaluation.retellings`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log, sqrt

from interviewer.answer.stems import stems_of
from interviewer.history.index import AnswerRow
from interviewer.settings import paths

SAME = 0.33
"""Likeness from which two answers tell the same story."""
SAME_QUESTION = 0.22
"""The same for two answers to one question, where a retelling is the likelier explanation."""
BACKGROUND = 30
"""Stories that everybody has in mind beside the candidate's own, so that a few answers suffice."""

CROWD = 40
"""A word that so many stories share tells none of them apart; looking at all of them takes long."""
PRACTICE = frozenset({"drill", "warm-up"})
"""Plans that are no interviews."""

USUAL = stems_of(paths.data("progress/story_words.toml")["usual"])
"""Stems that stories at work have in common."""
USUAL_IN, RARE_IN = 6.0, 0.5
"""In how many of the stories that everybody has in mind a usual and any other word occurs."""


@dataclass(frozen=True, slots=True)
class BankedStory:
    """One story, and every time it was told, oldest first."""

    number: int
    """1 for the story told last."""
    tellings: tuple[AnswerRow, ...]

    @property
    def best(self) -> AnswerRow:
        """The telling with the highest score; the later one of equals."""
        return max(self.tellings, key=lambda entry: (entry.score or 0.0, entry.attempt.started))

    @property
    def last_telling_at(self) -> datetime:
        """When it was told last."""
        return self.tellings[-1].attempt.started

    @property
    def opening(self) -> str:
        """How the best telling begins."""
        return self.best.opening

    @property
    def serves(self) -> tuple[str, ...]:
        """Competencies it was told for, the most frequent first, then those it touches."""
        competencies = Counter(entry.attempt.competency for entry in self.tellings)
        also = Counter(name for entry in self.tellings for name in entry.also)
        return tuple(
            dict.fromkeys(
                name for name, _ in (*competencies.most_common(), *also.most_common()) if name
            )
        )

    @property
    def questions(self) -> tuple[str, ...]:
        """Questions it answered, in the order of their first time."""
        return tuple(dict.fromkeys(entry.attempt.question for entry in self.tellings))


@dataclass(frozen=True, slots=True)
class Repeat:
    """A story that answered different questions of one interview: interviewers compare notes."""

    story: BankedStory
    tellings: tuple[AnswerRow, ...]
    """One for each question, in the order told; two or more."""


def stories(entries: Iterable[AnswerRow]) -> tuple[BankedStory, ...]:
    """The story bank, the story told last first. Answers that tell no story are left out."""
    with_story = [entry for entry in entries if entry.keys]
    weights = weights_of([entry.keys for entry in with_story])
    groups = sorted(_groups(with_story, weights), key=lambda group: group[-1].attempt.started)
    return tuple(
        BankedStory(number, tuple(group)) for number, group in enumerate(reversed(groups), 1)
    )


def repeats(bank: Iterable[BankedStory]) -> tuple[Repeat, ...]:
    """Stories told to several questions of one interview, the latest first.

    Sittings of one on-site loop are one interview. Drills are none: there, retelling is the point.
    """
    found = [
        Repeat(story, tellings)
        for story in bank
        for tellings in _by_interview(story)
        if len(tellings) > 1
    ]
    return tuple(
        sorted(found, key=lambda repeat: repeat.tellings[-1].attempt.started, reverse=True)
    )


def _by_interview(story: BankedStory) -> Iterator[tuple[AnswerRow, ...]]:
    """The tellings of a story by interview, the first at each question."""
    interviews: dict[tuple[str, ...], dict[str, AnswerRow]] = defaultdict(dict)
    for entry in story.tellings:
        if entry.attempt.plan not in PRACTICE:
            interviews[interview_of(entry)].setdefault(entry.attempt.question, entry)
    yield from (tuple(answers.values()) for answers in interviews.values())


def interview_of(entry: AnswerRow) -> tuple[str, ...]:
    """What belongs to one interview: sittings of one name and seed, or else one session."""
    name, _, sitting = entry.attempt.plan.rpartition("-")
    return (name, str(entry.attempt.seed)) if sitting.isdecimal() else (entry.session,)


# --- the same story -----------------------------------------------------------------------------


def weights_of(answers: Sequence[frozenset[str]]) -> dict[str, float]:
    """The square of each stem's weight, by how rare it is in these answers."""
    known = Counter(stem for keys in answers for stem in keys)
    size = len(answers) + BACKGROUND
    return {
        stem: log(1 + size / (count + (USUAL_IN if stem in USUAL else RARE_IN))) ** 2
        for stem, count in known.items()
    }


def likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """The cosine of two answers' weighted stems, 0 to 1."""
    both, *each = (sum(weights[stem] for stem in keys) for keys in (one & other, one, other))
    return both / sqrt(each[0] * each[1]) if both else 0.0


def _groups(entries: Sequence[AnswerRow], weights: Mapping[str, float]) -> list[list[AnswerRow]]:
    """Answers in order, each beside the most similar earlier story or as a story of its own."""
    groups: list[list[AnswerRow]] = []
    shape: list[tuple[frozenset[str], float]] = []
    holders: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        weight = sum(weights[stem] for stem in entry.keys)
        shared: dict[int, float] = defaultdict(float)
        for stem in entry.keys:
            if len(holders[stem]) <= CROWD:
                for group in holders[stem]:
                    shared[group] += weights[stem]
        best = max(
            (
                (common / sqrt(weight * shape[group][1]) / _needed(entry, groups[group][-1]), group)
                for group, common in shared.items()
            ),
            default=(0.0, -1),
        )
        likeness, at = best
        if likeness < 1:
            at = len(groups)
            groups.append([])
            shape.append((frozenset(), 0.0))
        groups[at].append(entry)
        for stem in shape[at][0] - entry.keys:
            holders[stem].discard(at)
        for stem in entry.keys:
            holders[stem].add(at)
        shape[at] = (entry.keys, weight)
    return groups


def _needed(entry: AnswerRow, latest: AnswerRow) -> float:
    return SAME_QUESTION if entry.attempt.question == latest.attempt.question else SAME
