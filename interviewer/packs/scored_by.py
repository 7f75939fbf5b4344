"""What an answer that was given elsewhere is scored by: its question, kind and rubrics, from their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.errors import UsageError
from interviewer.model import TECHNICAL_KINDS, Kind, Question
from interviewer.output.suggest import require_known
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
    require_known(name, Kind, f"Unknown kind '{name}'", f"Choose one of {', '.join(Kind)}.")
    return Kind(name)


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
        default: the kind, where neither it nor a known question nor a rubric is named.

    Raises:
        UsageError: one of them is unknown, or the answer is not of a kind that rubrics score.
    """
    asked = _question(question.strip())
    chosen = kind_of(kind) if kind else asked.kind if asked and asked.id else default
    if rubrics and chosen not in TECHNICAL_KINDS:
        if kind or (asked and asked.id):
            raise UsageError(
                f"A rubric does not score a {chosen} answer",
                "Leave the rubric out, or name the kind technical.",
            )
        chosen = Kind.TECHNICAL
    names = tuple(rubrics) or (asked.rubrics if asked else ())
    for name in names:
        require_known(name, known_rubrics.load(), f"Unknown rubric '{name}'")
    return ScoredBy(asked and replace(asked, kind=chosen, rubrics=names), chosen, names)


def _question(name: str) -> Question | None:
    """The question of that id, in any pack, or a free one: words with a blank among them are no id."""
    if not name:
        return None
    if " " in name:
        return Question("", Kind.BEHAVIORAL, name)
    pack = catalogue.load_with(name)
    listed = "`interviewer packs questions` lists them."
    require_known(name, pack.questions, f"Unknown question '{name}'", listed)
    return pack.questions[name]
