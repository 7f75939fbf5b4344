"""Formatting, sanitising, SVG and the page shell: what every report shares."""
