"""What both Whisper engines do around the model: cut, listen twice, catch what was made up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from math import log
from typing import TYPE_CHECKING, Any

from interviewer.audio.sound import RATE, Sound
from interviewer.audio.voice_activity import FRAME
from interviewer.model import Word
from interviewer.transcribe import pieces, tidy
from interviewer.transcribe.pieces import Frames, Piece
from interviewer.transcribe.recogniser import hesitates, shifted, to_audio, to_samples
from interviewer.transcribe.weights import ModelWeights
from interviewer.transcribe.word_runs import joined

if TYPE_CHECKING:
    from speech_recognition import AudioData

HESITANT = (
    "Um, so, uh, I was, I was thinking about, er, that.",
    "And, um, yeah, hmm, it, uh, it worked.",
)
"""What was said before, as far as the model is told: it then writes hesitations and repeats down.

Without it, it leaves nearly all of them out. Two sentences with times (where the engine can be
given them) keep the model writing times itself; a mere list of fillers makes it stop early.
"""

BEAMS = 5
"""Hypotheses followed in a second hearing that nobody waits for. Verbatim ones loop with more."""

UNSURE = -0.8
"""Mean log-probability under which the rest of a window is noise read as speech ("Thank you.")."""

CERTAIN = -0.2
"""Mean log-probability of words from which one hearing is enough."""
CERTAIN_ENOUGH = -0.6
"""The same where somebody waits; the transcript of record corrects the rest."""
UNHEARD_S = 1.5
"""Seconds of speech without a word that call for a second hearing."""
UNHEARD_WORD_S = 0.8
"""Seconds of voice between two words that may well hold another one."""
UNHEARD_FILLER_S = 0.3
"""Seconds of voice between two words that may hold an "um", or after the last word another one:
a model may stop writing before the speaker does, and the last word is often the result."""
DOUBTFUL = 0.3
"""Probability under which a word is no more than what Whisper makes of an "um"."""
AROUND = 47
"""Frames of context (1.5 s) with which such a voice is listened to again."""
EDGE_S = 0.1
"""How much of the sound beside a gap counts as part of it: a word's times are no better."""
SHORTEST_REST_S = 1.0
"""Shortest rest of a window that may hold words."""


LATE_S = {"base": 0.04, "tiny.en": -0.06}
"""How much later than a model says its words begin, seconds: it is each model's own habit.

Medians over 80 words of two people and 81 of a synthetic voice whose times are known.
"""


def token_limit(seconds: float, *, hurry: bool = False) -> int:
    """Most tokens a piece may become: a loop ends there. Fast speech needs about five a second.

    At most 220: with the longest prompt (223 and 4) that fills Whisper's 448.
    """
    return min(int((6 if hurry else 9) * seconds) + 24, 220)


class Whisper(ABC):
    """A Whisper model, whichever library runs it."""

    name = "whisper"

    def __init__(self, weights: ModelWeights) -> None:
        self.weights = weights
        self.model = weights.name

    @abstractmethod
    def _decode(
        self, audio: AudioData, limit: int, prompt: str, *, verbatim: bool, hurry: bool
    ) -> Iterator[Word]:
        """Run the model on at most 30 s of speech.

        Args:
            audio: what was said.
            limit: the most tokens to write.
            prompt: words that may well occur; may be empty.
            verbatim: whether hesitations are to be written down, by way of `HESITANT`.
            hurry: whether somebody is waiting.
        """

    def transcribe(
        self, audio: AudioData, *, prompt: str = "", hurry: bool = False
    ) -> tuple[Word, ...]:
        """The words in a sound of any length; see `Engine`."""
        words: list[Word] = []
        for whole in pieces.stream((to_samples(audio),)):
            piece = whole.trimmed()
            if piece.frames.voiced:
                words += shifted(self._recognised(piece, prompt, hurry=hurry), piece.start_s)
        return tuple(words)

    def _recognised(self, piece: Piece, prompt: str, *, hurry: bool) -> tuple[Word, ...]:
        """The words of one piece, verbatim; heard a second time where that seems unsure.

        Told to be verbatim, the model loops and stops early more often on unclear speech. There the
        words come from a hearing that was told nothing, and only the fillers from the first.
        """
        seconds = len(piece.samples) / RATE
        words = self._attempt(piece, prompt, verbatim=True, hurry=hurry)
        looped = tidy.suspicious(words, seconds)
        enough = CERTAIN_ENOUGH if hurry else CERTAIN
        if looped or not _certain(words, piece.frames, enough):
            plain = self._attempt(piece, prompt, verbatim=False, hurry=hurry)
            if tidy.suspicious(plain, seconds):
                plain = tidy.collapsed(plain)
            first = tidy.collapsed(words) if looped else words
            words = tidy.combined(plain, first, looped=looped)
            words = tidy.tidied(words, seconds)
        return words if hurry else self._completed(words, piece, prompt)

    def _completed(self, words: tuple[Word, ...], piece: Piece, prompt: str) -> tuple[Word, ...]:
        """The words, with those added that are heard where there is a voice and no word yet.

        Most often it is an "um" in the middle of a pause, which takes some context to be heard.
        """
        added: list[Word] = []
        for first, last in piece.frames.gaps(words, UNHEARD_FILLER_S):
            gap = piece.frames[first:last]
            at_end = bool(words) and last == len(piece.frames)
            found = self._between(piece, first, last, words, prompt, verbatim=True)
            if at_end and not found:
                found = self._between(piece, first, last, words, prompt, verbatim=False)
            if (at_end or gap.voice_s >= UNHEARD_WORD_S) and tidy.likely(found):
                added += found
            elif any(hesitates(word.text) for word in found):
                plain = self._between(piece, first, last, words, prompt, verbatim=False)
                if all(
                    hesitates(word.text) or (word.probability or 0.0) < DOUBTFUL for word in plain
                ):
                    added += [word for word in found if hesitates(word.text)]
        new = [word for word in added if not any(_overlap(word, other) for other in words)]
        return tuple(sorted((*words, *new), key=lambda word: word.start or 0.0))

    def _between(
        self,
        piece: Piece,
        first: int,
        last: int,
        words: tuple[Word, ...],
        prompt: str,
        *,
        verbatim: bool,
    ) -> list[Word]:
        """The words in some frames of a piece, heard with what is said around them.

        What is said around them are `words` and left out, although this hearing may put them a
        little later.
        """
        start = max(0, first - AROUND)
        around = piece.part(start, last + AROUND)
        found = self._attempt(around, prompt, verbatim=verbatim, hurry=True)
        if tidy.suspicious(found, len(around.samples) / RATE):
            return []
        begins, ends = first * FRAME / RATE - EDGE_S, last * FRAME / RATE + EDGE_S
        near = [word for word in words if begins - 2 <= (word.start or 0.0) <= ends + 2]
        later = tidy.unknown(list(shifted(found, start * FRAME / RATE)), near)
        return [word for word in later if begins <= middle(word) < ends]

    def _attempt(
        self, piece: Piece, prompt: str, *, verbatim: bool, hurry: bool
    ) -> tuple[Word, ...]:
        """One hearing, without what was made up in silence."""
        seconds = len(piece.samples) / RATE
        words = self._decode(
            to_audio(Sound(piece.samples)),
            token_limit(seconds, hurry=hurry),
            prompt,
            verbatim=verbatim,
            hurry=hurry,
        )
        late = tuple(tidy.later(words, LATE_S.get(self.model, 0.0)))
        tidied = tidy.tidied(late, seconds)
        return tuple(word for word in tidied if piece.frames.may_hold(word))


def _certain(words: tuple[Word, ...], frames: Frames, enough: float) -> bool:
    """Whether the words are likely ones and leave no speech without a word."""
    if not words:
        return False
    likely = sum(log(max(word.probability or 0.0, 0.001)) for word in words) / len(words)
    return likely >= enough and frames.voice_without_words_s(words) <= UNHEARD_S


def middle(word: Word) -> float:
    """When half of a word has been said, seconds."""
    return ((word.start or 0.0) + (word.end or 0.0)) / 2


def _overlap(one: Word, other: Word) -> bool:
    """Whether two words would be said at once."""
    return (one.start or 0.0) < (other.end or 0.0) and (other.start or 0.0) < (one.end or 0.0)


def _noise(audio: AudioData, seek: int, likelihood: float) -> bool:
    """Whether a segment is what Whisper makes of the silence after the last word.

    When it stops before the end of a window, it goes on with the rest as a window of its own.

    Args:
        audio: all that it was given.
        seek: where the segment's window starts, in frames of 10 ms.
        likelihood: the segment's mean log-probability.
    """
    seconds = len(audio.frame_data) / audio.sample_width / audio.sample_rate
    return seek > 0 and (likelihood < UNSURE or seconds - seek / 100 < SHORTEST_REST_S)


def recognise(adapter: object, audio: AudioData, **options: object) -> Iterator[Word]:
    """The words that a loaded model writes, run through SpeechRecognition, which hands the audio over.

    Its `recognize_whisper` would load the model again at each call.

    Args:
        adapter: `TranscribableAdapter` of that library, around the loaded model.
        audio: what was said.
        options: passed on to the model's `transcribe`.

    Returns:
        Whole words in order, without what is made of the silence after the last one.
    """
    from speech_recognition.recognizers.whisper_local.base import WhisperCompatibleRecognizer

    recogniser = WhisperCompatibleRecognizer(adapter)
    result = recogniser.recognize(audio, show_dict=True, **options)
    for word in joined(_pieces(result["segments"], audio)):
        yield replace(word, text=word.text.strip())


def _pieces(segments: Iterable[Any], audio: AudioData) -> Iterator[Word]:
    """The words as the model writes them, some of them in pieces; blanks are kept."""
    for found in segments:
        segment = found if isinstance(found, Mapping) else asdict(found)
        if not _noise(audio, segment["seek"], segment["avg_logprob"]):
            for word in segment.get("words") or ():
                yield Word(word["word"], *(float(word[k]) for k in ("start", "end", "probability")))
