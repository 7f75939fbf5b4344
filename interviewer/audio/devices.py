"""The machine's microphones and speakers, through PortAudio, opened without its noise."""

from __future__ import annotations

import atexit
import contextlib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal, cast

from interviewer.audio import dead, quiet_stderr, system_packages
from interviewer.audio.bounded import bounded
from interviewer.errors import AudioDeviceError, MissingDependencyError

Direction = Literal["input", "output"]

OPEN_S = 10.0
"""A stream that does not open within this time never will; Bluetooth headsets take up to five."""

CLOSE_S = 1.0
"""A stream that does not close within this time belongs to a frozen sound server."""

THREAD = "sound-device"
"""Name of the threads in which the sound system is waited for."""

BUSY = -9985
"""PortAudio's error code paDeviceUnavailable: no other rate or number of channels would help."""

TELEPHONE_HZ = 16_000
"""Highest rate of a Bluetooth headset whose microphone is open; 8 kHz with old ones."""

_NO_ANSWER = (
    "The sound system does not answer",
    "Restart the sound server, or the machine, and try again.",
)

_NOUN: dict[Direction, str] = {"input": "microphone", "output": "speaker"}

_INSTEAD: dict[Direction, str] = {
    "input": "Connect one; in an interview, --typed takes written answers, --candidate DIR recorded ones.",
    "output": "Connect one; in an interview, --typed or --no-voice shows the questions on screen.",
}
"""What to do where there is no device at all."""


@dataclass(frozen=True, slots=True)
class Device:
    """One sound device."""

    index: int
    name: str
    inputs: int
    """Channels it records; 0 for a speaker."""
    outputs: int
    """Channels it plays; 0 for a microphone."""
    rate: int
    """Samples a second it prefers."""
    default_input: bool = False
    default_output: bool = False

    @property
    def telephone(self) -> bool:
        """Whether it sounds like a telephone, as Bluetooth headsets do while their microphone is open."""
        return 0 < self.rate <= TELEPHONE_HZ

    @property
    def described(self) -> str:
        """Its name and rate, for people."""
        quality = "; telephone quality, as Bluetooth headsets have" if self.telephone else ""
        return f"{self.name} ({self.rate} Hz{quality})"


_frozen = threading.Event()
"""Set for good once the sound server did not answer: asking again would hang as well."""


def portaudio() -> ModuleType:
    """The sounddevice module, with PortAudio loaded and every device looked at.

    Raises:
        MissingDependencyError: the PortAudio library is not installed (only Linux wheels lack it).
        AudioDeviceError: the sound system does not answer.
    """
    if "sounddevice" in sys.modules and not _frozen.is_set():
        return _load()
    with quiet_stderr.quiet():
        try:
            if not _frozen.is_set():
                return bounded(_load, OPEN_S, THREAD)
        except TimeoutError:
            _frozen.set()
    raise AudioDeviceError(*_NO_ANSWER)


def _load() -> ModuleType:
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise MissingDependencyError(
            "PortAudio, which plays and records sound, is not installed",
            f"Install it: {system_packages.command('portaudio', system_packages.PORTAUDIO)}",
        ) from error
    return cast("ModuleType", sounddevice)


def devices() -> tuple[Device, ...]:
    """Every device PortAudio saw when it was started; see `rescan`.

    Raises:
        MissingDependencyError: as `portaudio`.
    """
    sd = portaudio()
    with quiet_stderr.quiet():
        listed = sd.query_devices()
    default_input, default_output = sd.default.device
    return tuple(
        Device(
            index=index,
            name=str(entry["name"]),
            inputs=int(entry["max_input_channels"]),
            outputs=int(entry["max_output_channels"]),
            rate=int(entry["default_samplerate"]),
            default_input=index == default_input,
            default_output=index == default_output,
        )
        for index, entry in enumerate(listed)
    )


def rescan() -> tuple[Device, ...]:
    """Look again, for a device plugged in since. Ends every open stream, so open none meanwhile."""
    sd = portaudio()
    with quiet_stderr.quiet():
        sd._terminate()  # noqa: SLF001 - the library offers no public way
        sd._initialize()  # noqa: SLF001
    return devices()


def usable(direction: Direction) -> list[Device]:
    """The devices that record, or those that play.

    Raises:
        AudioDeviceError: there is none.
        MissingDependencyError: as `portaudio`.
    """
    found = [d for d in devices() if (d.inputs if direction == "input" else d.outputs)]
    if not found:
        where = dead.elsewhere() if direction == "input" else ""
        remedy = " ".join(filter(None, (where, _INSTEAD[direction])))
        raise AudioDeviceError(f"No {_NOUN[direction]} found", remedy)
    return found


def find(wanted: str | int | None, direction: Direction) -> Device:
    """The device meant by a name, part of a name, a number, or None for the system's default.

    Raises:
        AudioDeviceError: there is no such device, or the name fits several.
        MissingDependencyError: as `portaudio`.
    """
    known, noun = usable(direction), _NOUN[direction]
    found = _matching(known, wanted, direction)
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{d.index} {d.name}" for d in (found or known))
    if found:
        raise AudioDeviceError(f"Several {noun}s are called “{wanted}”", f"Pick a number: {names}")
    if wanted is None:
        raise AudioDeviceError(f"The system has no default {noun}", f"Name one: {names}")
    raise AudioDeviceError(f"No {noun} is called “{wanted}”", f"There are: {names}")


def _matching(usable: list[Device], wanted: str | int | None, direction: Direction) -> list[Device]:
    """Devices that fit, an exact name before a part of a name."""
    if wanted is None or wanted == "":
        return [d for d in usable if (d.default_input, d.default_output)[direction == "output"]]
    if isinstance(wanted, int) or wanted.isdigit():
        return [d for d in usable if d.index == int(wanted)]
    name = wanted.casefold()
    exact = [d for d in usable if d.name.casefold() == name]
    return exact[:1] or [d for d in usable if name in d.name.casefold()]


def shapes(wanted: int, preferred: int) -> tuple[tuple[int, int], ...]:
    """Sample rates and channels to try in turn: as wanted, then what devices insist on."""
    return tuple(dict.fromkeys(((wanted, 1), (preferred, 1), (wanted, 2), (preferred, 2))))


def start(
    make: Callable[[], Any], device: Device, direction: Direction, *, last: bool = False
) -> Any:
    """Make and start a stream; None when the device may take another rate or number of channels.

    Systems refuse those with all kinds of errors, so that every one but "busy" is worth another try.

    Args:
        make: makes the stream.
        device: what it is for.
        direction: which way the sound goes.
        last: whether there is nothing else to try.

    Raises:
        AudioDeviceError: the device cannot be used, or the sound system does not answer.
    """

    def opening() -> Any:
        stream = make()
        stream.start()
        return stream

    quiet_stderr.enter()  # until `end`: a device that fails says so at any moment
    try:
        return bounded(opening, OPEN_S, THREAD)
    except TimeoutError:
        quiet_stderr.leave()
        _give_up()
        raise AudioDeviceError(*_NO_ANSWER) from None
    except Exception as error:
        quiet_stderr.leave()
        busy = error.args[-1:] == (BUSY,)
        if busy or last:
            raise unusable(device, direction, str(error.args[0]), busy=busy) from error
        return None


def unusable(
    device: Device, direction: Direction, why: str, *, busy: bool = False
) -> AudioDeviceError:
    """The error for a device that is there and does not work."""
    refused = direction == "input" and not busy
    return AudioDeviceError(
        f"The {_NOUN[direction]} “{device.name}” cannot be used: {why}",
        dead.remedy()
        if refused
        else "Close what else is using it, or choose another one: `interviewer doctor --list`.",
    )


def end(stream: Any) -> None:
    """Abort and close a started stream without ever waiting for a frozen sound server."""

    def closing() -> None:
        with contextlib.suppress(Exception):  # it may be half gone already
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)

    try:
        bounded(closing, CLOSE_S, THREAD)
    except TimeoutError:
        _give_up()
    finally:
        quiet_stderr.leave()


def _give_up() -> None:
    """Let the program end although PortAudio hangs: its clean-up at exit would hang as well."""
    atexit.unregister(portaudio()._exit_handler)  # noqa: SLF001
