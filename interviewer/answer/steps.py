"""Steps that are told in a clause of their own: "I moved the report to a copy".

An interviewer repeats a step before asking about it, and a praise points at one. Both need a whole clause that
was really said: from its subject to where a listener hears it end, neither cut after "a" nor run on into what
somebody else did, no condition, no anecdote told to others. Recognised speech has few commas, so the end is
heard by the words that begin another clause; where the end is doubtful, there is no clause.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.clauses import BEHIND, FEWEST_WORDS, JOINING, LEADING, clause_end, is_whole
from interviewer.answer.cue_phrases import single_words
from interviewer.answer.padding import counted
from interviewer.answer.story import story
from interviewer.answer.word_forms import FILLERS, form
from interviewer.model import Part, Span

_SELF = frozenset(("i",))
_GROUP = frozenset(("we",))


@dataclass(frozen=True, slots=True)
class SpokenStep:
    """One thing that was done, in a clause that can be repeated."""

    span: Span
    verb: str
    weight: float
    """How much hangs on it: decisions over things made, those over errands."""
    reasoned: bool
    """Whether a reason stands right behind it."""

    @property
    def decides(self) -> bool:
        """Whether something was chosen, stopped or refused in it."""
        return self.weight >= DECISION


DECISION, OFFERED, MADE, ERRAND = 3.0, 2.5, 2.0, 0.0
_OTHER, _PAPER = 1.0, 0.5


def own_steps(answer: Answer) -> tuple[SpokenStep, ...]:
    """What the speaker says to have done, in the order said: in the action part, where nothing in what followed."""
    return _steps_of(answer, _SELF)


def plainest_step(answer: Answer) -> SpokenStep | None:
    """The own step that most hangs on, wherever it was told, errands too; None where nothing was done."""
    parts = dict.fromkeys(sentence.part for sentence in answer.once(story).sentences)
    steps = [step for part in parts for step in _steps(answer, _SELF, part)]
    return max(steps, key=_rank, default=None)


def shared_steps(answer: Answer) -> tuple[SpokenStep, ...]:
    """What "we" did, in the same way."""
    return _steps_of(answer, _GROUP)


def _steps_of(answer: Answer, subject: Collection[str]) -> tuple[SpokenStep, ...]:
    return tuple(_steps(answer, subject, Part.ACTION)) or tuple(
        _steps(answer, subject, Part.RESULT)
    )


def decisive(steps: Collection[SpokenStep]) -> SpokenStep | None:
    """The step that most hangs on, of two alike the fuller one; None where all are errands."""
    worthy = [step for step in steps if step.weight >= _OTHER]
    return max(worthy, key=_rank, default=None)


def decision(
    answer: Answer, counts: Callable[[SpokenStep], bool] = lambda _: True
) -> SpokenStep | None:
    """What the story hangs on: an own decision, else one that "we" took, else the own step of most weight.

    None where that is an errand or paperwork: nobody weighs another way of writing down a date. Only steps
    that `counts` holds true of are weighed.
    """
    own = [step for step in answer.once(own_steps) if counts(step)]
    for steps in (own, answer.once(_wanted), answer.once(shared_steps)):
        if decided := [step for step in steps if step.decides and counts(step)]:
            return decisive(decided)
    return decisive(own)


def _wanted(answer: Answer) -> tuple[SpokenStep, ...]:
    """What the speaker told somebody to want, where that is a decision: "that I wanted to switch it off"."""
    tokens, until = answer.tokens, answer.once(counted)
    found = []
    for at in range(2, min(until, len(tokens)) - 3):
        if tokens[at : at + 3] != ("i", "wanted", "to") or tokens[at - 1] not in {"that", "but"}:
            continue
        if tokens[at + 3] not in single_words("steps", "choosing"):
            continue
        end = clause_end(answer, at + 3)
        words = [token for token in tokens[at:end] if token and token not in FILLERS]
        if end is not None and len(words) > FEWEST_WORDS and is_whole(words):
            found.append(SpokenStep(Span(at, end), "wanted", DECISION, reasoned=False))
    return tuple(found)


def _rank(step: SpokenStep) -> tuple[float, int]:
    size = step.span.last - step.span.first
    asks = step.verb in single_words("steps", "needs_more")
    weight = step.weight + 0.5 * step.reasoned - 0.3 * asks + 0.1 * min(size, 10)
    return (weight, step.span.first)


def _steps(answer: Answer, subject: Collection[str], part: Part) -> Iterator[SpokenStep]:
    tokens, until = answer.tokens, answer.once(counted)
    for sentence in answer.once(story).sentences:
        if sentence.part is not part:
            continue
        for at in range(sentence.span.first, min(sentence.span.last, until)):
            if tokens[at] not in subject or not _is_main(answer, sentence.span.first, at):
                continue
            verb = _verb(answer, at)
            if verb is None or tokens[verb] in single_words("steps", "no_step"):
                continue
            end = clause_end(answer, verb)
            if end is not None and (step := _step(answer, at, verb, end)):
                yield step


def _verb(answer: Answer, subject: int) -> int | None:
    """Where the past verb of a subject stands."""
    for at in range(subject + 1, min(subject + 3, len(answer.tokens))):
        if form(answer.tokens[at]) == "<ed>":
            return at
        if answer.tokens[at] not in BEHIND:
            return None
    return None


def _is_main(answer: Answer, first: int, at: int) -> bool:
    """Whether the clause of a subject stands on its own: no condition, no time, no story in the story."""
    tokens = answer.tokens
    before = [token for token in tokens[first:at] if token and token not in FILLERS]
    if before and before[-1] == tokens[at]:
        before.pop()  # "i i moved"
    if {"if", "unless", "whenever", "wish", "would"} & set(before[-10:]):
        return False
    if any(one == "about" and two in {"the", "a", "how", "when"} for one, two in pairwise(before)):
        return False
    if not before:
        return at == 0 or tokens[at - 1] not in _RUNS_ON or _is_stopped(answer, at - 1)
    if before[-1] in LEADING:
        return True
    if before[-1] in JOINING:
        return before[-2:-1] != ["that"]
    return (at > first and answer.words[at - 1].text.rstrip("\"'”")[-1:] in ".;:!?…—–") or (
        answer.words[at - 1].text.endswith(",") and not set(before) & _DEPENDENT
    )


def _is_stopped(answer: Answer, at: int) -> bool:
    return answer.words[at].text.rstrip("\"'”)")[-1:] in set(".;:!?…—–,")


_RUNS_ON = frozenset(
    "time times when because if that which what how where while whenever until".split()
)
"""Behind these, without a stop, a sentence that begins with "I" goes on: recognised speech is cut there."""
_DEPENDENT = frozenset("when because where which who what how why although though that".split())


def _step(answer: Answer, first: int, verb: int, end: int) -> SpokenStep | None:
    words = [token for token in answer.tokens[first:end] if token and token not in FILLERS]
    if len(words) < FEWEST_WORDS or not is_whole(words):
        return None
    name = answer.tokens[verb]
    if name in single_words("steps", "needs_more") and not set(words[2:]) & _MORE:
        return None
    behind = [token for token in answer.tokens[end : end + 3] if token not in FILLERS]
    reasoned = (
        bool(behind) and behind[0] in {"because", "cause", "since", "so"} and behind[1:2] != ["i"]
    )
    return SpokenStep(Span(first, end), name, _weight(name, words, reasoned=reasoned), reasoned)


_MORE = frozenset(
    "to that what who where how why whether if about for which i i'd i'm it we we'd they he she".split()
)
"""One of these must follow somebody who was told or asked something."""


def _weight(verb: str, words: Collection[str], *, reasoned: bool) -> float:
    if verb == "told" and {"not", "no", "nobody", "wouldn't", "couldn't", "won't"} & set(words):
        return DECISION
    if len(words) <= FEWEST_WORDS and {"it", "that", "them", "this"} & set(words):
        return ERRAND  # "I paid it myself": of what, only its neighbours tell
    if verb in {"switched", "shut", "took"} and {"off", "down", "offline"} & set(words):
        return DECISION
    if verb in {"turned", "switched"} and {"off", "on"} & set(words):
        return ERRAND
    phrasal = bool({"up", "off", "out", "down", "over"} & set(list(words)[2:4]))
    if verb in single_words("steps", "decision") and not (phrasal and verb == "picked"):
        return DECISION
    if verb in single_words("steps", "offer"):
        return OFFERED
    if _is_paper(verb, list(words)):
        return ERRAND if verb in single_words("steps", "errand") else _PAPER
    if verb in single_words("steps", "made"):
        return MADE
    return ERRAND if verb in single_words("steps", "errand") and not reasoned else _OTHER


def _is_paper(verb: str, words: Sequence[str]) -> bool:
    """Whether something was only written down, counted or shown: "I wrote down a date", not "I wrote a test"."""
    if verb in single_words("steps", "paper"):
        return True
    object_ = words[words.index(verb) + 1 :][:OBJECT]
    return verb in _PUT_ON_PAPER and not single_words("steps", "papers").isdisjoint(object_)


OBJECT = 4
"""Words behind a verb among which stands what was written or made."""
_PUT_ON_PAPER = frozenset("wrote made drew set sent put added took typed rewrote".split())
