"""Utterances of several speakers -> the candidate's transcript, and the questions between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.errors import TranscriptError
from interviewer.model import Interval, Transcript
from interviewer.transcribe import word_runs
from interviewer.transcribe.formats.speaker_labels import CANDIDATES, INTERVIEWERS, WORDS
from interviewer.transcribe.normalise import Utterance

SHORT = 4
"""An interviewer's remark of fewer words that asks nothing ("Mm-hmm, great.") is no question."""

_OPENS = re.compile(rf"\b(?:{'|'.join(WORDS['opens'])})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of the interviewer and what the candidate answered."""

    question: str
    """Empty when the candidate speaks first."""
    answer: tuple[Utterance, ...]
    probes: bool = False
    """Whether the question follows up on the answer before it."""


INTERVIEWER, CANDIDATE = "Interviewer", "Candidate"
"""Who speaks in a transcript that names nobody, as far as can be guessed."""
_TO_YOU = re.compile(r"\b(you|your|yourself)\b", re.IGNORECASE)
_OF_ONESELF = re.compile(r"\b(i|me|my|we|us|our)\b", re.IGNORECASE)
_FOR_A_STORY = re.compile("|".join(WORDS["for_a_story"]), re.IGNORECASE)
_PROMPT = re.compile(
    rf"\W*(?:(?:{'|'.join(WORDS['before_prompts'])})\W+)*(?:{'|'.join(WORDS['prompts'])})\b",
    re.IGNORECASE,
)


_ELLIPTIC = re.compile(
    rf"\W*(?:(?:{'|'.join(WORDS['before_prompts'])})\W+)*(?:(?:what|how) about )?(?:(?:an?|any|another|one|some) )?"
    rf"(?:(?:your )?(?:{'|'.join(WORDS['sizes'])}) )?(?P<topic>{'|'.join(WORDS['topics'])})\b[^.?!]{{0,40}}\?\W*$",
    re.IGNORECASE,
)


def guessed(utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Utterances of one unnamed speaker, parted in two when they clearly begin with an interviewer's question.

    That asks `you` something or for a story. Answers begin with questions and orders as well ("Who calls it?",
    "Give me the log first."), so anything else is left whole: nothing is returned. Where the text is parted,
    sentences that ask somebody else something are taken for the interviewer's.
    """
    if len(utterances) != 1 or utterances[0].speaker:
        return ()
    sentences = [Utterance("", run) for run in word_runs.sentences(utterances[0].words)]
    asked = [_is_prompt(sentence.text) for sentence in sentences]
    if len(sentences) < 3 or not _opens_interview(sentences[0].text) or all(asked):
        return ()
    parts: list[Utterance] = []
    for sentence, question in zip(sentences, asked, strict=True):
        name = INTERVIEWER if question else CANDIDATE
        if parts and parts[-1].speaker == name:
            parts[-1] = Utterance(name, parts[-1].words + sentence.words)
        else:
            parts.append(Utterance(name, sentence.words))
    return tuple(parts)


def _is_prompt(text: str) -> bool:
    """Whether a sentence is an interviewer's: it asks, or bids somebody to tell."""
    asks = word_runs.ends(text, "?") and len(text.split()) >= SHORT
    others = _TO_YOU.search(text) or not _OF_ONESELF.search(text)
    return bool(asks and others and _PROMPT.match(text)) or _bids(text)


def _opens_interview(text: str) -> bool:
    """Whether a sentence is so clearly an interviewer's that what follows it is somebody else's answer."""
    asks = word_runs.ends(text, "?") and _TO_YOU.search(text) and _is_prompt(text)
    return bool(asks) or _bids(text)


def _bids(text: str) -> bool:
    """Whether a sentence bids `you` to do something, or asks for a story; not "Give me the log first"."""
    if not _OPENS.match(text.strip()) or text.rstrip().endswith("!"):
        return False
    return bool(_TO_YOU.search(text) or _FOR_A_STORY.match(text.strip()))


def speakers(utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """The names of everybody who speaks, in order of appearance."""
    return tuple(dict.fromkeys(utterance.speaker for utterance in utterances))


def choose(utterances: Sequence[Utterance], wanted: str = "") -> str:
    """Who the candidate is: `wanted`, by name or number, else the likely one.

    Likely is who says most and asks least; roles such as `Candidate` or `Q` decide at once.

    Raises:
        TranscriptError: nobody of that name or number speaks, or several do.
    """
    names = speakers(utterances)
    if wanted:
        return _named(names, wanted)
    return max(names, key=lambda name: _likelihood(name, utterances), default="")


def _named(names: Sequence[str], wanted: str) -> str:
    known = ", ".join(f"{number} {name or 'unnamed'}" for number, name in enumerate(names, 1))
    exact = [name for name in names if name.casefold() == wanted.casefold()]
    fitting = exact or [name for name in names if wanted.casefold() in name.casefold()]
    if wanted.isdecimal() and not exact:
        fitting = list(names[int(wanted) - 1 : int(wanted)]) if int(wanted) else []
    if len(fitting) != 1:
        problem = f"Several speakers match {wanted!r}" if fitting else f"No speaker {wanted!r}"
        raise TranscriptError(problem, f"Choose one by name or number: {known}.")
    return fitting[0]


def _likelihood(name: str, utterances: Sequence[Utterance]) -> float:
    """Words, less the share of sentences that ask; roles weigh more than any number of words."""
    own = [utterance for utterance in utterances if utterance.speaker == name]
    words = sum(len(utterance.words) for utterance in own)
    texts = [word.text for utterance in own for word in utterance.words]
    sentences = sum(map(word_runs.ends, texts))
    asking = sum(word_runs.ends(text, "?") for text in texts) + sum(
        bool(_OPENS.match(utterance.text)) for utterance in own
    )
    first = re.split(r"[\s_\d]+", name.strip().lower())[0]
    role = (first in CANDIDATES) - (first in INTERVIEWERS)
    return role * 1e6 + words * (1 - min(1.0, asking / max(sentences, len(own), 1)))


def transcript_of(utterances: Sequence[Utterance], speaker: str, **known: object) -> Transcript:
    """One speaker's words, with the stretches in which others speak; times stay those of the file.

    `known` are further fields of the transcript (`duration`, `language`, …).
    """
    words = tuple(
        word for utterance in utterances if utterance.speaker == speaker for word in utterance.words
    )
    return Transcript(words, others=tuple(_others(utterances, speaker)), **known)  # type: ignore[arg-type]


def _others(utterances: Sequence[Utterance], speaker: str) -> Iterator[Interval]:
    """The time from one utterance of the speaker to the next, where others speak in between."""
    until, waiting = 0.0, False
    for utterance in utterances:
        if utterance.start is None or utterance.end is None:
            return
        if utterance.speaker != speaker:
            waiting = True
            if not until:
                yield Interval(utterance.start, utterance.end)
            continue
        if waiting and until and utterance.start > until:
            yield Interval(until, utterance.start)
        until, waiting = max(until, utterance.end), False


def exchanges(utterances: Sequence[Utterance], speaker: str) -> Iterator[Exchange]:
    """Each question with its answer; remarks of the interviewer do not end an answer."""
    question, answer = "", list[Utterance]()
    asked = before = ""
    for utterance in utterances:
        if utterance.speaker == speaker:
            if asked:
                if answer:
                    yield _exchange(question, answer, before)
                before, question, answer, asked = question, asked, [], ""
            answer.append(utterance)
        elif word_runs.ends(utterance.text, "?") or len(utterance.words) >= SHORT:
            asked = f"{asked} {utterance.text}".strip()
    if answer:
        yield _exchange(question, answer, before)


def _exchange(question: str, answer: Sequence[Utterance], before: str) -> Exchange:
    opens = _OPENS.search(question) or _names_another(question, before)
    return Exchange(question, tuple(answer), bool(question) and not opens)


def _names_another(question: str, before: str) -> bool:
    """Whether a question in a few words names another topic than the one `before` it: "And a conflict?"."""
    named = _ELLIPTIC.match(question)
    return named is not None and named["topic"].lower() not in before.lower()
