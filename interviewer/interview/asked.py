"""What the candidate is to answer next, and the value that its answer becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from interviewer.model import English, FollowUp, Question, Reply, Transcript, Turn

FOLLOW_UP_LIMIT_S = 120.0
"""Where the answer to a follow-up is stopped."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the candidate is to answer: a question of the plan, or a follow-up to its answer."""

    of: Question
    """The question of the plan."""
    number: int
    """Its place in the plan, from 1."""
    attempt: int = 1
    after: Turn | None = None
    """The answer that is followed up."""
    follow_up: FollowUp | None = None
    english: English = English.FIRST
    """Of the candidate, as in `Transcript`."""

    @property
    def question(self) -> Question:
        """The question in the words that are spoken, with the limit of this answer."""
        if self.follow_up is None:
            return self.of
        return replace(self.of, text=self.follow_up.text, limit_s=FOLLOW_UP_LIMIT_S)

    @property
    def file_name(self) -> str:
        """File name of the answer's recording, without suffix."""
        name = f"{self.number:02}-{re.sub(r'[^a-z0-9.]+', '-', self.of.id.lower()).strip('-')}"
        if self.after:
            place = len(self.after.follow_ups) + 1
            name += f".follow-up{f'-{place}' if place > 1 else ''}"
        return f"{name}-{self.attempt}" if self.attempt > 1 else name

    def answered(self, transcript: Transcript, audio: str | None, ended: str = "") -> Turn | Reply:
        """That answer, as far as it is known."""
        transcript = replace(transcript, english=self.english)
        if self.follow_up:
            return Reply(self.follow_up, transcript, audio, ended)
        return Turn(self.of, transcript, audio, ended=ended, attempt=self.attempt)
