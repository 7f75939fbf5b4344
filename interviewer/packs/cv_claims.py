"""CV -> the claims worth probing: lines with a figure, a strong verb or a role, and the question for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from interviewer.answer import Answer, plain
from interviewer.answer.quantities import quantities
from interviewer.packs import speakable
from interviewer.packs.years import Period, years_of
from interviewer.settings import paths

MOST_WORDS = 22
"""Longest quote in a question: the listener knows the line, and need not hear all of it."""
FEWEST_WORDS = 3
FEWEST_HEADED = 5
"""Words of a line that is no heading any more."""

_BULLET = re.compile(r"^\s*(?:(?:[-*•–·▪●○+]|\d+[.)]|#+)\s)?\s*")
_MARKUP = re.compile(r"\*\*|__|`|\s#+$")
_SECTION = re.compile(
    r"(?:education|academic|training|studies|qualifications|certifi\w+|courses|languages|skills|interests|hobbies|"
    r"publications|references)\b",
    re.IGNORECASE,
)
"""A heading below which no work stands."""
_WORK = re.compile(
    r"(?:\w+\s+){0,2}(?:experience|employment|career|work|positions|projects|history)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:BA|BSc|BEng|MA|MSc|MEng|MBA|PhD|Bachelor|Master of|Diploma|Doctorate|A[- ]levels|GCSEs?|Abitur|University|"
    r"College|School)\b"
)
"""What names a place or an end of studies."""
_VERB = re.compile(
    r"(?!(?:interested|skilled|experienced|certified|licensed|motivated|dedicated|based|located|advanced|united)\b)"
    r"(?:[a-z]+ed|built|led|cut|grew|ran|wrote|won|made|sold|taught|set|brought|kept|found|drove|took|gave|"
    r"began|oversaw|held|put|rebuilt|rewrote|shrank|sped|spoke|spent|met|chose|paid|bought|caught|dealt|left|sent|won|"
    r"undertook|withdrew|fought|got|hired)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(rf"(?<=[a-z)\d%])[.;]\s+(?=[A-Z])|;\s+(?:and\s+)?(?=(?i:{_VERB.pattern}))")
"""Between the claims of one line: a sentence ends, or a clause with a verb of its own begins."""
_BACK = "its|it|this|that"
"""Words that refer to what the deed before was done to, so that the two stay together."""
_AND = re.compile(
    rf",?\s+and\s+(?=(?i:{_VERB.pattern})(?!\s+(?:by|in|on|with|for|at|{_BACK})\b))|"
    rf",\s+(?=(?i:{_VERB.pattern})\s(?!(?:out|{_BACK})\b))"
)
"""Between two deeds of one sentence: "led the response and wrote the review"."""
FEWEST_BEFORE = 4
"""Words before an "and" from which it parts two deeds; "built and ran the platform" is one."""
_ROLE = re.compile(
    r"(?:responsible for|in charge of|(?:speaker|talk|trainer|lecturer) (?:at|on|for)|"
    r"(?:co-?)?(?:author|founder|owner|maintainer|winner|organi[sz]er|chair|lead|leader|head) of)\b",
    re.IGNORECASE,
)
"""What begins a claim that names a role instead of a deed."""
_TURN = re.compile(
    r"\b(?:cut|cuts|reduc\w+|lower\w+|shorten\w+|shrank|halv\w+|doubl\w+|tripl\w+|grew|grown|rais\w+|increas\w+|decreas\w+|"
    r"improv\w+|boost\w+|sav\w+|sped|speed\w*|accelerat\w+|fell|dropp\w+|rose|brought|gain\w+|from .+ to)\b",
    re.IGNORECASE,
)
"""Words of a change: what is measured has a before."""
_SYMBOLS: list[tuple[str, str]] = paths.data("packs/text_patterns.toml")["symbols"]


@dataclass(frozen=True, slots=True)
class CvClaim:
    """A line of a CV that an interviewer would ask about."""

    line: str
    question: str
    figures: tuple[tuple[float, str], ...]
    """Value and unit of each figure in it; empty for claims without one."""
    period: Period | None = None
    """When it was: the years in the line, else those of the station above it."""


@dataclass(frozen=True, slots=True)
class CvStation:
    """A line of a CV that says where somebody was, and in which years: "Engineer, Globex, 2019–2023"."""

    line: str
    period: Period


def cv_claims(text: str, today: int | None = None) -> tuple[CvClaim, ...]:
    """The claims of a CV, those with figures first; `today` is the year that "present" stands for."""
    found = [
        replace(claim, period=years_of(line, _year(today)) or above)
        for line, above in _dated(text, _year(today))
        for claim in _claim(line)
    ]
    unique = {claim.line: claim for claim in found}
    return tuple(sorted(unique.values(), key=lambda claim: not claim.figures))


def cv_stations(text: str, today: int | None = None) -> tuple[CvStation, ...]:
    """Where somebody was, in the order of the CV."""
    year = _year(today)
    lines = (line for line in _lines(_work(text)) if not list(_claim(line)))
    dated = ((line, years_of(line, year)) for line in lines if not _DEGREE.search(line))
    return tuple(CvStation(line, period) for line, period in dated if period)


def _work(text: str) -> str:
    """The CV without what stands below headings such as Education."""
    lines, beside = [], False
    for line in text.splitlines():
        bare = _bare(line)
        if _SECTION.match(bare) and len(bare.split()) < FEWEST_HEADED:
            beside = True
        elif _WORK.match(bare) and len(bare.split()) < FEWEST_HEADED:
            beside = False
        if not beside:
            lines.append(line)
    return "\n".join(lines)


def _bare(line: str) -> str:
    """A line without its bullet and its markup."""
    return _MARKUP.sub("", _BULLET.sub("", line)).strip()


def _year(today: int | None) -> int:
    return today or datetime.now().astimezone().year


def _dated(text: str, today: int) -> Iterator[tuple[str, Period | None]]:
    """Every line with the years of the station it stands under."""
    above: Period | None = None
    for line in _lines(text):
        if not list(_claim(line)):
            above = years_of(line, today) or above
        yield line, above


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for sentence in _PARTED.split(_bare(line)):
            for deed in _deeds(sentence):
                if len(deed.split()) >= FEWEST_WORDS:
                    yield deed.strip().rstrip(".;,")


def _deeds(sentence: str) -> Iterator[str]:
    """The deeds that one sentence tells."""
    begun = 0
    for between in _AND.finditer(sentence):
        before, after = sentence[begun : between.start()], sentence[between.end() :]
        if (
            _VERB.match(re.sub(r"^I\s+", "", before))
            and len(before.split()) >= FEWEST_BEFORE
            and len(after.split()) >= FEWEST_WORDS
        ):
            yield before
            begun = between.end()
    yield sentence[begun:]


def _claim(line: str) -> Iterator[CvClaim]:
    own = re.sub(r"^I\s+", "", line)
    found = quantities(Answer(plain(own)))
    figures = tuple((figure.value, figure.unit) for figure in found)
    begins_with_verb = bool(_VERB.match(own))
    told = any(figure.unit != "years" for figure in found)
    if not (told or begins_with_verb or _ROLE.match(own)):
        return
    sentence = spoken(own)
    question = _question(
        sentence,
        begins_with_verb=begins_with_verb,
        ask=_ask(sentence),
    )
    if not list(speakable.problems(question)):
        yield CvClaim(line, question, figures)


def _question(sentence: str, *, begins_with_verb: bool, ask: str) -> str:
    mine = f"You write that you {sentence[0].lower()}{sentence[1:]}."
    opening = mine if begins_with_verb else f"Your CV says: {sentence}."
    return f"{opening} {ask}"


def _ask(sentence: str) -> str:
    """What to ask about a claim: a change that it gives without a baseline is asked for it, an amount is not."""
    changes = [
        figure
        for figure in quantities(Answer(plain(sentence)))
        if figure.kind not in {"count", "money"}
        and (figure.kind == "change" or _TURN.search(sentence))
    ]
    measured = any(figure.kind != "change" or figure.unit in {"%", "x", ""} for figure in changes)
    given = any(figure.before is not None for figure in changes)
    if given:
        how = ", and how did you measure it" if measured else ""
        return f"What did you do yourself to get there{how}?"
    if changes:
        return "How did you measure it, and what was it before?"
    return "What did you do yourself, and what came of it?"


def spoken(text: str) -> str:
    """A line as it can be said, cut to what can be listened to."""
    for pattern, words in _SYMBOLS:
        text = re.sub(pattern, words, text)
    words_ = " ".join(text.split()).split()
    if len(words_) <= MOST_WORDS:
        return " ".join(words_).rstrip(",")
    clause = re.split(r"[,;:]\s", " ".join(words_))[0].split()
    return " ".join((clause if len(clause) >= 6 else words_)[:MOST_WORDS]).rstrip(",")
