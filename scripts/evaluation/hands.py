"""Spoken answers by independent hands, labelled twice by one guide: `scripts/corpus/hands`.

A file a writer. Each answer names its style, its kind, its quality (1 to 5) and who did the steps, then
the question, its clauses by part of the story, and what a good coach would say of it and ask next.
`<letter>.second.txt` holds the labels of somebody who saw only question and text. `EXAM` is measured
and never learned from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from interviewer.model import Part

HANDS = Path(__file__).parents[1] / "corpus" / "hands"
SHARED = Path(__file__).parents[3] / "shared" / "data"
LEARNED, EXAM = "pqrtuv", "xy"
GAPS = (
    "no-story hollow off-question no-situation no-task no-action no-result no-number no-baseline"
    " vague we no-reflection no-alternatives long-setup rambling"
).split()
"""What can be missing or wrong; `docs/labels.md` says what counts."""
STORIES = frozenset(("story", "off-question"))
_LETTERS = {
    "S": Part.SITUATION, "T": Part.TASK, "A": Part.ACTION,
    "R": Part.RESULT, "L": Part.REFLECTION, "O": Part.OTHER,
}  # fmt: skip


@dataclass(frozen=True)
class Labels:
    """What one labeller would tell the candidate, and ask next."""

    gaps: frozenset[str]
    fixes: tuple[str, ...]
    """At most three gaps, most useful first."""
    ask: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    """Words that `no-baseline` and `vague` are about."""


@dataclass(frozen=True)
class Labelled:
    """An answer and what two labellers say of it."""

    name: str
    author: str
    question: str
    text: str
    one: Labels
    two: Labels
    kind: str = ""
    quality: float | None = None
    ownership: str | None = None
    pieces: tuple[tuple[Part, str], ...] = ()
    metrics: tuple[str, ...] = ()
    not_metrics: tuple[str, ...] = ()

    @property
    def either(self) -> frozenset[str]:
        """Gaps that one of the two names."""
        return self.one.gaps | self.two.gaps

    @property
    def needed(self) -> frozenset[str]:
        """What both would tell: the first two of one labeller, if the other tells them too."""
        return frozenset(self.one.fixes[:2]) & frozenset(self.two.fixes)

    @property
    def excellent(self) -> bool:
        """Whether neither would change anything."""
        return not self.one.fixes and not self.two.fixes


@cache
def hand(letter: str) -> tuple[Labelled, ...]:
    """All answers of one writer."""
    second = {head[0]: (head, lines) for head, lines in _blocks(f"{letter}.second")}
    return tuple(_labelled(letter, head, lines, second) for head, lines in _blocks(letter))


def hands(letters: str = LEARNED) -> tuple[Labelled, ...]:
    """All answers of some writers."""
    return tuple(one for letter in letters for one in hand(letter))


@cache
def released() -> tuple[Labelled, ...]:
    """The measuring data beside the project, where it is there: answers of many other people."""
    if not (SHARED / "advice_dev.jsonl").exists():
        return ()
    spoken = {row["id"]: row for row in _rows("spoken_dev")}
    return tuple(_released(row, spoken.get(row["id"])) for row in _rows("advice_dev"))


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (SHARED / f"{name}.jsonl").open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _released(row: Mapping[str, Any], spoken: Mapping[str, Any] | None) -> Labelled:
    known = spoken or {}
    return Labelled(
        row["id"],
        re.sub(r"[^a-z].*", "", row["id"]),
        row["question"] or "",
        row["text"],
        _from_json(row["one"]),
        _from_json(row["two"]),
        quality=known.get("quality"),
        ownership=known.get("ownership"),
        pieces=tuple((Part(one["part"]), one["text"]) for one in known.get("sentences", ())),
        metrics=tuple(known.get("metrics", ())),
        not_metrics=tuple(known.get("not_metrics", ())),
    )


def _from_json(labels: Mapping[str, Any]) -> Labels:
    return Labels(
        frozenset(name for name, value in labels["gaps"].items() if value),
        tuple(labels["fixes"]),
        tuple(labels["ask"]),
        {name: tuple(labels["gaps"].get(name) or ()) for name in ("no-baseline", "vague")},
    )


def _blocks(name: str) -> Iterator[tuple[list[str], list[str]]]:
    """Heads (split at bars) and lines of a file."""
    text = (HANDS / f"{name}.txt").read_text("utf-8")
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.strip().splitlines()
        yield [part.strip() for part in head.split("|")], lines


def _labelled(
    author: str,
    head: Sequence[str],
    lines: Sequence[str],
    second: Mapping[str, tuple[list[str], list[str]]],
) -> Labelled:
    name, _, kind, quality, ownership = head
    other_head, other = second[name]
    talk = "talk" in {kind, other_head[1]}  # the question asks for no story
    qualities = [float(quality), float(other_head[2])]
    pieces = tuple(
        (_LETTERS[line[0]], line[2:].strip())
        for line in lines
        if line[:1] in _LETTERS and line[1:2] == " " and line[2:].strip()
    )
    question = next(line[2:].strip() for line in lines if line.startswith("? "))
    return Labelled(
        name,
        author,
        question,
        " ".join(text for _, text in pieces),
        _labels(lines, talk=talk),
        _labels(other, talk=talk),
        "talk" if talk else kind,
        sum(qualities) / 2,
        ownership,
        pieces,
        _listed(lines, "metrics"),
        _listed(lines, "not-metrics"),
    )


def _labels(lines: Sequence[str], *, talk: bool) -> Labels:
    gaps = frozenset(_names(lines, "gaps")) & frozenset(GAPS)
    return Labels(
        gaps - {"no-story"} if talk else gaps,
        tuple(name for name in _names(lines, "fixes") if name in GAPS),
        tuple(_names(lines, "ask")),
        {"no-baseline": _listed(lines, "baseline"), "vague": _listed(lines, "vague")},
    )


def _field(lines: Sequence[str], name: str) -> str:
    return next((line.partition(":")[2] for line in lines if line.startswith(f"{name}:")), "")


def _listed(lines: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _field(lines, name).split(";") if part.strip())


def _names(lines: Sequence[str], name: str) -> Iterator[str]:
    return (part.strip() for part in re.split("[,;]", _field(lines, name)) if part.strip())
