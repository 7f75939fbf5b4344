"""The live session: ask, listen, take turns, follow up, save, resume."""
