"""Which gaps of an answer its replies to follow-ups have closed.

Whoever says, when asked, what was their own or by how much it changed has said it: the gap is closed, whatever part
of a story the words are read as. What was asked for is given by any reply that does not dodge and does not speak of
something else; what was not asked for, only by plain words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Hit, lexicon, single_words
from interviewer.answer.number_context import MONEY, SECONDS
from interviewer.answer.numbers import numbers
from interviewer.answer.practice import practices
from interviewer.answer.quantities import Quantity, quantities
from interviewer.answer.word_forms import FILLERS, form
from interviewer.model import TECHNICAL_KINDS, Part, Span

NEEDS: Mapping[str, str] = {
    "star.no-task": "task",
    "ownership.we": "part",
    "ownership.passive": "part",
    "star.no-action": "steps",
    "star.no-result": "result",
    "reflection.none": "reflection",
    "alternatives.none": "reason",
    "metrics.none": "figure",
    "metrics.vague": "figure",
    "metrics.no-baseline": "start",
}
"""Gap -> what a reply has to give to close it."""
ASKS: Mapping[str, str] = {**NEEDS, "deeper": "reason"}
"""Gap of a follow-up -> what it asks for."""
AGAIN: Mapping[Part, frozenset[str]] = {
    Part.TASK: frozenset(("task",)),
    Part.ACTION: frozenset(("part", "steps")),
    Part.RESULT: frozenset(("result", "figure", "start")),
    Part.REFLECTION: frozenset(("reflection",)),
}
"""Part that is told again -> what its telling can give."""
AGAIN_ASKS: Mapping[Part, str] = {
    Part.TASK: "task",
    Part.ACTION: "steps",
    Part.RESULT: "result",
    Part.REFLECTION: "reflection",
}
"""Part that is told again -> what was asked for."""
PARTS: Mapping[str, Part] = {
    "star.no-task": Part.TASK,
    "star.no-action": Part.ACTION,
    "star.no-result": Part.RESULT,
    "reflection.none": Part.REFLECTION,
}
"""Gap -> the part of the story that is told once it is closed."""
GIVEN: Mapping[str, Part] = {
    "task": Part.TASK,
    "part": Part.ACTION,
    "steps": Part.ACTION,
    "result": Part.RESULT,
    "figure": Part.RESULT,
    "reflection": Part.REFLECTION,
}
"""What a reply gives -> the part of the story that it tells."""
ANSWERED, EVIDENCE = 0.39, 0.6
"""Greatest chance that a listener misses what was told when asked, too small for a remark; and least evidence that it
was told, which earns most points of a part and not all: the first telling lacked it."""

_FEWEST = 3
"""Words from which a reply says something."""
_STEPS = 2
"""Own deeds from which a reply tells steps, or what was one's own although it was asked something else."""
_SHORT = 12
"""Words up to which a number by itself answers the question for one."""
_MINE = frozenset("i i'd i've i'm me my mine myself".split())
_OURS = frozenset("we we'd we've we're us our ours everybody everyone".split())
_PEOPLE = frozenset("they he she team".split()) | _OURS
_THINGS = frozenset("it that this there".split())
_OPENING = frozenset("well so just mainly mostly really only basically".split())
_REPORTED = frozenset("what which who if that whether how where".split())
"""Before "I did" these ask or doubt what was done."""
_BETWEEN = frozenset("also then first just even personally mainly mostly really only had".split())
_DID = frozenset(("did", "ran", "got"))
_ROUGHLY = frozenset("but maybe perhaps probably about around roughly say like think guess".split())
"""With one of these a figure is given by somebody who does not know it exactly."""
_GOING_ON = frozenset("and but so".split())
_WAS = frozenset("was were had did".split())
_MEANT = frozenset(
    "would should could i'd we'd next learn learned learnt earlier sooner later more less too not never no first before"
    " different differently now always since again if without better best wish regret mistake mistakes wrong important"
    " realised realized instead only enough didn't wasn't hadn't couldn't shouldn't wouldn't don't underestimated"
    " overestimated ignored forgot missed trusted assumed rushed failed want".split()
)
"""With one of these what is told of the past may be a look back."""
_TELLS = frozenset("in on with because for from by to".split())
"""With one of these beside a dodge something is told: "I helped with the list", "it depends on the oven"."""
_BLOCKS: Mapping[str, frozenset[str]] = {
    "task": frozenset(("dodge", "shared", "member", "rated")),
    "part": frozenset(("dodge", "shared", "member", "rated")),
    "steps": frozenset(("dodge", "shared", "member", "rated")),
    "result": frozenset(("dodge", "nothing", "shared", "member")),
    "reflection": frozenset(("dodge", "nothing", "rated", "shared", "member")),
    "reason": frozenset(("dodge", "nothing", "shared", "member")),
    "figure": frozenset(("dodge", "shared", "member")),
    "start": frozenset(("dodge", "shared", "member")),
}
"""What is asked for -> the ways of dodging it."""
_ALONE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("task", "part", "steps"), frozenset(("member", "rated"))),
    **dict.fromkeys(
        ("result", "reflection", "reason", "figure", "start"),
        frozenset(("member", "rated", "shared")),
    ),
}
"""What is asked for -> ways of dodging that are one only where nothing else is told: "I was in the guild", "the teams
were happy with it"."""
_ASIDES = frozenset(
    "it it's that's was were is i think guess suppose believe say would i'd oh yes yeah no the a our my all that and too"
    " as well so just mainly mostly only really basically honestly".split()
)
"""Words that tell nothing else."""

_EMPTY = frozenset(
    "a about again at be check colleagues decide discuss do exactly first for here i'd i'm into it's later look more now"
    " one others over probably really right say see talk team that's them there's think this to together up what with"
    " would".split()
)
"""Words that say nothing on a matter."""
_BEFORE = frozenset("said told mentioned explained".split())


def settled(answer: Answer) -> dict[str, tuple[Span, ...]]:
    """The gaps that replies have closed, each with those replies."""
    found: dict[str, tuple[Span, ...]] = {}
    for reply in _replies(answer):
        given = set(reply.given())
        for gap, needed in NEEDS.items():
            if needed in given:
                found[gap] = (*found.get(gap, ()), reply.span)
    return found


def parts_given(answer: Answer) -> list[tuple[Span, Part]]:
    """Replies that give the part of the story that they were asked for, or name the task instead, with that part."""
    found = []
    for reply in _replies(answer):
        if reply.asked in GIVEN and reply.asked in reply.given():
            found.append((reply.span, GIVEN[reply.asked]))
        elif reply.asked and reply.names_the_task() and "task" in reply.given():
            found.append((reply.span, Part.TASK))
    return found


def untold(answer: Answer) -> tuple[Span, ...]:
    """The replies that give nothing."""
    return tuple(reply.span for reply in _replies(answer) if reply.dodges())


def told(answer: Answer) -> Answer:
    """The answer without the replies that give nothing: they tell no part of it, and pay for none."""
    left_out = answer.once(untold)
    if not left_out:
        return answer
    kept = [at for at, take in enumerate(answer.takes[1:]) if take not in left_out]
    takes = (answer.takes[0], *(answer.takes[1:][at] for at in kept))
    words = tuple(word for take in takes for word in answer.words[take.first : take.last])
    starts = tuple(accumulate(take.last - take.first for take in takes))
    shifts = dict(zip(takes, (0, *starts), strict=False))
    return replace(
        answer,
        transcript=replace(answer.transcript, words=words),
        replies=starts[:-1],
        retold=tuple(answer.retold[at] for at in kept if at < len(answer.retold)),
        asked=tuple(answer.asked[at] for at in kept if at < len(answer.asked)),
        follow_ups=tuple(answer.follow_ups[at] for at in kept if at < len(answer.follow_ups)),
        split=tuple(
            Span(one.first - take.first + shift, one.last - take.first + shift)
            for take, shift in shifts.items()
            for one in answer.sentences
            if _within(one, take)
        ),
    )


def dodged(answer: Answer) -> tuple[tuple[str, Span], ...]:
    """Follow-ups that were clearly not answered, each with its reply: the reply dodges, and tells nothing else."""
    pairs = zip(answer.follow_ups, _replies(answer), strict=False)
    technical = answer.kind in TECHNICAL_KINDS
    return tuple(
        (text, reply.span)
        for text, reply in pairs
        if (reply.only_defers() if technical else reply.only_dodges())
    )


def unread(answer: Answer) -> list[tuple[Span, frozenset[Part]]]:
    """Replies, with the parts of a story that are not looked for in them.

    The last words of anything sound like a look back, and a reply stands last.
    """
    return [
        (reply.span, frozenset((Part.REFLECTION,)))
        for reply in _replies(answer)
        if not (reply.again or reply.looks_back())
    ]


def sized(answer: Answer, claim: Span) -> bool:
    """Whether a reply gives the size that a claim before it leaves open: "a lot faster", "from 40 minutes to 9"."""
    of = {
        hit.label
        for hit in lexicon("replies", "sizes").find(answer.tokens, claim.first, claim.last)
    }
    for reply in answer.once(settled).get("metrics.vague", ()):
        figures = [one for one in answer.once(quantities) if _within(one.span, reply)]
        if reply.first >= claim.last and (not figures or any(_fits(one, of) for one in figures)):
            return True
    return False


def _fits(figure: Quantity, of: set[str]) -> bool:
    """Whether a figure can be the size of a claim about these things; a share or a factor fits all."""
    if figure.unit in {"%", "x", ""}:
        return True
    if figure.unit in SECONDS:
        return not of or "time" in of
    if figure.unit in MONEY.values():
        return not of or "money" in of
    return not of & {"time", "money"}


def _replies(answer: Answer) -> Iterator[_Reply]:
    for at, span in enumerate(answer.takes[1:]):
        gap = answer.asked[at] if at < len(answer.asked) else ""
        again = answer.retold[at] if at < len(answer.retold) else None
        asked = AGAIN_ASKS.get(again, "") if again else ASKS.get(gap, "")
        yield _Reply(answer, span, asked, again)


@dataclass(frozen=True)
class _Reply:
    """A reply, with what it was asked for."""

    answer: Answer
    span: Span
    asked: str
    again: Part | None

    def given(self) -> Iterator[str]:
        """What the reply gives."""
        can = AGAIN.get(self.again, frozenset()) if self.again else {*NEEDS.values()}
        asked = {self.asked} | ({"part"} if self.asked == "steps" else set())
        for what in can:
            if self._plainly(what, asked=what in asked) or (what in asked and self._responds(what)):
                yield what

    @cached_property
    def tokens(self) -> Sequence[str]:
        """Its words without fillers."""
        told = self.answer.tokens[self.span.first : self.span.last]
        return [token for token in told if token and token not in FILLERS]

    def _plainly(self, what: str, *, asked: bool) -> bool:
        if what in {"figure", "start"}:
            return self._has_figure(asked=asked)
        if what == "steps":
            return len(self._deeds) >= _STEPS
        if what == "part" and self._deeds:
            alone = bool({"myself", "alone"} & set(self.tokens))
            if asked or alone or len(self._deeds) >= _STEPS:
                return True
        return any(hit.label == what for hit in lexicon("replies", "gives").find(self.tokens))

    @cached_property
    def _vague(self) -> frozenset[int]:
        """Words with which it dodges."""
        hits = lexicon("replies", "dodge").find(self.tokens)
        return frozenset(at for hit in hits for at in range(hit.first, hit.last))

    @cached_property
    def _deeds(self) -> Sequence[int]:
        """Where "I" has done something that can be named."""
        tokens = self.tokens
        return [
            at
            for at, token in enumerate(tokens)
            if token in {"i", "i'd", "i've"} and at not in self._vague
            if not at or tokens[at - 1] not in _REPORTED
            if (verb := self._verb(at + 1)) and verb not in self._vague
        ]

    def _verb(self, at: int) -> int | None:
        while at < len(self.tokens) and self.tokens[at] in _BETWEEN:
            at += 1
        token = self.tokens[at] if at < len(self.tokens) else ""
        acts = form(token) == "<ed>" or token in _DID
        return at if acts and token not in single_words("steps", "no_step") else None

    def _has_figure(self, *, asked: bool) -> bool:
        found = [one for one in self.answer.once(quantities) if _within(one.span, self.span)]
        if any(one.before is not None for one in found):
            return True
        if not asked or (self._dodges({"dodge"}) and not _ROUGHLY & set(self.tokens)):
            return False
        bare = [one for one in numbers(self.tokens) if one.value != 1]
        return bool(found) or len(bare) > 1 or (bool(bare) and len(self.tokens) <= _SHORT)

    def _dodges(self, ways: Collection[str]) -> bool:
        """Whether it gives nothing; what follows a "but" is heard all the same."""
        found = lexicon("replies", "dodge").find(self.tokens)
        ends = [
            hit.last
            for hit in found
            if hit.label in ways
            and (hit.label not in _ALONE.get(self.asked, frozenset()) or self._is_all(hit))
        ]
        rest = self.tokens[ends[-1] :] if ends else []
        return bool(ends) and ("but" not in rest or len(rest) - rest.index("but") <= _FEWEST)

    def _is_all(self, hit: Hit) -> bool:
        """Whether it tells nothing else."""
        return _ASIDES.issuperset((*self.tokens[: hit.first], *self.tokens[hit.last :]))

    def _responds(self, what: str) -> bool:
        """Whether it answers what it was asked, in whatever words."""
        ways = _BLOCKS.get(what)
        if ways is None or what in {"figure", "start"} or len(self.tokens) < _FEWEST:
            return False
        if self._dodges(ways) and not self._goes_on(ways):
            return False
        if what not in {"task", "part"}:
            return what == "reason" or not self._tells_something_else(what)
        own = _MINE - {"my"} if what == "part" else _MINE
        asides = lexicon("actors", "aside").count(self.tokens)
        mine = sum(token in own for token in self.tokens) - asides
        if mine > 0:
            return mine >= sum(token in _OURS for token in self.tokens)
        return self._names_a_thing() and not (what == "part" and any(numbers(self.tokens)))

    def _tells_something_else(self, what: str) -> bool:
        """Whether it only names the task, or for a look back tells what changed or what was done."""
        if what == "reflection":
            elsewhere = self._has_figure(asked=False) or self.names_the_task()
            return (elsewhere or self._only_tells_the_past()) and not self._cues_of_looking_back()
        return self.names_the_task()

    def _only_tells_the_past(self) -> bool:
        """Whether it says what was or was done, and nothing of what it means or should have been."""
        past = any(token in _WAS or form(token) == "<ed>" for token in self.tokens)
        return past and _MEANT.isdisjoint(self.tokens)

    def names_the_task(self) -> bool:
        """Whether it says what the task was, and goes on to nothing else: "I was in charge, and I had to …"."""
        given = lexicon("replies", "gives").find(self.tokens)
        first = next((hit.first for hit in given if hit.label == "task"), None)
        if first is None or first > _FEWEST:
            return False
        cuts = [at for at, token in enumerate(self.tokens) if token in _GOING_ON and at > first]
        pieces = [self.tokens[one:two] for one, two in pairwise((0, *cuts, len(self.tokens)))]
        return all(
            len(piece) <= _FEWEST
            or any(hit.label in {"mine", "needed"} for hit in lexicon("parts", "task").find(piece))
            or any(hit.label == "task" for hit in lexicon("replies", "gives").find(piece))
            for piece in pieces
        )

    def _names_a_thing(self) -> bool:
        """Whether it is a mere "the list for the stations" or "finding cover", with no one else in it."""
        first, *rest = [token for token in self.tokens if token not in _OPENING] or [""]
        if first == "to" or form(first) in {"<ing>", "<ed>"}:
            return _PEOPLE.isdisjoint(rest)
        return first in {"the", "a", "an"} and (_PEOPLE | _THINGS).isdisjoint(rest)

    def dodges(self) -> bool:
        """Whether it was asked for something and gives nothing at all."""
        ways = _BLOCKS.get(self.asked, frozenset(("dodge",)))
        return self._dodges(ways) and not self._goes_on(ways) and not any(self.given())

    def _goes_on(self, ways: Collection[str]) -> bool:
        """Whether a sentence without a dodge tells something: "Good question. Next time I'd ring first"."""
        hits = [
            hit
            for hit in lexicon("replies", "dodge").find(
                self.answer.tokens, self.span.first, self.span.last
            )
            if hit.label in ways
        ]
        return any(
            len(set(self.answer.tokens[one.first : one.last]) - _ASIDES - _OPENING) > _FEWEST
            for one in self.answer.sentences
            if _within(one, self.span)
            and not any(one.first < hit.last and hit.first < one.last for hit in hits)
        )

    def only_dodges(self) -> bool:
        """Whether it dodges and tells nothing else; "nothing" and "it went well" are answers, however poor."""
        ways = _BLOCKS.get(self.asked, frozenset(("dodge",))) & {"dodge", "shared", "member"}
        if not self.dodges() or not self._dodges(ways):
            return False
        left = self._besides(ways)
        return len(left) <= _FEWEST and _TELLS.isdisjoint(left)

    def only_defers(self) -> bool:
        """Whether a question on the matter is put off and nothing is said on it: "it depends, I'd have to look".

        To point at what was said before is an answer where it was said.
        """
        ways = frozenset(("dodge", "deferred"))
        if not self._dodges(ways) or not _BEFORE.isdisjoint(self.tokens):
            return False
        return not [token for token in self._besides(ways) if token not in _EMPTY]

    def _besides(self, ways: Collection[str]) -> list[str]:
        """The words beside a dodge that may tell something."""
        hits = [hit for hit in lexicon("replies", "dodge").find(self.tokens) if hit.label in ways]
        said = {at for hit in hits for at in range(hit.first, hit.last)}
        return [
            token
            for at, token in enumerate(self.tokens)
            if at not in said and token not in _ASIDES | _OPENING | _THINGS
        ]

    def looks_back(self) -> bool:
        """Whether it says what was learned, asked for it or not."""
        return "reflection" in self.given() or self._cues_of_looking_back()

    def _cues_of_looking_back(self) -> bool:
        hits = lexicon("parts", "reflection").find(self.tokens)
        practised = any(_within(one, self.span) for one in self.answer.once(practices))
        return practised or any(hit.first not in self._vague for hit in hits)


def _within(inner: Span, outer: Span) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last
