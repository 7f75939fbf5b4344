"""What a good answer is, in figures: the one table that checks, trends, pages and docs read.

A range is `(low, high)`. Marks are points between which straight lines run; see `scale.ramp`.
"""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.answer.scale import Points
from interviewer.model import English

# --- length and shares of a story ---------------------------------------------------------------

STORY_S = (90.0, 240.0)
"""Seconds of a story whose question names no target (coaching guides)."""
SHARES = {
    "situation": (0.10, 0.20),
    "task": (0.05, 0.15),
    "action": (0.50, 0.65),
    "result": (0.10, 0.25),
}
"""Shares of a story's time that coaching guides agree on: about 15/10/60/15."""
MOST_BACKGROUND = 0.35
"""Share of situation and task together above which the background is too long (same guides)."""
LEAST_ACTION, LEAST_RESULT = 0.40, 0.08
"""Shares below which the action costs points, and the result is too short (same guides)."""
SHORT_ACTION = 0.25
"""Share below which a short action is remarked on: half of what the guides ask for."""
LENGTH_SLACK = 0.1
"""How far outside its target a length may be before it is worth a word: nobody speaks by the second."""
FRAGMENT = 0.2
"""Share of the shortest length, by its words at a comfortable pace, below which an answer is no more than a line of a
story: none of 208 stories that two people labelled is as short."""
SHARES_FROM_S = 45.0
"""Seconds from which length is praised and shares are criticised: less is no story yet."""

# --- pace and pauses, by whether English is the first or the second language -------------------


@dataclass(frozen=True, slots=True)
class SpeechBands:
    """Which pace and which pauses are normal for a speaker."""

    pace: tuple[float, float]
    """Words per minute that are comfortable to listen to."""
    slowest: float
    fastest: float
    """Words per minute outside which pace is criticised."""
    pace_marks: Points
    """By words per minute without fillers."""
    pause_marks: Points
    """By mean length in seconds."""
    longest_pause_s: float
    """Inside a sentence."""
    latest_start_s: float
    """Silence before an answer that was not announced."""
    most_repeats: float
    """Repeats and repairs per 100 words."""


FIRST = SpeechBands(
    pace=(120.0, 165.0),
    slowest=105.0,
    fastest=180.0,
    pace_marks=((70, 0), (105, 50), (140, 90), (165, 100), (185, 95), (230, 40)),
    pause_marks=((0.4, 100), (0.6, 85), (1.0, 35), (1.4, 0)),
    longest_pause_s=4.0,
    latest_start_s=15.0,
    most_repeats=3.0,
)
"""Speaker-coach products call 120 to 165 comfortable and allow 100 to 165; interviews run a little faster,
at 160 to 210 (Tauroza & Allison 1990). Pauses of 0.6 s are natural, long ones start at 1 s (Campione & Véronis
2002); beyond 4 s inside a sentence they hurt understanding (Lundholm Fors 2015). Up to six seconds before the
first word are usual. Repeats: see `MOST_LIKES`."""

SLOWER = 1 / 0.77
"""How much longer the same takes in a second language: fluent speakers (B2 to C1) who gave one presentation in both
spoke 23 % slower in English, in runs 24 % shorter (Hincks 2010)."""

SECOND = SpeechBands(
    pace=(round(120.0 / SLOWER), 165.0),
    slowest=round(105.0 / SLOWER),
    fastest=180.0,
    pace_marks=(
        *((round(pace / SLOWER), mark) for pace, mark in FIRST.pace_marks[:4]),
        *FIRST.pace_marks[3:],
    ),
    pause_marks=tuple((round(length * SLOWER, 1), mark) for length, mark in FIRST.pause_marks),
    longest_pause_s=round(4.0 * SLOWER),
    latest_start_s=round(15.0 * SLOWER),
    most_repeats=round(3.0 * SLOWER),
)
"""The same, slower by Hincks' figure; the upper ends stay, since listeners rate accented speech best a little above
its usual pace and very fast speech worse (Munro & Derwing 2001). Second-language pauses are longer and more frequent
inside utterances, not between them (de Jong 2016), with more repairs (Kahng 2014)."""


def bands(english: English) -> SpeechBands:
    """The bands that fit a speaker."""
    return SECOND if english is English.SECOND else FIRST


def stated(english: English) -> str:
    """Which bands were used, for a debrief; empty for a first language, which goes without saying."""
    if english is English.FIRST:
        return ""
    low, high = SECOND.pace
    return (
        f"Scored for English as a second language: {low:.0f} to {high:.0f} words per minute is comfortable,"
        f" pauses may be longer, and grammar costs nothing."
    )


PACE_DRAWN = (80.0, 200.0)
"""Words per minute at the foot and the top of a chart of pace: what is criticised, with some room."""
RUSH = 1.3
"""A quarter of the answer this much faster than the whole, and faster than is comfortable, is a rush."""
PACE_FROM_S = 25.0
"""Seconds below which pace is not criticised: a few words say nothing about it."""

# --- fillers and other habits -------------------------------------------------------------------

FILLERS = (0.0, 5.0)
"""Per minute; up to five cost a speaker nothing, twelve do harm (Laske & DiGennaro Reed 2024)."""
FILLER_MARKS: Points = ((0.7, 100), (3.3, 80), (8, 20), (13, 0))
"""By fillers per 100 other words: 1, 5, 12 and 20 per minute at a pace of 150."""
MOST_LIKES, MOST_HEDGES = 1.5, 2.5
"""Per 100 words: twice the mean of 64 spoken mock interviews (0.9, 0.8; repeats 0.6), rounded; more for repeats."""
OFTEN = 3
"""A habit needs this many cases, whatever the rate."""

# --- loudness ----------------------------------------------------------------------------------

LOUDNESS_MARKS: Points = ((46, 0), (60, 100))
"""By mean loudness in dB as Praat gives it; conversation at one metre is about 60 dB."""
GOOD_DELIVERY = 80.0
"""Score from which a delivery is praised."""
