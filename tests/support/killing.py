"""An interview that is about to be killed: three short answers from the real microphone.

Run by test_nothing_lost as a process of its own. Each answer ends by a key after a second; the third
goes on until the end comes. How much has been heard is printed as it is. A scripted recogniser stands
in for Whisper, which has no part in what is on disk.
"""

from __future__ import annotations

import sys
from pathlib import Path

from interviewer.audio.sources import Microphone
from interviewer.errors import StoreError
from interviewer.interview.loop import Conduct, Interview
from interviewer.interview.resume import find
from interviewer.interview.screen.view import State, Status
from interviewer.model import FollowUp, Question, Reply, Session, Turn
from interviewer.speak import Speaker, open_voice
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import plan, question

ANSWER_S = 1.0


class Printed:
    """A screen that says which answer is being heard, and how much of it there is."""

    def __init__(self) -> None:
        self.number = 0
        self.seconds = 0.0

    def opening(self, session: Session, folder: Path | None) -> None:
        """Nothing to say."""

    def says(self, text: str) -> None:
        """Nothing to say."""

    def asks(
        self, question: Question, number: int, total: int, *, follow_up: FollowUp | None
    ) -> None:
        """Remember which question it is."""
        assert question
        assert total
        assert not follow_up
        self.number = number

    def shows(self, status: Status) -> None:
        """Print how much was heard."""
        if status.state is State.LISTENING:
            self.seconds = status.seconds
            sys.stdout.write(f"{self.number} {status.seconds:.3f}\n")
            sys.stdout.flush()

    def shows_answer(self, answer: Turn | Reply) -> None:
        """Print that an answer is finished."""
        assert answer.audio
        sys.stdout.write(f"finished {self.number}\n")
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """Nothing to say."""

    def still(self) -> None:
        """Nothing moves."""

    def press(self) -> str | None:
        """A key a second into the first two answers; after a killing, into every answer."""
        mine = self.number < 3 or len(sys.argv) > 3
        if mine and self.seconds > ANSWER_S:
            self.seconds = 0.0
            return "\n"
        return None


def main() -> None:
    """Hold it, or go on with it."""
    microphone, root = sys.argv[1], Path(sys.argv[2])
    screen = Printed()
    try:
        unfinished = find(root=root) if len(sys.argv) > 3 else None
    except StoreError as error:
        sys.exit(str(error))
    asked = unfinished.session.plan if unfinished else plan(*map(question, ("one", "two", "three")))
    Interview(
        asked,
        Speaker(open_voice("silent")),
        lambda _question, _follow_up: Microphone(microphone),
        Scripted,
        screen,
        Conduct(follow_ups=0),
        press=screen.press,
    ).run(root, unfinished)


if __name__ == "__main__":
    main()
