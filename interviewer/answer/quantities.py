"""Quantities that measure scale or outcome, with their value, unit, kind and baseline.

A number alone is no quantity: years, dates, clock times, ages, versions, ports, status codes, names with
digits, ordinals and "one of the" are left out, and so is counting one's own points ("two things"). The
words that decide are data: `data/cues/quantities.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.number_context import (
    EACH,
    HEDGES,
    MONEY,
    PERIODS,
    SECONDS,
    TIME,
    Text,
    is_name,
    is_noun,
)
from interviewer.answer.numbers import SMALL, Number, number_at, numbers
from interviewer.answer.word_forms import form
from interviewer.model import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity."""

    span: Span
    kind: str
    """`change`, `level`, `count`, `money`, `time` or `rate`."""
    value: float
    unit: str
    before: float | None = None
    """The baseline, when the same breath gives one ("from nine days to two")."""


FACTORS = {
    "doubled": 2.0, "doubling": 2.0, "tripled": 3.0, "tripling": 3.0, "quadrupled": 4.0, "halved": 0.5,
    "halving": 0.5, "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0,
}  # fmt: skip
"""Words that carry a factor of their own."""

NOON = 12
"""The last of the hours that are told without a word beside them."""
GIVEN = 8
"""Words after a claim within which a figure gives its size."""
_OFTEN = {"once": 1.0, "twice": 2.0}
_COMPARED = frozenset(("more", "fewer", "less", "new", "different", "other", "extra", "percentage"))
_GROUPS = frozenset(("team", "group", "crew", "squad"))
_SPANNING = frozenset(("for", "in", "within", "after", "over", "during", "about"))
"""Before "a week" these make a span of time, no rate."""
_WHOLES = frozenset("of the our my all their his her its your".split())
"""Words between a share and what it is a share of."""
_PARTICLES = frozenset("back up off away out about nearly almost only over".split())
_TOWARDS = frozenset(("to", "down", "up", "into", "until"))
_BARE_AFTER = HEDGES | frozenset(
    "to of was is were are had has have than hit reached and or at least most until now still just got "
    "all another maybe up down into from with some these those".split()
)
"""Words after which a figure without a noun still measures something."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity by its place in the split words."""

    first: int
    last: int
    kind: str
    value: float
    unit: str
    before: float | None = None


def quantities(answer: Answer) -> tuple[Quantity, ...]:
    """Every quantity that measures something, in the order said."""
    text = Text(answer)
    found = sorted(_every(text), key=lambda one: (one.first, -one.last))
    result = []
    for one in _joined(text, found):
        first = one.first
        while first and text.words[first - 1] in HEDGES:
            first -= 1
        span = Span(text.where[first], text.where[one.last - 1] + 1)
        result.append(Quantity(span, one.kind, round(one.value, 3), one.unit, one.before))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class VagueClaim:
    """An effect told without a figure."""

    span: Span
    plain: bool
    """Whether its size is plainly claimed ("a lot faster"), not only hinted at ("most of them")."""


_PEOPLE = frozenset("people women men children".split())
_HOW_MANY = frozenset("most many few several majority lots plenty numerous some".split())
_SIZED = frozenset(
    "more less fewer better worse up down later significantly dramatically considerably".split()
)


def size_question(answer: Answer, claim: Span) -> str:
    """How a listener asks for the size of a claim: of a change, of a number or of an amount."""
    tokens = answer.tokens[claim.first : claim.last]
    for much, things in pairwise(tokens):
        if much in {"more", "fewer"} and (things.endswith("s") or things in _PEOPLE):
            return f"How many {much}?"
    changed = {token for token in tokens if token.endswith("ed")} - {"saved"}
    if changed or any(token in _SIZED or _compares(token) for token in tokens):
        return "By how much?"
    if {"change", "difference", "impact", "effect"} & set(tokens):
        return "How big was that, roughly?"
    several = any(
        (token.endswith("s") and token != "lots") or token in {"them", "people"}
        for token in tokens[1:]
    )
    many = several and bool(_HOW_MANY & set(tokens))
    return "How many was that, roughly?" if many else "How much was that, roughly?"


def _compares(token: str) -> bool:
    """Whether a word has the form of "faster"."""
    return (
        len(token) > 5
        and token.endswith("er")
        and token not in {"customer", "number", "never", "another"}
    )


def vague(answer: Answer, outcome: Sequence[Span]) -> tuple[VagueClaim, ...]:
    """Effects in a result without their size; a figure close behind gives it.

    `outcome` is where results are told: elsewhere such words claim nothing.
    """
    tokens, taken, places = answer.tokens, 0, _places(outcome)
    claims = []
    for hit in lexicon("quantities", "vague").find(tokens):
        if (
            hit.first not in places
            or hit.first < taken
            or tokens[hit.first - 1 : hit.first] == ("how",)
        ):
            continue
        if not any(form(token) == "<n>" for token in tokens[hit.last : hit.last + GIVEN]):
            claims.append(VagueClaim(Span(hit.first, hit.last), hit.label == "claims"))
        taken = hit.last
    return tuple(claims)


def end_states(answer: Answer, outcome: Sequence[Span]) -> tuple[Quantity, ...]:
    """None or all, as a result tells it without a figure: `nobody was hurt`, `every page`."""
    hits = list(lexicon("quantities", "end").find(answer.tokens))
    places = _places(outcome)
    not_meant = _places([Span(hit.first, hit.last) for hit in hits if hit.label == "unlike"])
    return tuple(
        Quantity(Span(hit.first, hit.last), "count", 0.0, "")
        if hit.label == "nil"
        else Quantity(Span(hit.first, hit.last), "level", 100.0, "%")
        for hit in hits
        if hit.label != "unlike" and hit.first not in not_meant
        if hit.first in places
    )


def _places(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(at for span in spans for at in range(span.first, span.last))


def witnessed(answer: Answer, outcome: Sequence[Span]) -> bool:
    """Whether somebody else bears a result out: `she still uses it`, `they asked me to`."""
    cues = lexicon("quantities", "witness")
    return any(cues.within(answer.tokens, span.first, span.last) for span in outcome)


# --- finding ------------------------------------------------------------------------------------


def _every(text: Text) -> Iterator[_Found]:
    yield from _counted(text)
    yield from _worded(text)
    for hit in text.hits:
        if hit.label == "none":
            yield _Found(hit.first, hit.last, "count", 0.0, text.words[hit.last - 1])


def _counted(text: Text) -> Iterator[_Found]:
    """Quantities with a number in them."""
    taken = 0
    for number, in_a_row in _numbers(text):
        if number.first < taken or text.is_idiom(number):
            continue
        found = _ratio(text, number) or (None if in_a_row else _measured(text, number))
        if found:
            taken = found.last
            yield found


def _worded(text: Text) -> Iterator[_Found]:
    """`doubled`, `by a factor of ten`, `twice as fast`, `once a week`, `a week ahead`, `a year and a half`."""
    for at, word in enumerate(text.words):
        if word in FACTORS:
            yield _Found(at, at + 1, "change", FACTORS[word], "x")
        elif word == "twice" and text.word(at + 1) in {"as", "the"}:
            yield _Found(at, at + 1, "change", 2.0, "x")
        elif word in _OFTEN and text.word(at + 1) in EACH and text.word(at + 2) in PERIODS:
            yield _often(text, at)
        elif (
            word in {"a", "an"}
            and text.word(at + 1) in TIME
            and (last := _each(text, at + 2) or _off(text, at + 2))
        ):
            kind = "rate" if text.word(at + 2) in EACH else "time"
            yield _Found(at, last, kind, 1.0, TIME[text.words[at + 1]])
        elif (
            word == "factor" and (by := _number_behind(text, at + 2)) and text.word(at + 1) == "of"
        ):
            yield _Found(at, by.last, "change", by.value, "x")
        elif word == "out" and (share := _out_of_every(text, at)):
            yield share
        elif word == "order" and text.words[at + 1 : at + 3] == ["of", "magnitude"]:
            yield _Found(at, at + 3, "change", 10.0, "x")
        elif word in TIME and text.words[at + 1 : at + 4] == ["and", "a", "half"] and at:
            yield _Found(at - 1, at + 4, "time", 1.5, TIME[word])


def _often(text: Text, at: int) -> _Found:
    """`once a week`, in times per year where the period has a length."""
    period = TIME.get(text.words[at + 2], "")
    times = _OFTEN[text.words[at]] * (
        SECONDS["years"] / SECONDS[period] if period in SECONDS else 1
    )
    return _Found(at, at + 3, "rate", times, "yearly" if period in SECONDS else "times")


def _each(text: Text, at: int) -> int | None:
    """Where `a day` behind `an hour` ends; None when nothing such stands there."""
    return at + 2 if text.word(at) in EACH and text.word(at + 1) in PERIODS else None


def _off(text: Text, at: int) -> int | None:
    """Where `late` or `ahead of schedule` behind `a week` ends; None when nothing such stands there."""
    return text.offs.get(at)


def _out_of_every(text: Text, at: int) -> _Found | None:
    """`out of every ten, four`."""
    whole = _number_behind(text, at + 3)
    part = _number_behind(text, whole.last) if whole else None
    if part is None or whole is None or text.words[at + 1 : at + 3] != ["of", "every"]:
        return None
    return (
        _Found(at, part.last, "level", 100 * part.value / whole.value, "%") if whole.value else None
    )


def _number_behind(text: Text, at: int) -> Number | None:
    return number_at(text.words, at) if at < len(text.words) else None


def _numbers(text: Text) -> Iterator[tuple[Number, bool]]:
    """Every number, ranges as one, and whether it stands in a row with others (a code, a year, a time)."""
    merged: list[Number] = []
    for number in numbers(text.words):
        if (
            merged
            and number.share
            and text.words[number.first] == "a"
            and merged[-1].last == number.first
        ):
            continue  # "five a quarter"
        if merged and _is_range(text, merged[-1], number):
            number = number._replace(first=merged.pop().first)  # noqa: PLW2901
        merged.append(number)
    rows = {
        one.first
        for pair in pairwise(merged)
        if pair[0].last == pair[1].first and pair[1].first not in text.stops
        for one in pair
    }
    for number in merged:
        yield number, number.first in rows and not number.unit


def _is_range(text: Text, low: Number, high: Number) -> bool:
    """`ten to fifteen people`, `5-10 minutes`; not `from ten to fifteen`."""
    if low.value >= high.value or (low.unit and low.unit != high.unit):
        return False
    if low.last == high.first:
        return text.where[low.first] == text.where[high.first] or _is_guess(text, low, high)
    linked = low.last + 1 == high.first and text.words[low.last] in {"to", "or"}
    counted = bool(high.unit) or is_noun(text.word(high.last))
    return linked and counted and "from" not in text.words[max(low.first - 3, 0) : low.first]


def _is_guess(text: Text, low: Number, high: Number) -> bool:
    """`six seven calls`, `thirty, forty comments`: one size, guessed; not `nineteen twenty` or `four two eight`."""
    after = text.word(high.last)
    counted = is_noun(after) and number_at(text.words, high.last) is None
    before = text.word(low.first - 1)
    alone = before not in {"in", "since", "of", "resolution"} and before not in SMALL
    return counted and alone and low.value >= 2 and high.value <= 2 * low.value


def _ratio(text: Text, number: Number) -> _Found | None:
    """`one in five tickets`, `nine out of ten`: a share."""
    at = number.last + (text.word(number.last) == "times")
    link = 2 if text.words[at : at + 2] == ["out", "of"] else 1 if text.word(at) == "in" else 0
    whole = number_at(text.words, at + link) if link and at + link < len(text.words) else None
    if whole is None or whole.unit or number.unit or not 0 < number.value < whole.value:
        return None
    if link == 1 and not _is_chance(text, number, whole):
        return None
    return _Found(number.first, whole.last, "level", 100 * number.value / whole.value, "%")


def _is_chance(text: Text, number: Number, whole: Number) -> bool:
    """`one in five`, `7 in 1000`; not `three in forty days`."""
    if text.word(whole.last) in TIME:
        return False
    return str(int(whole.value)).strip("0") == "1" or (number.value <= 3 and whole.value <= 100)


def _measured(text: Text, number: Number) -> _Found | None:
    """The quantity that a number is part of, or None when it measures nothing."""
    if number.share:
        return _share(text, number)
    if is_name(text, number):
        return None
    unit, last = _unit(text, number)
    if unit is None:
        return _bare(text, number)
    return _Found(number.first, last, _kind(text, number, unit, last), number.value, unit)


def _share(text: Text, number: Number) -> _Found | None:
    """`half of the customers`, `by a third`, `two thirds less`, `half an hour`."""
    after = text.word(number.last)
    if after in TIME and text.words[number.last - 1] in {"a", "an"}:
        return _Found(number.first, number.last + 1, "time", number.value, TIME[after])
    value, span = 100 * number.value, (number.first, number.last)
    changed = text.has("changing", number.first - 5, number.first)
    if changed or ("changed", number.last) in text.starts:
        return _Found(*span, "change", value, "%")
    if after in _WHOLES or _is_taken(text, number):
        return _Found(*span, "level", value, "%")
    return None


def _is_taken(text: Text, number: Number) -> bool:
    """`they gave back a third`: a verb before the share, and nothing behind it that it could number."""
    place = number.first - 1 - (text.word(number.first - 1) in _PARTICLES)
    return form(text.word(place)) == "<ed>" and not is_noun(text.noun(number.last))


# --- unit and kind ------------------------------------------------------------------------------


def _unit(text: Text, number: Number) -> tuple[str | None, int]:
    """The unit and the end of the quantity; None when no noun follows."""
    last = number.last
    after, then = text.noun(last), text.noun(last + 1)
    if number.unit:
        return number.unit, last
    if (before := text.word(number.first - 1)) in MONEY and before.islower() and len(before) == 3:
        return MONEY[before], last
    if compared := _times(text, number) or _proportion(text, last):
        return compared
    if after in {"s", "h"} and not number.spoken:
        return TIME["secs" if after == "s" else "hrs"], last + 1
    if after in TIME:
        return TIME[after], _off(text, last + 1) or last + 1
    if after in MONEY:
        return MONEY[after], last + 1
    if after in _COMPARED and is_noun(then):
        return then, last + 2
    if after in EACH and then in PERIODS:
        return "", last + 2
    return _counted_noun(number, last, after, then)


_FACTOR = frozenset("as the what this its our his her their more less fewer better worse".split())


def _times(text: Text, number: Number) -> tuple[str, int] | None:
    """How often: "five times a week", "we used it nine times"; not "nine times as many" or "it grew nine times"."""
    then = text.noun(number.last + 1)
    if text.noun(number.last) != "times" or then == "out":
        return None
    if then in EACH and text.word(number.last + 2) in PERIODS:
        return "times", number.last + 3
    alone = then == "that" and not is_noun(text.noun(number.last + 2))  # "three times that"
    compares = alone or then in _FACTOR or (then.endswith("er") and len(then) > 3)
    if compares or text.has("changing", max(number.first - 4, 0), number.first):
        return None
    return "times", number.last + 1


def _counted_noun(number: Number, last: int, after: str, then: str) -> tuple[str | None, int]:
    """What is counted: the noun behind the number, or the plural that this noun goes with."""
    if number.value != 1 and _is_head(after, then):
        return then, last + 2
    return (after, last + 1) if is_noun(after) else (None, last)


def _is_head(after: str, then: str) -> bool:
    """Whether two nouns count as one, the second in the plural: `forty property tests`, not `forty people use`."""
    plural = len(then) > 3 and then.endswith("s") and not then.endswith(("ss", "us", "is", "'s"))
    return (
        plural
        and is_noun(after)
        and is_noun(then)
        and not after.endswith("s")
        and after not in _MANY
    )


_MANY = frozenset("people children men women staff of".split())


def _proportion(text: Text, last: int) -> tuple[str, int] | None:
    """Unit and end of what compares: `percent`, `basis points`, `times`."""
    after, then = text.noun(last), text.noun(last + 1)
    if after in {"percent", "%"} or (after, then) == ("per", "cent"):
        return "%", last + (2 if after == "per" else 1)
    if after in {"pp", "bps"} or (after, then) == ("basis", "points"):
        return ("points" if after == "pp" else "bps"), last + 1 + (after == "basis")
    if after in {"x", "×", "times", "fold"} and then not in {"a", "per", "out"}:
        return "x", last + 1
    return None


def _bare(text: Text, number: Number) -> _Found | None:
    """A number whose noun is understood: `a team of six`, `six of us`, `hit 580`, `from 2 to 4`."""
    place = number.first - 1
    while text.word(place) in HEDGES - {"by"} | {"like", "maybe", "some"} and text.word(
        place - 1
    ) in {"from", "to"}:
        place -= 1
    before, after = text.word(place), text.word(number.last)
    found = _Found(number.first, number.last, "count", number.value, "")
    if ("reverse", number.first) in text.ends or ("reverse", place + 1) in text.ends:
        return found
    if before == "of" and text.word(number.first - 2) in _GROUPS:
        return replace(found, unit="people")
    if after == "of" and (number.value != 2 or text.word(number.last + 1) == "them"):
        return found
    if number.value > 100 and number.last > number.first + 1:
        return found  # "three hundred and twelve"
    if number.value >= 1000 and (number.spoken or number.last > number.first + 1):
        return found
    if before == "to" and text.word(place - 1) in {"down", "up", "back"}:
        return found
    if before == "to" and text.has("setting", max(place - 4, 0), place):
        return found
    if before in {"from", "to"} or (after == "to" and _number_follows(text, number.last + 1)):
        return found if before == "from" or _after_from(text, number) else None
    big = number.value >= 2 or number.value == 0
    of_the = before == "the" and text.word(place - 1) == "of"
    acts = form(after) == "<ed>" or after in {"got", "were"}
    counts = of_the or acts or before in _BARE_AFTER or form(before) == "<ed>"
    return found if (big and counts) or _after_now(text, number) else None


def _number_follows(text: Text, at: int) -> bool:
    """Whether a number stands at a place or right behind a hedge there."""
    return any(
        at + step < len(text.words) and number_at(text.words, at + step) is not None
        for step in range(2)
    )


def _after_from(text: Text, number: Number) -> bool:
    return "from" in text.words[max(number.first - 12, 0) : number.first]


def _after_now(text: Text, number: Number) -> bool:
    return text.has("now", number.first - 8, number.first) and text.has("then", 0, number.first)


def _kind(text: Text, number: Number, unit: str, last: int) -> str:
    if unit in MONEY:
        return "money"
    if unit in {"x", "points", "bps"}:
        return "change"
    if unit == "%":
        if text.word(last) == "of" and text.word(number.first - 1) != "by":
            return "level"
        changing = text.has("changing", number.first - 5, number.first)
        signed = text.words[number.first][:1] in "+-"
        return "change" if changing or signed or ("changed", last) in text.starts else "level"
    if unit == "times":
        return "rate" if text.word(last - 1) in PERIODS else "count"
    for at in range(last - 2, last + 3):
        if text.word(at) in EACH and text.word(at + 1) in PERIODS:
            if text.word(at - 1) not in _SPANNING:
                return "rate"
            break
    return "time" if unit in TIME.values() else "count"


# --- baselines ----------------------------------------------------------------------------------


def _joined(text: Text, found: Sequence[_Found]) -> Iterator[_Found]:
    """Join "from nine days to two" and "two days instead of nine" into one with a baseline."""
    pending: _Found | None = None
    for one in found:
        if pending is not None and one.first < pending.last:
            continue
        if pending is not None and _are_hours(text, pending, one):
            pending = None
            continue
        if pending is not None and (pair := _pair(text, pending, one)):
            yield pair
            pending = None
            continue
        if pending is not None:
            yield pending
        pending = one
    if pending is not None:
        yield pending


def _pair(text: Text, first: _Found, second: _Found) -> _Found | None:
    """Both as one quantity, when one is what the other was before."""
    if not _alike(first, second) or second.first - first.last > 12:
        return None
    if _is_moment(text, first) or _is_moment(text, second):
        return None
    if _is_baseline(text, first, second):
        before, after = first, second
    elif text.has("reverse", first.last, second.first) and second.first - first.last <= 5:
        before, after = second, first
    else:
        return None
    unit = after.unit or before.unit
    kind = "time" if unit in TIME.values() else "money" if unit in MONEY else "change"
    scaled = before.value < 1000 <= after.value and not before.unit
    start = before.value * (1000.0 if scaled and text.word(second.last - 1) == "thousand" else 1.0)
    if before.unit != unit and before.unit in SECONDS and unit in SECONDS:
        start = round(start * SECONDS[before.unit] / SECONDS[unit], 3)
    return _Found(first.first, second.last, kind, after.value, unit, start)


def _alike(first: _Found, second: _Found) -> bool:
    """Whether two quantities could be two states of one thing."""
    if first.kind == second.kind or not (first.unit and second.unit):
        return True
    lasting = (first.unit in SECONDS) == (second.unit in SECONDS)
    return lasting and "rate" in {first.kind, second.kind}


_AFTER = frozenset(("later", "afterwards", "after", "before", "earlier", "ago"))


def _is_moment(text: Text, one: _Found) -> bool:
    """Whether a span of time only says when the next thing happened: "forty minutes later", "after eleven days"."""
    if one.unit not in SECONDS:
        return False
    return text.noun(one.last) in _AFTER or text.word(one.first - 1) == "after"


def _are_hours(text: Text, first: _Found, second: _Found) -> bool:
    """Whether they are times of a day: "I sat with him from four to six"; not "calls went from four to six"."""
    bare = not (first.unit or second.unit) and first.value < second.value <= NOON
    linked = text.words[first.last : second.first] in [["to"], ["till"], ["until"]]
    return bare and linked and not text.has("changing", max(first.first - 6, 0), first.first - 1)


def _is_baseline(text: Text, first: _Found, second: _Found) -> bool:
    """Whether the first quantity is what the second was before."""
    between = text.words[first.last : second.first]
    if "from" in text.words[max(0, first.first - 3) : first.first]:
        return len(between) <= 8 and not _TOWARDS.isdisjoint(between)
    in_one = text.breaks.isdisjoint(range(first.last, second.first + 1))
    if between[-1:] == ["to"] and "down" in between and in_one:
        return True
    earlier = any(
        hit.label == "then" and first.first - 6 <= hit.first and hit.last <= first.first
        for hit in text.hits
        if text.word(hit.last) != "to"  # "we were to move forty"
    )
    return earlier and text.has("now", first.last, second.first)
