# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Processes that use a private server, for the tests that kill them."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from samspil.config.postgres import Places, locks, private_url

ROOT = Path(__file__).resolve().parents[2]
_USE = """
import sys
from pathlib import Path
from samspil.config.postgres import StartError, hold
try:
    held = hold(Path(sys.argv[1]), settings=("fsync=off",))
except StartError as error:
    print("refused", error.code, error, flush=True)
else:
    print("ready", flush=True)
    sys.stdin.read()
"""


_users: list["User"] = []


def end_all() -> None:
    """After a test: also of one that failed halfway."""
    while _users:
        _users.pop().kill()


class User:
    """A process that holds the server of `data`."""

    def __init__(
        self,
        data: Path,
        *,
        environment: dict[str, str] | None = None,
        largest_file: int = 0,
        interpreter: str = sys.executable,
        uid: int | None = None,
    ) -> None:
        inherited = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), **(environment or {})}

        def limit() -> None:
            if largest_file:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

        self.process = subprocess.Popen(
            [interpreter, "-c", _USE, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=inherited,
            cwd="/",
            preexec_fn=limit,
            **({} if uid is None else {"user": uid, "group": uid, "extra_groups": []}),
        )
        self._words = ""
        _users.append(self)

    def words(self) -> str:
        """What it said: "ready", or "refused", the code and the sentence."""
        if not self._words:
            assert self.process.stdout is not None
            self._words = self.process.stdout.readline()
            if not self._words.startswith("ready"):
                self._words += self.process.stdout.read()
        return self._words

    def wait_ready(self) -> "User":
        assert self.words().startswith("ready"), self.words() + (
            self.process.stderr.read() if self.process.stderr else ""
        )
        return self

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self._end()

    def _end(self) -> None:
        self.process.wait(60)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()


def postmaster(data: Path) -> int:
    return int((Places(data).cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def keepers(data: Path) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"samspil.config.postgres.keeper" in words and os.fsencode(data) in words:
            found.append(int(folder.name))
    return found


def ask(data: Path, query: str) -> object:
    with psycopg.connect(private_url(data), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def run_sql(data: Path, statement: str) -> None:
    with psycopg.connect(private_url(data), autocommit=True) as connection:
        connection.execute(statement)


def is_running(data: Path) -> bool:
    return locks.is_held(Places(data).lock("server"))


def eventually(true: Callable[[], bool], *, within: float = 60.0, every: float = 0.05) -> bool:
    """Whether it comes true; what is soon true is not waited for, so `within` may be long."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            if true():
                return True
        except (psycopg.OperationalError, FileNotFoundError, IndexError):
            pass
        time.sleep(every)
    return False


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
