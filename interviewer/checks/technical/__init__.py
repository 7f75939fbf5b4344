"""Checks of technical answers: coverage, threat models, code reviews, clarity."""
