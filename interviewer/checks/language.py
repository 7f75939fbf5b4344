"""Whether there is anything to judge: words at all, and English ones."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.checks.base import Check, Rule
from interviewer.model import Finding, Span, Verdict

_COMMON = frozenset(
    "the a an and or but so to of in on at for with from by as that this it is was were are be been "
    "have has had do did i we you he she they my our me us them not no if then when what which who "
    "there just about like because would could can all out up get got one um uh yeah".split()
)
LEAST_WORDS = 8
"""Below this a text is too short to tell its language."""
LEAST_SHARE = 0.15
"""English speech is about half function words; other languages share a few of their spellings."""


def run(answer: Answer) -> Iterator[Finding]:
    """One finding when there is nothing to judge."""
    tokens = [token for token in answer.tokens if token]
    if not tokens:
        yield Finding(
            "language.none",
            Verdict.NOTE,
            "I did not hear any words.",
            "Check the microphone, or say it once more.",
        )
        return
    share = sum(token in _COMMON for token in tokens) / len(tokens)
    if len(tokens) >= LEAST_WORDS and share < LEAST_SHARE:
        yield Finding(
            "language.other",
            Verdict.NOTE,
            "This does not sound like English, so I have not scored it.",
            "The checks know English only. Answer in English to be scored.",
            (Span(0, len(answer.words)),),
            round(share, 3),
        )


CHECK = Check(
    "language",
    run,
    rules=(
        Rule(
            "language.none",
            why="An answer without words cannot be judged.",
            good="Anything said.",
            weak="Silence.",
            source="by definition",
            flags=("", "... --"),
            passes=("Yes.",),
        ),
        Rule(
            "language.other",
            why="The cue phrases are English; scores of another language would be made up.",
            good="An answer in English.",
            weak="An answer in another language.",
            source=(
                "Function words make up about half of spoken English; the threshold lies far below."
            ),
            flags=(
                "Letztes Jahr hatten wir ein großes Problem mit der Datenbank und ich habe es gelöst.",
                "El año pasado tuvimos un problema muy grande con la base de datos y lo arreglé.",
            ),
            passes=("Last year we had a big problem with the database and I fixed it.",),
        ),
    ),
)
