"""What an answer that was given elsewhere is scored by: its question, kind and rubrics, from their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.errors import UsageError
from interviewer.model import Kind, Question
from interviewer.output.suggest import did_you_mean
from interviewer.packs import catalogue
from interviewer.packs import rubrics as known_rubrics

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class ScoredBy:
    """What decides how an answer is scored."""

    question: Question | None
    kind: Kind
    rubrics: tuple[str, ...]

    def complete(self) -> ScoredBy:
        """The same, after making sure that it is enough.

        Raises:
            UsageError: there is nothing to score a technical answer by.
        """
        if self.kind is Kind.TECHNICAL and not self.rubrics:
            raise UsageError(
                "Nothing to score a technical answer by",
                f"Name a rubric ({', '.join(known_rubrics.load())}) or a question.",
            )
        return self


def is_id(question: str) -> bool:
    """Whether a question is named by its id: words of small letters joined by hyphens."""
    return bool(_ID.fullmatch(question))


def kind_of(name: str) -> Kind:
    """The kind of that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return Kind(name)
    except ValueError:
        known = f"Choose one of {', '.join(Kind)}."
        raise UsageError(f"Unknown kind '{name}'", did_you_mean(name, Kind, known)) from None


def scored_by(
    question: str = "",
    kind: str = "",
    rubrics: Sequence[str] = (),
    default: Kind = Kind.BEHAVIORAL,
) -> ScoredBy:
    """Question, kind and rubrics; a known question brings the two others where nobody names them.

    Args:
        question: its id, or its words.
        kind: by its name.
        rubrics: by their names.
        default: the kind, where neither it nor a known question is named.

    Raises:
        UsageError: one of them is unknown.
    """
    asked = _question(question.strip())
    chosen = kind_of(kind) if kind else asked.kind if asked and asked.id else default
    names = tuple(rubrics) or (asked.rubrics if asked else ())
    known = known_rubrics.load()
    for name in names:
        if name not in known:
            remedy = did_you_mean(name, known, f"There are {', '.join(known)}.")
            raise UsageError(f"Unknown rubric '{name}'", remedy)
    return ScoredBy(asked and replace(asked, kind=chosen, rubrics=names), chosen, names)


def _question(name: str) -> Question | None:
    """The question of that id, in any pack, or a free one: words with a blank among them are no id."""
    if not name:
        return None
    if " " in name:
        return Question("", Kind.BEHAVIORAL, name)
    pack = catalogue.load_with(name)
    if name not in pack.questions:
        listed = "`interviewer packs questions` lists them."
        raise UsageError(f"Unknown question '{name}'", did_you_mean(name, pack.questions, listed))
    return pack.questions[name]
