"""CTranslate2 weights -> a checkpoint of openai-whisper: the same numbers under other names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import WeightsError
from interviewer.settings import atomic, paths
from interviewer.transcribe import ct2
from interviewer.transcribe.weights import ModelWeights, sha256

Arrays = dict[str, NDArray[Any]]


def converted(weights: ModelWeights) -> Path:
    """The checkpoint made of these weights; made at the first call, kept in the cache.

    Raises:
        WeightsError: the weights are damaged or quantised, or the cache cannot be written.
    """
    import torch

    source = weights.path / "model.bin"
    target = paths.cache() / "openai-whisper" / f"{weights.name}-{sha256(source)[:16]}.pt"
    if target.is_file():
        return target
    dimensions, state = checkpoint(source)
    content = {
        "dims": dimensions,
        "model_state_dict": {name: torch.from_numpy(array) for name, array in state.items()},
    }
    try:
        with atomic.replacing(target) as draft:
            torch.save(content, draft)
    except (OSError, RuntimeError) as error:  # torch reports a full disk as RuntimeError
        raise WeightsError(
            f"{target}: cannot be written ({error})",
            "Make room, or choose another folder with INTERVIEWER_CACHE.",
        ) from error
    return target


def checkpoint(model: Path) -> tuple[dict[str, int], Arrays]:
    """The dimensions and the arrays of a model file, as openai-whisper names them."""
    arrays = _arrays(model)
    state = dict(_renamed(arrays))
    audio, text = state["encoder.positional_embedding"], state["decoder.positional_embedding"]
    tokens = state["decoder.token_embedding.weight"]
    dimensions = {
        "n_mels": state["encoder.conv1.weight"].shape[1],
        "n_audio_ctx": audio.shape[0],
        "n_audio_state": audio.shape[1],
        "n_audio_head": int(arrays["encoder/num_heads"]),
        "n_audio_layer": _layers(arrays, "encoder"),
        "n_vocab": tokens.shape[0],
        "n_text_ctx": text.shape[0],
        "n_text_state": text.shape[1],
        "n_text_head": int(arrays["decoder/num_heads"]),
        "n_text_layer": _layers(arrays, "decoder"),
    }
    return dimensions, state


def _arrays(model: Path) -> Arrays:
    variables = ct2.layout(model)
    names = {"float16": "<f2", "float32": "<f4", "int8": "i1", "int16": "<i2", "int32": "<i4"}
    if any(name.endswith("/weight_scale") for name in variables):
        raise WeightsError(
            f"{model}: holds 8-bit weights, which openai-whisper cannot use",
            "Pass the float16 weights of that model, or use the engine faster-whisper.",
        )
    with model.open("rb") as file:
        arrays = {}
        for name, variable in variables.items():
            if variable.data_type not in names:
                raise WeightsError(
                    f"{model}: holds {variable.data_type} numbers, which cannot be converted",
                    "Pass the float16 weights of that model.",
                )
            file.seek(variable.offset)
            data = file.read(variable.size)
            arrays[name] = (
                np.frombuffer(data, names[variable.data_type]).reshape(variable.dimensions).copy()
            )
    return arrays


def _layers(arrays: Arrays, side: str) -> int:
    return len({name.split("/")[1] for name in arrays if name.startswith(f"{side}/layer_")}) - 1


@cache
def _names() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("array_names.toml").read_text("utf-8"))


def _renamed(arrays: Arrays) -> Iterator[tuple[str, NDArray[Any]]]:
    """Every array under its other name; what openai-whisper has no place for is left out."""
    names = _names()
    for name, array in arrays.items():
        place, _, kind = name.rpartition("/")
        if kind not in names["kinds"]:
            continue
        own = names["kinds"][kind]
        if place in names["outside"]:
            yield f"{names['outside'][place]}.{own}", array
        elif "/layer_" in place:
            side, layer, inside = place.split("/", 2)
            block = f"{side}.blocks.{layer.removeprefix('layer_')}"
            if inside in names["inside"]:
                yield f"{block}.{names['inside'][inside]}.{own}", array
            elif inside in names["fused"]:
                yield from _split(array, block, kind, **names["fused"][inside])


def _split(
    array: NDArray[Any], block: str, kind: str, group: str, parts: Sequence[str]
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Take a fused projection apart; openai-whisper has no bias for keys, so theirs must be zero."""
    for part, own in zip(parts, np.split(array, len(parts)), strict=True):
        if (part, kind) != ("key", "bias"):
            yield f"{block}.{group}.{part}.{kind}", own
        elif np.any(own):
            raise WeightsError(f"{block}: keys have a bias: not the weights of Whisper", ct2.REMEDY)
