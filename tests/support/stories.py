"""Plain stories that the tests of the story checks are made of."""

from __future__ import annotations

from hypothesis import strategies as st

SITUATION = "Two years ago I worked at a mail order company, and there was a form that lost orders."
TASK = "I was asked to find the cause and to get the lost orders back."
ACTION = "I read the server logs and I found the time-out. Then I wrote a job that sends again."
RESULT = (
    "As a result lost orders went down from thirty a week to zero, and nobody has called since."
)
HEADLINE = (
    "So we ended up with zero lost orders instead of thirty a week, that's the short version."
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
    "and it went from twenty minutes down to like three and my manager was really happy with it",
)

BEGUN = (
    UNENDED,
    UNENDED.replace("Then", "So then"),
    "so we're in the hospital on the night shift and the badge readers on the drug cabinets keep timing out"
    " and my boss says get the tape off by next week so i go there and i ask the nurses to show me and i"
    " order a different reader and i put it on the worst cabinet",
    "Payroll got an email from the CEO. New bank details. I had to stop the payment before four. Called the"
    " bank, called the real CEO, froze the batch.",
    "um i was a barista and the line on saturdays went out the door and i wanted it shorter so i timed every"
    " step with my phone and then i moved the teas to the end of the bar you know",
    "When I joined the bank, nobody owned the certificates, and two had expired that year. We looked at each"
    " other, so I took it. I listed all of them, I asked every team for a name, and I wrote a small job.",
)
"""Stories that have not told how they ended: written, spoken, telegraphic."""

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

HOLLOW = (
    "The situation was a difficult situation. My task was the task that I was given. The action I took"
    " was a number of actions. As a result the result was a great result and I learned a lot.",
    "Situation task action result. I took ownership, I collaborated with stakeholders and I delivered"
    " results. The outcome was one hundred percent successful and I learned many lessons.",
    "My goal was to achieve the goal. I took the initiative, I led the team, and I improved the process."
    " As a result we achieved success.",
    "In my previous role I faced a significant challenge with tight timelines and multiple stakeholders."
    " I leveraged my skills to drive alignment, streamlined processes, and implemented best practices. As"
    " a result, we achieved significant improvements in efficiency and exceeded expectations.",
    "Situation: a critical problem. Task: I needed to resolve it. Action: I showed bias for action, dived"
    " deep, insisted on the highest standards and earned trust. Result: reduced by 40 percent, increased"
    " by 30 percent, saved 1000000 dollars.",
    "so there was this time when something went really wrong and it was quite hard for everybody and i had"
    " to step up so i did what needed to be done and i talked to the people who were involved and i worked"
    " really hard and in the end it all turned out great and everyone was happy",
)
"""Answers that sound like a story and tell nothing."""
