"""In which clauses a subject is touched without being dealt with: missing, undone, another's, unknown, quoted.

"There was no size limit", "we should have scanned it", "scanning is the platform team's", "scanning, no idea" and
"some people scan" hold the words of a control that nobody put in place. The cues are in
`rubrics/words/manners.yaml`, by `packs.rubrics.Manner`. Whether a concept is told by one of them all the
same, as a flaw is by "the check is missing", is data of the rubric (`told_by`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from interviewer.answer.stems import NEGATORS, Match, StemmedText, stems_of
from interviewer.packs.rubrics import Manner, manners

_JOINTS = stems_of("and but so because then which where though although")
_TURNS = stems_of("but though although instead however")
_OWN = stems_of("i we")
_OPENING = stems_of(
    "about of whether if what which how who when where why to on that for from with"
)
"""Words with which a cue goes on to what it speaks of."""
_OF_ELSEWHERE = frozenset({Manner.UNKNOWN, Manner.DELEGATED, Manner.NAMED})
"""Manners whose cues speak of what stands before them, unless they go on with one of these words."""
_LINKS = stems_of(
    "and but if that when what which because so as before after until whether how where who than or then"
)
ASIDE_STEMS = 9
"""How far a cue reaches to either side within its clause."""
CLAUSE_STEMS = 3
"""A clause has at least so many stems where only "and" and the like cut it off."""
OWN_CONTENT = 2
"""With fewer words of content beside the cue, a clause speaks of what stands before it."""
LISTED_STEMS = 3
"""A clause this short is an item of a list, or says nothing itself."""
BACK_STEMS = 18
"""How far back such a clause reaches."""
_EMPTY = stems_of(
    "i we you he she they it this that these those there them me us him her my our your their be do have can could "
    "will would shall should may might must to of in on at for with by from about as if whether what which who how "
    "when where why not no never and or but so because then well yes yeah ok okay right maybe now here too all any "
    "some one thing something anything get go come make take say know think see want need look let much many more "
    "that's there's up out over off again today question part good honest frankly sure guess suppose mean like kind "
    "sort lot bit ever"
)
"""Words without content of their own."""


def clauses_of(text: StemmedText, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences cut at punctuation and at "and", "but" and the like."""
    return [clause for first, last in sentences for clause in _cut(text, first, last)]


def _cut(text: StemmedText, first: int, last: int) -> Iterator[tuple[int, int]]:
    stems, numbers, start = text.stems, text.clauses, first
    for place in range(first + 1, last):
        joint = stems[place] in _JOINTS or (stems[place] in _OWN and stems[place - 1] not in _LINKS)
        joint = joint and min(place - start, last - place) >= CLAUSE_STEMS
        if joint or numbers[place] != numbers[place - 1]:
            yield start, place
            start = place
    yield start, last


class Manners:
    """For each stem of a text, in which manners it is touched."""

    def __init__(
        self,
        text: StemmedText,
        sentences: Sequence[tuple[int, int]],
        asked: Sequence[bool],
    ) -> None:
        self._text, self._asked = text, asked
        self._sentences = list(sentences)
        self._clauses = clauses_of(text, sentences)
        self._starts = [first for first, _ in self._clauses]
        self._sentence_starts = [first for first, _ in self._sentences]
        self._marks = {manner: self._marked(manner) for manner in Manner}

    def only(self, place: Match, told_by: Sequence[Manner]) -> bool:
        """Whether at least half of a place is touched in a manner that does not tell it."""
        return any(
            2 * sum(marks[place.first : place.last]) >= place.last - place.first
            for manner, marks in self._marks.items()
            if manner not in told_by
        )

    def _marked(self, manner: Manner) -> list[bool]:
        marks = [False] * len(self._text)
        for pattern in manners()[manner]:
            for cue in pattern.find(self._text):
                for first, last in self._reach(cue, manner):
                    marks[first:last] = [True] * (last - first)
        return marks

    def _reach(self, cue: Match, manner: Manner) -> Iterator[tuple[int, int]]:
        """The clause of a cue, what follows a quotation, and what stands before a clause that says nothing else."""
        if manner is Manner.DELEGATED and self._text.stems[max(0, cue.first - 1)] in NEGATORS:
            return
        at = bisect_right(self._starts, cue.first) - 1
        first, last = self._clauses[at]
        sentence = self._sentences[bisect_right(self._sentence_starts, cue.first) - 1]
        if manner in _OF_ELSEWHERE:
            first, last = (cue.first, last) if self._has_object(cue, last) else (first, cue.last)
        yield max(first, cue.first - ASIDE_STEMS), max(min(last, cue.last + ASIDE_STEMS), cue.last)
        if manner is Manner.QUOTED:
            yield from self._going_on(at, sentence)
        elif self._content(first, last, cue) < OWN_CONTENT:
            yield from self._before(at, sentence)

    def _has_object(self, cue: Match, last: int) -> bool:
        """Whether the clause goes on with what the cue speaks of ("no idea about", "I can't tell you yet whether")."""
        stems = self._text.stems
        before = stems[cue.first - 1] if cue.first else ""
        return before == "what" or not _OPENING.isdisjoint(
            stems[cue.last - 1 : min(last, cue.last + 3)]
        )

    def _content(self, first: int, last: int, cue: Match) -> int:
        stems = self._text.stems
        return sum(
            stems[place] not in _EMPTY
            for place in range(first, last)
            if not cue.first <= place < cue.last
        )

    def _going_on(self, at: int, sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """The clauses behind a quotation, until the speaker turns to what he does himself."""
        stems = self._text.stems
        for first, last in self._clauses[at + 1 :]:
            if first >= sentence[1] or stems[first] in _TURNS | _OWN:
                return
            if stems[first] in _JOINTS and stems[min(first + 1, last - 1)] in _OWN:
                return
            yield first, last

    def _before(self, at: int, sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """The clauses before, and a short sentence or a question before, that a cue speaks of."""
        stems, here = self._text.stems, self._clauses[at][0]
        if here > sentence[0]:
            for first, last in reversed(self._clauses[:at]):
                if first < sentence[0] or last <= here - BACK_STEMS:
                    return
                yield max(first, last - ASIDE_STEMS), last
                if last - first > LISTED_STEMS:
                    return
        else:
            number = bisect_right(self._sentence_starts, sentence[0]) - 2
            if number >= 0 and stems[here] not in _TURNS:
                first, last = self._sentences[number]
                if last - first <= BACK_STEMS or any(self._asked[first:last]):
                    yield first, last
