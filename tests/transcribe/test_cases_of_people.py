"""Transcripts of other people's making, where they lie beside the project: each gives the candidate's words."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from interviewer.transcribe import transcript_files

CASES = Path(__file__).parents[2].parent / "shared" / "cases"
WANTED = CASES / "candidate_only.txt"
FILES = sorted(
    path
    for path in CASES.glob("[01][0-9]*/*")
    if path.name != "expected.txt" and not path.parent.name.startswith(("17", "18"))
)


def plain(text: str) -> list[str]:
    """Words without punctuation."""
    return [word.strip(".,?") for word in text.lower().split()]


@pytest.mark.skipif(not WANTED.exists(), reason="no such transcripts here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_only_the_candidates_words_are_read(path: Path) -> None:
    """Those of the dialogue that most of them hold."""
    if b"expired" not in path.read_bytes():
        pytest.skip("another dialogue")
    words = plain(transcript_files.read(path).transcript.text)
    assert SequenceMatcher(None, plain(WANTED.read_text()), words, autojunk=False).ratio() > 0.93
