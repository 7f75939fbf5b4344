"""A saved session, changed: words corrected, transcribed again, re-scored, noted. The audio never is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

from interviewer import __version__, transcribe
from interviewer.answer import Answer
from interviewer.audio import sound
from interviewer.checks.turn import retranscribed, scored
from interviewer.errors import InterviewerError, StoreError
from interviewer.history import AnswerRef, store, turn_at
from interviewer.model import English, Note, Reply, Session, Transcript, Turn, Word
from interviewer.transcribe import Engine
from interviewer.transcribe.normalise import shared_words

MEASURED_ELSEWHERE = frozenset({"program"})
"""Scores that no rule gives: they were measured once, when a program ran."""
HELP = """\
# Correct the words below, then save and close: the answer is scored again.
# Words that you leave alone keep their times. An empty file changes nothing.
"""


# --- correcting ---------------------------------------------------------------------------------


def editable(transcript: Transcript) -> str:
    """The words as text to edit, a sentence a line, below a few words of help."""
    answer = Answer(transcript)
    return HELP + "\n" + "".join(f"{answer.text_of(span)}\n" for span in answer.sentences)


def edited_words(text: str) -> list[str]:
    """The words of an edited text, without the help at its top."""
    lines = text.splitlines()
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
        if lines and not lines[0].strip():
            break  # the blank line ends the help: an answer may begin with "#"
    return " ".join(lines).split()


def corrected(transcript: Transcript, words: Sequence[str]) -> Transcript:
    """The transcript with these words: those that did not change keep their times.

    Words that replace others share their time by their length; words that were put in share the
    silence they were put into.
    """
    old = transcript.words
    if [word.text for word in old] == list(words):
        return transcript
    matcher = SequenceMatcher(None, [word.text for word in old], list(words), autojunk=False)
    new: list[Word] = []
    for tag, first, last, from_, upto in matcher.get_opcodes():
        if tag == "equal":
            new += old[first:last]
        elif tag != "delete":
            start, end = _room(transcript, first, last)
            new += shared_words(" ".join(words[from_:upto]), start, end)
    return replace(transcript, words=tuple(new), edited=True)


def new_names(before: Transcript, after: Transcript) -> tuple[str, ...]:
    """Words that a correction put in and that look like names: what a recogniser should be told.

    A name begins with a capital inside a sentence, or holds a capital or a digit further in
    (`OAuth`, `S3`); names that stand side by side are one (`New Kestrel`).
    """
    old, new = ([word.text for word in t.words] for t in (before, after))
    known = {_bare(text) for text in old}
    found: list[str] = []
    for tag, _, _, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        run: list[str] = []
        for at in range(first, last if tag in {"replace", "insert"} else first):
            starts = at == 0 or new[at - 1].endswith((".", "!", "?"))
            if _is_name(new[at], starts=starts) and _bare(new[at]) not in known:
                run.append(_bare(new[at]))
            else:
                found, run = [*found, " ".join(run)], []
        found.append(" ".join(run))
    return tuple(dict.fromkeys(filter(None, found)))


def _bare(text: str) -> str:
    return text.strip(".,;:!?…\"'()“”‘’").removesuffix("'s").removesuffix("’s")


def _is_name(text: str, *, starts: bool) -> bool:
    """Whether a word is written as a name is; `starts`: it begins a sentence."""
    word = _bare(text)
    inner = any(char.isupper() or char.isdigit() for char in word[1:])
    has_letters = any(map(str.isalpha, word))
    capital = word[:1].isupper() and not starts and word.split("'")[0].split("’")[0] != "I"
    return has_letters and (inner or capital)


def _room(transcript: Transcript, first: int, last: int) -> tuple[float | None, float | None]:
    """The time of words `first` to `last`; of no words, the silence they stand in."""
    words = transcript.words
    if first < last:
        return words[first].start, words[last - 1].end
    start = words[first - 1].end if first else 0.0 if words and words[0].start is not None else None
    end = words[first].start if first < len(words) else transcript.duration
    if start is None or end is None:
        return None, None
    return start, max(start, end)


# --- changing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Revision:
    """An answer before and after; equal when nothing changed."""

    session: str
    """Name of the session's folder."""
    number: int
    """1 for the first answer of the session."""
    before: Turn
    after: Turn

    @property
    def change(self) -> float | None:
        """By how much the overall score rose."""
        then, now = self.before.scores.get("overall"), self.after.scores.get("overall")
        return None if then is None or now is None else round(now - then, 1)

    @property
    def differs(self) -> bool:
        """Whether anything that is said of the answer changed."""
        return self.before != self.after


def rescored_turn(turn: Turn) -> Turn:
    """The turn under today's rules; scores that no rule gives are kept."""
    again = scored(turn)
    ours = {name: value for name, value in turn.scores.items() if name in MEASURED_ELSEWHERE}
    return replace(again, scores={**again.scores, **ours})


def with_transcript(session: Session, at: AnswerRef, transcript: Transcript) -> Session:
    """The session with another transcript at a reference, its answer scored again."""
    turn = session.turns[at.number - 1]
    if at.reply:
        replies = list(turn.follow_ups)
        replies[at.reply - 1] = replace(replies[at.reply - 1], transcript=transcript)
        turn = replace(turn, follow_ups=tuple(replies))
    else:
        turn = replace(turn, transcript=transcript)
    before, after = session.turns[: at.number - 1], session.turns[at.number :]
    return replace(session, turns=(*before, rescored_turn(turn), *after), version=__version__)


def with_note(session: Session, text: str, at: AnswerRef | None = None) -> Session:
    """The session with a note, on one answer or on the whole.

    Raises:
        StoreError: the note is empty.
    """
    if not text.strip():
        raise StoreError("The note is empty", "Write --note 'what you want to remember'.")
    note = Note(text.strip(), datetime.now().astimezone(), at.number - 1 if at else None)
    return replace(session, notes=(*session.notes, note))


def rescore(
    folder: store.Folder, *, save: bool = True, english: English | None = None
) -> tuple[Revision, ...]:
    """Every answer of a session, scored with today's rules; saved when anything changed.

    `english`: the candidate's, where it is not what was noted then.

    Raises:
        StoreError: the session cannot be read or written.
    """
    with folder.locked() if save else nullcontext():
        session = folder.load()
        spoken = (_spoken(turn, english) if english else turn for turn in session.turns)
        turns = tuple(map(rescored_turn, spoken))
        if save and turns != session.turns:
            folder.save(replace(session, turns=turns, version=__version__))
    return tuple(
        Revision(folder.path.name, number, before, after)
        for number, (before, after) in enumerate(zip(session.turns, turns, strict=True), 1)
    )


def _spoken(turn: Turn, english: English) -> Turn:
    """The turn with another note of what English is to the speaker."""
    replies = tuple(
        replace(reply, transcript=replace(reply.transcript, english=english))
        for reply in turn.follow_ups
    )
    return replace(turn, transcript=replace(turn.transcript, english=english), follow_ups=replies)


# --- transcribing again -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Retranscription:
    """One recording transcribed again, or why it was not."""

    at: AnswerRef
    before: Transcript
    after: Transcript | None = None
    problem: str = ""

    @property
    def changed_words(self) -> int:
        """How many words were put in, left out or replaced."""
        if self.after is None:
            return 0
        old, new = ([word.text for word in t.words] for t in (self.before, self.after))
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")


def retranscribe(
    folder: store.Folder,
    open_engine: Callable[[], Engine],
    at: AnswerRef | None = None,
    progress: Callable[[AnswerRef], None] = lambda _at: None,
) -> tuple[tuple[Retranscription, ...], tuple[Revision, ...]]:
    """Transcribe a session's recordings again, or one of them, and score what changed.

    Saved after every recording. Words that the candidate corrected are left alone unless that
    answer is named; a missing recording is passed over and said.

    Raises:
        StoreError: the session cannot be read or written.
    """
    with folder.locked():
        return _retranscribed(folder, open_engine, at, progress)


def _retranscribed(
    folder: store.Folder,
    open_engine: Callable[[], Engine],
    at: AnswerRef | None,
    progress: Callable[[AnswerRef], None],
) -> tuple[tuple[Retranscription, ...], tuple[Revision, ...]]:
    before = session = folder.load()
    results = []
    every = (
        AnswerRef(number, reply)
        for number, turn in enumerate(session.turns, 1)
        for reply in range(len(turn.takes))
    )
    for ref in [at] if at else list(every):
        progress(ref)
        result = _transcribed(folder, session, ref, open_engine, forced=at is not None)
        results.append(result)
        if result.after is not None:
            session = with_transcript(session, ref, result.after)
            folder.save(session)
    revisions = (
        Revision(folder.path.name, number, old, new)
        for number, (old, new) in enumerate(zip(before.turns, session.turns, strict=True), 1)
    )
    return tuple(results), tuple(revision for revision in revisions if revision.differs)


def _transcribed(
    folder: store.Folder,
    session: Session,
    at: AnswerRef,
    open_engine: Callable[[], Engine],
    *,
    forced: bool,
) -> Retranscription:
    """One recording as interviews hear it: with the question's words in mind, asides left out."""
    from interviewer.checks.technical.vocabulary import hint

    answer, question = turn_at(session, at), session.turns[at.number - 1].question
    before = answer.transcript
    if before.edited and not forced:
        return Retranscription(
            at, before, problem="corrected by you; name it with --answer to transcribe it again"
        )
    try:
        audio = sound.blocks(recording_path(folder, answer))
        after = transcribe.transcribe(audio, open_engine(), prompt=hint(question))
    except InterviewerError as error:
        return Retranscription(at, before, problem=error.problem)
    return Retranscription(at, before, retranscribed(answer, after).transcript)


def recording_path(folder: store.Folder, answer: Turn | Reply) -> Path:
    """The recording of an answer or a reply.

    Raises:
        StoreError: there is none, or it is gone.
    """
    if not answer.audio:
        raise StoreError("That answer has no recording", "It was typed, or never spoken.")
    path = folder.audio(Path(answer.audio).name)
    if not path.is_file():
        raise StoreError(f"{path}: the recording is gone", "The words are kept without it.")
    return path
