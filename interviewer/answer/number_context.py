"""The words of an answer made ready for reading numbers, and which numbers only name something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.numbers import SMALL, Number, number_at
from interviewer.answer.word_forms import FILLERS, form

UNITS = "millisecond second minute hour day week month quarter year sprint".split()
PERIODS = frozenset((*UNITS, *"night shift release user person customer call visit".split()))
TIME = {name: f"{unit}s" for unit in UNITS for name in (unit, f"{unit}s")} | {
    "ms": "milliseconds", "millis": "milliseconds", "secs": "seconds", "mins": "minutes",
    "hr": "hours", "hrs": "hours",
}  # fmt: skip
SECONDS = {
    "milliseconds": 0.001, "seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86_400.0, "weeks": 604_800.0,
    "months": 2_629_746.0, "quarters": 7_889_238.0, "years": 31_556_952.0,
}  # fmt: skip
"""Of each unit of time (a sprint is as long as a team makes it)."""
MONEY = {
    **dict.fromkeys(("dollar", "dollars", "bucks", "usd"), "dollars"),
    **dict.fromkeys(("euro", "euros", "eur"), "euros"),
    **dict.fromkeys(("pound", "pounds", "quid", "gbp"), "pounds"),
    **dict.fromkeys(("rupee", "rupees", "inr"), "rupees"),
    **dict.fromkeys(("franc", "francs", "chf"), "francs"),
    "yen": "yen",
    "jpy": "yen",
}
MEASURES = frozenset(
    "litre liter kilo kg metre meter mile tonne ton degree inch acre hectare".split()
)
"""Units of which one is a size, too."""
EACH = frozenset(("a", "an", "per", "every", "each"))
HEDGES = frozenset(
    "by about around over under nearly almost roughly approximately below above within only".split()
)
_STOPS = tuple(",.;:!?")
NO_NOUN = frozenset(
    "of the and or but so that which who is was are were to in on at for with by a an i we it he she "
    "they you as if because then when would could had has have do did my our their from not no just "
    "long deep wide high strong out now today later again too also this these those there here what "
    "where how after before since until while please right already only even goes gets "
    "takes needs means till done inside outside behind between across plus got onto off left times".split()
)


class Text:
    """The words of an answer, hyphens split and fillers dropped, with the cue phrases in them."""

    def __init__(self, answer: Answer) -> None:
        self.words: list[str] = []
        self.where: list[int] = []
        for index, token in enumerate(answer.tokens):
            for piece in _pieces(token):
                if piece not in FILLERS:
                    self.words.append(piece)
                    self.where.append(index)
        self.stops = {
            place + 1
            for place, index in enumerate(self.where)
            if (answer.words[index].text.endswith(_STOPS) or _opens(answer, index + 1))
            and self.where[place + 1 : place + 2] != [index]
        }
        """Places before which there is a comma or the like."""
        self.breaks = {
            place + 1
            for place, index in enumerate(self.where)
            if answer.words[index].text.endswith((".", "!", "?"))
        }
        """Places before which a sentence ends."""
        self.hits = list(lexicon("quantities").find(self.words))
        self._firsts = [hit.first for hit in self.hits]
        self.offs = {hit.first: hit.last for hit in self.hits if hit.label == "off"}
        """Where `late` and the like start and end."""
        self.starts = {(hit.label, hit.first) for hit in self.hits}
        self.ends = {(hit.label, hit.last) for hit in self.hits}
        self._idioms = {
            place
            for hit in self.hits
            if hit.label == "idiom" and not self._is_change(hit.first)
            if self.stops.isdisjoint(range(hit.first + 1, hit.last))
            for place in range(hit.first, hit.last)
        }

    def is_idiom(self, number: Number) -> bool:
        """Whether a number belongs to an idiom; "forty one of the" does not hold "one of the"."""
        return number.first in self._idioms

    def _is_change(self, at: int) -> bool:
        """Whether what looks like an idiom is one end: `five a quarter to one`, `fell from 9 to 5`."""
        if self.words[at] == "a":
            return number_at(self.words, max(at - 1, 0)) is not None
        return self.word(at - 1) == "from" and self.has("changing", max(at - 4, 0), at - 1)

    def word(self, at: int) -> str:
        """The word at a place; empty beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def noun(self, at: int) -> str:
        """The word at a place, unless punctuation stands before it."""
        return "" if at in self.stops else self.word(at)

    def has(self, label: str, first: int, last: int) -> bool:
        """Whether a phrase of that label lies within some words."""
        near = range(bisect_left(self._firsts, first), bisect_left(self._firsts, last))
        return any(self.hits[at].label == label and self.hits[at].last <= last for at in near)


def _opens(answer: Answer, index: int) -> bool:
    """Whether a word opens a bracket."""
    return index < len(answer.words) and answer.words[index].text.startswith("(")


def _pieces(token: str) -> Sequence[str]:
    """`three-week`, `40–50%` and `$2m/month` are several words."""
    token = token.replace("–", "-") if token[:1].isdigit() else token
    if "-" in token and (token[:1].isdigit() or token.partition("-")[0] in SMALL):
        return token.split("-")
    if "/" in token and (token[:1].isdigit() or token[:1] in "$€£") and token[-1:].isalpha():
        return token.replace("/", " per ").split()
    return (token,)


def is_noun(word: str) -> bool:
    """Whether a word behind a number can be what is counted."""
    return (
        word[:1].isalpha()
        and "'" not in word
        and word not in NO_NOUN
        and word not in EACH
        and form(word) != "<ed>"
    )


def is_name(text: Text, number: Number) -> bool:
    """Whether the number names something: a version, a date, a code, a clock time, an age."""
    if ("named", number.last) in text.starts and ("due", number.last + 1) not in text.starts:
        return True
    if number.unit:
        return False
    before, after = text.word(number.first - 1), text.noun(number.last)
    if before == "to" and _is_named(text, number.first - 2):
        return True  # "Java 8 to 17"
    apart = (
        number.first in text.stops or after in {"percent", "%"} or _is_month_then_time(text, number)
    )
    if ("names", number.first) in text.ends and not apart:
        return True
    if number.value < 5 and ("counted", number.last) in text.starts:
        return True
    return (
        _is_code(number, before, after)
        or _is_date(number, after)
        or _is_year(text, number, before, after)
        or _is_clock_or_age(text, number, before, after)
        or _is_one(text, number, before, after)
    )


def _is_month_then_time(text: Text, number: Number) -> bool:
    """`in March nine days early`: nine is no day of March."""
    return text.word(number.last) in TIME and text.word(number.first - 1) in _MONTHS


_MONTHS = frozenset(
    "january february march april june july august september october november december".split()
)


def _is_named(text: Text, at: int) -> bool:
    """Whether a number stands there behind a name, in figures."""
    return text.word(at)[:1].isdigit() and ("names", at) in text.ends


def _is_code(number: Number, before: str, after: str) -> bool:
    if after in {"error", "errors"} and 100 <= number.value < 600:
        return True
    return not number.spoken and 400 <= number.value < 600 and before in {"a", "an", "the"}


def _is_date(number: Number, after: str) -> bool:
    """`the twenty third`, `the nineteen seventies`."""
    tens = number.spoken and number.value in {20, 30} and after in _ORDINALS
    return tens or (17 <= number.value <= 20 and after in _DECADES)


_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth".split())
_DECADES = frozenset(
    "twenties thirties forties fifties sixties seventies eighties nineties".split()
)


def _is_year(text: Text, number: Number, before: str, after: str) -> bool:
    if not 1900 <= number.value <= 2100 or "," in text.words[number.first]:
        return False
    plural = after.endswith("s") and after not in {"was", "is", "as", "this"}
    return before in {"in", "since", "by", "until", "back"} or not (plural or number.spoken)


def _is_clock_or_age(text: Text, number: Number, before: str, after: str) -> bool:
    if after in TIME or after in {"percent", "per", "%"}:
        return False
    if before in {"i'm", "am", "he's", "she's"}:
        return True
    if before == "was" and text.word(number.first - 2) in {"i", "he", "she"}:
        return not is_noun(after)
    if before in {"under", "over"} and number.value in _AGES:
        return not is_noun(after)
    place = number.first - 1 - (before in HEDGES)
    if text.word(place) == "of" and text.word(place - 1) in _PERSONS:
        return True  # "a boy of about seven"
    if number.value > 12 or is_noun(after):
        return False
    if text.word(number.last) in {"till", "until"}:
        return True
    if before == "by":
        return not text.has("changing", max(number.first - 5, 0), number.first - 1)
    if before in {"at", "past", "until"} or text.word(place) in {"at", "past", "until"}:
        return True  # "at about four"
    return text.words[number.last : number.last + 2] == ["in", "the"] and (
        text.word(number.last + 2) in _DAYTIMES
    )


_DAYTIMES = frozenset(("morning", "afternoon", "evening"))
_AGES = frozenset((12, 14, 16, 18, 21, 65))
_PERSONS = frozenset(
    "boy girl man woman lad lass child kid lady guy gentleman son daughter".split()
)


def _is_one(text: Text, number: Number, before: str, after: str) -> bool:
    """`one` counts something only in `one percent`, `one hour` and `from ten to one`."""
    place = number.first - 1 - (before in HEDGES)
    if number.value != 1 or before in {"to", "than"} or text.word(place) in {"to", "than"}:
        return False
    long_time = after in TIME and TIME[after] not in {"days", "seconds", "minutes"}
    long_time = long_time or ("off", number.last + 1) in text.starts
    measured = after in MEASURES or after in MONEY
    return not (long_time or measured or after in {"percent", "%", "per"})
