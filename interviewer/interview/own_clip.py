"""What a follow-up quotes, in the candidate's own voice: "You said —" *significantly* "— by how much?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from interviewer.audio.clip import clip, levelled
from interviewer.audio.sound import Sound, read
from interviewer.errors import AudioFileError
from interviewer.model import Transcript, Word

LOUDNESS = 0.08
"""Root mean square of the clip: that of the interviewers' voices."""
LONGEST_S = 8.0
"""A longer stretch is no quote: the times of its words are wrong."""

_QUOTE = re.compile(r'^(?P<lead>[^"]*)"(?P<quote>[^"]+)"[.:,]?\s*(?P<rest>.*)$')


def said(text: str, transcript: Transcript, recording: Path) -> Sequence[str | Sound]:
    """A follow-up in the parts in which it is said: the quote as a clip where it is found, else as it is.

    Args:
        text: the follow-up, its quote in straight quotation marks.
        transcript: what the recording holds.
        recording: the answer that is quoted.
    """
    match = _QUOTE.match(text)
    if match is None:
        return (text,)
    words = _found(match["quote"], transcript.words)
    if not words or words[0].start is None or words[-1].end is None:
        return (text,)
    start, end = words[0].start, words[-1].end
    if not 0 < end - start <= LONGEST_S:
        return (text,)
    try:
        sound = clip(read(recording), start, end)
    except AudioFileError:
        return (text,)
    lead, rest = match["lead"].strip(" ,"), match["rest"].strip()
    parts = (f"{lead}," if lead else "", levelled(sound, LOUDNESS), rest)
    return tuple(part for part in parts if isinstance(part, Sound) or part)


def _found(quote: str, words: Sequence[Word]) -> Sequence[Word]:
    """The words of a quote where they were said last; nothing when they were not said so."""
    wanted = [_plain(word) for word in quote.split()]
    spoken = [_plain(word.text) for word in words]
    for first in range(len(words) - len(wanted), -1, -1):
        if spoken[first : first + len(wanted)] == wanted:
            return words[first : first + len(wanted)]
    return ()


def _plain(word: str) -> str:
    return re.sub(r"[^\w']", "", word.lower())
