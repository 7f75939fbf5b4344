"""Learns how reviewers tell a flaw in code, and how they tell a fix of it.

From the lines of `scripts/corpus/technical/flaws`, one file an author, and from the flaws of the shipped packs in the
field's own words. `scripts/train wording` writes the weights with those of the rubrics.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from interviewer.checks.technical import flaws
from interviewer.model import Flaw
from interviewer.packs import catalogue
from interviewer.settings import paths
from scripts.training import wording

LINES = Path(__file__).parents[1] / "corpus" / "technical" / "flaws"
AUTHORS = tuple(sorted(path.stem for path in LINES.glob("*.txt")))
PARTS = {flaws.FOUND: "found", flaws.FIX: "fix"}


def lines(who: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Kind of flaw, `found`, `fix` or `not`, and the words."""
    for name in who:
        kind = part = ""
        for line in (LINES / f"{name}.txt").read_text("utf-8").splitlines():
            if line.startswith("== "):
                kind, _, part = line[3:].partition(".")
            elif line.strip():
                yield kind, part, line.strip()


def planted() -> Iterator[Flaw]:
    """The flaws of the shipped packs."""
    packs = catalogue.load_all(folders=[paths.shipped_prompts()])
    for pack in packs.values():
        for question in pack.questions.values():
            yield from question.material.flaws if question.material else ()


def examples(part: str, who: Sequence[str]) -> list[wording.Example]:
    """Lines that tell a flaw or its fix, and others that do not.

    Who proposes a fix may well tell the flaw with it, so such a line counts neither way for `found`.
    """
    found = [_example(text, kind, told, part) for kind, told, text in lines(who)]
    for flaw in planted():
        if kind := flaws.told_apart().get(flaw.cwe):
            texts = {"found": (flaw.name, flaw.why, *flaw.says), "fix": (flaw.fix,)}
            for told, some in texts.items():
                found += [_example(text, kind, told, part) for text in some]
    for text in wording.stories():
        found += wording.of_answer("code-review", {"text": text, "covers": {}})
    return found


def _example(text: str, kind: str, told: str, part: str) -> wording.Example:
    tells = frozenset({kind} if told == PARTS[part] else ())
    unsure = frozenset({kind} if told == "fix" and part == flaws.FOUND else ())
    return wording.Example(wording.of_line("code-review", text, tells).words, tells, unsure)


def weights(who: Sequence[str] = AUTHORS) -> dict[str, wording.Concepts]:
    """The weights of both parts."""
    kinds = tuple(sorted(set(flaws.told_apart().values())))
    return {part: wording.fit(examples(part, who), kinds) for part in PARTS}


def train() -> None:
    """Fit, and write into the weights of the rubrics."""
    learned = json.loads(wording.WEIGHTS.read_text("utf-8"))
    wording.write({**learned, **weights()})


if __name__ == "__main__":
    train()
