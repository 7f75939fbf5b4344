"""Candidates and answers without their names: `P007`, and `P007-2` for that candidate's second answer.

Candidates are numbered by a sum of their names, so that the order of an alphabet tells nothing. The numbers change when
somebody joins.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence


def candidate_labels(candidates: Iterable[str | None], *, names: bool = False) -> dict[str, str]:
    """A candidate's name -> what stands for it; the name itself where `names` are asked for."""
    known = {candidate for candidate in candidates if candidate}
    if names:
        return {candidate: candidate for candidate in known}
    ranked = sorted(known, key=lambda name: hashlib.sha256(name.encode()).digest())
    digits = max(3, len(str(len(ranked))))
    return {name: f"P{number:0{digits}}" for number, name in enumerate(ranked, 1)}


def answer_labels(
    ids: Sequence[str], candidates: Sequence[str | None], *, names: bool = False
) -> list[str]:
    """What stands for each answer: its candidate's label with a number, or a number alone."""
    if names:
        return list(ids)
    labels = candidate_labels(candidates)
    count: Counter[str | None] = Counter()
    found = []
    for candidate in candidates:
        count[candidate or None] += 1
        found.append(
            f"{labels[candidate]}-{count[candidate]}" if candidate else f"A{count[None]:05}"
        )
    return found
