"""How something is said: stated, asked, dismissed, denied, or put into somebody else's mouth.

"UUIDs are not enough" and "people say UUIDs fix it" deny what "switch to UUIDs and it is fixed"
asserts; "should we scan for malware?" and "we don't need malware scanning" cover nothing. The cues
are sets of words in `words/slots.yaml`: `inquire`, `skip`, `needless`, `reported`, `refuted`,
`harmless`. What somebody touches only to leave it alone ("logging I'd leave to the platform team") is an
aside, told by its wording (`interviewer.answer.word_weights`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise

from interviewer.answer import Answer
from interviewer.answer.patterns import LONGEST, Node, Slots, starting
from interviewer.answer.sentences import ends
from interviewer.answer.stems import NEGATORS, SKIPPED, Match, StemmedText, stemmed, stems_of
from interviewer.answer.word_weights import features, weights_for
from interviewer.checks.technical.manners import Manners
from interviewer.model import Span
from interviewer.packs import rubrics
from interviewer.packs.rubrics import Manner, slots

_AUXILIARIES = stems_of("should be do can could would will shall may might have")
_SUBJECTS = stems_of("i we you they it there this that anyone anybody")
_ASKING = stems_of("what who where when why which how whose whom")
_LEADS = stems_of(
    "so okay ok right and but or well yeah yes then now first second maybe plus like alright next "
    "great good fine sure"
)
_WHAT = stems_of("what who which where")
"""Words of questions whose answer may stand alone in the next sentence."""
_EVADING = stems_of(
    "i we you let depend maybe perhaps no not good question sorry anyway well idea before then"
)
EVADED_WORDS = 4
"""How soon such a word shows that what follows is no answer."""
_RHETORICAL = stems_of("if happen stop prevent keep wrong know")
"""Words of questions candidates answer themselves: "what if", "what happens when", "what stops me"."""
_NEVER = stems_of("not never")
_RESTARTS = stems_of("and but so okay because then well i let")
FRAGMENT_WORDS = 6
"""A question this short without a subject is a fragment ("Malware scanning?"), not a tag."""
ASKED_WORDS = 10
"""How far a question reaches where nobody wrote a question mark."""
INQUIRED_WORDS = 14
"""How far "I'd like to know whether" reaches within its sentence."""
BEFORE, AFTER = 12, 12
"""How far before and after a claim it may be put into another's mouth, or refuted."""
DENIED_WORDS = 5
"""How far before a claim a negation still belongs to it."""
DISMISSED_WORDS = 3
"""How many words may stand between "we don't need" and what is not needed."""


HUSHED_WORDS = 8
"""How far "we don't need" reaches within its clause."""
LISTED_WORDS = 5
"""A clause this short and without a subject goes on with the list before it."""
PART_WORDS = 6
"""Parts of sentences have at least so many stems."""
_JOINTS = stems_of("and so but because then which where")
EVERYDAY = frozenset(
    "who numbers people others rules record reasons goal choice measure risk method question cost memory parts storage "
    "scale failure operate operations structure listen evidence changed narrow safe prevent symptom cause figures "
    "restore versions limits errors callers resources access decide".split()
)
"""Names of concepts that everyone uses, also beside each other."""
OPENING_SENTENCES, OPENING_STEMS = 3, 3
"""An answer opens with its first sentences, and a question has at least so many stems."""
NAME_GAP = 2
"""Words that may stand between two names of a list ("and the")."""
NAMES = 3
"""So many names of concepts in a row are a list, and a list of names is no answer."""
ASIDE = -1.0
"""Points from which a sentence is an aside."""

WORDS_PER_SECOND = 2.5
"""150 words per minute, the middle of the usual pace: stands in for a clock in text without times."""


@dataclass(frozen=True)
class Stance:
    """An answer's stems, and how each of them is meant."""

    text: StemmedText
    questions: frozenset[int]
    """Numbers of the sentences that end with a question mark."""
    sentences: tuple[tuple[int, int], ...]
    """First and last (exclusive) stem of every sentence, also where nobody wrote full stops."""

    def sentence_at(self, place: int) -> int:
        """Number of the sentence that a stem stands in."""
        return bisect_right(self._sentence_starts, place) - 1

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [first for first, _ in self.sentences]

    def span(self, found: Match) -> Span:
        """The words of a place."""
        words = self.text.words
        return Span(words[found.first], words[found.last - 1] + 1)

    def cues(self, name: str) -> list[Match]:
        """Every place of a set of words."""
        return slots().node(name).find(self.text)

    def cues_from(self, name: str, first: int, last: int) -> list[Match]:
        """The places of a set of words that start in a range of stems."""
        return starting(self.cues(name), first, last)

    # --- concepts -------------------------------------------------------------------------------

    def states(self, found: Match, asking: bool = False) -> bool:
        """Whether a place says something: not dismissed and, unless `asking` counts, not asked."""
        if self._dismissed(found):
            return False
        return asking or not (
            _mostly(self._hushed[found.first : found.last])
            or _mostly(self._asked[found.first : found.last])
        )

    def proposes(self, found: Match) -> bool:
        """Whether what is named or claimed there is neither asked about nor refused.

        Wording that merely resembles an aside does not count against it, unlike in `states`.
        """
        return not (
            self._dismissed(found)
            or _mostly(self._refused[found.first : found.last])
            or _mostly(self._asked[found.first : found.last])
        )

    def stated(self, first: int, last: int, *, asking: bool = False) -> frozenset[str]:
        """Words and pairs of neighbours that are neither dismissed nor, unless `asking` counts, asked.

        As `word_weights.features` has them; the pairs are joined once for all windows of the answer.
        """
        silent, stems, pairs = self._silent[asking], self.text.stems, self._pairs
        found: set[str] = set()
        start = first
        while start < last:
            try:
                stop = silent.index(True, start, last)
            except ValueError:
                stop = last
            found.update(stems[start:stop])
            found.update(pairs[start : max(start, stop - 1)])
            start = stop + 1
        return frozenset(found)

    def covers(self, found: Match, told_by: Sequence[Manner]) -> bool:
        """Whether a place deals with its subject, or touches it in a manner that tells it."""
        return not self._manners.only(found, told_by)

    @cached_property
    def _manners(self) -> Manners:
        return Manners(self.text, self.sentences, self._asked)

    @cached_property
    def _pairs(self) -> list[str]:
        return [f"{one} {other}" for one, other in pairwise(self.text.stems)]

    @cached_property
    def _silent(self) -> dict[bool, list[bool]]:
        """Whether asking counts -> for each stem, whether it tells nothing."""
        alone = [one or other for one, other in zip(self._hushed, self._asked, strict=True)]
        return {False: alone, True: self._hushed}

    @cached_property
    def _hushed(self) -> list[bool]:
        """For each stem, whether it stands in an aside or beside "we don't need"."""
        return [one or other for one, other in zip(self._aside, self._refused, strict=True)]

    @cached_property
    def _refused(self) -> list[bool]:
        """For each stem, whether it stands beside "we don't need" or in a list of bare names."""
        clauses = self.text.clauses
        refused = [False] * len(self.text)
        for cue in self.cues("skip"):
            for place in range(cue.first, min(cue.last + HUSHED_WORDS, len(refused))):
                refused[place] |= clauses[place] == clauses[cue.last - 1]
        for cue in self.cues("needless"):
            for place in range(max(0, cue.first - HUSHED_WORDS), cue.last):
                refused[place] |= clauses[place] == clauses[cue.first]
        for first, last in (*self._refused_lists(), *self._name_lists()):
            refused[first:last] = [True] * (last - first)
        return refused

    def _refused_lists(self) -> Iterator[tuple[int, int]]:
        """What "not bother with" and "is overkill" say of a whole list behind or before them."""
        clauses = self._clauses
        starts = [first for first, _ in clauses]
        for cue in self.cues("skip"):
            at = bisect_right(starts, cue.last - 1)
            while at < len(clauses) and self._goes_on(*clauses[at]):
                yield clauses[at]
                at += 1
        for cue in self.cues("needless"):
            at = bisect_right(starts, cue.first) - 2
            sentence, sentences = self.text.sentences[cue.first], self.text.sentences
            while at >= 0 and sentences[clauses[at][0]] == sentence and self._goes_on(*clauses[at]):
                yield clauses[at]
                at -= 1

    @cached_property
    def parts(self) -> list[tuple[int, int]]:
        """Long sentences cut at punctuation and at "and", "so" and the like."""
        return [part for first, last in self.sentences for part in self._cut(first, last)]

    def _cut(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        stems, clauses, start = self.text.stems, self.text.clauses, first
        for place in range(first + PART_WORDS, last - PART_WORDS + 1):
            joint = stems[place] in _JOINTS or clauses[place] != clauses[place - 1]
            if joint and place - start >= PART_WORDS:
                yield start, place
                start = place
        if start > first:
            yield start, last

    @cached_property
    def _clauses(self) -> list[tuple[int, int]]:
        numbers = self.text.clauses
        return [
            (places[0], places[-1] + 1)
            for places in (
                list(group) for _, group in groupby(range(len(numbers)), key=numbers.__getitem__)
            )
        ]

    def _goes_on(self, first: int, last: int) -> bool:
        """Whether a clause is one more item of the list in the clause before it."""
        stems = self.text.stems[first:last]
        return len(stems) <= LISTED_WORDS and _SUBJECTS.isdisjoint(stems) and "but" not in stems

    def _name_lists(self) -> Iterator[tuple[int, int]]:
        """Lists of bare names ("magic bytes, size limits, malware scanning")."""
        run: list[Match] = []
        for name in [*_names().find(self.text), None]:
            if run and (name is None or name.first > run[-1].last + NAME_GAP):
                if len(run) >= NAMES:
                    yield run[0].first, run[-1].last
                run = []
            if name and (not run or name.first >= run[-1].last):
                run.append(name)

    @cached_property
    def _aside(self) -> list[bool]:
        """For each stem, whether it stands in a sentence that leaves its subject alone."""
        aside = [False] * len(self.text)
        manner = weights_for("manner")
        if manner is not None:
            said = [features((self.text.stems[first:last],)) for first, last in self.sentences]
            for (first, last), points in zip(
                self.sentences, manner.points(said)[:, 0], strict=True
            ):
                aside[first:last] = [bool(points > ASIDE)] * (last - first)
        return aside

    def _dismissed(self, found: Match) -> bool:
        sentences = self.text.sentences
        before = found.first - DISMISSED_WORDS
        return any(
            before <= cue.last <= found.first and sentences[cue.first] == sentences[found.first]
            for cue in self.cues_from("skip", before - LONGEST, found.first)
        ) or any(
            sentences[cue.first] == sentences[found.first]
            for cue in self.cues_from("needless", found.last, found.last + DISMISSED_WORDS + 1)
        )

    @cached_property
    def statements(self) -> int:
        """Number of sentences that are no questions."""
        return sum(not _mostly(self._asked[first:last]) for first, last in self.sentences)

    @cached_property
    def opening_question(self) -> Match | None:
        """A question with a mark within the first sentences."""
        for first, last in self.sentences[:OPENING_SENTENCES]:
            if self.text.sentences[first] in self.questions and last - first >= OPENING_STEMS:
                return Match(first, last)
        return None

    @property
    def first_question(self) -> int | None:
        """The stem with which the first question starts, also one that the speaker answers himself."""
        return min((first for first, _ in self._questions()), default=None)

    @cached_property
    def _asked(self) -> list[bool]:
        """For each stem, whether it stands in a question put to somebody."""
        asked = [False] * len(self.text)
        for first, last in self._questions():
            if not self._answered(first):
                asked[first:last] = [True] * (last - first)
        return asked

    def _answered(self, first: int) -> bool:
        """Whether the speaker answers a question at once: "What do we lose? The stock"."""
        stems, at = self.text.stems, self.sentence_at(first)
        if self.text.sentences[first] not in self.questions or at + 1 >= len(self.sentences):
            return False
        start, end = self.sentences[at + 1]
        opening = [stem for stem in stems[self.sentences[at][0] : first + 1] if stem not in _LEADS]
        return (
            bool(opening)
            and opening[0] in _WHAT
            and self.text.sentences[start] not in self.questions
            and _EVADING.isdisjoint(stems[start : min(end, start + EVADED_WORDS)])
        )

    def _questions(self) -> Iterator[tuple[int, int]]:
        numbers = self.text.sentences
        for sentence, group in groupby(range(len(numbers)), key=numbers.__getitem__):
            places = list(group)
            first, last = places[0], places[-1] + 1
            if sentence in self.questions:
                yield from self._marked(first, last)
            else:
                yield from self._unmarked(first, last)
        for cue in self.cues("inquire"):
            if cue.first and self.text.stems[cue.first - 1] in _NEVER:
                continue  # "it never asked whether this is mine" tells a flaw
            end = cue.last
            while end < min(len(numbers), cue.last + INQUIRED_WORDS) and (
                numbers[end] == numbers[cue.first]
            ):
                end += 1
            yield cue.first, end

    def _marked(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """A sentence with a question mark: all of it, its second half, or (a tag) none of it."""
        stems = self.text.stems
        start = first
        while start < last - 1 and stems[start] in _LEADS:
            start += 1
        if stems[start] in _ASKING:
            if _RHETORICAL.isdisjoint(stems[start : start + 5]):
                yield start, last
        elif stems[start] in _AUXILIARIES or (
            last - start <= FRAGMENT_WORDS and stems[start] not in _SUBJECTS
        ):
            yield start, last
        else:
            clauses = self.text.clauses
            for place in range(start + 1, last - 2):
                # "Before threats, does the call carry …?"
                opens = clauses[place] != clauses[place - 1]
                if stems[place] in _AUXILIARIES and (opens or stems[place + 1] in _SUBJECTS):
                    yield place, last
                    return

    def _unmarked(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Inversions ("should we scan") in a window where nobody wrote question marks."""
        stems = self.text.stems
        for place in range(first, last - 2):
            if stems[place] not in _AUXILIARIES or stems[place + 1] not in _SUBJECTS:
                continue
            if place > first and stems[place - 1] not in _LEADS:
                continue
            end = place + 2
            while end < min(last, place + ASKED_WORDS) and stems[end] not in _RESTARTS:
                end += 1
            yield place, end

    # --- claims ---------------------------------------------------------------------------------

    def asserts(self, found: Match) -> bool:
        """Whether a claim is made: not denied, not reported, not refuted, not asked."""
        return self.proposes(found) and not (
            self._denied(found) or self._reported(found) or self._refuted(found)
        )

    def _denied(self, found: Match) -> bool:
        """Whether a negation stands in or before the claim that is not part of it."""
        text = self.text
        first = max(0, found.first - DENIED_WORDS)
        while text.sentences[first] != text.sentences[found.first]:
            first += 1
        harmless = self.cues_from("harmless", first - LONGEST, found.last)
        return found.negators < sum(
            1
            for place in range(first, found.last)
            if text.stems[place] in NEGATORS
            and not any(cue.first <= place < cue.last for cue in harmless)
        )

    def _reported(self, found: Match) -> bool:
        sentences = self.text.sentences
        if found.first and self.text.stems[found.first - 1] == "if":
            return True
        return any(
            found.first - BEFORE <= cue.last <= found.first + 1
            and sentences[found.first] - sentences[cue.first] <= 1
            for cue in self.cues_from("reported", found.first - BEFORE - LONGEST, found.first + 2)
        )

    def _refuted(self, found: Match) -> bool:
        sentences = self.text.sentences
        return any(
            sentences[cue.first] - sentences[found.first] <= 1
            for cue in self.cues_from("refuted", found.first, found.last + AFTER + 1)
        )


def stance_of(answer: Answer) -> Stance:
    """The stance of an answer."""
    texts = [word.text for word in answer.words]
    stops = [index + 1 for index, text in enumerate(texts) if ends(text)]
    text = stemmed(texts, stops)
    questions = frozenset(
        sentence
        for sentence, stop in enumerate(stops)
        if texts[stop - 1].rstrip("\"'”’)").endswith("?")
    )
    return Stance(text, questions, tuple(_sentence_ranges(answer, text)))


def _sentence_ranges(answer: Answer, text: StemmedText) -> Iterator[tuple[int, int]]:
    """The answer's sentences as ranges of stems."""
    for span in answer.sentences:
        first, last = bisect_left(text.words, span.first), bisect_left(text.words, span.last)
        if first < last:
            yield first, last


@cache
def _names() -> Node:
    """The names of all concepts, as their ids have them."""
    ids = {concept for concepts in rubrics.ids().values() for concept in concepts} - EVERYDAY
    texts = (
        " ".join(word for word in each.split("-") if word not in SKIPPED) for each in sorted(ids)
    )
    return Slots({"names": " | ".join(filter(None, texts))}).node("names")


def _mostly(marks: Sequence[bool]) -> bool:
    """Whether at least half are set."""
    return 2 * sum(marks) >= len(marks)


def seconds(answer: Answer, stance: Stance, found: Match) -> float:
    """When a place starts; at the usual pace where the words have no times."""
    word = stance.span(found).first
    start = answer.words[word].start
    return word / WORDS_PER_SECOND if start is None else start
