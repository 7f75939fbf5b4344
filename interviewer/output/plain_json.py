"""Values -> what JSON can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from interviewer.model import Span

_UNSHOWN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
"""Controls, marks of direction and halves of characters: as escapes they reorder nothing."""


def json_text(value: object, indent: int | None = 1, *, ascii_only: bool = False) -> str:
    """Any of the product's values as JSON that can be shown anywhere."""
    text = json.dumps(plainly(value), ensure_ascii=ascii_only, indent=indent, default=str)
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
