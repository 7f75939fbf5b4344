"""Plain stories that the tests of the story checks are made of."""

from __future__ import annotations

from hypothesis import strategies as st

SITUATION = "Two years ago I worked at a mail order company, and there was a form that lost orders."
TASK = "I was asked to find the cause and to get the lost orders back."
ACTION = "I read the server logs and I found the time-out. Then I wrote a job that sends again."
RESULT = (
    "As a result lost orders went down from thirty a week to zero, and nobody has called since."
)
LESSON = "I learned to look at the logs before I look at the code."
STORY = f"{SITUATION} {TASK} {ACTION} {RESULT} {LESSON}"
UNENDED = f"{SITUATION} {TASK} {ACTION}"

RESULTS = (
    RESULT,
    "In the end we shipped it two weeks early and the customer signed for another year.",
    "The error rate dropped from nine percent to under one.",
    "As a result we saved forty thousand dollars a year.",
    "Since then we have had zero incidents, and two other teams copied it.",
)

SPOKEN = st.lists(
    st.one_of(
        st.sampled_from([SITUATION, TASK, ACTION, *RESULTS, LESSON]),
        st.sampled_from(
            ["Um.", "I always test.", "We did it.", "It was fine 🙂", "1,000", "\x00\x1b"]
        ),
        st.text(max_size=40),
    ),
    max_size=12,
).map(" ".join)
"""Answers of sentences, habits, control characters and anything else."""
