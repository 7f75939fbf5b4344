"""What a follow-up quotes, in the candidate's own voice: "You said —" *significantly* "— by how much?"."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interviewer.answer.quoted_words import QUOTE, quoted_words
from interviewer.audio.clip import clip, levelled
from interviewer.audio.sound import Sound, read
from interviewer.errors import AudioFileError
from interviewer.model import Transcript

LOUDNESS = 0.08
"""Root mean square of the clip: that of the interviewers' voices."""
LONGEST_S = 8.0
"""A longer stretch is no quote: the times of its words are wrong."""


def spoken_parts(text: str, transcript: Transcript, recording: Path) -> Sequence[str | Sound]:
    """A follow-up in the parts in which it is said: the quote as a clip where it is found, else as it is.

    Args:
        text: the follow-up, its quote in straight quotation marks.
        transcript: what the recording holds.
        recording: the answer that is quoted.
    """
    match, span = QUOTE.match(text), quoted_words(text, transcript.words)
    if match is None or span is None:
        return (text,)
    start, end = transcript.words[span.first].start, transcript.words[span.last - 1].end
    if start is None or end is None or not 0 < end - start <= LONGEST_S:
        return (text,)
    try:
        sound = clip(read(recording), start, end)
    except AudioFileError:
        return (text,)
    lead, rest = match["lead"].strip(" ,"), match["rest"].strip()
    parts = (f"{lead}," if lead else "", levelled(sound, LOUDNESS), rest)
    return tuple(part for part in parts if isinstance(part, Sound) or part)
