"""The first thing that runs in the child process of a candidate's program; standard library only.

    python -I -S sandbox.py BOX FOLDER SECONDS MEGABYTES PROGRAM [ARGUMENT ...]

BOX is `enclosed` where the parent has made namespaces for it: then the file system shrinks to Python,
the program and FOLDER before the program starts, and every capability is given up. Anywhere, limits
on time, memory and output are set where the system has them, and Python's audit hooks refuse network,
other processes and writing outside of FOLDER. Hooks keep honest mistakes from doing harm; they are
no wall against somebody who wants out, since native code gets around them. The namespaces are one.
"""

# ruff: noqa: PTH102, PTH103, PTH112, PTH114, PTH115, PTH117, PTH118, PTH120, PTH123, PTH206, PTH208, PTH106, PTH211
# It starts in milliseconds, without pathlib.

from __future__ import annotations

import contextlib
import os
import runpy
import sys

ENCLOSED = "enclosed"
OPEN = "open"

OUTPUT_BYTES = 1_000_000
"""Most that a program may write to its output, or to any one file."""
SIGNALLED = 128
"""Added to the number of the signal that ended the program, as shells do."""
PROCESSES = 64
"""Most processes and threads in the enclosure."""

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "ctypes.",
    "pty.",
    "webbrowser.",
    "os.exec",
    "os.posix_spawn",
)
"""Beginnings of audit events that are refused."""
FORBIDDEN_EVENTS = frozenset(
    {"os.system", "os.fork", "os.forkpty", "os.spawn", "os.startfile", "os.killpg"}
)
WRITING = frozenset(
    {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink"}
    | {"os.truncate", "shutil.rmtree", "os.chown", "os.utime", "os.setxattr", "os.removexattr"}
    | {"os.chflags"}
)
"""Audit events that change a file whose path is among their arguments."""
HARMLESS = frozenset({"socket.gethostname"})
UNAUDITED = {
    "os": ("mkfifo", "mknod", "pidfd_open", "setns", "unshare"),
    "posix": ("mkfifo", "mknod", "pidfd_open", "setns", "unshare"),
    "signal": ("pidfd_send_signal",),
    "_signal": ("pidfd_send_signal",),
}
"""Functions that no audit event tells of; a program does without."""
UNAUDITED_MODULES = ("_ctypes", "ctypes")


def limit(seconds: int, megabytes: int, *, enclosed: bool) -> None:
    """Limit CPU seconds, memory and file size of this process."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    memory = megabytes * 1024 * 1024
    limits = [
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ]
    if enclosed:  # elsewhere it would count everything the user runs
        limits.append((resource.RLIMIT_NPROC, PROCESSES))
    for what, amount in limits:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses the one on memory
            resource.setrlimit(what, (amount, amount))


# --- hooks --------------------------------------------------------------------------------------


def guard(folder: str) -> None:
    """From now on, refuse network, other processes, and writing outside of the folder."""
    inside = os.path.realpath(folder) + os.sep
    null = os.path.realpath(os.devnull)

    def outside(path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        name = os.fsdecode(path)
        if not os.path.isabs(name) and ".." in name.split(os.sep):
            return True  # it may be relative to any folder that is open
        real = os.path.realpath(name)
        return not (real + os.sep).startswith(inside) and real != null

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            if _opens_to_write(*arguments) and outside(arguments[0]):
                raise PermissionError(f"a program may not write to {arguments[0]} here")
        elif event in WRITING:
            if any(map(outside, arguments[:2])):
                raise PermissionError(f"a program may not change {arguments[0]} here")
        elif _is_forbidden(event, arguments):
            raise PermissionError(f"a program may not do that here ({event})")

    _take_away_unaudited()
    sys.addaudithook(hook)


def _opens_to_write(path: object, mode: object, flags: object) -> bool:
    """Whether `open` could write; a folder that is open lets its files be written by their names."""
    bits = int(flags)  # type: ignore[call-overload]
    if isinstance(mode, str) and set(mode) & set("wax+"):
        return True
    if bits & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | getattr(os, "O_DIRECTORY", 0)):
        return True
    return isinstance(path, str | bytes | os.PathLike) and os.path.isdir(path)


def _is_forbidden(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "os.kill":
        return arguments[0] != os.getpid()
    if event == "import":
        return arguments[0] in UNAUDITED_MODULES
    return event in FORBIDDEN_EVENTS or (event.startswith(FORBIDDEN) and event not in HARMLESS)


def _refused(*_: object) -> int:
    raise PermissionError("a program may not start other programs here")


def _take_away_unaudited() -> None:
    """Functions and modules that do what hooks cannot see."""
    import signal  # noqa: F401 - so that it is there to be cut down

    for module, names in UNAUDITED.items():
        for name in names:
            with contextlib.suppress(AttributeError, KeyError):
                delattr(sys.modules[module], name)
    for module in list(sys.modules):
        if module.split(".")[0] in UNAUDITED_MODULES:
            del sys.modules[module]
    with contextlib.suppress(ImportError):  # Windows has none
        import _posixsubprocess

        _posixsubprocess.fork_exec = _refused


# --- the enclosure (Linux) ----------------------------------------------------------------------

_RDONLY, _NOSUID, _NODEV, _REMOUNT, _BIND, _REC, _PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
_DETACH = 2
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41, "riscv64": 41, "ppc64le": 203, "s390x": 217}
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


class _Kernel:
    """Calls of the C library that raise an OSError when they fail."""

    def __init__(self) -> None:
        import ctypes

        self.ctypes = ctypes
        self.libc = ctypes.CDLL(None, use_errno=True)

    def call(self, name: str, *arguments: object) -> None:
        """Call a function by its name."""
        if getattr(self.libc, name)(*arguments) != 0:
            number = self.ctypes.get_errno()
            raise OSError(number, f"{name}: {os.strerror(number)}")

    def mount(self, source: str, target: str, kind: str, flags: int, options: str = "") -> None:
        """Mount a file system, or change how one is mounted."""
        self.call(
            "mount",
            source.encode(),
            target.encode(),
            kind.encode(),
            self.ctypes.c_ulong(flags),
            options.encode(),
        )

    def show(self, source: str, target: str, *, writable: bool = False) -> None:
        """Let a file or folder appear at another place, read-only unless `writable`."""
        if os.path.isdir(source):
            os.makedirs(target, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "ab"):
                pass
        self.mount(source, target, "", _BIND)
        if not writable:
            flags = os.statvfs(target).f_flag & (_NOSUID | _NODEV | 8 | 1024 | 2048)
            self.mount("", target, "", _BIND | _REMOUNT | _RDONLY | flags)

    def pivot(self, root: str) -> None:
        """Make `root` the root of the file system, and let go of the old one."""
        os.makedirs(root + "/old")
        os.chdir(root)
        number = _PIVOT_ROOT[os.uname().machine]
        self.call("syscall", self.ctypes.c_long(number), b".", b"old")
        os.chdir("/")
        self.call("umount2", b"/old", _DETACH)
        os.rmdir("/old")

    def give_up_capabilities(self) -> None:
        """No way back: no capability, and none by running another program."""
        for capability in range(64):
            self.libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
        self.call("prctl", 38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        header = (self.ctypes.c_uint32 * 2)(0x20080522, 0)
        self.call("capset", header, (self.ctypes.c_uint32 * 6)())


def enclose(folder: str, program: str) -> tuple[str, str]:
    """Shrink the file system to Python, the program and its folder; where these are now.

    Needs a mount namespace of its own, as root of a user namespace. Python's installed packages are
    hidden as well: the hidden cases of tasks may lie among them.

    Raises:
        OSError: the system does not let us.
    """
    kernel = _Kernel()
    root = os.path.join(os.path.dirname(folder), "root")
    os.mkdir(root)
    kernel.mount("none", "/", "", _REC | _PRIVATE)
    kernel.mount("tmpfs", root, "tmpfs", _NOSUID | _NODEV, "size=1m,mode=755")
    for path in _needed():
        if os.path.islink(path):
            os.symlink(os.readlink(path), root + path)
        else:
            kernel.show(path, root + path)
    for packages in _packages(os.path.realpath(sys.base_prefix)):
        kernel.mount("tmpfs", root + packages, "tmpfs", _NOSUID | _NODEV | _RDONLY)
    kernel.show(folder, root + "/work", writable=True)
    kernel.show(program, root + "/program.py")
    kernel.pivot(root)
    kernel.mount("", "/", "", _BIND | _REMOUNT | _RDONLY | _NOSUID | _NODEV)
    os.chdir("/work")
    kernel.give_up_capabilities()
    return "/work", "/program.py"


def _needed() -> list[str]:
    """What Python needs to run: the system's programs and libraries, devices, its own folder."""
    prefix = os.path.realpath(sys.base_prefix)
    own = () if prefix.startswith("/usr/") or prefix == "/usr" else (prefix,)
    return [path for path in (*_SYSTEM, *_DEVICES, *own) if os.path.lexists(path)]


def _packages(prefix: str) -> list[str]:
    """Folders of installed packages that the program could see."""
    found = []
    for base in {prefix, "/usr", "/usr/local"}:
        lib = os.path.join(base, "lib")
        if not os.path.isdir(lib) or os.path.islink(lib):
            continue
        for name in os.listdir(lib):
            for kind in ("site-packages", "dist-packages"):
                path = os.path.join(lib, name, kind)
                if name.startswith("python") and os.path.isdir(path) and not os.path.islink(path):
                    found.append(path)
    return found


def _leave_the_first_process() -> None:
    """Go on in a child: the first process of a namespace is deaf to signals, and its end ends all."""
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        os._exit(code if code >= 0 else SIGNALLED - code)


def main() -> None:
    """Confine this process, and become the program."""
    box, folder, seconds, megabytes, program, *arguments = sys.argv[1:]
    if box == ENCLOSED:
        folder, program = enclose(folder, program)
        _leave_the_first_process()
    limit(int(seconds), int(megabytes), enclosed=box == ENCLOSED)
    guard(folder)
    sys.argv = [program, *arguments]
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
