"""Whether an answer is no more than a line of the story that was asked for: by its words, so of typed answers too."""

from __future__ import annotations

from interviewer.answer import Answer
from interviewer.answer.non_story import SHORT, NonStory, is_list, non_story
from interviewer.answer.question_fit import is_talk
from interviewer.answer.story import story
from interviewer.answer.substance import is_hollow
from interviewer.answer.word_forms import FILLERS
from interviewer.checks import norms
from interviewer.model import Kind
from interviewer.output.formatting import length_text

_UNTOLD = frozenset((NonStory.TOO_SHORT, NonStory.SCATTERED))


def is_fragment(answer: Answer) -> bool:
    """Whether a story was asked for and the answer, replies included, is no more than a line of one.

    A refusal, a question back, a joke, a list of words or an opinion is no line of a story, however short.
    """
    if answer.kind is not Kind.BEHAVIORAL or is_talk(answer):
        return False
    if not 0 < spoken_words(answer) < norms.FRAGMENT * words_wanted(answer)[0]:
        return False
    if len(answer.words) < SHORT and is_hollow(answer) and not is_list(answer):
        return True
    return answer.once(story).is_story or answer.once(non_story) in _UNTOLD


def far_too_short(answer: Answer) -> str:
    """How short it is, beside what the question asks for."""
    low, high = words_wanted(answer)
    shortest, longest = map(length_text, target_s(answer))
    said = spoken_words(answer)
    words = "1 word is" if said == 1 else f"{said} words are"
    return f"{words} far too short: an answer of {shortest} to {longest} has about {low} to {high}"


def spoken_words(answer: Answer) -> int:
    """Words of the answer without its fillers."""
    return sum(bool(token) and token not in FILLERS for token in answer.tokens)


def words_wanted(answer: Answer) -> tuple[int, int]:
    """Words of the shortest and the longest answer within the target, at the slowest comfortable pace; to 50."""
    pace = norms.FIRST.pace[0] / 60
    low, high = target_s(answer)
    return round(low * pace / 50) * 50, round(high * pace / 50) * 50


def target_s(answer: Answer) -> tuple[float, float]:
    """The shortest and the longest time that suits the question, in seconds."""
    return answer.question.target_s if answer.question else norms.STORY_S
