"""A session with everything that a debrief can have in it, and with what it must survive."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from interviewer.answer import paced, plain
from interviewer.audio import sound
from interviewer.audio.recorded_candidate import shipped
from interviewer.checks.turn import scored
from interviewer.history import store
from interviewer.model import Kind, Question, Reply, Session, Transcript, Turn
from interviewer.packs import catalogue
from tests.support.examples import STARTED, plan, recording

HOSTILE = (
    "<script>window.hacked=1</script> \"><img src=x onerror=window.hacked=1> ' onclick='hack()"
    " </style><style>*{display:none}</style> {{7*7}} javascript:hack() \u202eesrever\u202c"
    " \u0627\u0644\u0633\u0644\u0627\u0645 \x00\x07\x1b[31mred \ud800 &lt;b&gt; --> ]]> \u2066x"
)
"""Words that try to be something else."""

REVIEW = (
    "Line twenty five is a command injection, the name goes into a shell and an attacker can run"
    " anything. I would pass a list of arguments instead of a string. [2.5] Then there is a path"
    " traversal, the name of the file is not checked, so dot dot slash leaves the folder."
)


def heard(folder: Path, question: str, ending: str = "", *, name: str) -> Turn:
    """A recorded candidate's answer: its sound, and its script spread evenly over it."""
    source = shipped("weak") / f"{question}{ending}.flac"
    shutil.copy(source, folder / name)
    seconds = sound.read(source).duration
    text = source.with_suffix(".txt").read_text("utf-8")
    transcript = replace(paced(text, 60 * len(text.split()) / seconds), duration=seconds)
    first, second = transcript.words[2], transcript.words[5]
    unsure = (replace(first, probability=0.2), replace(second, probability=0.9))
    words = (*transcript.words[:2], unsure[0], *transcript.words[3:5], unsure[1])
    transcript = replace(transcript, words=(*words, *transcript.words[6:]))
    return Turn(catalogue.load().questions[question], transcript, audio=name)


def whole(folder: Path) -> Session:
    """An answer with a follow-up, a code review, typed, lost, hostile and skipped ones."""
    story = heard(folder, "earn-trust-mistake", name="01-earn-trust.flac")
    more = heard(folder, "earn-trust-mistake", ".follow-up", name="01-earn-trust.follow-up.flac")
    probe = story.question.follow_ups[0]
    review = Turn(
        catalogue.load().questions["review-python-thumbnails"],
        paced(REVIEW, 150),
        audio="02-review.flac",
    )
    recording(folder / "02-review.flac", review.transcript.duration or 0)
    upload = heard(folder, "threat-model-file-upload", name="03-upload.flac")
    typed = Turn(Question("dive-deep", Kind.BEHAVIORAL, "Typed?"), plain("I always typed it all."))
    lost = replace(story, audio="05-lost.flac", attempt=2)
    odd = Question("odd<b>", Kind.BEHAVIORAL, HOSTILE, competency="<i>", strong=(HOSTILE,))
    hostile = Turn(odd, paced(HOSTILE, 150), audio='"><script>hack()</script>.flac')
    skipped = Turn(story.question, Transcript((), 0.0), audio=None, ended="skipped")
    turns = tuple(
        scored(turn)
        for turn in (
            replace(story, follow_ups=(Reply(probe, more.transcript, more.audio),)),
            *(review, upload, typed, lost, hostile, skipped),
        )
    )
    return Session(STARTED, plan(*(turn.question for turn in turns)), turns, finished=True)


def kept(root: Path) -> tuple[Path, Session]:
    """Such a session in a folder of its own, with an older one kept beside it."""
    folder, old = root / "new", root / "old"
    for path in (folder, old):
        path.mkdir(parents=True)
    session = whole(folder)
    store.Folder(folder).save(_writable(session))
    store.Folder(old).save(_writable(replace(session, started=STARTED - timedelta(days=3))))
    return folder, session


def _writable(session: Session) -> Session:
    """The session without halves of characters, which no file can hold."""
    odd = session.turns[5]
    question = replace(odd.question, text=odd.question.text.replace("\ud800", ""), strong=())
    words = tuple(
        replace(word, text=word.text.replace("\ud800", "")) for word in odd.transcript.words
    )
    mended = replace(odd, question=question, transcript=replace(odd.transcript, words=words))
    rounds = tuple(replace(part, questions=()) for part in session.plan.rounds)
    return replace(
        session,
        turns=(*session.turns[:5], mended, *session.turns[6:]),
        plan=replace(session.plan, rounds=rounds),
    )
