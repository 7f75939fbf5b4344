"""Values -> what JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from interviewer.model import Span


def plainly(value: object) -> Any:
    """Dataclasses, enums and mappings as JSON values; word spans are internal and left out."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plainly(getattr(value, field.name))
            for field in fields(value)
            if not _internal(getattr(value, field.name))
        }
    if isinstance(value, Mapping):
        return {str(plainly(key)): plainly(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plainly(item) for item in value]
    return value


def _internal(value: object) -> bool:
    return isinstance(value, Span) or (
        isinstance(value, tuple) and bool(value) and isinstance(value[0], Span)
    )
