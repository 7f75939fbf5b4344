"""What is shown to others names nobody: in words, in findings, and in the sound."""

from __future__ import annotations

from dataclasses import replace

from interviewer.answer import paced
from interviewer.checks.turn import scored
from interviewer.debrief.build import session_debrief
from interviewer.debrief.exports import EXPORTS
from interviewer.debrief.redact import redacted, silences
from interviewer.model import Note
from tests.support.examples import STARTED, reply, session, turn

SAID = (
    "At Initech I called Maria Gonzalez, write to her at maria@initech.com. We cut it from 14 to"
    " two incidents. Initech was glad, and Maria's team too. I told the security team on Monday."
)
SECRETS = ("Initech", "Maria", "Gonzalez", "maria@", "14", "two")


def test_names_numbers_and_addresses_are_hidden_everywhere() -> None:
    """In every form of export, follow-ups included."""
    shown = session(
        scored(turn(transcript=paced(SAID), follow_ups=(reply(paced("Maria did, not Initech.")),))),
        notes=(Note("ask Maria", STARTED),),
    )
    debrief = session_debrief(redacted(shown))
    for make in EXPORTS.values():
        for text in make(debrief).values():
            said = text.split("<style>")[0] + text.split("</style>")[-1]
            assert not [secret for secret in SECRETS[:4] if secret in said]
    words = debrief.answers[0].turn.transcript.text
    assert not [secret for secret in SECRETS if secret in words.split()]
    assert "I told the security team on Monday." in words


def test_the_sound_is_silenced_where_they_are_spoken() -> None:
    """Words keep their times, so that the places are known."""
    said = redacted(session(replace(turn(transcript=paced(SAID)), audio="01.flac")))
    (parts,) = silences(said).values()
    hidden = [word for word in said.turns[0].transcript.words if "[" in word.text]
    assert [(part.start, part.end) for part in parts] == [(w.start, w.end) for w in hidden]
    assert len(parts) >= 7
