"""Text from outside -> text that can be shown anywhere.

A transcript is whatever somebody said, wrote or edited. Controls can repaint a terminal, and marks of
writing direction reorder the words around them; neither is part of anything that was said.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

Value = TypeVar("Value")

KEPT = "\n\t\u200c\u200d\u00ad"
"""Line ends, tabs, the joiners that scripts and emoji need, and the soft hyphen."""
_LEFT_OUT = frozenset({"Cc", "Cf", "Cs"})
"""Controls, formatting characters, and halves of characters (which no file can hold)."""


def printable(text: str) -> str:
    """The text without characters that no font shows."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char for char in text if char in KEPT or unicodedata.category(char) not in _LEFT_OUT
    )


def may_hide(data: bytes) -> bool:
    """Whether JSON may have a text in it that `printable` would change; quick where it has not."""
    if b"\\u" in data or b"\x7f" in data:
        return True
    return not data.isascii() and any(
        unicodedata.category(char) in _LEFT_OUT and char not in KEPT
        for char in set(data.decode(errors="replace"))
    )


def all_printable(value: Value) -> Value:
    """The value with every text in it printable: dataclasses and tuples are gone through."""
    if isinstance(value, str):
        return cast("Value", printable(value)) if type(value) is str else value
    if isinstance(value, tuple):
        return cast("Value", tuple(all_printable(item) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {
            name: cleaned
            for name, item in found.items()
            if (cleaned := all_printable(item)) is not item and cleaned != item
        }
        return cast("Value", replace(value, **changed)) if changed else value
    return value
