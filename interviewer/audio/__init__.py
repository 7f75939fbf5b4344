"""Devices, recording, voice activity, levels, and sound in memory."""
