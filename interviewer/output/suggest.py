"""What somebody probably meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from interviewer.errors import InterviewerError, UsageError


def did_you_mean(wanted: str, known: Iterable[str], otherwise: str = "") -> str:
    """`Did you mean a, b?` with at most three names that come close, else `otherwise`."""
    by_folded = {name.casefold(): name for name in known}
    folded = wanted.casefold()
    longer = [name for name in sorted(by_folded) if folded and name.startswith(folded)]
    close = get_close_matches(folded, by_folded, 3, 0.6) or longer[:3]
    return f"Did you mean {' or '.join(by_folded[name] for name in close)}?" if close else otherwise


def require_known(
    name: str,
    known: Iterable[str],
    problem: str,
    otherwise: str = "",
    error: type[InterviewerError] = UsageError,
) -> None:
    """Refuse a name that is not among the known ones.

    Raises:
        InterviewerError: `error` with the problem, and what was probably meant, `otherwise`, or all there are.
    """
    names = list(known)
    if name not in names:
        listed = otherwise or f"There are {', '.join(names)}."
        raise error(problem, did_you_mean(name, names, listed))
