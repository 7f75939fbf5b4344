"""Were alternatives considered, and a reason given for the choice?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Hit, Lexicon, single_words
from interviewer.answer.quotable import clause_around
from interviewer.answer.settling_replies import settled
from interviewer.answer.story import story
from interviewer.checks.rule import STORIES, Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Span, Verdict

_CUES = Lexicon(
    {
        "choice": (
            "(i|we) (decided|chose|picked|opted|settled)",
            "(i|we) went (with|for)",
            "(my|our) (decision|choice) (was|is)",
        ),
        "reason": (
            *(
                "(because|otherwise|considering|maybe|perhaps|whether|either|unless)",
                "so that",
                "due to",
                "trade-off",
            ),
            *(
                "instead of",
                "rather than",
                "in order to",
                "trade off",
                "pros and cons",
                "on the other hand",
            ),
            *(
                "(option|options|alternative|alternatives|risk|risky|cheaper|faster|safer|easier|worth|costs)",
            ),
            *("(i|we) (considered|weighed|compared|could have|thought about|figured|reckoned)",),
            *(
                "the other (way|choice|approach|option)",
                "the (reason|point|idea|thinking) (was|is)",
            ),
            *(
                "or (we|i) could",
                "(would|wouldn't) have (been|taken|cost|meant)",
                "even (though|if)",
            ),
        ),
    }
)
"""How people tell that there was a choice, and why they made it."""
SELDOM = 0.5
"""Named by a labeller in three of the four answers that tell a choice and nothing of why: enough to ask, never to tell."""


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on alternatives."""
    if "alternatives.none" in answer.once(settled):
        return
    cues = list(_CUES.find(answer.tokens))
    choices = [hit for hit in cues if not _is_plain(answer, hit)]
    if answer.once(story).is_story and choices and {hit.label for hit in cues} == {"choice"}:
        yield Finding(
            "alternatives.none",
            Verdict.ASK,
            "You made a choice there. What else could you have done?",
            "Name one alternative you rejected, and why.",
            (clause_around(answer, Span(choices[0].first, choices[0].last)),),
            sure=SELDOM,
        )


def _is_plain(answer: Answer, choice: Hit) -> bool:
    """Whether nobody would weigh another way: "I decided to call her"."""
    to, verb = (*answer.tokens[choice.last : choice.last + 2], "", "")[:2]
    return to == "to" and verb in single_words("steps", "plain")


CHECK = with_page(Check("alternatives", run, STORIES))
