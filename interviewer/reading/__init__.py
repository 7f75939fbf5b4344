"""Readings: what an answer says, read off once and shared by the checks.

A reading turns an `Answer` into values (the part each sentence plays, the quantities named, who acts,
what is stumbled over); it judges nothing. Checks judge, and never import each other.
"""
