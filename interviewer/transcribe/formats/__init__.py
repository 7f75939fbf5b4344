"""Transcripts of other programs -> segments: one module per family of formats, chosen by content."""
