"""Where a clause of running speech begins and ends.

Recognised speech has few commas. The end of a clause is heard by the words that begin another, and where it is
doubtful, there is none.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import single_words
from interviewer.answer.word_forms import FILLERS, form

MOST_WORDS = 13
"""Longest clause that is repeated aloud; a dozen words is what fits into one breath with a question behind it."""
FEWEST_WORDS = 4
"""Shorter clauses ("I told him") say nothing without what stands around them."""

SUBJECTS = frozenset(
    "i i'd i'm i've i'll we we'd we're we've we'll he he'd he's she she'd she's they they'd they're"
    " they've you you'd you're everybody everyone nobody somebody someone there there's it's that's".split()
)
"""Words that begin a clause without a word that joins it."""
JOINING = frozenset("and so but then or plus also".split())
LEADING = frozenset(
    "first second third finally afterwards afterward eventually next instead later therefore yes yeah okay ok"
    " well now anyway actually basically immediately quickly straightaway honestly right today".split()
)
"""What may stand before the subject of a main clause, besides a word that joins it."""
BEHIND = frozenset("then just also only even quickly quietly quickly simply first finally".split())
"""What may stand between a subject and its verb."""
ENDING = frozenset(
    "because cause so but then until till while although though whereas unless except since when after"
    " before plus meaning".split()
)
"""Words before which a main clause is over."""
OPEN_HEADS = frozenset(
    "one ones bit bits thing things everything anything all time times way ways moment part parts stuff those people"
    " day days person".split()
)
"""Nouns that say nothing without the clause behind them."""
_DIRECT = frozenset("is are am was were do does did can could will would".split())
"""Verbs right behind a question word where a question is quoted."""
ASKING = frozenset("that what which who whom whose where how why whether if".split())
"""Words that begin what is said, asked or known, or that tell more of the noun before them."""


class _Step(Enum):
    """What a word tells of the clause before it."""

    MORE = auto()
    """It goes on."""
    INSIDE = auto()
    """It goes on with what was said, asked or known."""
    END = auto()
    """It was over."""
    UNCLEAR = auto()
    """It may go on in a way that is not followed here."""


def clause_end(answer: Answer, verb: int) -> int | None:
    """Where the clause of a verb is over; None where that cannot be heard within `MOST_WORDS`."""
    inside = False
    for at in range(verb + 1, min(verb + MOST_WORDS, len(answer.words) - 1) + 1):
        if at > verb + 1 and is_stop(answer, at - 1):
            return at
        step = _step_of(answer, verb, at, inside=inside)
        if step is _Step.END:
            return at
        if step is _Step.UNCLEAR:
            return None
        inside = inside or step is _Step.INSIDE
    return len(answer.words) if len(answer.words) <= verb + MOST_WORDS else None


def _step_of(answer: Answer, verb: int, at: int, *, inside: bool) -> _Step:
    """What the word at a place tells of the clause whose verb stands before it."""
    tokens = answer.tokens
    token, then = tokens[at], tokens[at + 1 : at + 2]
    if token in FILLERS or not token:
        return _Step.MORE
    if answer.words[at].text[:1] in {'"', "“"}:
        return _Step.UNCLEAR
    if token in ASKING:
        return _asking(answer, verb, at)
    if is_ending(answer, at) and not (inside and token == "so" and then == ("that",)):
        dated = token in {"before", "after", "since"} and _is_number(answer, at)
        return _Step.UNCLEAR if dated else _Step.END
    if _is_subject(answer, at) and not inside:
        return _subject(answer, verb, at)
    over = (
        (token in {"and", "or"} and clause_follows(answer, at + 1))
        or (token == "as" and bool(then) and then[0] in SUBJECTS | {"soon", "the"})
        or (not inside and at in answer.once(_starts) and begins(answer, at))
    )
    return _Step.END if over else _Step.MORE


def is_ending(answer: Answer, at: int) -> bool:
    """Whether a main clause is over before a word; "before" in "with the year before." belongs to it."""
    if answer.tokens[at] in {"before", "after", "since"}:
        last = at + 1 == len(answer.tokens) or is_stop(answer, at)
        return not last and answer.tokens[at + 1] not in JOINING
    return answer.tokens[at] in ENDING


_ANYBODY = frozenset("everybody everyone nobody somebody someone you there".split())
_ACTS = frozenset(
    "was were is had did got could would can will don't didn't wasn't weren't know see".split()
)


def _is_subject(answer: Answer, at: int) -> bool:
    """Whether a word begins a clause: "you" and "everyone" do so only with their verb."""
    token, then = answer.tokens[at], answer.tokens[at + 1 : at + 2]
    if token not in _ANYBODY:
        return token in SUBJECTS
    return bool(then) and (then[0] in _ACTS or form(then[0]) == "<ed>")


_ALL = frozenset("every each all only everything everybody everyone".split())


def _asking(answer: Answer, verb: int, at: int) -> _Step:
    """Whether "that", "what" or "whether" brings what was said, or another clause."""
    tokens = answer.tokens
    if _ALL & set(tokens[verb:at]) and tokens[at] in {"that", "who", "which"}:
        return _Step.INSIDE  # without it more is claimed than was said
    telling = tokens[verb] in single_words("steps", "telling")
    if not telling and tokens[at - 1] not in single_words("steps", "knowing"):
        open_head = tokens[at] == "if" or tokens[at - 1] in OPEN_HEADS
        return _Step.UNCLEAR if open_head else _Step.END
    direct = bool(tokens[at + 1 : at + 2]) and tokens[at + 1] in _DIRECT
    return _Step.UNCLEAR if direct else _Step.INSIDE


def _subject(answer: Answer, verb: int, at: int) -> _Step:
    """Whether a pronoun begins what somebody was told, or another clause."""
    tokens = answer.tokens
    if tokens[verb] in single_words("steps", "saying") and verb + 2 <= at <= verb + 4:
        return _Step.INSIDE
    if _ALL & set(tokens[max(at - 3, verb) : at]):
        return _Step.INSIDE  # "every sign he used"
    return _Step.UNCLEAR if tokens[at - 1] in OPEN_HEADS else _Step.END


def is_stop(answer: Answer, at: int) -> bool:
    """Whether a word carries a mark that ends a clause."""
    text = answer.words[at].text.rstrip("\"'”")
    return text[-1:] in {*",.;:!?…—–"} or not answer.tokens[at]


def _is_number(answer: Answer, at: int) -> bool:
    return any(form(token) == "<n>" for token in answer.tokens[at + 1 : at + 3])


def _starts(answer: Answer) -> frozenset[int]:
    return frozenset(sentence.first for sentence in answer.sentences)


def clause_follows(answer: Answer, at: int) -> bool:
    """Whether a clause begins here, rather than another thing of the same kind."""
    places = [
        place
        for place in range(at, min(at + 6, len(answer.tokens)))
        if answer.tokens[place] not in FILLERS | BEHIND
    ]
    rest = [answer.tokens[place] for place in places]
    if not rest:
        return False
    if rest[0] in _ANYBODY:
        return _is_subject(answer, places[0])
    if rest[0] in _NEW_CLAUSE or form(rest[0]) in {"<ed>", "<ly>"}:
        return True
    for place in places[1:]:
        token = answer.tokens[place]
        if token in ENDING | ASKING | JOINING or is_stop(answer, place - 1):
            return False
        if form(token) == "<ed>" or token in FINITE:
            return True
    return False


FINITE = frozenset("was were had is are did got has".split())
_NEW_CLAUSE = (
    SUBJECTS
    | JOINING
    | ENDING
    | ASKING
    | FINITE
    | set("it this not let even in on no yes yeah okay".split())
)
"""Words behind "and" with which no second thing begins."""


def begins(answer: Answer, at: int) -> bool:
    """Whether the words from here can be a new sentence, where nothing but the segmentation says so."""
    token, then = answer.tokens[at], answer.tokens[at + 1 : at + 2]
    if token == "it":
        return bool(then) and (form(then[0]) == "<ed>" or then[0] in {"was", "is", "had", "took"})
    return token in SUBJECTS or token in JOINING or token in LEADING


def is_whole(said: Collection[str]) -> bool:
    """Whether words are a clause that neither breaks off nor stumbles: tokens without fillers."""
    words = list(said)
    if (
        not words
        or words[-2:] in (["each", "time"], ["every", "time"])
        or words[-1] in single_words("steps", "open_end")
        or words[-1].endswith("ing")
    ):
        return False
    if any(word.endswith("-") for word in words):
        return False
    pairs = list(pairwise(words))
    return all(one != other for one, other in pairs[1:]) and len(set(pairs)) == len(pairs)
