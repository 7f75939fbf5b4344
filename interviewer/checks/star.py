"""Is it a story, and are its four parts there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.blame import blame
from interviewer.answer.clauses import MOST_WORDS
from interviewer.answer.cue_phrases import Lexicon, lexicon, single_words
from interviewer.answer.non_story import NonStory, non_story, place_of
from interviewer.answer.quantities import (
    end_states,
    quantities,
    size_question,
    vague,
    witnessed,
)
from interviewer.answer.quotable import passage, trimmed
from interviewer.answer.rated_end import only_rates
from interviewer.answer.steps import plainest_step
from interviewer.answer.story import Sentence, Story, story
from interviewer.answer.substance import is_hollow, substance
from interviewer.checks.fragment import far_too_short, is_fragment
from interviewer.checks.rule import STORIES, Check
from interviewer.checks.rule_files import with_page
from interviewer.checks.star_score import earned, points, score
from interviewer.checks.sureness import DOUBT, SURE, sure, verdict
from interviewer.model import STAR, Finding, Part, Span, Verdict
from interviewer.output.formatting import listed

QUOTED = 8
"""Words of a sentence that are quoted, where only its place matters."""
TALK = 0.55
"""How sure it is that a listener misses an example where none was asked for: the labellers of the measuring data
did, those of the project's own answers did not."""


@dataclass(frozen=True, slots=True)
class StarSentence:
    """One sentence as it stands in the report."""

    text: str
    start_s: float | None
    end_s: float | None
    part: Part
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class Star:
    """The story's shape."""

    is_story: bool
    sentences: tuple[StarSentence, ...]
    present: Mapping[Part, bool]
    """Whether each of the four parts was told."""
    time_share: Mapping[Part, float] | None
    """Each part's share of the time spent on the four; None without word times."""
    word_share: Mapping[Part, float] | None
    """The same by words; None, as the time, when no story is told."""
    story: float
    """How likely one past episode is told, 0–1."""
    evidence: Mapping[Part, float]
    """How likely each of the four parts is there, 0–1; above 0.5 it is present."""


def measure(answer: Answer) -> Star:
    """Measure the story's shape."""
    read = answer.once(story)
    sentences = tuple(
        StarSentence(
            answer.text_of(sentence.span),
            answer.start(sentence.span),
            answer.end(sentence.span),
            _shown_as(answer, sentence) if read.is_story else Part.OTHER,
            round(sentence.confidence, 2),
            sentence.span,
        )
        for sentence in read.sentences
    )
    words, seconds = dict.fromkeys(STAR, 0.0), dict.fromkeys(STAR, 0.0)
    for sentence in sentences:
        if sentence.part in words:
            words[sentence.part] += sentence.span.last - sentence.span.first
            if sentence.start_s is not None and sentence.end_s is not None:
                seconds[sentence.part] += max(sentence.end_s - sentence.start_s, 0.0)
    return Star(
        read.is_story,
        sentences,
        {part: read.is_story and read.present[part] for part in STAR},
        _shares(seconds) if answer.timed and read.is_story else None,
        _shares(words) if read.is_story else None,
        round(read.story, 2),
        {part: round(read.evidence[part], 2) for part in STAR},
    )


UNSURE = 0.6
"""Chance below which a task gives way to the next label where no task is there by evidence."""
_CAUSE = Lexicon(
    {
        "undone": ("(did not|didn't|never) *",),
        "before": (
            "(had|i'd|we'd) (set|put|written|built|made|given|sent|used|chosen|left|told|taken|changed|moved)",
        ),
        "because": ("because (the|they|he|she|it|my|our|nobody|i)",),
        "so": ("so (the|it|they|he|she|nobody|nothing) *",),
    }
)
_CAUSES = ({"undone", "because"}, {"undone", "so"}, {"before", "because"})


def _shown_as(answer: Answer, sentence: Sentence) -> Part:
    """The part that a sentence is shown as: no task that only tells why things went wrong, or that is hardly one."""
    if sentence.part is not Part.TASK:
        return sentence.part
    if _tells_cause(answer, sentence.span):
        return Part.SITUATION
    if answer.once(story).present[Part.TASK] or sentence.confidence >= UNSURE:
        return Part.TASK
    rest = {part: chance for part, chance in sentence.chances.items() if part is not Part.TASK}
    return max(rest, key=rest.__getitem__)


def _tells_cause(answer: Answer, span: Span) -> bool:
    """Whether a sentence names no duty and no goal, but what had been done or left undone, and why or what of it."""
    cues = {hit.label for hit in lexicon("parts").find(answer.tokens, span.first, span.last)}
    found = {hit.label for hit in _CAUSE.find(answer.tokens, span.first, span.last)}
    return cues.isdisjoint({"mine", "needed"}) and any(cause <= found for cause in _CAUSES)


def _shares(amounts: Mapping[Part, float]) -> dict[Part, float]:
    total = sum(amounts.values())
    return {part: round(value / total, 3) if total else 0.0 for part, value in amounts.items()}


_MISSING = {
    Part.SITUATION: (
        "where and when this was, and what was wrong",
        "Open with one sentence: 'Last spring, at …, we had …'.",
    ),
    Part.TASK: (
        "what your own task was",
        "State your task in one sentence: 'My job was to …'.",
    ),
    Part.ACTION: (
        "what you did, step by step",
        "Go through your steps one by one: 'First I …, then I …, because …'.",
    ),
    Part.RESULT: (
        "how it ended",
        "Say what changed: 'Before, …; after, …'. No number? Say who noticed, and what they said.",
    ),
}


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on the story's shape, with the points they would add to the family's score."""
    if is_hollow(answer) or answer.once(story).sounds > 0.5 > answer.once(substance):
        yield _hollow(answer)
    elif not answer.once(story).is_story:
        yield _no_story(answer)
    else:
        yield from _parts(answer)
        yield from _thread(answer)


def _hollow(answer: Answer) -> Finding:
    """What was said instead of what happened, and the size that it claims."""
    everything = [one.span for one in answer.once(story).sentences]
    sizes = vague(answer, everything)
    likes = lexicon("hollow_talk", "likes").within(answer.tokens)
    came = sizes or lexicon("hollow_talk", "came").within(answer.tokens)
    said = [words for words, there in ((_LIKE, likes), (_CAME, came)) if there]
    size = sizes[0].span if sizes else None
    words = _words(answer, size) if size else ""
    how_much = size_question(answer, size) if size else ""
    return Finding(
        "star.hollow",
        Verdict.FIX,
        f"You {f'said {listed(said)}' if said else 'spoke in general words'}, but not what happened."
        + (f" “{words}”: {how_much[0].lower()}{how_much[1:]}" if size else ""),
        "Be specific: one day, one person and one thing that you did: 'On Friday Ana told me …, so I …'.",
        (_emptiest(answer, everything),),
        round(answer.once(substance), 2),
        gain=100.0 - score(answer),
        ask=f'You said "{words}". {how_much} And what exactly did you do for it?' if size else "",
    )


_LIKE, _CAME = "what you are like", "what came of it"


def _emptiest(answer: Answer, sentences: Sequence[Span]) -> Span:
    """The sentence with the most words that say nothing."""
    empty = single_words("hollow", "claims", "business")
    return max(
        sentences,
        key=lambda one: sum(token in empty for token in answer.tokens[one.first : one.last]),
    )


def without_example(answer: Answer) -> Iterator[Finding]:
    """What an answer to a question that asks for no story may still need: one thing that happened."""
    read = answer.once(story)
    if not read.is_story:
        yield Finding(
            "star.no-story",
            Verdict.ASK,
            "You were not asked for a story, but nothing here shows it. Is there one time that does?",
            "Add one sentence with a day, a place and what you did: 'Last March, when …, I …'.",
            value=round(read.story, 2),
            sure=TALK,
            ask="Can you give me one example of that, something that you did yourself?",
        )


def _thread(answer: Answer) -> Iterator[Finding]:
    """Whether a listener could follow."""
    chance = sure(answer, "star.rambling")
    asides = tuple(Span(hit.first, hit.last) for hit in lexicon("thread").find(answer.tokens))
    places = asides or answer.once(story).turns_back
    if places and chance >= DOUBT:
        what = "left your thread" if asides else "went back to what you had told before"
        often = f"{len(places)} times, for example" if len(places) > 1 else "once,"
        yield Finding(
            "star.rambling",
            verdict(chance),
            f"You {what} {often} at “{_words(answer, places[0])}”.",
            "Say it once in four sentences: what was wrong, what you had to do, what you did, how it ended.",
            places[:3],
            float(len(places)),
            sure=chance,
        )


def _words(answer: Answer, span: Span) -> str:
    """The first words of a span, as a quotation."""
    short = Span(span.first, min(span.last, span.first + QUOTED))
    end = "…" if short.last < span.last else ""
    return answer.quote(short).rstrip(",;.") + end


INSTEAD: Mapping[NonStory, tuple[str, str, str]] = {
    # kind: (what was heard, what to do, what an interviewer would ask)
    NonStory.REFUSAL: (
        "You did not find an example, and an interviewer cannot score that.",
        "Keep five stories ready that fit many questions. Ask for a moment: 'Let me think for a second.'",
        "Take your time. It can be something small, or from outside work. Does a case come to mind?",
    ),
    NonStory.DECLINED: (
        "You asked to leave this question out, and an interviewer then has nothing to score.",
        "You need not name anybody: choose a small case that you can tell, and leave names and firms out.",
        "That is fine, you need not name anybody. Is there a smaller case that you can tell?",
    ),
    NonStory.QUESTION: (
        "You asked back and told nothing yet.",
        "Ask one short question if you must, then choose for yourself: 'I'll take one from …'.",
        "Whatever you like best. Can you take me through one time when that happened?",
    ),
    NonStory.TOO_SHORT: (
        "",  # how short, in words
        "Take two minutes: where it was, what your task was, what you did, how it ended.",
        "Can you tell me more: what happened there, step by step?",
    ),
    NonStory.KEYWORDS: (
        "You listed words, but not what happened.",
        "Leave the list to the CV and tell one time when you needed one of these: 'Last spring …, so I …'.",
        "Take one of those. When did you need it last, and what happened?",
    ),
    NonStory.JOKE: (
        "That was a joke, and no story followed.",
        "A light word at the start is fine; then go on: 'But seriously, last spring …'.",
        "And seriously: can you take me through one time when that happened to you?",
    ),
    NonStory.HYPOTHETICAL: (
        "This describes what you would do, not what you did.",
        "Say 'I did' instead of 'I would': 'Last spring, when …, I …'.",
        "That is what you would do. When did you have to do it, and what happened?",
    ),
    NonStory.HABIT: (
        "This describes what you usually do, not one specific time.",
        "Pick one occasion and stay with it: 'Last spring, when …, I …'.",
        "Can you take me through one specific time when you did that?",
    ),
    NonStory.OPINION: (
        "This describes what you think, not one specific time.",
        "Let an event carry the opinion: 'I think so because last spring, when …, I …'.",
        "When did you see that yourself? Can you take me through one specific time?",
    ),
    NonStory.SCATTERED: (
        "I did not hear one event told from start to finish.",
        "Pick one day and tell it in order: what was wrong, what you did, how it ended.",
        "Let's take one time. What happened, and what did you do?",
    ),
}
"""What is told instead of a story -> the words of the remark."""


def _no_story(answer: Answer) -> Finding:
    read = answer.once(story)
    kind = answer.once(non_story)
    message, tip, probe = INSTEAD[kind]
    if kind is NonStory.SCATTERED and is_fragment(answer):
        message, tip, probe = INSTEAD[NonStory.TOO_SHORT]
    message = message or f"{far_too_short(answer)}."
    first = place_of(answer, kind) or next(
        (item.span for item in read.sentences if item.span.last - item.span.first > 4), None
    )
    return Finding(
        "star.no-story",
        verdict(1.0 - read.story),
        message,
        tip,
        (first,) if first else (),
        round(read.story, 2),
        gain=100.0 - score(answer),
        ask=probe,
    )


def _parts(answer: Answer) -> Iterator[Finding]:
    read = answer.once(story)
    shares = earned(answer)
    for part, (what, advice) in _MISSING.items():
        chance = sure(answer, f"star.no-{part}")
        if chance >= DOUBT and not read.present[part]:
            # what the timeline shows as this part is never called missing outright
            asks = verdict(chance) is Verdict.ASK or any(one.part is part for one in read.sentences)
            step = _told(answer) if part is Part.ACTION else None
            yield Finding(
                f"star.no-{part}",
                Verdict.ASK if asks or step else Verdict.FIX,
                _missing(answer, what, step, asks=asks),
                advice,
                (step,) if step else _last(read) if part is Part.RESULT else (),
                round(read.evidence[part], 2),
                points(answer, {**shares, part: 1.0}) - points(answer, shares),
                chance,
            )
    yield from _praise(answer)


def _told(answer: Answer) -> Span | None:
    """What is told of the action, however little: a step, or the name of the part with what was done."""
    if step := plainest_step(answer):
        return step.span
    named = next(_ACTION_NAMED.find(answer.tokens), None)
    said = named and next(one for one in answer.sentences if one.first <= named.first < one.last)
    return trimmed(answer, said) if said and said.last - said.first <= MOST_WORDS else None


_ACTION_NAMED = Lexicon(
    {
        "named": (
            "(the|my) (action|actions) (i took|that i took|) (was|were|is) (that|to|) (i|we|*)",
        )
    }
)
"""The action told by its name: "the action was that I moved it"."""


def _missing(answer: Answer, what: str, step: Span | None, *, asks: bool) -> str:
    """What was not heard; a step that was told is never denied."""
    if step:
        quoted = answer.quote(step).strip(",.; ")
        return f"You tell little of what you did yourself: “{quoted}”. How did you go about it?"
    return f"I am not sure I heard {what}. Did you say it?" if asks else f"I did not hear {what}."


PLAIN = 0.8
"""Evidence of a result from which its telling is praised."""


def _praise(answer: Answer) -> Iterator[Finding]:
    """All parts told, or at least a plain ending, with the passage that tells it.

    Nothing of a mere line or where every cause lies with others, and no ending of what nobody could follow.
    """
    if is_fragment(answer) or answer.once(blame).passes_it_on:
        return
    read = answer.once(story)
    ends = [
        one
        for one in read.sentences
        if one.part is Part.RESULT and not only_rates(answer, one.span)
    ]
    shown = (passage(answer, one.span) for one in sorted(ends, key=_tells_end, reverse=True))
    quote = tuple(span for span in shown if span)[:1]
    if _is_complete(answer):
        late = _only_when_asked(answer)
        yield Finding(
            "star.complete",
            Verdict.GOOD,
            f"You covered situation, task, action and result{late}.",
            "Keep that order; it makes notes easy to take.",
            quote,
            round(min(read.evidence[part] for part in STAR), 2),
            sure=round(min(read.evidence[part] for part in STAR), 2),
        )
    elif (
        quote
        and read.evidence[Part.RESULT] >= PLAIN
        and not _is_lost(answer)
        and _tells_change(answer, quote[0])
    ):
        yield Finding(
            "star.ending",
            Verdict.GOOD,
            "You say plainly how it ended.",
            "Keep ending like that: what changed, and who can see it.",
            quote,
            round(read.evidence[Part.RESULT], 2),
            sure=round(read.evidence[Part.RESULT], 2),
        )


ASIDES = 2
"""Times that the thread was left from which nobody praises the ending."""


def _is_lost(answer: Answer) -> bool:
    """Whether a listener was lost on the way: in asides, or in the background."""
    return (
        lexicon("thread").count(answer.tokens) >= ASIDES
        or sure(answer, "star.rambling") >= DOUBT
        or sure(answer, "timing.runway") >= SURE
    )


_DECIDED = Lexicon(
    {
        "decided": (
            "(i|we|they|he|she) (then |finally |all |) (decided|agreed|chose|planned|wanted) (to|on|for) *",
        )
    }
)
"""What was meant to be done is no ending: "in the end we decided to buy a new one"."""


def _tells_change(answer: Answer, span: Span) -> bool:
    """Whether an ending says what changed: by a figure, none or all, somebody who bears it out, or in plain words."""
    figures = any(span.first <= one.span.first < span.last for one in answer.once(quantities))
    if not figures and _DECIDED.within(answer.tokens, span.first, span.last):
        return False
    told = lexicon("parts", "result").within(answer.tokens, span.first, span.last)
    return bool(figures or told or end_states(answer, [span]) or witnessed(answer, [span]))


COMPLETE = 65.0
"""Score from which a story is called complete: halfway from one with two parts missing to one with one part left to
be guessed."""


def _is_complete(answer: Answer) -> bool:
    """Whether all four parts are told, and the score says the same."""
    present = answer.once(story).present
    return all(present[part] for part in STAR) and score(answer) >= COMPLETE


def _only_when_asked(answer: Answer) -> str:
    """Which parts only replies tell, as the end of a sentence."""
    if not answer.replies:
        return ""
    first = answer.until(answer.replies[0]).once(story)
    shown = {sentence.part for sentence in first.sentences}
    late = [part.value for part in STAR if not first.present[part] and part not in shown]
    return f"; the {listed(late)} only when asked" if late else ""


def _tells_end(sentence: Sentence) -> float:
    """How well a sentence shows an ending: surely one, and more than a few words."""
    size = sentence.span.last - sentence.span.first
    return sentence.chances[Part.RESULT] * min(size, ENOUGH_WORDS)


ENOUGH_WORDS = 8
"""Words from which a longer sentence shows an ending no better."""


def _last(read: Story) -> tuple[Span, ...]:
    """Where the story stops."""
    return (read.sentences[-1].span,) if read.sentences else ()


CHECK = with_page(Check("star", run, STORIES, measure, score))
