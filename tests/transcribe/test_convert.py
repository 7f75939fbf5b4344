"""CTranslate2 weights -> a checkpoint of openai-whisper."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.errors import WeightsError
from interviewer.transcribe import Engine
from interviewer.transcribe.convert import checkpoint, converted
from interviewer.transcribe.faster_whisper import FasterWhisper
from interviewer.transcribe.weights import ModelWeights

WIDTH, HEADS, TOKENS = 4, 2, 7


def tiny(*, key_bias: float = 0.0) -> dict[str, NDArray[np.float16 | np.int16]]:
    """The arrays of a Whisper model with one layer a side and four numbers a state."""
    numbers = np.random.default_rng(5)

    def array(*shape: int) -> NDArray[np.float16]:
        return numbers.normal(size=shape).astype(np.float16)

    arrays: dict[str, NDArray[np.float16 | np.int16]] = {}

    def linear(name: str, rows: int, columns: int = WIDTH) -> None:
        arrays[f"{name}/weight"], arrays[f"{name}/bias"] = array(rows, columns), array(rows)

    def norm(name: str) -> None:
        arrays[f"{name}/gamma"], arrays[f"{name}/beta"] = array(WIDTH), array(WIDTH)

    for side in ("encoder", "decoder"):
        arrays[f"{side}/num_heads"] = np.array(HEADS, np.int16)
        arrays[f"{side}/position_encodings/encodings"] = array(6, WIDTH)
        norm(f"{side}/layer_norm")
        layer = f"{side}/layer_0"
        for part in ("self_attention", "ffn"):
            norm(f"{layer}/{part}/layer_norm")
        linear(f"{layer}/self_attention/linear_0", 3 * WIDTH)
        arrays[f"{layer}/self_attention/linear_0/bias"][WIDTH : 2 * WIDTH] = key_bias
        linear(f"{layer}/self_attention/linear_1", WIDTH)
        linear(f"{layer}/ffn/linear_0", 4 * WIDTH)
        linear(f"{layer}/ffn/linear_1", WIDTH, 4 * WIDTH)
    norm("decoder/layer_0/attention/layer_norm")
    linear("decoder/layer_0/attention/linear_0", WIDTH)
    linear("decoder/layer_0/attention/linear_1", 2 * WIDTH)
    arrays["decoder/layer_0/attention/linear_1/bias"][:WIDTH] = 0
    linear("decoder/layer_0/attention/linear_2", WIDTH)
    arrays["decoder/embeddings/weight"] = array(TOKENS, WIDTH)
    for conv, inputs in (("conv1", 3), ("conv2", WIDTH)):
        arrays[f"encoder/{conv}/weight"] = array(WIDTH, inputs, 3)
        arrays[f"encoder/{conv}/bias"] = array(WIDTH)
    return arrays


def save(path: Path, arrays: dict[str, NDArray[np.float16 | np.int16]]) -> Path:
    """Write arrays as CTranslate2 does."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    parts = [struct.pack("<I", 6), text("WhisperSpec"), struct.pack("<II", 3, len(arrays))]
    for name, values in arrays.items():
        data = values.tobytes()
        kind = {"float16": 4, "int16": 2, "int8": 1, "float32": 0}[str(values.dtype)]
        shape = struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
        parts += [text(name), shape, struct.pack("<BI", kind, len(data)), data]
    path.write_bytes(b"".join((*parts, struct.pack("<I", 0))))
    return path


def test_every_array_finds_its_name(tmp_path: Path) -> None:
    """Dimensions are read off the arrays, fused projections are taken apart, no number changes."""
    arrays = tiny()
    dimensions, state = checkpoint(save(tmp_path / "model.bin", arrays))
    assert dimensions == {
        "n_mels": 3,
        "n_audio_ctx": 6,
        "n_audio_state": WIDTH,
        "n_audio_head": HEADS,
        "n_audio_layer": 1,
        "n_vocab": TOKENS,
        "n_text_ctx": 6,
        "n_text_state": WIDTH,
        "n_text_head": HEADS,
        "n_text_layer": 1,
    }
    fused = arrays["decoder/layer_0/attention/linear_1/weight"]
    np.testing.assert_array_equal(state["decoder.blocks.0.cross_attn.value.weight"], fused[WIDTH:])
    np.testing.assert_array_equal(
        state["encoder.blocks.0.attn.query.bias"],
        arrays["encoder/layer_0/self_attention/linear_0/bias"][:WIDTH],
    )
    assert "encoder.blocks.0.attn.key.bias" not in state
    kept = sum(value.size for name, value in arrays.items() if not name.endswith("num_heads"))
    assert sum(value.size for value in state.values()) == kept - 3 * WIDTH


def test_the_reference_takes_the_arrays_as_they_are(tmp_path: Path) -> None:
    """openai-whisper finds exactly the names it expects, each of the right shape."""
    whisper = pytest.importorskip("whisper.model")
    torch = pytest.importorskip("torch")
    dimensions, state = checkpoint(save(tmp_path / "model.bin", tiny()))
    model = whisper.Whisper(whisper.ModelDimensions(**dimensions))
    model.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})


def test_weights_of_something_else_are_refused(tmp_path: Path) -> None:
    """Keys with a bias cannot come from Whisper; 8-bit weights cannot become floating point."""
    with pytest.raises(WeightsError, match="keys have a bias"):
        checkpoint(save(tmp_path / "model.bin", tiny(key_bias=0.5)))
    arrays = tiny()
    arrays["encoder/conv1/weight_scale"] = np.ones(WIDTH, np.float16)
    with pytest.raises(WeightsError, match="8-bit"):
        checkpoint(save(tmp_path / "model.bin", arrays))


def test_an_unwritable_cache_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that is a file cannot hold the checkpoint; the way out is named."""
    pytest.importorskip("torch")
    folder = tmp_path / "tiny"
    folder.mkdir()
    save(folder / "model.bin", tiny())
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("INTERVIEWER_CACHE", str(tmp_path / "cache"))
    with pytest.raises(WeightsError, match="cannot be written") as raised:
        converted(ModelWeights(folder, "tiny", "path"))
    assert "INTERVIEWER_CACHE" in raised.value.remedy


def test_converting_happens_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second call finds the file of the first; other weights of that name get their own."""
    pytest.importorskip("torch")
    monkeypatch.setenv("INTERVIEWER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "tiny"
    folder.mkdir()
    save(folder / "model.bin", tiny())
    first = converted(ModelWeights(folder, "tiny", "path"))
    written = first.stat().st_mtime_ns
    assert converted(ModelWeights(folder, "tiny", "path")) == first
    assert first.stat().st_mtime_ns == written
    arrays = tiny()
    arrays["decoder/embeddings/weight"][0, 0] += 1
    save(folder / "model.bin", arrays)
    assert converted(ModelWeights(folder, "tiny", "path")) != first
    assert not list(first.parent.glob(".*"))


@pytest.mark.model
def test_real_weights_give_the_numbers_of_the_encoder(
    base: FasterWhisper, reference: Engine
) -> None:
    """The dimensions of Whisper base, and the known sinusoids of its encoder's positions."""
    del reference  # only to share one set-up; these weights are read straight from their file
    dimensions, state = checkpoint(base.weights.path / "model.bin")
    assert dimensions["n_audio_state"] == 512
    assert dimensions["n_audio_layer"] == dimensions["n_text_layer"] == 6
    assert dimensions["n_vocab"] == 51_865
    scales = np.exp(-np.log(10_000) / 255 * np.arange(256))
    angles = np.arange(1500)[:, np.newaxis] * scales
    expected = np.concatenate((np.sin(angles), np.cos(angles)), axis=1)
    np.testing.assert_allclose(state["encoder.positional_embedding"], expected, atol=2e-3)
