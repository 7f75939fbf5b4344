"""Where the words that a follow-up quotes were said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.model import Span, Word

QUOTE = re.compile(r'^(?P<lead>[^"]*)"(?P<quote>[^"]+)"[.:,]?\s*(?P<rest>.*)$')
"""A follow-up with a quote: what leads to it, the quote, and what is asked about it."""


def quoted_words(text: str, words: Sequence[Word]) -> Span | None:
    """Where the quote in a follow-up was said last; None without a quote, or where it was not said so."""
    match = QUOTE.match(text)
    wanted = [_plain(word) for word in match["quote"].split()] if match else []
    spoken = [_plain(word.text) for word in words]
    for first in range(len(words) - len(wanted), -1, -1):
        if wanted and spoken[first : first + len(wanted)] == wanted:
            return Span(first, first + len(wanted))
    return None


def _plain(word: str) -> str:
    return re.sub(r"[^\w']", "", word.lower())
