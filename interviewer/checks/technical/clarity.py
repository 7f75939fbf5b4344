"""Can a listener follow who is no engineer: conclusion first, plain words, short sentences?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from interviewer.answer import Answer
from interviewer.answer.patterns import Found, Node, Slots
from interviewer.answer.scale import ramp
from interviewer.checks.rule import Anchor, Check, Example, Rule
from interviewer.checks.technical.matching import apart, told
from interviewer.checks.technical.stance import Stance, seconds, stance
from interviewer.model import Finding, Kind, Span, Verdict
from interviewer.packs import rubrics, yaml_file
from interviewer.settings import paths

RUBRIC = "executive-briefing"
KINDS = frozenset({Kind.EXECUTIVE, Kind.TECHNICAL})
BOTTOM_LINE_S = 30.0
"""By then the conclusion or the ask must be out: bottom line up front."""
GLOSS_WORDS = 12
"""How near to a term its explanation must stand."""
LONG_SENTENCE = 25
"""Words; plain-language guides set 15 to 20 as the mean and 25 as the most."""
HEAVY_JARGON = 3
"""Different terms without a gloss from which on it is a fault and not a question."""


@dataclass(frozen=True, slots=True)
class Jargon:
    """A term of the field."""

    term: str
    count: int
    glossed: bool
    """Whether it was explained where it was first said."""
    plainly: str
    """What to say instead."""
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Clarity:
    """How plainly something was put."""

    bottom_line_s: float | None
    """When the conclusion or the ask came; at 150 words a minute where the words have no times."""
    jargon: tuple[Jargon, ...]
    words_per_sentence: float | None
    """None when the transcript has no punctuation to tell."""
    long_sentences: int
    analogies: int
    longest: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """`words/jargon.yaml`."""

    source: str
    terms: Mapping[str, str]


@cache
def _terms() -> tuple[tuple[str, Node, str], ...]:
    """Names, what to look for, and the plain wording."""
    file = paths.shipped_prompts() / rubrics.WORDS / "jargon.yaml"
    terms = yaml_file.load(file, Terms).terms
    nodes = Slots({str(number): names for number, names in enumerate(terms)})
    return tuple(
        (names.split("|")[0].strip(), nodes.node(str(number)), plain)
        for number, (names, plain) in enumerate(terms.items())
    )


def applies(answer: Answer) -> bool:
    """Whether the listener is no engineer."""
    return answer.kind is Kind.EXECUTIVE or RUBRIC in answer.rubrics


def measure(answer: Answer) -> Clarity | None:
    """Read how plainly it was put; None where the listener is an engineer."""
    if not applies(answer):
        return None
    heard = answer.once(stance)
    lengths = _sentence_lengths(answer, heard)
    long = [span for span, words in lengths if words > LONG_SENTENCE]
    return Clarity(
        _bottom_line(answer, heard),
        tuple(_jargon(answer, heard)),
        round(sum(words for _, words in lengths) / len(lengths), 1) if lengths else None,
        len(long),
        len(apart(told(RUBRIC, answer).concepts["analogy"])),
        tuple(sorted(long, key=lambda span: span.first - span.last)[:3]),
    )


def _bottom_line(answer: Answer, heard: Stance) -> float | None:
    said = told(RUBRIC, answer).concepts
    places = [*said["bottom-line-first"], *said["ask"]]
    return seconds(answer, heard, min(places)) if places else None


def _sentence_lengths(answer: Answer, heard: Stance) -> list[tuple[Span, int]]:
    """Sentences that somebody punctuated, with their words; none where nobody did."""
    numbers, words = heard.heard.sentences, heard.heard.words
    if not numbers or numbers[-1] == 0:
        return []
    firsts = {number: words[at] for at, number in reversed(list(enumerate(numbers)))}
    starts = [firsts[number] for number in sorted(firsts)]
    stops = [*starts[1:], len(answer.words)]
    return [(Span(first, last), last - first) for first, last in zip(starts, stops, strict=True)]


def _jargon(answer: Answer, heard: Stance) -> Iterator[Jargon]:
    glosses = heard.cues("gloss")
    for name, node, plainly in _terms():
        if places := node.find(heard.text):
            yield Jargon(
                answer.quote(heard.span(places[0])).strip(" .,;:!?") or name,
                len(places),
                any(_explains(gloss, places[0]) for gloss in glosses),
                plainly,
                tuple(heard.span(place) for place in places[:3]),
            )


def _explains(gloss: Found, term: Found) -> bool:
    return term.first - GLOSS_WORDS <= gloss.last and gloss.first <= term.last + GLOSS_WORDS


# --- scoring ------------------------------------------------------------------------------------


def score(answer: Answer) -> float | None:
    """0–100: a third each for the bottom line, for plain words and for short sentences."""
    clear = answer.once(measure)
    if clear is None:
        return None
    parts = [
        0.0
        if clear.bottom_line_s is None
        else ramp(clear.bottom_line_s, ((BOTTOM_LINE_S, 100.0), (90.0, 40.0), (180.0, 0.0))),
        ramp(len(_unexplained(clear)), ((0.0, 100.0), (2.0, 70.0), (6.0, 10.0), (10.0, 0.0))),
    ]
    if clear.words_per_sentence is not None:
        parts.append(ramp(clear.words_per_sentence, ((18.0, 100.0), (25.0, 60.0), (40.0, 0.0))))
    return sum(parts) / len(parts)


def _unexplained(clear: Clarity) -> list[Jargon]:
    return [term for term in clear.jargon if not term.glossed]


# --- findings -----------------------------------------------------------------------------------


def run(answer: Answer) -> Iterator[Finding]:
    """What a listener from the business would stumble over."""
    clear = answer.once(measure)
    if clear is None:
        return
    late = clear.bottom_line_s is None or clear.bottom_line_s > BOTTOM_LINE_S
    if late:
        when = (
            "I heard no conclusion and no request."
            if clear.bottom_line_s is None
            else f"The conclusion came after {clear.bottom_line_s:.0f} seconds."
        )
        yield Finding(
            "clarity.late-bottom-line",
            Verdict.FIX,
            when,
            "Open with it: 'The short version: …, and I need … from you.'",
            value=clear.bottom_line_s,
            gain=20.0,
        )
    yield from _of_words(clear)
    if clear.words_per_sentence is not None and clear.words_per_sentence > LONG_SENTENCE:
        yield Finding(
            "clarity.long-sentences",
            Verdict.ASK,
            f"Your sentences have {clear.words_per_sentence:.0f} words on average.",
            "One thought a sentence; stop where you would take a breath.",
            clear.longest,
            clear.words_per_sentence,
            15.0,
        )
    if not clear.analogies:
        yield Finding(
            "clarity.no-analogy",
            Verdict.NOTE,
            "No comparison from everyday life.",
            "One is enough: 'It's like a house in which every key opens every door.'",
        )
    if not (late or _unexplained(clear)):
        yield Finding(
            "clarity.plain",
            Verdict.GOOD,
            "Conclusion first, and not a term that needs explaining.",
        )


def _of_words(clear: Clarity) -> Iterator[Finding]:
    terms = _unexplained(clear)
    if terms:
        shown = ", ".join(f"“{term.term}”" for term in terms[:5])
        yield Finding(
            "clarity.jargon",
            Verdict.FIX if len(terms) >= HEAVY_JARGON else Verdict.ASK,
            f"{len(terms)} terms without a word of explanation: {shown}."
            if len(terms) > 1
            else f"One term without a word of explanation: {shown}.",
            f"For “{terms[0].term}” say: {terms[0].plainly}.",
            tuple(span for term in terms[:5] for span in term.places[:1]),
            float(len(terms)),
            min(30.0, 6.0 * len(terms)),
        )


# --- pages --------------------------------------------------------------------------------------

_PLAIN = (
    "The short version: we need two weeks more, and I need your okay today. Any customer can open any "
    "other customer's bills. It's like a house in which every key opens every door."
)
_DENSE = (
    "There is a deserialization issue in a transitive dependency. It gives you RCE, and the CVSS vector "
    "is bad. The WAF would not see the payload."
)


def _told(text: str) -> tuple[Example, ...]:
    return (Example(text, kind=Kind.EXECUTIVE),)


RULES = (
    Rule(
        "clarity.late-bottom-line",
        "People who decide listen for the decision; what comes before it is lost on them.",
        "'The short version: we should wait two weeks, and I need your okay.'",
        "The history of the finding, then its mechanism, then, perhaps, the request.",
        "Bottom line up front, US Army Regulation 25-50; thirty seconds from published briefing guides.",
        flags=_told(_DENSE),
        passes=_told(_PLAIN),
    ),
    Rule(
        "clarity.jargon",
        "A term that is not understood stops the listener for the next two sentences.",
        "'Customers can open each other's bills.'",
        "'An IDOR on the billing API.'",
        "Plain language guidelines of several governments; the list of terms is data.",
        flags=_told(_DENSE),
        passes=_told(_PLAIN),
    ),
    Rule(
        "clarity.long-sentences",
        "Listeners cannot look back; a long sentence loses its beginning.",
        "Fifteen to twenty words, one thought each.",
        "Sentences of forty words, joined by 'which' and 'and'.",
        "Plain language guidelines: 15 to 20 words on average, 25 at most.",
        flags=_told(
            "We have found that the page which shows the bills to the customers who have logged in and "
            "want to see what they owe us does not look at whose bill it is that it is about to show to "
            "them. Yes."
            " And this means that anybody who has some time and some patience could go and look at all of "
            "the bills that all of the other customers have ever got from us in the years since we began."
        ),
        passes=_told(_PLAIN),
    ),
    Rule(
        "clarity.no-analogy",
        "A picture stays when the explanation is gone.",
        "'It's like a hotel whose master key hangs at the front desk.'",
        "Mechanism only.",
        "Risk communication guides; costs nothing here, since good briefings do without one.",
        flags=_told(_DENSE),
        passes=_told(_PLAIN),
    ),
    Rule(
        "clarity.plain",
        "Being understood the first time is what the listener remembers of you.",
        "Conclusion, consequence, choice, request, in words that everybody knows.",
        "Correct, complete and incomprehensible.",
        "Plain language guidelines of several governments.",
        praise=True,
        flags=_told(_PLAIN),
        passes=_told(_DENSE),
    ),
)

CHECK = Check(
    "clarity",
    run,
    KINDS,
    measure,
    score,
    RULES,
    anchors=(
        Anchor(20, "Term after term, and no request."),
        Anchor(50, "The point comes, late, with some of the terms explained."),
        Anchor(80, "The point first, hardly a term, sentences one can follow."),
        Anchor(95, "A listener from the street could repeat it."),
    ),
)
