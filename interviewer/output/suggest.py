"""What somebody probably meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(wanted: str, known: Iterable[str], otherwise: str = "") -> str:
    """`Did you mean a, b?` with at most three names that come close, else `otherwise`."""
    by_folded = {name.casefold(): name for name in known}
    folded = wanted.casefold()
    longer = [name for name in sorted(by_folded) if folded and name.startswith(folded)]
    close = get_close_matches(folded, by_folded, 3, 0.6) or longer[:3]
    return f"Did you mean {' or '.join(by_folded[name] for name in close)}?" if close else otherwise
