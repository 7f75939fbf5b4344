"""Reads the layout of a CTranslate2 model file.

Version 6 of the format, little endian throughout, strings as u16 length (with a final NUL) + bytes:

* u32 version, string name of the specification, u32 revision
* u32 count of variables, each: string name, u8 rank, u32 dimensions, u8 data type, u32 bytes, data
* u32 count of aliases, each: string alias, string name of the variable
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from interviewer.errors import WeightsError

DATA_TYPES = ("float32", "int8", "int16", "int32", "float16", "bfloat16")
"""Names of the data types by their number in the file."""

_SUPPORTED = range(5, 7)
"""Versions with this layout."""


@dataclass(frozen=True, slots=True)
class Variable:
    """Where one array lies in the file."""

    dimensions: tuple[int, ...]
    data_type: str
    offset: int
    """Bytes from the start of the file."""
    size: int
    """Bytes."""


def layout(path: Path) -> Mapping[str, Variable]:
    """Every array of a model file by name, without reading the arrays.

    Raises:
        WeightsError: the file is not a CTranslate2 Whisper model, or is cut short or padded.
    """
    try:
        with path.open("rb") as file:
            variables = _variables(file)
            end = file.tell()
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise WeightsError(f"{path}: not a whole CTranslate2 model", REMEDY) from error
    except OSError as error:
        raise WeightsError(f"{path}: cannot be read ({error.strerror})", REMEDY) from error
    if end != path.stat().st_size:
        raise WeightsError(f"{path}: damaged (wrong length)", REMEDY)
    return variables


REMEDY = "Delete that folder and install the weights again: interviewer doctor --install base"
"""How to repair damaged weights, whichever they are."""


def _variables(file: BinaryIO) -> dict[str, Variable]:
    version = _number(file, "I")
    if version not in _SUPPORTED or _text(file) != "WhisperSpec":
        raise WeightsError(f"{file.name}: not a Whisper model of CTranslate2", REMEDY)
    _number(file, "I")
    variables = {}
    for _ in range(_number(file, "I")):
        name = _text(file)
        dimensions = tuple(_number(file, "I") for _ in range(_number(file, "B")))
        data_type = DATA_TYPES[_number(file, "B")]
        size = _number(file, "I")
        variables[name] = Variable(dimensions, data_type, file.tell(), size)
        file.seek(size, 1)
    for _ in range(_number(file, "I")):
        alias, name = _text(file), _text(file)
        variables[alias] = variables[name]
    return variables


def _number(file: BinaryIO, code: str) -> int:
    return int(struct.unpack(f"<{code}", file.read(struct.calcsize(code)))[0])


def _text(file: BinaryIO) -> str:
    length = _number(file, "H")
    data = file.read(length)
    if len(data) < length:
        raise struct.error
    return data[:-1].decode()
