"""What is done otherwise since then, by oneself or by one's own people: a look back told as a lasting change in practice.

"Since then our ward reads doses aloud in pairs" tells what was learned as well as "I learned that …" does, and so does
a rule that is laid down by whoever owned up before. What only
lasts ("since then sales have been up", "it has not happened since") came of it, and is a result; so is what customers
or others do. Words are data (`data/cues/practice.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon, single_words
from interviewer.answer.fault import faults
from interviewer.answer.padding import counted
from interviewer.answer.word_forms import FILLERS, form
from interviewer.model import Span

LATE, LAST = 0.5, 0.75
"""Shares of the answer behind which a look back stands, and behind which a mere "now" is no turn of the story."""
NEAR = 7
"""Words behind "since then" within which it is said who acts."""
NOUN = 4
"""Words that name who acts or what is worked on: "each new log field"."""
BEHIND = 6
"""Words behind "we have" or a duty that tell which."""
_SELF = frozenset(("i", "we"))
_SINCE_SELF = frozenset(("i've", "we've"))
_NOBODY = frozenset("nobody nothing no none".split())
_NAMED = frozenset("our my each every any all both the everybody everyone".split()) | _NOBODY
_NOW = frozenset(("now", "today"))
_BE = frozenset(("is", "are", "be"))
_NUMBER = "<n>"


def practices(answer: Answer) -> tuple[Span, ...]:
    """What is told to be done otherwise since, in the later part of an answer; each to the end of its sentence."""
    text = _Told(answer)
    made = [hit.first for hit in lexicon("practice", "made").find(text.tokens)]
    if owned := [span.last for span in answer.once(faults).confessed]:
        amends = lexicon("practice", "amends").find(text.tokens)
        made += [hit.first for hit in amends if text.where[hit.first] >= owned[0]]
    said = sorted({text.where[place] for place in (*_since(text), *made)})
    late = LATE * len(answer.tokens)
    return tuple(
        Span(first, span.last)
        for span in answer.sentences
        if late <= span.last
        and (first := next((at for at in said if span.first <= at < span.last), None)) is not None
    )


class _Told:
    """The words without fillers and padding, and where a sentence ends for certain."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.where = [
            at
            for at, token in enumerate(answer.tokens[: answer.once(counted)])
            if token and token not in FILLERS
        ]
        self.tokens = [answer.tokens[at] for at in self.where]
        self.stops = [
            place
            for place, at in enumerate(self.where, 1)
            if answer.words[at].text.rstrip("\"'”)").endswith((".", "!", "?", ";"))
        ]
        starts = {span.first for span in answer.sentences}
        self.starts = [place for place, at in enumerate(self.where) if at in starts]

    def behind(self, place: int) -> Sequence[str]:
        """The words from a place to where its sentence ends for certain."""
        stop = next((stop for stop in self.stops if stop >= place), len(self.tokens))
        return self.tokens[place:stop]

    def pauses(self, place: int) -> bool:
        """Whether a comma or a colon stands before a place."""
        return self.answer.words[self.where[place - 1]].text.endswith((",", ":"))

    def before(self, place: int) -> int:
        """Where the sentence of a place begins."""
        return max((start for start in self.starts if start < place), default=0)


def _since(text: _Told) -> Iterator[int]:
    """Places at which it is told, each beside a "since then" or "now"."""
    tokens = text.tokens
    named = list(lexicon("practice", "named").find(tokens))
    for hit in lexicon("practice", "since").find(tokens):
        if (
            tokens[hit.first] in _NOW
            and hit.first < LAST * len(tokens)
            and not _inside(tokens, hit.first)
        ):
            continue
        start = text.before(hit.first)
        near = range(start, hit.last + len(text.behind(hit.last)))
        yield from (rule.first for rule in named if rule.first in near)
        if _does(text.behind(hit.last)) is not None:
            yield hit.first
        if _inside(tokens, hit.first):
            yield from [hit.first] if _acts(text.behind(hit.last), 0, has=False) else ()
    for hit in lexicon("practice", "ever").find(tokens):
        start = text.before(hit.first)
        ends = hit.last in {*text.stops, *text.starts, len(tokens)} or text.pauses(hit.last)
        if ends and (place := _does(tokens[start : hit.first], has=True)) is not None:
            yield start + place


def _inside(tokens: Sequence[str], at: int) -> bool:
    """Whether a "now" stands between the one who acts and the verb: "I now lock it"."""
    return tokens[at] == "now" and at > 0 and tokens[at - 1] in _SELF


def _does(tokens: Sequence[str], *, has: bool = False) -> int | None:
    """Where these words say what "I", "we" or our people do; with `has` also "I have done it"."""
    for at, token in enumerate(tokens[:NEAR]):
        if token in _SELF or (has and token in _SINCE_SELF):
            return at if _acts(tokens, at + 1, has=has) else None
        if token in _NAMED:
            return at if _is_done(tokens, at) else None
        if token in single_words("practice", "others") or form(token) == "<ed>":
            return None
    return None


def _acts(tokens: Sequence[str], at: int, *, has: bool) -> bool:
    """What "I" or "we" do: anything but a state or what came of it."""
    between = single_words("practice", "between")
    if has and tokens[at : at + 1] == ["have"]:
        at += 1
    perfect = has and tokens[at - 1] in _SINCE_SELF | {"have"}
    while at < len(tokens) and tokens[at] in between:
        at += 1
    verb, behind = (*tokens[at : at + 1], "")[0], tokens[at + 1 : at + 1 + BEHIND]
    if has and verb in single_words("practice", "began"):
        return True
    if verb == "have":
        return not single_words("practice", "ways").isdisjoint(behind[:NOUN])
    if verb in {"am", "are"}:
        doing = next((token for token in behind[:2] if form(token) == "<ing>"), "")
        return bool(doing) and doing not in single_words("practice", "going")
    if verb == "work" and not single_words("practice", "place").isdisjoint(behind[:1]):
        return False
    if perfect:
        return form(verb) == "<ed>" and verb not in _LOST
    if not verb.isalpha() or form(verb) in {"<ed>", "<ing>", "<ly>", "<n>"}:
        return False
    return verb not in single_words("practice", "states") and not _is_gain(behind)


_LOST = frozenset(
    "lost sold saved won gained earned seen received grown missed heard felt met".split()
)
"""Past forms of what came of it."""


def _is_done(tokens: Sequence[str], at: int) -> bool:
    """What our people do, what each piece of work has to have, or what nobody does without something."""
    who, duties, deeds = (
        tokens[at],
        single_words("practice", "duties"),
        single_words("practice", "deeds"),
    )
    for place in range(at + 1, min(at + 2 + NOUN, len(tokens))):
        token, behind = tokens[place], tokens[place + 1 : place + 1 + BEHIND]
        if token in _SELF:  # "every Monday we …"
            return _acts(tokens, place + 1, has=False)
        if token in single_words("practice", "others") or form(token) == "<ed>":
            return False
        named = place > at + 1 or who in _ALONE
        if who in _NOBODY and token in duties | deeds:
            return not single_words("practice", "unless").isdisjoint(tokens[place:])
        if token in _BE:
            return not single_words("practice", "treated").isdisjoint(behind[:3])
        if named and behind and (token in deeds or (token in duties and who != "the")):
            counts = who == "the" and form(behind[0]) == _NUMBER
            return not counts and not _is_gain(behind)
    return False


_ALONE = frozenset("everybody everyone all both".split())
"""These act without a noun behind them."""


def _is_gain(behind: Sequence[str]) -> bool:
    """Whether what stands behind a verb tells what came of it."""
    first = set(behind[:1]) & single_words("practice", "gained")
    return bool(first) or not single_words("practice", "outcome").isdisjoint(behind)
