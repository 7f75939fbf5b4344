"""The natural voice: Kokoro, a network of 82 million parameters, on the processor.

It speaks one sentence or clause at a time, so that the first is heard while the next is made. An
utterance that is shorter than its sounds need is made again, and refused when it stays so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import Sound
from interviewer.errors import VoiceError
from interviewer.speak import kokoro_files
from interviewer.speak.phonemes import phonemes
from interviewer.speak.unknown_words import SOUNDS
from interviewer.speak.voice import PACE, Voice, is_interjection, pace

RATE = 24_000
"""Samples per second of the network."""
OWN_PACE = 200
"""Words per minute at the network's own speed."""
VOICE = "af_bella"
"""Who speaks where nobody was chosen."""
ACCENTS = {"a": "us", "b": "gb"}
"""Accent by the first letter of a voice's name."""

MOST_SOUNDS = 110
"""Sounds made at once; more are cut at a comma or between words, since each takes 1.5 MB of memory. The network's
own limit is 510."""
LONG_CLAUSE = 70
"""Letters from which the first sentence is cut at a comma, so that speaking starts sooner."""
SHORT_CLAUSE = 15
"""Letters that each half of it must have."""
INTERJECTION_S = 0.42
"""Most that "Okay." or "Got it." may take: some voices drawl, and everybody waits for what comes after it."""
QUICKER = 1.6
"""How much faster such a voice may be made to say it."""
SHORTEST_S = 0.025
"""A sound takes longer than this on average in any speech; 0.05 to 0.07 s is usual."""
QUIET = 0.004
"""Samples under this, of 1, are the silence around speech."""
LEAD_S, PAUSE_S, COMMA_S, JOINT_S = 0.03, 0.38, 0.15, 0.05
"""Silence before an utterance, after a sentence, after a clause and where a long one was cut, seconds."""

_SENTENCE = re.compile(r"(?<=[.!?…])[”\")]?\s+(?=[^\s\d.])")
_CLAUSE = re.compile(r"(?<=[,;:])\s+")


@dataclass(frozen=True)
class Kokoro(Voice):
    """One of the voices that come with the product; the network is loaded when it first speaks."""

    voice: str = VOICE
    rate: int | None = None
    """Words per minute, roughly; None for a calm interviewer's."""

    @property
    def name(self) -> str:
        """Engine, voice and pace."""
        return f"kokoro:{self.voice}@{self.rate or PACE}"

    def parts(self, text: str) -> tuple[str, ...]:
        """Its sentences; the first clause of a long first sentence stands alone."""
        return tuple(_parts(text))

    def quick(self, text: str) -> bool:  # noqa: ARG002 - no text is
        """Never: a sentence takes seconds."""
        return False

    def synthesise(self, text: str) -> Sound:
        """The text as sound, 24 000 Hz.

        Raises:
            MissingDependencyError: the voice's files are not installed.
            VoiceError: there is no such voice, or the network failed.
        """
        style = _style(self.voice)
        sounds = phonemes(text, ACCENTS[self.voice[0]])
        speed = pace(text, self.rate or PACE) / OWN_PACE
        spoken = [_speech(piece, style, speed) for piece in _pieces(sounds)]
        if is_interjection(text) and len(spoken) == 1:
            slow = len(_trimmed(spoken[0])) / RATE / INTERJECTION_S
            if slow > 1:
                spoken = [_speech(sounds, style, speed * min(slow, QUICKER))]
        return Sound(np.concatenate(spoken) if spoken else np.zeros(0, np.float32), RATE)


def _parts(text: str) -> Iterator[str]:
    first, *others = _SENTENCE.split(text.strip())
    yield from _first_clause_apart(first)
    for sentence in others:
        yield from _quote_apart(sentence)


def _quote_apart(sentence: str) -> Iterator[str]:
    """What leads to a quote ("You said") is always the same, so it stands alone."""
    lead, mark, quote = sentence.partition(' "')
    if mark and len(lead) > 1 and len(quote) > 1:
        yield f"{lead},"
        yield f'"{quote}'
    else:
        yield sentence


def _first_clause_apart(sentence: str) -> Iterator[str]:
    """A long first sentence is heard from its first clause on."""
    if ' "' in sentence:
        yield from _quote_apart(sentence)
        return
    clauses = _CLAUSE.split(sentence)
    for at in range(1, len(clauses)) if len(sentence) > LONG_CLAUSE else ():
        start, rest = " ".join(clauses[:at]), " ".join(clauses[at:])
        if min(len(start), len(rest)) >= SHORT_CLAUSE:
            yield start
            yield rest
            return
    yield sentence


def _pieces(sounds: str) -> Iterator[str]:
    """Sounds in pieces that the network can take, cut between words."""
    words = sounds.split(" ")
    longest = len(_style(VOICE)) - 1  # the voices have no vector for more
    while words:
        many, length = 0, 0
        while many < len(words) and (not many or length + len(words[many]) < MOST_SOUNDS):
            length += len(words[many]) + 1
            many += 1
        many = _at_a_comma(words, many)
        if piece := " ".join(words[:many])[:longest]:
            yield piece
        words = words[many:]


def _at_a_comma(words: list[str], many: int) -> int:
    """How many of the words to take, at most `many`: up to the last comma in their second half, if there is one."""
    if many == len(words):
        return many
    commas = (at for at in range(many, many // 2, -1) if words[at - 1][-1:] in ",;:")
    return next(commas, many)


def _speech(sounds: str, style: NDArray[np.float32], speed: float) -> NDArray[np.float32]:
    """One piece, with the silence that belongs behind it.

    Raises:
        VoiceError: it comes out shorter than its sounds need, twice.
    """
    numbers = [SOUNDS["symbols"][sound] for sound in sounds if sound in SOUNDS["symbols"]]
    spoken = sum(sound.isalpha() for sound in sounds)
    if not spoken:
        return np.zeros(0, np.float32)
    pause = COMMA_S if sounds[-1] in ",;:" else PAUSE_S if sounds[-1] in ".!?…" else JOINT_S
    for _ in range(2):
        speech = _trimmed(_run(numbers, style[len(numbers)], speed))
        if len(speech) / RATE >= spoken * SHORTEST_S / speed:
            lead, rest = (np.zeros(round(s * RATE), np.float32) for s in (LEAD_S, pause))
            return np.concatenate((lead, speech, rest))
    raise VoiceError(
        f"The natural voice spoke only {len(speech) / RATE:.1f} s of a text",
        "Try another voice: --speech pyttsx3",
    )


def _run(numbers: list[int], style: NDArray[np.float32], speed: float) -> NDArray[np.float32]:
    try:
        made = _network().run(
            None,
            {
                "tokens": np.array([[0, *numbers, 0]], np.int64),
                "style": style[np.newaxis].astype(np.float32),
                "speed": np.array([speed], np.float32),
            },
            _shrinking(),
        )
    except Exception as error:  # onnxruntime raises what it likes
        raise VoiceError(
            f"The natural voice failed ({str(error)[:100]})", "Try another one: --speech pyttsx3"
        ) from error
    return np.asarray(made[0], np.float32).ravel()


def _trimmed(speech: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without the silence at both ends."""
    loud = np.flatnonzero(np.abs(speech) > QUIET)
    return speech[loud[0] : loud[-1] + 1] if len(loud) else speech[:0]


@functools.cache
def _shrinking() -> Any:
    """Options of a run: the memory it took is given back after it."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


@functools.cache
def _network() -> Any:
    """The network, loaded once for all voices.

    Raises:
        MissingDependencyError: it is not installed.
        VoiceError: its file is damaged.
    """
    import onnxruntime

    path = kokoro_files.file(kokoro_files.MODEL)
    options = onnxruntime.SessionOptions()
    options.enable_mem_pattern = False
    options.intra_op_num_threads = 1  # the other processor transcribes
    options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # as above
        raise VoiceError(
            f"{path}: damaged ({str(error)[:100]})",
            f"Delete {path.parent}, then: {kokoro_files.INSTALL}",
        ) from error


@functools.cache
def _style(voice: str) -> NDArray[np.float32]:
    """A voice's vectors, one for each number of sounds.

    Raises:
        VoiceError: there is no such voice.
    """
    if voice not in kokoro_files.names():
        raise VoiceError(
            f"There is no voice “{voice}”", f"There are {', '.join(kokoro_files.names())}."
        )
    with np.load(kokoro_files.VOICES) as voices:
        return np.asarray(voices[voice], np.float32)
