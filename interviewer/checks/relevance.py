"""Does the answer tell what was asked for, and without running others down?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from interviewer.answer import Answer
from interviewer.answer.blame import blame
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.padding import counted
from interviewer.answer.question_fit import FAILURE, Relevance, relevance
from interviewer.answer.quotable import passage
from interviewer.answer.settling_replies import dodged
from interviewer.answer.story import story
from interviewer.answer.substance import is_hollow
from interviewer.checks.rule import EXERCISES, STORIES, Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Span, Verdict
from interviewer.output.formatting import sentences_of

OFF = 0.8
"""Chance from which an answer is called off the question. By weights that never saw the author, 28 of 37 such
answers lie above it, and 2 of 194 others (1 of the 97 good ones)."""
SURE = 0.9
"""How often a listener would say the same: 28 of 30."""
PASSED_ON = 0.8
"""How sure it is that a listener waits for the own part where every cause lands on others: our own choice."""

ASKED: Mapping[str, tuple[str, str, str]] = {
    # kind: (what was asked for, what was not heard, what an interviewer would ask)
    "failure": ("a mistake of your own", "I did not hear one", "Where was the mistake?"),
    "conflict": (
        "a disagreement",
        "I did not hear two people who wanted different things",
        "Who wanted what?",
    ),
    "feedback": (
        "feedback that you were given",
        "I did not hear what somebody told you about your work",
        "What were you told, and by whom?",
    ),
    "refusal": ("a time when you said no", "I did not hear the no", "What did you refuse?"),
    "bad news": (
        "something hard that you had to say",
        "I did not hear you say it to anybody",
        "What did you have to say, and to whom?",
    ),
    "learning": (
        "something that you learned",
        "I did not hear you learn it",
        "What was new to you, and how did you pick it up?",
    ),
    "teaching": (
        "a time when you helped somebody learn",
        "I did not hear what that person could do afterwards",
        "Who was it, and what can they do now?",
    ),
    "persuasion": (
        "a time when you changed somebody's mind",
        "I did not hear anybody change it",
        "Who was against it, and what changed their mind?",
    ),
    "deadline": (
        "a time when the clock was running",
        "I did not hear what the time limit was",
        "By when did it have to be done?",
    ),
}
"""Kind of question -> the words of the remark."""
_OTHERS_FAULT = "I heard a mistake of somebody else"
_OWN_PART = "What was your own part in it?"


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on what was asked, on blame, on follow-ups, and on what should stay in the house.

    Of an exercise only whether its follow-ups were answered: its rubrics say what was asked.
    """
    if answer.kind in EXERCISES:
        yield from _dodged(answer)
        return
    if is_hollow(answer):
        return
    yield from _blame(answer)
    if not answer.once(story).is_story:
        return
    fits = answer.once(relevance)
    laid = fits is not None and fits.asked == FAILURE and answer.once(blame).passes_it_on
    if fits is not None and fits.off > OFF and not laid:
        yield _off(answer, fits)
    yield from _confidential(answer)
    yield from _dodged(answer)


def _dodged(answer: Answer) -> Iterator[Finding]:
    """The first follow-up that was not answered."""
    story_told = answer.kind not in EXERCISES
    for text, reply in answer.once(dodged)[:1]:
        yield Finding(
            "relevance.dodged",
            Verdict.NOTE,
            f"You did not answer: {_asked_last(text)}",
            "Say what you know, however roughly: 'I never measured it; about a third, I think.'"
            if story_told
            else "Say what you would do first, and on what the rest depends: 'I'd read the logs; if …'",
            (reply,),
        )


def _asked_last(text: str) -> str:
    """The last question of a follow-up, without what was quoted before it; all of it where it asks none."""
    questions = [one for one in sentences_of(text) if one.endswith("?")]
    return questions[-1] if questions else text


def _off(answer: Answer, fits: Relevance) -> Finding:
    wanted, instead, probe = ASKED[fits.asked]
    if fits.others:
        instead, probe = _OTHERS_FAULT, _OWN_PART
    return Finding(
        "relevance.off-question",
        Verdict.ASK,
        f"You were asked for {wanted}; {instead}. {probe}",
        "Answer the question in your first sentence, then tell the story that shows it.",
        (answer.sentences[0],),
        round(fits.off, 2),
        sure=SURE,
        ask=f"I asked for {wanted}. {probe}",
    )


def _blame(answer: Answer) -> Iterator[Finding]:
    """One remark at most: on causes that all lie with others, else on hard words about them."""
    laid = answer.once(blame)
    if laid.passes_it_on:
        yield Finding(
            "relevance.blame",
            Verdict.ASK,
            f"Every cause that you name lies with others. {_OWN_PART}",
            "Say in one neutral sentence what others did, then what you could have done, and what you do since.",
            _best_shown(answer, (*laid.reproaches, *laid.lessons))[:3],
            float(len(laid.reproaches) + len(laid.lessons)),
            sure=PASSED_ON,
            ask="You told me what others did wrong. What was your own part in it, and what would you do differently?",
        )
    elif laid.runs_down:
        yield Finding(
            "relevance.blame",
            Verdict.NOTE,
            "You say several times what others did wrong. A listener wonders what they would say of you.",
            "Say in one neutral sentence what others did, then what you did about it.",
            laid.harsh[:2],
            float(len(laid.harsh)),
        )


def _best_shown(answer: Answer, spans: Sequence[Span]) -> tuple[Span, ...]:
    """What can be shown as a whole comes first."""
    return tuple(sorted(spans, key=lambda span: passage(answer, span) is None))


def _confidential(answer: Answer) -> Iterator[Finding]:
    found = lexicon("relevance", "aside").find(answer.tokens, 0, answer.once(counted))
    for hit in islice(found, 1):
        secret = Span(hit.first, hit.last)
        yield Finding(
            "relevance.confidential",
            Verdict.NOTE,
            f"“{answer.quote(secret)}” – a listener now thinks of what you would tell about them.",
            "Leave out what must stay in the house: 'a client in insurance', 'about a million'.",
            (secret,),
        )


CHECK = with_page(Check("relevance", run, STORIES | EXERCISES))
