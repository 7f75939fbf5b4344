"""The machine's microphones and speakers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.audio import devices
from interviewer.audio.dead import remedy
from interviewer.audio.devices import Device
from interviewer.errors import AudioDeviceError, MissingDependencyError
from tests.support.soundcard import MICROPHONE, SPEAKER, SoundCard, plugged_in, soundcard

__all__ = ["plugged_in", "soundcard"]

TABLE = (
    Device(0, "Built-in Audio", 2, 0, 48_000, default_input=True),
    Device(1, "USB Headset", 1, 0, 16_000),
    Device(2, "USB Headset Pro", 1, 2, 48_000),
    Device(3, "Built-in Audio", 0, 2, 48_000, default_output=True),
)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk with four devices."""
    monkeypatch.setattr(devices, "devices", lambda: TABLE)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("wanted", "direction", "index"),
    [
        (None, "input", 0),
        ("", "input", 0),
        (None, "output", 3),
        ("usb headset", "input", 1),
        ("Pro", "input", 2),
        ("headset", "output", 2),
        (2, "input", 2),
        ("1", "input", 1),
        ("built-in", "output", 3),
    ],
)
def test_finds_what_is_meant(
    wanted: str | int | None, direction: devices.Direction, index: int
) -> None:
    """By default, number, whole name before part of a name, in any case, in its direction."""
    assert devices.find(wanted, direction).index == index


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("wanted", "direction", "says"),
    [
        ("Webcam", "input", "No microphone is called “Webcam”. There are: 0 Built-in Audio, 1 USB"),
        ("1", "output", "No speaker is called “1”. There are: 2 USB Headset Pro, 3 Built-in"),
        ("head", "input", "Several microphones are called “head”. Pick a number: 1 USB Headset, 2"),
    ],
)
def test_says_what_there_is_instead(wanted: str, direction: devices.Direction, says: str) -> None:
    """A wrong or ambiguous name is answered with the right ones."""
    with pytest.raises(AudioDeviceError) as caught:
        devices.find(wanted, direction)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(("direction", "noun"), [("input", "microphone"), ("output", "speaker")])
def test_says_when_there_is_nothing(
    direction: devices.Direction, noun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without sound gets a remedy."""
    monkeypatch.setattr(devices, "devices", lambda: ())
    with pytest.raises(AudioDeviceError, match=f"No {noun} found") as caught:
        devices.find(None, direction)
    assert caught.value.remedy


def test_no_default_is_not_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that prefers none of its devices has the user name one."""
    monkeypatch.setattr(devices, "devices", lambda: TABLE[1:3])
    with pytest.raises(AudioDeviceError, match=r"no default microphone\. Name one: 1 USB Headset,"):
        devices.find(None, "input")


def test_a_missing_library_comes_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Linux wheels of sounddevice bring no PortAudio."""
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingDependencyError, match=r"PortAudio.* Install it: .*portaudio"):
        devices.portaudio()


def test_shapes_are_tried_from_the_best_on() -> None:
    """First what is wanted, then what the device prefers, then in stereo; nothing twice."""
    assert devices.shapes(16_000, 48_000) == (
        (16_000, 1),
        (48_000, 1),
        (16_000, 2),
        (48_000, 2),
    )
    assert devices.shapes(16_000, 16_000) == ((16_000, 1), (16_000, 2))


class PortAudioError(Exception):
    """As PortAudio's binding raises it: text and code."""


def refusing(code: int) -> Callable[[], object]:
    """Makes no stream."""

    def make() -> object:
        raise PortAudioError("Error opening InputStream", code)

    return make


@pytest.mark.parametrize("code", [-9997, -9998, -9986, -9999, -10000])
def test_another_shape_is_tried_whatever_the_error(code: int) -> None:
    """Systems refuse a rate with all kinds of errors; only the last try says what was wrong."""
    assert devices.start(refusing(code), TABLE[0], "input") is None
    with pytest.raises(AudioDeviceError, match="Error opening InputStream") as caught:
        devices.start(refusing(code), TABLE[0], "input", last=True)
    assert caught.value.remedy == remedy()


def test_a_busy_device_is_not_asked_again() -> None:
    """No other rate would help."""
    with pytest.raises(AudioDeviceError) as caught:
        devices.start(refusing(-9985), TABLE[0], "input")
    assert "Close what else is using it" in caught.value.remedy


def test_a_bluetooth_headset_in_use_is_named_as_such() -> None:
    """Its microphone has the quality of a telephone: 8 or 16 kHz."""
    for rate in (8_000, 16_000):
        headset = Device(0, "Earbuds", 1, 0, rate)
        assert headset.described.startswith(f"Earbuds ({rate} Hz; telephone quality")
        assert "Bluetooth" in headset.described
    assert TABLE[0].described == "Built-in Audio (48000 Hz)"


@pytest.mark.parametrize(
    ("direction", "offers"), [("input", "--candidate"), ("output", "--no-voice")]
)
def test_without_a_device_there_is_another_way(
    direction: devices.Direction, offers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written or recorded answers, and questions on the screen."""
    monkeypatch.setattr(devices, "devices", lambda: ())
    with pytest.raises(AudioDeviceError) as caught:
        devices.usable(direction)
    assert "--typed" in caught.value.remedy
    assert offers in caught.value.remedy


@pytest.mark.sound
@pytest.mark.usefixtures("plugged_in")
def test_real_devices_know_what_they_can_do() -> None:
    """A speaker plays, a microphone records, and the default does both."""
    speaker, microphone = devices.find(SPEAKER, "output"), devices.find(MICROPHONE, "input")
    default = devices.find(None, "output")
    assert (bool(speaker.inputs), bool(microphone.outputs)) == (False, False)
    assert default.default_input
    assert default.default_output


@pytest.mark.sound
def test_a_frozen_sound_server_is_an_error_and_no_hang(tmp_path: Path) -> None:
    """The program gives up after a while, and then really ends."""
    code = (
        "from interviewer.audio import devices\n"
        "devices.OPEN_S = 1\n"
        "for _ in range(2):\n"
        "    try: devices.find(None, 'input')\n"
        "    except devices.AudioDeviceError as error: print(error.problem)\n"
    )
    with SoundCard(tmp_path) as card:
        os.kill(card.pid, signal.SIGSTOP)
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **card.env},
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.splitlines() == ["The sound system does not answer"] * 2
