"""What a good answer is, in figures: the one table that checks, trends, pages and docs read.

A range is `(low, high)`. Marks are points between which straight lines run; see `scale.ramp`.
"""

from __future__ import annotations

from interviewer.answer.scale import Points

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
SHARES_FROM_S = 45.0
"""Seconds from which length is praised and shares are criticised: less is no story yet."""

# --- pace ---------------------------------------------------------------------------------------

PACE = (120.0, 165.0)
"""Words per minute that speaker-coach products call comfortable."""
SLOWEST, FASTEST = 105.0, 180.0
"""Words per minute outside which pace is criticised: such products allow 100 to 165, interviews run a
little faster."""
PACE_DRAWN = (80.0, 200.0)
"""Words per minute at the foot and the top of a chart of pace: what is criticised, with some room."""
RUSH = 1.3
"""A quarter of the answer this much faster than the whole, and above `FASTEST`, is a rush."""
PACE_FROM_S = 25.0
"""Seconds below which pace is not criticised: a few words say nothing about it."""
PACE_MARKS: Points = ((70, 0), (105, 50), (140, 90), (165, 100), (185, 95), (230, 40))
"""By words per minute without fillers; interviews run at 160 to 210 (Tauroza & Allison 1990)."""

# --- fillers and other habits -------------------------------------------------------------------

FILLERS = (0.0, 5.0)
"""Per minute; up to five cost a speaker nothing, twelve do harm (Laske & DiGennaro Reed 2024)."""
FILLER_MARKS: Points = ((0.7, 100), (3.3, 80), (8, 20), (13, 0))
"""By fillers per 100 other words: 1, 5, 12 and 20 per minute at a pace of 150."""
MOST_LIKES, MOST_HEDGES, MOST_REPEATS = 1.5, 2.5, 3.0
"""Per 100 words: twice the mean of 64 spoken mock interviews (0.9, 0.8, 0.6), rounded; more for repeats."""
OFTEN = 3
"""A habit needs this many cases, whatever the rate."""

# --- pauses, loudness, wording ------------------------------------------------------------------

LONGEST_PAUSE_S = 4.0
"""Inside a sentence; longer ones hurt understanding (Lundholm Fors 2015)."""
LATEST_START_S = 15.0
"""Silence before an answer that was not announced; up to six seconds is usual."""
PAUSE_MARKS: Points = ((0.4, 100), (0.6, 85), (1.0, 35), (1.4, 0))
"""By mean length in seconds: 0.6 s is natural, long ones start at 1 s (Campione & Véronis 2002)."""
LOUDNESS_MARKS: Points = ((46, 0), (60, 100))
"""By mean loudness in dB as Praat gives it; conversation at one metre is about 60 dB."""
GOOD_DELIVERY = 80.0
"""Score from which a delivery is praised."""
