"""Where an answer covers what a rubric asks for, and where it makes a claim that is wrong.

A window (a sentence, or two in a row) covers a concept when its words, and the patterns that match
in it, add up to enough points. Rubrics without learned weights, such as a pack's own, go by their
patterns alone. Questions and asides add nothing. Wrong claims are found in the same way, in
sentences with the two behind them, and by words that show whether a claim is made or denied.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.intervals import Intervals
from interviewer.answer.patterns import LONGEST, Pattern, starting
from interviewer.answer.quotable import trimmed
from interviewer.answer.stems import Match
from interviewer.answer.word_weights import PATTERN, ConceptWeights, weights_for
from interviewer.checks.technical.settled import asserted, settled
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.model import Span
from interviewer.packs import rubrics

COVERED = -1.75
"""Points from which a concept counts as covered. Training moves the start of every concept so that
this is the threshold at which answers by hands left out are judged best (`scripts/training`)."""
REST, USUAL = 3.0, 0.6
"""How many points less a concept needs where all others of the rubric are covered instead of none, and the share of
them at which it needs COVERED. By a logistic regression on 681 answers by hands left out: 3.1 for security, 4.7 for
other crafts; F1 is the same at shares of 0.4 to 0.6, of which the last is fooled least often."""
SHOWN = 4.0
"""Statements that say as much of an answer as what is known of answers in general."""
CLAIMED = 0.5
"""Points from which a wrong claim counts as made. F1 on hands left out is flat from -0.8 to 0.5; a claim put into
somebody's mouth is worse than one that is not noticed."""
RETRACTED = -3.0
"""Points up to which the two sentences behind a claim take it back."""
NOTHING = -10.0
"""Points of an answer in which nothing was stated."""
CLOSED_WITHIN = 2
"""Sentences behind a claim in which it may be closed ("so the ticket is done") or taken back."""
QUOTED_SHARE = 0.7
"""Share of a window's points that the words quoted from it carry: less cuts off the object of a
sentence, more quotes the ramble around it (by reading quotes, not by measurement)."""


MOST_QUOTED = 28
"""Words that a quotation is filled up to, so that a clause is not cut."""


@dataclass(frozen=True, slots=True)
class RubricMatches:
    """Places in order; every concept and every wrong claim of the rubric has an entry."""

    concepts: Mapping[str, list[Match]]
    wrong: Mapping[str, list[Match]]
    points: Mapping[str, float] = field(default_factory=dict)
    """Concept -> most points in any window beyond what covers it; empty for rubrics without weights."""
    touched: Mapping[str, Match] = field(default_factory=dict)
    """Concept that is nowhere dealt with -> where it is touched all the same."""
    plainest: Mapping[str, Match] = field(default_factory=dict)
    """Concept -> its place with the most points; empty for rubrics without weights."""


def matches(name: str, answer: Answer) -> RubricMatches:
    """What an answer tells of a rubric; computed once an answer and rubric."""
    known = answer.once(_known)
    if name not in known:
        wrong = dict(_claims(name, answer))
        told = _Telling(name, answer, wrong).all()
        concepts = {key: each.places for key, each in told.items()}
        for key, claim in rubrics.get(name).wrong.items():
            harmless = [place for concept in claim.unless for place in concepts[concept]]
            found = settled(rubrics.ideas(name).measures[key], harmless, answer.once(stance_of))
            wrong[key] = sorted({*wrong[key], *found})
        known[name] = RubricMatches(
            concepts,
            wrong,
            {key: each.points for key, each in told.items() if each.points is not None},
            {key: each.touched for key, each in told.items() if each.touched},
            {key: each.plainest for key, each in told.items() if each.plainest},
        )
    return known[name]


def _known(_: Answer) -> dict[str, RubricMatches]:
    return {}


# --- windows ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """Stems `first` up to but excluding `last`, and the words and pairs that count in them."""

    first: int
    last: int
    words: frozenset[str]

    def spans(self, ranges: Sequence[tuple[int, int]]) -> bool:
        """Whether one of several ranges of stems, in order, lies within."""
        at = bisect_left(ranges, (self.first,))
        return at < len(ranges) and ranges[at][1] <= self.last

    def holds(self, place: Match) -> bool:
        """Whether at least half of a place lies within."""
        inside = min(self.last, place.last) - max(self.first, place.first)
        return 2 * inside >= place.last - place.first


def windows(stance: Stance, *, asking: bool = False) -> list[Window]:
    """Parts of long sentences, sentences, and every two in a row; of questions nothing unless `asking`."""
    ranges = [
        *stance.parts,
        *stance.sentences,
        *((one[0], other[1]) for one, other in pairwise(stance.sentences)),
    ]
    return [window_of(stance, first, last, asking=asking) for first, last in ranges]


def closings(stance: Stance) -> list[tuple[int, int]]:
    """Every sentence with the two behind it, in which a claim is closed or taken back."""
    ends = [last for _, last in stance.sentences]
    return [
        (first, ends[min(at + CLOSED_WITHIN, len(ends) - 1)])
        for at, (first, _) in enumerate(stance.sentences)
    ]


def window_of(stance: Stance, first: int, last: int, *, asking: bool = False) -> Window:
    """Stems `first` up to but excluding `last`, with what counts of them."""
    return Window(first, last, stance.stated(first, last, asking=asking))


def pattern_matches(
    patterns: Iterable[Pattern], stance: Stance, *, asking: bool = False
) -> list[Match]:
    """Where patterns are met by something stated; of places that start together the shortest first."""
    return sorted(
        {
            place
            for pattern in patterns
            for place in pattern.find(stance.text)
            if stance.states(place, asking=asking)
        }
    )


def stating(answer: Answer) -> list[Window]:
    """The windows of an answer in which something is stated."""
    return [each for each in windows(answer.once(stance_of)) if each.words]


def _asking(answer: Answer) -> list[Window]:
    return [each for each in windows(answer.once(stance_of), asking=True) if each.words]


class ConceptScorer:
    """Windows of an answer with their points for each of several concepts or claims."""

    def __init__(
        self,
        learned: ConceptWeights,
        stance: Stance,
        windows: Sequence[Window],
        *,
        broad: bool = False,
    ) -> None:
        self._learned, self._stems, self._windows = learned, stance.text.stems, windows
        self._points = learned.points([each.words for each in windows], broad=broad)

    def places(self, key: str, hits: list[Match], least: float) -> Iterator[tuple[Match, float]]:
        """Where a concept has enough points, and how many; `hits` are where its patterns are matched.

        Two sentences in a row count together only when neither counts alone.
        """
        column = self._learned.column(key)
        extra = self._learned.weight(PATTERN, column)
        enough: list[tuple[int, int]] = []
        lacking = least - self._points[:, column]
        for at in (lacking < max(extra, 0.0)).nonzero()[0].tolist():
            window, missing = self._windows[at], float(lacking[at])
            if window.spans(enough):
                continue
            near = starting(hits, window.first - LONGEST, window.last) if hits else []
            inside = next(filter(window.holds, near), None)
            if inside or missing < 0.0:
                insort(enough, (window.first, window.last))
                gained = least - missing + (extra if inside else 0.0)
                yield inside or self._core(window, column), gained

    def most(self, key: str) -> float:
        """Most points of any window for a concept, its patterns aside."""
        column = self._points[:, self._learned.column(key)]
        return float(column.max(initial=NOTHING))

    def retracted(self, key: str, place: Match) -> bool:
        """Whether the sentences behind a place take back what it claims."""
        column = self._learned.column(key)
        firsts, longest = self._longest
        number = bisect_right(firsts, place.first) - 1
        if number < 0:
            return False  # nothing is stated there, or before
        at = longest[number]
        denied = not DENYING.isdisjoint(self._windows[at].words)
        return denied and float(self._points[at, column]) <= RETRACTED

    @cached_property
    def _longest(self) -> tuple[list[int], list[int]]:
        """First stems of windows in order, and the longest window that starts at each."""
        order = sorted(range(len(self._windows)), key=lambda at: self._windows[at].last)
        longest = {self._windows[at].first: at for at in order}
        firsts = sorted(longest)
        return firsts, [longest[first] for first in firsts]

    def _core(self, window: Window, column: int) -> Match:
        """The shortest run of words that carries most of the points."""
        weight = self._learned.weight
        stems = self._stems[window.first : window.last]
        gains = [max(0.0, weight(stem, column)) for stem in stems]
        for place, pair in enumerate(pairwise(stems)):
            gains[place] += max(0.0, weight(" ".join(pair), column))
        needed, best = QUOTED_SHARE * sum(gains), (0, len(stems))
        first, carried = 0, 0.0
        for last, gain in enumerate(gains):
            carried += gain
            while carried - gains[first] >= needed and first < last:
                carried -= gains[first]
                first += 1
            if carried >= needed and last + 1 - first < best[1] - best[0]:
                best = first, last + 1
        return Match(window.first + best[0], window.first + best[1])


def quoted(span: Span, answer: Answer) -> str:
    """The words of a clause, without the mark that parts it from the next."""
    return answer.quote(span).rstrip(" ,;:")


def whole_clause(found: Match, answer: Answer, stance: Stance) -> Span:
    """Some words of one sentence with the rest of what stands between two marks around them, unless that goes on and on."""
    end = stance.sentences[stance.sentence_at(found.first)][1]
    numbers, first, last = (
        stance.text.clauses,
        found.first,
        min(found.last, max(end, found.first + 1)),
    )
    while first and numbers[first - 1] == numbers[found.first]:
        first -= 1
    while last < len(numbers) and numbers[last] == numbers[last - 1]:
        last += 1
    words = stance.text.words
    before = words[first - 1] + 1 if first else 0  # articles are no stems
    around = trimmed(answer, Span(before, words[last - 1] + 1))
    return around if around.last - around.first <= MOST_QUOTED else stance.span(found)


# --- concepts and claims ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """How an answer tells one concept; the fields as those of `RubricMatches`."""

    places: list[Match]
    points: float | None
    touched: Match | None
    plainest: Match | None


class _Telling:
    """How an answer tells the concepts of one rubric."""

    def __init__(self, name: str, answer: Answer, wrong: Mapping[str, list[Match]]) -> None:
        self._name, self._wrong, self._stance = name, wrong, answer.once(stance_of)
        self._ideas, self._concepts = rubrics.ideas(name), rubrics.get(name).concepts
        self._patterns = {
            key: pattern_matches(patterns, self._stance, asking=self._concepts[key].questions)
            for key, patterns in self._ideas.concepts.items()
        }
        learned = _learned(name)
        self._scorers = {
            asking: ConceptScorer(
                learned, self._stance, answer.once(_asking if asking else stating), broad=True
            )
            for asking in {concept.questions for concept in self._concepts.values()}
            if learned
        }

    def all(self) -> Mapping[str, _Told]:
        """Every concept; with weights, each by a threshold that depends on how many of the others are told.

        Who tells nearly everything else has most likely told this too, in words of his own; an answer that hardly
        tells anything is more likely to have come near it by chance.
        """
        told = {key: self._told(key, COVERED) for key in self._concepts}
        room = min(len(told), self._stance.statements) - 1
        if not self._scorers or room < 1:
            return told
        covered = {key for key, each in told.items() if each.places}
        return {
            key: self._told(key, COVERED - REST * _beyond(len(covered - {key}), room))
            for key in told
        }

    def _told(self, key: str, least: float) -> _Told:
        concept, places = self._concepts[key], self._patterns[key]
        scorer = self._scorers.get(concept.questions)
        gained: dict[Match, float] = {}
        if scorer:
            gained = dict(scorer.places(key, places, least))
            enough = _sufficing(self._name, key, self._stance, asking=concept.questions)
            places = sorted({*gained, *enough})
        if concept.opening and (asked := self._stance.opening_question):
            places = sorted({*places, asked})
        told = [place for place in places if self._stance.covers(place, concept.told_by)]
        claims = self._wrong.get(concept.denies, [])
        denied = Intervals((claim.first, claim.last) for claim in claims)
        kept = [place for place in told if not denied.meet(place.first, place.last)]
        return _Told(
            kept,
            scorer.most(key) - least if scorer else None,
            places[0] if places and not told else None,
            max(kept, key=lambda place: gained.get(place, least)) if kept and scorer else None,
        )


def _beyond(others: int, room: int) -> float:
    """By how much the share of other concepts that are told exceeds the usual; little room shows little.

    Few others count half: an answer from an unusual field may tell everything in words that nobody foresaw.
    """
    beyond = (min(others, room) - USUAL * room) / (room + SHOWN)
    return beyond if beyond > 0 else beyond / 2


def _sufficing(name: str, key: str, stance: Stance, *, asking: bool) -> Iterator[Match]:
    """Where a concept is told in words that are enough, also where they sound like an aside."""
    for pattern in rubrics.ideas(name).suffices[key]:
        for place in pattern.find(stance.text):
            if stance.proposes(place) or (asking and stance.states(place, asking=True)):
                yield place


def _learned(name: str, part: str = "") -> ConceptWeights | None:
    """The weights of a rubric; none for the user's own, also where it replaces a shipped one."""
    return weights_for(name + part) if rubrics.shipped(name) else None


def _claims(name: str, answer: Answer) -> Mapping[str, list[Match]]:
    """Where each wrong claim is made; of claims in the same words, only one is."""
    stance, learned = answer.once(stance_of), _learned(name, ".wrong")
    scorer = ConceptScorer(learned, stance, answer.once(_claiming)) if learned else None
    ideas = rubrics.ideas(name)
    made: dict[str, set[Match]] = {}
    for key, patterns in ideas.wrong.items():
        found = [place for pattern in patterns for place in pattern.find(stance.text)]
        if scorer:
            places = {
                place
                for place, _ in scorer.places(key, sorted(filter(stance.states, found)), CLAIMED)
            }
            enough = [
                place for pattern in ideas.suffices[key] for place in pattern.find(stance.text)
            ]
            places.update(place for place in enough if asserted(place, stance))
            made[key] = {each for each in places if not scorer.retracted(key, each)}
        else:
            made[key] = {place for place in found if stance.asserts(place)}
    return {key: sorted(_own(key, made)) for key in made}


def _own(key: str, made: Mapping[str, set[Match]]) -> Iterator[Match]:
    """The places of a claim that no other claim has: the fewer words tell it, the surer it is the one that is made."""
    others = [place for rival, places in made.items() if rival != key for place in places]
    for place in made[key]:
        if not any(
            place.overlaps(other) and other.last - other.first < place.last - place.first
            for other in others
        ):
            yield place


def _claiming(answer: Answer) -> list[Window]:
    """Every sentence, alone and with the two behind it, with what tells how it is meant."""
    stance = answer.once(stance_of)
    ranges = dict.fromkeys([*stance.sentences, *closings(stance)])
    return [
        Window(window.first, window.last, frozenset(stance_words(window, stance)))
        for window in (window_of(stance, *each) for each in ranges)
        if window.words
    ]


DENYING = frozenset({"<refuted>", "<unhelpful>"})
CUES = ("refuted", "reported", "unhelpful", "harmless", "closing")
"""Sets of words that tell how a claim is meant."""


def stance_words(window: Window, stance: Stance) -> set[str]:
    """Words of a window, and `<refuted>` and so on where such a cue stands in it."""
    cues = {
        f"<{cue}>"
        for cue in CUES
        if any(map(window.holds, stance.cues_from(cue, window.first - LONGEST, window.last)))
    }
    return {*window.words, *cues}


def apart(places: Iterable[Match]) -> list[Match]:
    """Of places that overlap, the first."""
    kept: list[Match] = []
    for place in places:
        if not kept or place.first >= kept[-1].last:
            kept.append(place)
    return kept
