"""The measuring data beside the project (`../shared/data`), and the project's own spoken answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from interviewer.answer import Answer, plain
from interviewer.model import Part

DATA = Path(__file__).parents[3] / "shared" / "data"
CORPUS = Path(__file__).parents[1] / "corpus"
_LETTERS = {
    "S": Part.SITUATION, "T": Part.TASK, "A": Part.ACTION,
    "R": Part.RESULT, "L": Part.REFLECTION, "O": Part.OTHER,
}  # fmt: skip
_STORIES = frozenset(("story", "part"))
"""Sorts of answers that tell a story, whole or with a part missing."""
_LETTERED = frozenset(("not", "hollow"))
"""Sorts of other answers whose pieces stand after letters all the same."""


@dataclass(frozen=True)
class Told:
    """An answer whose parts are known."""

    name: str
    author: str
    pieces: tuple[tuple[Part, str], ...]
    prose: bool = True
    sort: str = "story"

    @property
    def text(self) -> str:
        """The whole answer."""
        return " ".join(text for _, text in self.pieces)

    @property
    def parts(self) -> set[Part]:
        """The parts it tells."""
        return {part for part, _ in self.pieces}

    def without(self, part: Part) -> Told:
        """The answer with one part left out."""
        return replace(self, pieces=tuple(piece for piece in self.pieces if piece[0] is not part))

    def result_first(self) -> Told:
        """The answer with its first piece of result as a headline, as many people begin."""
        results = [piece for piece in self.pieces if piece[0] is Part.RESULT][:1]
        return replace(self, pieces=(*results, *(one for one in self.pieces if one not in results)))

    def read(self) -> tuple[Answer, list[Part]]:
        """The answer, and the true part of each of its sentences (most words decide)."""
        truth = [part for part, text in self.pieces for _ in text.split()]
        answer = Answer(plain(self.text))
        labels = [max(Part, key=truth[span.first : span.last].count) for span in answer.sentences]
        return answer, labels


def available() -> bool:
    """Whether the measuring data is there."""
    return (DATA / "star_dev.jsonl").exists()


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of `NAME.jsonl`."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def stories() -> list[Told]:
    """Written stories of many authors, labelled by the authors' own headings."""
    return [
        Told(
            row["id"],
            row["repo"],
            tuple((Part(piece["label"]), piece["text"]) for piece in row["segments"]),
            row["register"] == "prose",
        )
        for row in rows("star_dev")
    ]


def own(name: str) -> list[Told]:
    """The project's own spoken stories in `scripts/corpus/NAME.txt`."""
    return [told for told in _blocks(name) if told.sort in _STORIES]


def own_others(name: str) -> list[Told]:
    """The answers in `scripts/corpus/NAME.txt` that tell no story."""
    return [told for told in _blocks(name) if told.sort not in _STORIES]


def _blocks(name: str) -> Iterator[Told]:
    """All answers of a file; one author wrote `NAME.txt` and `NAME_not.txt`."""
    text = (CORPUS / f"{name}.txt").read_text("utf-8")
    author = f"own {name.removesuffix('_not')}"
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.strip().splitlines()
        title, kind = (part.strip() for part in head.split("|"))
        sort, prose = kind.split()[0], kind.endswith("prose")
        yield Told(title, author, tuple(_pieces(lines, sort)), prose, sort)


def _pieces(lines: Iterable[str], sort: str) -> Iterator[tuple[Part, str]]:
    """Parts and their texts; what tells no story has no parts."""
    for line in filter(str.strip, lines):
        if sort in _STORIES:
            yield _LETTERS[line[0]], line[2:]
        else:
            yield Part.OTHER, line[2:] if sort in _LETTERED else line


def dotted(told: Told) -> Told:
    """With a full stop after every piece, as recognisers that punctuate write it."""
    return replace(
        told,
        pieces=tuple(
            (part, text if text[-1] in ".!?" else f"{text}.") for part, text in told.pieces
        ),
    )


def bare(told: Told, chance: Random | None = None) -> Told:
    """As recognisers that do not punctuate write it; with `chance`, fillers and repeats as well."""
    return replace(told, pieces=tuple((part, _bare(text, chance)) for part, text in told.pieces))


def _bare(text: str, chance: Random | None) -> str:
    words: list[str] = []
    for word in re.sub(r"[^\w\s'’%$£€-]|(?<!\w)-+|-+(?!\w)", "", text).lower().split():
        if chance and chance.random() < 0.05:
            words.append(chance.choice(("um", "uh", "like", "you know", "er")))
        if chance and chance.random() < 0.015:
            words.append(word)
        words.append(word)
    return " ".join(words) or "um"
