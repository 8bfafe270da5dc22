"""`kpiplan` in processes of their own, each forked from one that has imported it: a short run is mostly importing.

What a process is given and what comes of it is as ever: its folder, its environment, its streams, its status. Where
the environment says how Python itself starts, or the system cannot fork, the interpreter is started anew.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
SECONDS: Final = 60
"""After which a process that does not end is ended."""

_BASE: Final = {"LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
_STARTS: Final = ("PYTHON", "LC_", "LANG")
"""How the names of settings begin that Python reads when it starts."""

IMPORTED: Final = (
    "engine.api",
    "engine.cli.files",
    "engine.cli.loading",
    "engine.compiled.evaluator",
    "engine.describe.plan",
    "engine.payslip.folder",
    "engine.payslip.people",
    "engine.prove.report",
    "engine.report.figures",
    "engine.run.evaluate",
)
"""What most commands need, and nothing that starts a thread."""

Streams = tuple[int, int, int]
"""The descriptors of standard input, output and errors."""


def run_with(arguments: Sequence[str], folder: Path, settings: Mapping[str, str], streams: Streams) -> Running:
    """`kpiplan` in a folder, in an environment of these settings alone, with these streams."""
    own = {name: value for name, value in settings.items() if name.startswith(_STARTS)}
    if os.name == "nt" or not own.items() <= {**_BASE, "PYTHONUTF8": "1"}.items():
        return Running(_started(arguments, folder, settings, streams))
    channel = _nursery()
    asked = {"arguments": list(arguments), "folder": str(folder), "settings": dict(settings)}
    socket.send_fds(channel, [json.dumps(asked).encode()], streams)
    return Running(channel)


def completed(
    arguments: Sequence[str], folder: Path, settings: Mapping[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """The same with pipes: what it wrote to both of them, once it has ended."""
    (given, ours), (out, written), (errors, told) = os.pipe(), os.pipe(), os.pipe()
    running = run_with(arguments, folder, settings, (given, written, told))
    for theirs in (given, written, told):
        os.close(theirs)
    with ThreadPoolExecutor(3) as together:
        together.submit(_write, ours, stdin)
        texts = [together.submit(_read, end) for end in (out, errors)]
    return subprocess.CompletedProcess([*arguments], running.wait(), *(text.result() for text in texts))


def _write(end: int, text: str) -> None:
    with suppress(BrokenPipeError), open(end, "w", encoding="utf-8") as stream:
        stream.write(text)


def _read(end: int) -> str:
    with open(end, encoding="utf-8") as stream:
        return stream.read()


class Running:
    """A process that was started."""

    def __init__(self, process: subprocess.Popen[bytes] | socket.socket) -> None:
        self._process = process

    def wait(self) -> int:
        """Its status, as `subprocess` gives it."""
        if isinstance(self._process, subprocess.Popen):
            return self._process.wait(timeout=SECONDS)
        answer = self._process.recv(100)
        assert answer, "the process that others are forked from has ended"
        return int(answer)


def _started(
    arguments: Sequence[str], folder: Path, settings: Mapping[str, str], streams: Streams
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "engine.cli.main", *arguments]
    stdin, stdout, stderr = streams
    return subprocess.Popen(
        command, cwd=folder, env=settings, stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=True
    )


@cache
def _nursery() -> socket.socket:
    """The channel to the process that others are forked from; it ends when nobody holds the other end."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.unit.forks", str(theirs.fileno())]
    subprocess.Popen(command, cwd=ROOT, env={"PATH": os.environ["PATH"], **_BASE}, pass_fds=[theirs.fileno()])
    theirs.close()
    return ours


def _serve(channel: socket.socket) -> None:
    """Fork a process for each that is asked for, and tell how it ended; in it, be `kpiplan` and do not come back."""
    for module in IMPORTED:
        import_module(module)
    while True:
        message, streams, *_ = socket.recv_fds(channel, 1 << 16, 3)
        if not message:
            return
        child = os.fork()
        if child == 0:
            channel.close()
            _become(json.loads(message), streams)
        for stream in streams:
            os.close(stream)
        channel.send(str(_ended(child)).encode())


def _ended(child: int) -> int:
    """How a process ended; the signal below zero where one ended it."""
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(SECONDS)
    _, status = os.waitpid(child, 0)
    signal.alarm(0)
    return os.waitstatus_to_exitcode(status)


def _become(asked: dict[str, Any], streams: Sequence[int]) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["settings"])
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape")  # noqa: SIM115 - as Python opens them
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    sys.argv = ["kpiplan", *asked["arguments"]]

    from engine.cli.main import process

    process()


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
