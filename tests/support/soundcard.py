"""A virtual sound card: a private PulseAudio daemon with two sinks that make no noise.

What is played into `interviewer_speaker` can be recorded from its monitor; what is played into
`candidate_mic` is what the default microphone hears. Everything lies in one temporary folder; the
user's own sound server and settings are never touched. Needs `pulseaudio`, `pulseaudio-utils`,
`libasound2-plugins` and `libportaudio2`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pytest

from interviewer.audio import devices
from interviewer.audio.sound import RATE, Sound, read

SPEAKER, MICROPHONE = "virtual_speaker", "virtual_mic"
"""Names of the devices as PortAudio lists them."""

START_S = 20.0
"""The server is up in 0.2 s; a machine this slow cannot run real-time tests."""

# norewinds=1: without it a null sink renders up to 2 s ahead and the start of a sound is lost.
DAEMON = """
.fail
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=interviewer_speaker format=s16le rate=48000 channels=2 \
channel_map=stereo norewinds=1
load-module module-null-sink sink_name=candidate_mic format=s16le rate=48000 channels=1 \
channel_map=mono norewinds=1
set-default-sink interviewer_speaker
set-default-source candidate_mic.monitor
"""

ALSA = """
<{system}>
pcm.!default {{ type pulse hint {{ show on description "default" }} }}
ctl.!default {{ type pulse }}
pcm.virtual_speaker {{
  type asym playback.pcm {{ type pulse device interviewer_speaker }} hint {{ show on }}
}}
pcm.virtual_mic {{
  type asym capture.pcm {{ type pulse device candidate_mic.monitor }} hint {{ show on }}
}}
"""


class SoundServerError(Exception):
    """No private sound server can be started here."""


@dataclass
class SoundCard:
    """A running virtual sound card; start it with `with`."""

    folder: Path
    _daemon: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def env(self) -> dict[str, str]:
        """Environment in which a program sees this sound card and no other."""
        return {
            "PULSE_SERVER": f"unix:{self.folder}/native",
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "PULSE_STATE_PATH": str(self.folder / "state"),
            "PULSE_RUNTIME_PATH": str(self.folder / "run"),
            "PULSE_CLIENTCONFIG": str(self.folder / "client.conf"),
            "ALSA_CONFIG_PATH": str(self.folder / "alsa.conf"),
        }

    @property
    def pid(self) -> int:
        """Process of the sound server."""
        assert self._daemon
        return self._daemon.pid

    def __enter__(self) -> Self:
        """Start the sound server.

        Raises:
            SoundServerError: it is not installed, or does not start.
        """
        for program in ("pulseaudio", "pactl", "paplay", "parec"):
            if not shutil.which(program):
                raise SoundServerError(f"{program} is not installed")
        for name in ("state", "run"):
            (self.folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder.chmod(0o700)  # the server refuses a folder others can read
        self._write_settings()
        self._start_daemon()
        return self

    def _write_settings(self) -> None:
        system = os.environ.get("ALSA_CONFIG_PATH", "/usr/share/alsa/alsa.conf")
        (self.folder / "daemon.pa").write_text(DAEMON.format(socket=self.folder / "native"))
        (self.folder / "alsa.conf").write_text(ALSA.format(system=system))
        (self.folder / "client.conf").write_text("autospawn = no\n")

    def _start_daemon(self) -> None:
        log = self.folder / "daemon.log"
        command = [
            "pulseaudio",
            "-n",
            "--daemonize=no",
            "--system=no",
            "--use-pid-file=no",
            "--exit-idle-time=-1",
            "--disallow-exit",
            f"--log-target=file:{log}",
            "-F",
            str(self.folder / "daemon.pa"),
        ]
        self._daemon = subprocess.Popen(
            command,
            env={**os.environ, **self.env, "HOME": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(self._answers, START_S)
        except TimeoutError:
            self._stop_daemon()
            said = log.read_text().splitlines()[-1:] if log.exists() else []
            raise SoundServerError(f"pulseaudio does not start {said}") from None

    def _answers(self) -> bool:
        assert self._daemon
        if self._daemon.poll() is not None:
            raise TimeoutError
        return self._run("pactl", "info").returncode == 0

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stop_daemon()

    def _stop_daemon(self) -> None:
        if self._daemon is None:
            return
        with suppress(ProcessLookupError):
            self._daemon.send_signal(signal.SIGCONT)  # a test may have frozen it
            self._daemon.terminate()
        try:
            self._daemon.wait(5)
        except subprocess.TimeoutExpired:
            self._daemon.kill()
            self._daemon.wait()
        self._daemon = None

    def restart(self) -> None:
        """Pull the plug and put it back."""
        self._stop_daemon()
        (self.folder / "native").unlink(missing_ok=True)
        self._start_daemon()

    def _run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command,
            env={**os.environ, **self.env},
            capture_output=True,
            check=False,
            timeout=START_S,
        )

    def say_into_microphone(self, path: Path) -> subprocess.Popen[bytes]:
        """Start playing an audio file (wav, flac) into the microphone, in real time."""
        return subprocess.Popen(
            ["paplay", "--device=candidate_mic", str(path)], env={**os.environ, **self.env}
        )

    @contextmanager
    def noise_in_the_room(self, path: Path) -> Iterator[None]:
        """Play an audio file into the microphone for as long as the block lasts."""
        player = self.say_into_microphone(path)
        try:
            wait_for(
                lambda: self._run("pactl", "list", "short", "sink-inputs").stdout != b"", START_S
            )
            time.sleep(0.3)  # the stream is there before its first sound is
            yield
        finally:
            player.terminate()
            player.wait()

    @contextmanager
    def heard(self) -> Iterator[Heard]:
        """Record what comes out of the speaker for as long as the block lasts."""
        path = self.folder / f"heard-{time.monotonic_ns()}.wav"
        command = [
            "parec",
            "--device=interviewer_speaker.monitor",
            "--rate=48000",
            "--channels=1",
            "--format=s16le",
            "--latency-msec=20",
            "--file-format=wav",
            str(path),
        ]
        recorder = subprocess.Popen(command, env={**os.environ, **self.env})
        heard = Heard(path)
        try:
            wait_for(lambda: path.exists() and path.stat().st_size > 4096, START_S)
            yield heard
            time.sleep(0.3)  # what is still on its way
        finally:
            recorder.terminate()
            recorder.wait()


@dataclass(frozen=True)
class Heard:
    """What came out of the speaker; to be read once the recording is over."""

    path: Path

    @property
    def sound(self) -> Sound:
        """All of it, at 48 kHz."""
        return read(self.path, rate=None)


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Wait until a condition holds.

    Raises:
        TimeoutError: it did not within `seconds`.
    """
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.02)


def chirp(seconds: float = 1.5) -> Sound:
    """A tone that rises from 200 Hz to 3 kHz: shows where in it one is."""
    at = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * (200 * at + 1_400 / seconds * at**2)
    return Sound((0.5 * np.sin(phase)).astype(np.float32))


def likeness(recorded: Sound, played: Sound) -> float:
    """Largest normalised cross-correlation: 1 when all of what was played was recorded."""
    size = len(recorded.samples) + len(played.samples)
    one, other = (np.fft.rfft(sound.samples, size) for sound in (recorded, played))
    product = np.fft.irfft(one * other.conj(), size).max()
    return float(product / np.sqrt(np.square(played.samples).sum() ** 2))


@pytest.fixture(scope="session")
def soundcard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundCard]:
    """A virtual sound card for child processes: pass them its `env`."""
    try:
        with SoundCard(tmp_path_factory.mktemp("soundcard")) as card:
            yield card
    except SoundServerError as error:
        unavailable(str(error), os.environ)


def unavailable(why: str, env: Mapping[str, str]) -> None:
    """Skip a test that needs the sound card; where tests must not be skipped, fail."""
    if env.get("CI") == "true":
        pytest.fail(f"no virtual sound card: {why}")
    pytest.skip(f"no virtual sound card: {why}")


@pytest.fixture
def plugged_in(soundcard: SoundCard, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundCard]:
    """The virtual sound card as the only one this very process sees."""
    with monkeypatch.context() as patch:
        for name, value in soundcard.env.items():
            patch.setenv(name, value)
        devices.rescan()
        yield soundcard
    devices.rescan()
