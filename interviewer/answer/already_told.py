"""Has an answer told already what a prepared follow-up asks for, in whatever words?

An interviewer who asks for what was just said has not listened. What a follow-up asks for is read from its own
words, what an answer tells from the words that give it; both are data (`data/cues/already_told.toml`).
"""

from __future__ import annotations

from interviewer.answer import Answer, plain
from interviewer.answer.cue_phrases import lexicon


def already_told(answer: Answer, probe: str) -> bool:
    """Whether the words of a follow-up ask for known things, and the answer tells every one of them."""
    wanted = {
        hit.label for hit in lexicon("already_told", "asks").find(Answer(plain(probe)).tokens)
    }
    told = {hit.label for hit in lexicon("already_told", "tells").find(answer.tokens)}
    return bool(wanted) and wanted <= told
