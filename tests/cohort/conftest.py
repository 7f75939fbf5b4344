"""A course that has been scored, once for all tests that read its results."""

from tests.support.cohorts import results, scored_course

__all__ = ["results", "scored_course"]
