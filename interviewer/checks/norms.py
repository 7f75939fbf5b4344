"""What a good answer is, in figures: one table for checks, trends, pages and docs."""

from __future__ import annotations

SHARES = {
    "situation": (0.10, 0.20),
    "task": (0.05, 0.15),
    "action": (0.50, 0.65),
    "result": (0.10, 0.25),
}
"""Shares of a story's time that coaching guides agree on: about 15/10/60/15."""
PACE = (120.0, 165.0)
"""Words a minute that speaker-coach products call comfortable."""
FILLERS = (0.0, 5.0)
"""A minute; up to five cost a speaker nothing (Laske & DiGennaro Reed 2024)."""
