"""Steps that are told in a clause of their own: "I moved the report to a copy".

An interviewer repeats a step before asking about it, and a praise points at one. Both need a whole clause that
was really said: from its subject to where a listener hears it end, neither cut after "a" nor run on into what
somebody else did, no condition, no anecdote told to others. Recognised speech has few commas, so the end is
heard by the words that begin another clause; where the end is doubtful, there is no clause.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Lexicon, single_words
from interviewer.answer.padding import counted
from interviewer.answer.story import story
from interviewer.answer.word_forms import FILLERS, form
from interviewer.model import Part, Span

MOST_WORDS = 13
"""Longest clause that is repeated aloud; a dozen words is what fits into one breath with a question behind it."""
FEWEST_WORDS = 4
"""Shorter clauses ("I told him") say nothing without what stands around them."""

_EDGES = " ,.;:!?\"'“”"
_SELF = frozenset(("i",))
_GROUP = frozenset(("we",))
_SUBJECTS = frozenset(
    "i i'd i'm i've i'll we we'd we're we've we'll he he'd he's she she'd she's they they'd they're"
    " they've you you'd you're everybody everyone nobody somebody someone there there's it's that's".split()
)
"""Words that begin a clause without a word that joins it."""
_JOINING = frozenset("and so but then or plus also".split())
_LEADING = frozenset(
    "first second third finally afterwards afterward eventually next instead later therefore yes yeah okay ok"
    " well now anyway actually basically immediately quickly straightaway honestly right today".split()
)
"""What may stand before the subject of a main clause, besides a word that joins it."""
_BEHIND = frozenset("then just also only even quickly quietly quickly simply first finally".split())
"""What may stand between a subject and its verb."""
_ENDING = frozenset(
    "because cause so but then until till while although though whereas unless except since when after"
    " before plus meaning".split()
)
"""Words before which a main clause is over."""
_OPEN_HEADS = frozenset(
    "one ones bit bits thing things everything anything all time times way ways moment part parts stuff those people"
    " day days person".split()
)
"""Nouns that say nothing without the clause behind them."""
_DIRECT = frozenset("is are am was were do does did can could will would".split())
"""Verbs right behind a question word where a question is quoted."""
_ASKING = frozenset("that what which who whom whose where how why whether if".split())
"""Words that begin what is said, asked or known, or that tell more of the noun before them."""


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One thing that was done, in a clause that can be repeated."""

    span: Span
    verb: str
    weight: float
    """How much hangs on it: decisions over things made, those over errands."""
    reasoned: bool
    """Whether a reason stands right behind it."""

    @property
    def decides(self) -> bool:
        """Whether something was chosen or refused in it."""
        return self.weight >= DECISION


DECISION, MADE, ERRAND = 3.0, 2.0, 0.0
_OTHER = 1.0


def own_steps(answer: Answer) -> tuple[ToldStep, ...]:
    """What the speaker says to have done, in the order said: in the action part, where nothing in what followed."""
    return tuple(_steps(answer, _SELF, Part.ACTION)) or tuple(_steps(answer, _SELF, Part.RESULT))


def shared_steps(answer: Answer) -> tuple[ToldStep, ...]:
    """What "we" did, in the same way."""
    return _told(answer, _GROUP)


def _told(answer: Answer, subject: Collection[str]) -> tuple[ToldStep, ...]:
    return tuple(_steps(answer, subject, Part.ACTION)) or tuple(
        _steps(answer, subject, Part.RESULT)
    )


def decisive(steps: Collection[ToldStep]) -> ToldStep | None:
    """The step that most hangs on, of two alike the fuller one; None where all are errands."""
    worthy = [step for step in steps if step.weight >= _OTHER]
    return max(worthy, key=_rank, default=None)


def _rank(step: ToldStep) -> tuple[float, int]:
    size = step.span.last - step.span.first
    asks = step.verb in single_words("steps", "needs_more")
    weight = step.weight + 0.5 * step.reasoned - 0.3 * asks + 0.1 * min(size, 10)
    return (weight, step.span.first)


def _steps(answer: Answer, subject: Collection[str], part: Part) -> Iterator[ToldStep]:
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
        if answer.tokens[at] not in _BEHIND:
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
    if not before or before[-1] in _LEADING:
        return True
    if before[-1] in _JOINING:
        return before[-2:-1] != ["that"]
    return (at > first and answer.words[at - 1].text.rstrip("\"'”")[-1:] in ".;:!?…—–") or (
        answer.words[at - 1].text.endswith(",") and not set(before) & _DEPENDENT
    )


_DEPENDENT = frozenset("when because where which who what how why although though that".split())


class _Heard(Enum):
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
        if at > verb + 1 and _is_stop(answer, at - 1):
            return at
        heard = _heard(answer, verb, at, inside=inside)
        if heard is _Heard.END:
            return at
        if heard is _Heard.UNCLEAR:
            return None
        inside = inside or heard is _Heard.INSIDE
    return len(answer.words) if len(answer.words) <= verb + MOST_WORDS else None


def _heard(answer: Answer, verb: int, at: int, *, inside: bool) -> _Heard:
    """What the word at a place tells of the clause whose verb stands before it."""
    tokens = answer.tokens
    token, then = tokens[at], tokens[at + 1 : at + 2]
    if token in FILLERS or not token:
        return _Heard.MORE
    if answer.words[at].text[:1] in {'"', "“"}:
        return _Heard.UNCLEAR
    if token in _ASKING:
        return _asking(answer, verb, at)
    if token in _ENDING and not (inside and token == "so" and then == ("that",)):
        dated = token in {"before", "after", "since"} and _is_number(answer, at)
        return _Heard.UNCLEAR if dated else _Heard.END
    if _is_subject(answer, at) and not inside:
        return _subject(answer, verb, at)
    over = (
        (token in {"and", "or"} and _clause_follows(answer, at + 1))
        or (token == "as" and bool(then) and then[0] in _SUBJECTS | {"soon", "the"})
        or (not inside and at in answer.once(_starts) and _begins(answer, at))
    )
    return _Heard.END if over else _Heard.MORE


_ANYBODY = frozenset("everybody everyone nobody somebody someone you there".split())
_ACTS = frozenset(
    "was were is had did got could would can will don't didn't wasn't weren't know see".split()
)


def _is_subject(answer: Answer, at: int) -> bool:
    """Whether a word begins a clause: "you" and "everyone" do so only with their verb."""
    token, then = answer.tokens[at], answer.tokens[at + 1 : at + 2]
    if token not in _ANYBODY:
        return token in _SUBJECTS
    return bool(then) and (then[0] in _ACTS or form(then[0]) == "<ed>")


def _asking(answer: Answer, verb: int, at: int) -> _Heard:
    """Whether "that", "what" or "whether" brings what was said, or another clause."""
    tokens = answer.tokens
    telling = tokens[verb] in single_words("steps", "telling")
    if not telling and tokens[at - 1] not in single_words("steps", "knowing"):
        open_head = tokens[at] == "if" or tokens[at - 1] in _OPEN_HEADS
        return _Heard.UNCLEAR if open_head else _Heard.END
    direct = bool(tokens[at + 1 : at + 2]) and tokens[at + 1] in _DIRECT
    return _Heard.UNCLEAR if direct else _Heard.INSIDE


def _subject(answer: Answer, verb: int, at: int) -> _Heard:
    """Whether a pronoun begins what somebody was told, or another clause."""
    tokens = answer.tokens
    if tokens[verb] in single_words("steps", "saying") and verb + 2 <= at <= verb + 4:
        return _Heard.INSIDE
    if {"every", "each"} & set(tokens[max(at - 3, verb) : at]):
        return _Heard.INSIDE  # "every sign he used"
    return _Heard.UNCLEAR if tokens[at - 1] in _OPEN_HEADS else _Heard.END


def _is_stop(answer: Answer, at: int) -> bool:
    """Whether a word carries a mark that ends a clause."""
    text = answer.words[at].text.rstrip("\"'”")
    return text[-1:] in {*",.;:!?…—–"} or not answer.tokens[at]


def _is_number(answer: Answer, at: int) -> bool:
    return any(form(token) == "<n>" for token in answer.tokens[at + 1 : at + 3])


def _starts(answer: Answer) -> frozenset[int]:
    return frozenset(sentence.first for sentence in answer.sentences)


def _clause_follows(answer: Answer, at: int) -> bool:
    """Whether a clause begins here, rather than another thing of the same kind."""
    places = [
        place
        for place in range(at, min(at + 6, len(answer.tokens)))
        if answer.tokens[place] not in FILLERS | _BEHIND
    ]
    rest = [answer.tokens[place] for place in places]
    if not rest:
        return False
    if rest[0] in _ANYBODY:
        return _is_subject(answer, places[0])
    if rest[0] in _NEW_CLAUSE or form(rest[0]) in {"<ed>", "<ly>"}:
        return True
    return any(form(token) == "<ed>" or token in _FINITE for token in rest[1:])


_FILLING = frozenset(("like", "basically"))
"""Words that fill, where a clause begins behind them."""
_FINITE = frozenset("was were had is are did got has".split())
_NEW_CLAUSE = (
    _SUBJECTS
    | _JOINING
    | _ENDING
    | _ASKING
    | _FINITE
    | set("it this not let even in on no yes yeah okay".split())
)
"""Words behind "and" with which no second thing begins."""


def _begins(answer: Answer, at: int) -> bool:
    """Whether the words from here can be a new sentence, where nothing but the segmentation says so."""
    token, then = answer.tokens[at], answer.tokens[at + 1 : at + 2]
    if token == "it":
        return bool(then) and (form(then[0]) == "<ed>" or then[0] in {"was", "is", "had", "took"})
    return token in _SUBJECTS or token in _JOINING or token in _LEADING


def _step(answer: Answer, first: int, verb: int, end: int) -> ToldStep | None:
    said = [token for token in answer.tokens[first:end] if token and token not in FILLERS]
    if len(said) < FEWEST_WORDS or not is_whole(said):
        return None
    name = answer.tokens[verb]
    if name in single_words("steps", "needs_more") and not set(said[2:]) & _MORE:
        return None
    behind = [token for token in answer.tokens[end : end + 3] if token not in FILLERS]
    reasoned = (
        bool(behind) and behind[0] in {"because", "cause", "since", "so"} and behind[1:2] != ["i"]
    )
    return ToldStep(Span(first, end), name, _weight(name, said, reasoned=reasoned), reasoned)


_MORE = frozenset(
    "to that what who where how why whether if about for which i i'd i'm it we we'd they he she".split()
)
"""One of these must follow somebody who was told or asked something."""


def _weight(verb: str, said: Collection[str], *, reasoned: bool) -> float:
    if verb == "told" and {"not", "no", "nobody", "wouldn't", "couldn't", "won't"} & set(said):
        return DECISION
    if len(said) <= FEWEST_WORDS and {"it", "that", "them", "this"} & set(said):
        return ERRAND  # "I paid it myself": of what, only its neighbours tell
    phrasal = bool({"up", "off", "out", "down", "over"} & set(list(said)[2:4]))
    if verb in single_words("steps", "decision") and not (phrasal and verb == "picked"):
        return DECISION
    if verb in single_words("steps", "made"):
        return MADE
    return ERRAND if verb in single_words("steps", "errand") and not reasoned else _OTHER


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


_TO_YOU = {
    "i": "you", "i'd": "you'd", "i'm": "you're", "i've": "you've", "i'll": "you'll", "me": "you", "my": "your",
    "mine": "yours", "myself": "yourself", "we": "you", "we'd": "you'd", "we're": "you're", "we've": "you've",
    "we'll": "you'll", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
_TO_BE = {"was": "were", "am": "are", "wasn't": "weren't"}


def to_you(answer: Answer, span: Span) -> str:
    """A clause about oneself as it is said back: "You moved the report to a copy", without fillers.

    Nothing where the clause speaks of "you" already or quotes somebody.
    """
    said: list[str] = []
    before = ""
    tokens = answer.tokens
    for at in range(span.first, span.last):
        token, word = tokens[at], answer.words[at].text
        if not token or token in FILLERS or token == before:
            continue
        if token in {"you", "your", "yours"} or re.search(r"[\"“”]", word):
            return ""
        if token in _TO_BE and before == "i":
            said.append(_TO_BE[token])
        else:
            said.append(_TO_YOU.get(token) or word)
        before = token
    text = " ".join(said).strip(_EDGES)
    return text[:1].upper() + text[1:]


def clause_around(answer: Answer, span: Span) -> Span:
    """The clause in which some words stand; the words themselves where its ends cannot be heard."""
    sentence = next(one for one in answer.sentences if one.first <= span.first < one.last)
    tokens = answer.tokens
    first = span.first
    while first > sentence.first and not _opens(answer, first):
        first -= 1
    while first < span.first and tokens[first] in _JOINING | FILLERS | _FILLING:
        first += 1
    while first < span.first and tokens[first] == tokens[first + 1]:
        first += 1
    last = span.last
    while last < sentence.last and not _closes(answer, last):
        last += 1
    said = [token for token in tokens[first:last] if token]
    whole = len(said) <= MOST_WORDS and not FILLERS & set(said) and is_whole(said)
    return Span(first, last) if whole else span


_TURNS = Lexicon(
    {"turn": ("in the end", "at the end", "(since|from) then", "looking back", "by the time")}
)
"""Words that open an ending or a look back, where no full stop parts it from what was done."""
REACH = 6
"""Words that a passage may begin before its sentence, where that was cut between subject and verb."""


def passage(answer: Answer, sentence: Span) -> Span | None:
    """A sentence as it can be shown, without the words that join it to its neighbours.

    None where it was cut out of running speech so that a listener would not take it for a whole.
    """
    tokens, first, last = answer.tokens, sentence.first, sentence.last
    if not _starts_clean(answer, first):
        starts = (at for at in range(first, max(first - REACH, 0), -1) if _opens(answer, at))
        first = next((at for at in starts if _starts_clean(answer, at)), -1)
    if tokens[last - 2 : last] == ("looking", "back"):
        last -= 2  # of what comes next
    if first < 0 or not _ends_clean(answer, last):
        return None
    first = max((hit.first for hit in _TURNS.find(tokens, first + 3, last)), default=first)
    shown = trimmed(answer, Span(first, last))
    first, last = shown.first, shown.last
    if not _is_stop(answer, last - 1):
        last = _before_stump(answer, first, last)
    return Span(first, last) if last - first >= FEWEST_WORDS else None


def trimmed(answer: Answer, span: Span) -> Span:
    """Words without those at both ends that join them to their neighbours, fillers and stutters; few stay as they are."""
    tokens, first, last = answer.tokens, span.first, span.last
    while first < last and tokens[first] in _JOINING | FILLERS | {""}:
        first += 1
    while first + 1 < last and tokens[first] == tokens[first + 1]:
        first += 1
    loose = _LOOSE | {""}
    while first < last and (
        tokens[last - 1] in loose or (tokens[last - 1] == "now" and tokens[last - 2] in loose)
    ):
        last -= 1
    return Span(first, last) if last - first >= FEWEST_WORDS else span


def _before_stump(answer: Answer, first: int, last: int) -> int:
    """Where a sentence ends without "and in the morning", which opens the next."""
    for at in range(last - 2, max(last - 6, first + FEWEST_WORDS), -1):
        if answer.tokens[at] in {"and", "but", "so"} and answer.tokens[at + 1] in _STUMPS:
            return at
    return last


_STUMPS = frozenset("in by at after before on over since from until when".split())


def _starts_clean(answer: Answer, first: int) -> bool:
    """Whether a sentence begins where a listener would begin it."""
    if answer.tokens[first] in _ASKING - {"what", "when", "if"}:
        return False
    return (
        not first
        or _is_stop(answer, first - 1)
        or (
            answer.tokens[first] in _SUBJECTS | _JOINING | _LEADING | _NAMING
            and answer.tokens[first - 1] not in single_words("steps", "open_end")
        )
    )


def _ends_clean(answer: Answer, last: int) -> bool:
    """Whether a sentence ends where a listener would end it."""
    if last == len(answer.words) or _is_stop(answer, last - 1):
        return True
    if answer.tokens[last - 2] == "to" or answer.tokens[last - 1] in _OPEN_HEADS:
        return False
    token = answer.tokens[last]
    behind = _SUBJECTS | _JOINING | _LEADING | _ENDING | _NAMING - {"it"} | FILLERS | {"looking"}
    return (
        token in behind
        or (token == "it" and _begins(answer, last))
        or answer.tokens[last - 1] in _LOOSE
    )


_LOOSE = (
    _JOINING | FILLERS | frozenset("because cause till until while although though which".split())
)
"""Words at the end of a sentence that belong to the next."""
_NAMING = frozenset("the my our his her their this that these it what from by".split()) - {"what"}
"""Words that begin many a sentence, besides its pronoun."""


def _opens(answer: Answer, at: int) -> bool:
    """Whether a clause begins at a word."""
    token = answer.tokens[at]
    before = answer.words[at - 1].text
    return (
        before[-1:] in ",;:—–"
        or token in _JOINING
        or token in _ENDING
        or token in _FILLING
        or answer.tokens[at - 1] in _ASKING - {"whose"}
        or (token in _SUBJECTS and answer.tokens[at - 1] not in _SUBJECTS)
    )


def _closes(answer: Answer, at: int) -> bool:
    """Whether a clause is over before a word."""
    token = answer.tokens[at]
    return (
        answer.words[at - 1].text[-1:] in ",;:.!?…—–"
        or token in _ENDING
        or token in _SUBJECTS
        or token in _ASKING
        or (token in {"and", "or"} and _clause_follows(answer, at + 1))
    )
