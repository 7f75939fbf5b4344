"""How a word sounds that no dictionary has, guessed from its letters.

The guess is made by the network of the package g2p-en (Apache-2.0): a GRU that reads letters and
one that writes ARPAbet, trained on the CMU pronouncing dictionary. Here it runs in numpy.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.speak.kokoro_files import LETTERS, file

Weights = dict[str, NDArray[np.float32]]

_LETTERS = ("<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz")
SOUNDS = tomllib.loads(Path(__file__).with_name("sounds.toml").read_text("utf-8"))
"""Tables of sounds, for all that speak in this alphabet."""
_VOWELS: Mapping[str, str] = SOUNDS["vowels"]
_CONSONANTS: Mapping[str, str] = SOUNDS["consonants"]
_BRITISH = str.maketrans({"O": "Q"})
_LONGEST = 20
"""Sounds of one word."""


def _alphabet() -> tuple[str, ...]:
    """What the network writes, in its order: ARPAbet, vowels without and with their stress."""
    sounds = []
    for name in sorted((*_VOWELS, *_CONSONANTS)):
        if name in _VOWELS:
            bare = (name,) if name == "UW" else ()
            sounds += [*bare, *(f"{name}{stress}" for stress in "012")]
        else:
            sounds.append(name)
    return ("<pad>", "<unk>", "<s>", "</s>", *sounds)


_SOUNDS = _alphabet()


def sounds(word: str, accent: str) -> str:
    """How a word may sound, in the alphabet of `phonemes`.

    Raises:
        MissingDependencyError: the network is not installed.
    """
    plain = unicodedata.normalize("NFD", word.lower())
    spoken = "".join(_sound(name) for name in _written([c for c in plain if c in _LETTERS]))
    return spoken.translate(_BRITISH) if accent == "gb" else spoken


def _sound(name: str) -> str:
    if name in _CONSONANTS:
        return _CONSONANTS[name]
    vowel, stress = name[:2], name[2:]
    if stress in {"", "0"}:
        return str(SOUNDS["unstressed"].get(vowel, _VOWELS[vowel]))
    return ("ˈ" if stress == "1" else "ˌ") + _VOWELS[vowel]


def _written(letters: list[str]) -> list[str]:
    """The network's sounds for some letters, in ARPAbet."""
    if not letters:
        return []
    weights = _weights()
    state = np.zeros(weights["enc_w_hh"].shape[1], np.float32)
    for letter in (*letters, "</s>"):
        state = _step(weights, "enc", weights["enc_emb"][_LETTERS.index(letter)], state)
    written: list[str] = []
    latest = "<s>"
    while len(written) < _LONGEST:
        state = _step(weights, "dec", weights["dec_emb"][_SOUNDS.index(latest)], state)
        latest = _SOUNDS[int(np.argmax(weights["fc_w"] @ state + weights["fc_b"]))]
        if latest.startswith("<"):
            break
        written.append(latest)
    return written


def _step(
    weights: Weights, name: str, entry: NDArray[np.float32], state: NDArray[np.float32]
) -> NDArray[np.float32]:
    """One step of a gated recurrent unit: the state after it."""
    of_entry = weights[f"{name}_w_ih"] @ entry + weights[f"{name}_b_ih"]
    of_state = weights[f"{name}_w_hh"] @ state + weights[f"{name}_b_hh"]
    reset_in, update_in, new_in = np.split(of_entry, 3)
    reset_state, update_state, new_state = np.split(of_state, 3)
    reset = 1 / (1 + np.exp(-(reset_in + reset_state)))
    update = 1 / (1 + np.exp(-(update_in + update_state)))
    new = np.tanh(new_in + reset * new_state)
    return np.asarray((1 - update) * new + update * state, np.float32)


@cache
def _weights() -> Weights:
    with np.load(file(LETTERS)) as arrays:
        return dict(arrays)
