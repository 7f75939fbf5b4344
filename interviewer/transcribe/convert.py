"""CTranslate2 weights -> a checkpoint of openai-whisper: the same numbers under other names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import WeightsError
from interviewer.settings import atomic, paths
from interviewer.transcribe import ct2
from interviewer.transcribe.weights import Weights, sha256

Arrays = dict[str, NDArray[Any]]


def converted(weights: Weights) -> Path:
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
    state = dict(_encoder(arrays)) | dict(_decoder(arrays))
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


def _encoder(arrays: Arrays) -> Iterator[tuple[str, NDArray[Any]]]:
    for layer in ("conv1", "conv2"):
        yield from _linear(arrays, f"encoder/{layer}", f"encoder.{layer}")
    yield "encoder.positional_embedding", arrays["encoder/position_encodings/encodings"]
    yield from _norm(arrays, "encoder/layer_norm", "encoder.ln_post")
    for index in range(_layers(arrays, "encoder")):
        yield from _block(arrays, f"encoder/layer_{index}", f"encoder.blocks.{index}")


def _decoder(arrays: Arrays) -> Iterator[tuple[str, NDArray[Any]]]:
    yield "decoder.token_embedding.weight", arrays["decoder/embeddings/weight"]
    yield "decoder.positional_embedding", arrays["decoder/position_encodings/encodings"]
    yield from _norm(arrays, "decoder/layer_norm", "decoder.ln")
    for index in range(_layers(arrays, "decoder")):
        old, new = f"decoder/layer_{index}", f"decoder.blocks.{index}"
        yield from _block(arrays, old, new)
        yield from _norm(arrays, f"{old}/attention/layer_norm", f"{new}.cross_attn_ln")
        yield from _linear(arrays, f"{old}/attention/linear_0", f"{new}.cross_attn.query")
        yield from _split(
            arrays, f"{old}/attention/linear_1", f"{new}.cross_attn", ("key", "value")
        )
        yield from _linear(arrays, f"{old}/attention/linear_2", f"{new}.cross_attn.out")


def _block(arrays: Arrays, old: str, new: str) -> Iterator[tuple[str, NDArray[Any]]]:
    """Self-attention and feed-forward layers, the same on both sides."""
    yield from _norm(arrays, f"{old}/self_attention/layer_norm", f"{new}.attn_ln")
    yield from _split(
        arrays, f"{old}/self_attention/linear_0", f"{new}.attn", ("query", "key", "value")
    )
    yield from _linear(arrays, f"{old}/self_attention/linear_1", f"{new}.attn.out")
    yield from _norm(arrays, f"{old}/ffn/layer_norm", f"{new}.mlp_ln")
    yield from _linear(arrays, f"{old}/ffn/linear_0", f"{new}.mlp.0")
    yield from _linear(arrays, f"{old}/ffn/linear_1", f"{new}.mlp.2")


def _norm(arrays: Arrays, old: str, new: str) -> Iterator[tuple[str, NDArray[Any]]]:
    yield f"{new}.weight", arrays[f"{old}/gamma"]
    yield f"{new}.bias", arrays[f"{old}/beta"]


def _linear(arrays: Arrays, old: str, new: str) -> Iterator[tuple[str, NDArray[Any]]]:
    yield f"{new}.weight", arrays[f"{old}/weight"]
    yield f"{new}.bias", arrays[f"{old}/bias"]


def _split(
    arrays: Arrays, old: str, new: str, parts: tuple[str, ...]
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Take fused projections apart; openai-whisper has no bias for keys, so theirs must be zero."""
    weights = np.split(arrays[f"{old}/weight"], len(parts))
    biases = np.split(arrays[f"{old}/bias"], len(parts))
    for part, weight, bias in zip(parts, weights, biases, strict=True):
        yield f"{new}.{part}.weight", weight
        if part != "key":
            yield f"{new}.{part}.bias", bias
        elif np.any(bias):
            raise WeightsError(f"{old}: keys have a bias: not the weights of Whisper", ct2.REMEDY)
