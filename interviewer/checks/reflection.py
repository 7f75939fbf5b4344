"""Does the candidate say what was learned?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interviewer.answer import Answer
from interviewer.answer.blame import blame
from interviewer.answer.cue_phrases import Lexicon
from interviewer.answer.practice import practices
from interviewer.answer.quotable import passage
from interviewer.answer.story import PLAINLY, story
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Check
from interviewer.checks.rule_files import with_page
from interviewer.checks.sureness import DOUBT, sure, verdict
from interviewer.model import Finding, Part, Span, Verdict

ABOUT_OTHERS = 0.3
"""Share that a lesson keeps which says what others are like: nobody works otherwise for it."""


def score(answer: Answer) -> float:
    """0–100: how surely a learning was heard, in an answer with substance; little where it is about others."""
    found = answer.once(blame)
    own = ABOUT_OTHERS if found.lessons and found.passes_it_on else 1.0
    return 100.0 * answer.once(story).evidence[Part.REFLECTION] * answer.once(substance) * own


_CUES = Lexicon(
    {
        "changed": (
            "(now|nowadays|today) (i|we)",
            "(i|we) now",
            "(i|we) (don't|do not|won't|never|no longer) * (*|) (*|) (*|) (*|) (now|anymore|until|unless|without)",
            "(since|from) then (on|) (i|we)",
            "(these days|ever since|since that day|after that day) (i|we)",
            "(i'd|i|we) (still|never|always) * (today|now|anymore|since)",
        ),
        "regretted": (
            "(i|we) (should|could) have",
            "(i|we) (should've|shouldn't|could've)",
            "(i'd|i would|we'd) * (differently|sooner|earlier)",
            "if (i|we) (did|had|do) (it|that) (again|over)",
            "(i was|i'd been|i had been) wrong",
            "i (regret|got wrong)",
            "(still|that) bothers me",
            "next time (i|we|i'd|we'd|i'll|we'll)",
            "(i'd|i would|we'd|we would) have *",
            "(were|had|if) (i|we) *",
            "(i'd|i would|we'd|we would) (begin|start|ask|tell|call|ring|let|take|write|check|test|measure) *",
            "(i'd|i would|we'd|we would) (show|put|bring|talk|involve|book|spend|wait|give|plan) *",
        ),
        "learned": (
            "(i|i've|i'd|we) (learned|learnt|understood) (that|to|not)",
            "what i (took|learned|learnt)",
        ),
    }
)
"""How an honest look back sounds."""
_PRAISES: Mapping[str, tuple[str, float]] = {
    "changed": ("You say what you do differently since then.", 1.0),
    "regretted": ("You look back honestly on what you would do otherwise.", 0.9),
    "learned": ("You say what you took from it.", 0.8),
}
"""Kind of look back -> the words of the praise, and its worth beside the others."""
PLAIN = 0.7
"""Evidence of a look back from which it is praised."""
_PHRASES = frozenset(
    "importance important communication collaboration teamwork leadership calm patience passion positive".split()
)
"""Words of a lesson that anybody could draw from anything."""
_FULL = 6
"""Words from which a look back says something."""


def _looks_back(answer: Answer) -> Iterator[tuple[str, Span]]:
    """Every look back that says something of this story, with its kind."""
    for sentence in answer.once(story).sentences:
        span = sentence.span
        tokens = answer.tokens[span.first : span.last]
        if sentence.part is not Part.REFLECTION or len(tokens) < _FULL or _PHRASES & set(tokens):
            continue
        if span in answer.once(blame).lessons:
            continue
        shown = passage(answer, span)
        if shown and any(one.last == span.last for one in answer.once(practices)):
            yield "changed", shown
        for hit in _CUES.find(answer.tokens, span.first, span.last):
            if shown:
                yield hit.label, shown


def _praise(answer: Answer) -> Iterator[Finding]:
    read = answer.once(story)
    if not read.is_story or read.evidence[Part.REFLECTION] < PLAIN:
        return
    found = sorted(_looks_back(answer), key=lambda item: -_PRAISES[item[0]][1])
    for kind, span in found[:1]:
        message, worth = _PRAISES[kind]
        yield Finding(
            "reflection.told",
            Verdict.GOOD,
            message,
            "Keep that as your last sentence: it is what people remember.",
            (span,),
            sure=round(worth * read.evidence[Part.REFLECTION], 2),
        )


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on reflection: none missed where one was surely told, a question where one may have been."""
    read = answer.once(story)
    chance = sure(answer, "reflection.none")
    stated = read.evidence[Part.REFLECTION] >= PLAINLY
    if read.is_story and chance >= DOUBT and not stated:
        maybe = any(one.part is Part.REFLECTION for one in read.sentences)
        asks = maybe or verdict(chance) is Verdict.ASK
        yield Finding(
            "reflection.none",
            Verdict.ASK if asks else Verdict.FIX,
            "I am not sure I heard a look back: what you learned, or what you would do differently."
            if asks
            else "I did not hear a look back: what did you learn, or what would you do differently?",
            "Close with one sentence: 'Since then I …', or 'Next time I would …'.",
            gain=100.0 * answer.once(substance) - score(answer),
            sure=chance,
        )
    else:
        yield from _praise(answer)


CHECK = with_page(Check("reflection", run, STORIES, score=score))
