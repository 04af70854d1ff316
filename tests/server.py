# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A real `samspil serve` in processes of its own, for tests that need a browser, a second process, or a kill -9."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from samspil.config.postgres import Places, locks, private_url
from tests.databases import drop_database, fresh_database
from tests.shell import Shell

__all__ = ["ROOT", "ServerProcess", "drop_database", "free_port", "fresh_database"]

ROOT = Path(__file__).resolve().parents[1]
_READY = re.compile(r"Samspil kører: (\S+)")
# Long for a machine that does other things too.
_PATIENCE = 480.0


class ServerProcess:
    """`samspil serve` (or `demo`) on a free port, with a data folder and a database of its own.

    `private=True` gives it the private PostgreSQL of its data folder, as a small installation has; otherwise it gets a
    fresh database on the server of the test run, which is quicker. `environment` is added to its environment.
    """

    def __init__(
        self,
        data: Path,
        *,
        environment: dict[str, str] | None = None,
        private: bool = False,
        command: str = "serve",
        options: tuple[str, ...] = (),
    ) -> None:
        self.data = data
        self.port = free_port()
        self.url = ""
        self.private = private
        self._command = [sys.executable, "-m", "samspil.cli", command, "--port", str(self.port), *options]
        self._environment = {**os.environ, "SAMSPIL_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        # Half a core for minutes in each worker, where no test looks at how good a suggestion is.
        self._environment["SAMSPIL_LANGUAGE_MODEL"] = "0"
        for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SAMSPIL_ORIGIN", "SAMSPIL_HOSTS", "PORT"):
            self._environment.pop(name, None)
        self.database_url = private_url(data) if private else fresh_database()
        if not private:
            self._environment["DATABASE_URL"] = self.database_url
        self._environment.update(environment or {})
        self._said: list[str] = []
        self._all_said: list[str] = []
        self._shell: Shell | None = None
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> "ServerProcess":
        """Start it and return when it answers."""
        self._said.clear()
        _share_static(self.data)
        self.process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=self._environment,
            cwd=ROOT,
        )
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if found := _READY.search(self.output):
                self.url = found.group(1)
                _keep_static(self.data)
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.kill9()
        msg = f"The server did not start:\n{self.output}"
        raise AssertionError(msg)

    @property
    def environment(self) -> dict[str, str]:
        """What a command that speaks with this server's database needs."""
        return dict(self._environment)

    @property
    def output(self) -> str:
        """Everything its processes have said since the last start."""
        return "".join(self._said)

    def command(self, *words: str) -> str:
        """What the command `samspil …` prints, run as the operator of this server would."""
        done = subprocess.run(
            [sys.executable, "-m", "samspil.cli", *words],
            env=self._environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, script: str) -> str:
        """What a script prints that has this server's settings and database."""
        if self._shell is None:
            self._shell = Shell(self._environment)
        return self._shell.run(script)

    def close(self) -> None:
        """Stop it and throw its database away."""
        # A plugin, which must not be imported before pytest has made it ready.
        from tests.log_secrets import leaked

        if self._shell is not None:
            self._shell.end()
            self._shell = None
        codes = self._table_codes()
        try:
            self.stop()
            found = leaked(self._all_said, codes)
            assert not found, "Secrets in the log of a server:\n" + "".join(found)
        finally:
            if not self.private:
                drop_database(self.database_url)

    def pids(self) -> dict[str, int]:
        """Its living processes: "serve", "web" and "worker"."""
        if self.process is None or self.process.poll() is not None:
            return {}
        found = {"serve": self.process.pid}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except (OSError, ValueError):
                continue
            if parent == self.process.pid:
                for name in ("web", "worker"):
                    if f"samspil.cli.{name}".encode() in words:
                        found[name] = int(folder.name)
        return found

    def kill9(self) -> None:
        """Kill all its processes at once, the private database's too, as a power cut would."""
        victims = list(self.pids().values())
        if self.private:
            victims += self._database_pids()
        for pid in victims:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.process is not None:
            self.process.wait(60)

    def start_again(self) -> "ServerProcess":
        """After `kill9` or `stop`: the same port, data and database."""
        return self.start()

    def stop(self, *, within: float = 40.0) -> int:
        """Ask it to stop, as an operator would; its exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill9()
            raise

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self._said.append(line)
                self._all_said.append(line)

    def _table_codes(self) -> list[str]:
        # A private server may have been killed, and a test may have taken the tables away.
        with suppress(psycopg.Error), psycopg.connect(self.database_url) as connection:
            return [code for (code,) in connection.execute("SELECT code FROM dialogue_meetingtable")]
        return []

    def _database_pids(self) -> list[int]:
        places = Places(self.data)
        found = []
        if locks.is_held(places.lock("server")):
            found.append(int((places.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]))
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"samspil.config.postgres.keeper" in words and os.fsencode(self.data) in words:
                found.append(int(folder.name))
        return found


def _share_static(data: Path) -> None:
    """Static files take seconds to collect and are the same for all servers of a run."""
    kept = Path(os.environ["SAMSPIL_TEST_FOLDER"]) / "collected"
    if kept.is_dir() and not (data / "static").exists():
        shutil.copytree(kept, data / "static")


def _keep_static(data: Path) -> None:
    kept = Path(os.environ["SAMSPIL_TEST_FOLDER"]) / "collected"
    if not kept.exists():
        draft = kept.with_name(f"collected.{os.getpid()}")
        shutil.copytree(data / "static", draft)
        try:
            draft.rename(kept)
        except OSError:
            # Another worker was first.
            shutil.rmtree(draft)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
