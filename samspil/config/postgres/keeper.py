# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The process beside the server: starts it, starts it again when it dies, stops it when nobody uses it any more.

Run as `python -m samspil.config.postgres.keeper [--temporary] DATA [SETTING…]` by `hold`, which has the lock "start".
Says one line on stdout: `{}` when the server is ready, else the error. Everything it must know about others it learns
from locks that the kernel gives back, so a kill -9 of anyone, itself included, leaves nothing to clean up by hand.
"""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from samspil.config.postgres import account, locks
from samspil.config.postgres.cluster import Cluster
from samspil.config.postgres.errors import StartError, start_error_of
from samspil.config.postgres.places import NAME, Places, private_url

_LOG_LIMIT = 5_000_000
_LONGEST_PAUSE = 30.0


class Keeper:
    """Keeps one server."""

    def __init__(self, places: Places, settings: tuple[str, ...]) -> None:
        self.places = places
        self.settings = settings
        self.cluster = Cluster(places, account.for_data(places.home))
        self.events: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._last_output: deque[str] = deque(maxlen=200)

    def start(self) -> None:
        """Start the server, or take over one whose keeper was killed."""
        lock = locks.open_lock(self.places.lock("server"))
        try:
            if not self._acquire_lock(lock):
                self._watch_server()
                return
            self.cluster.prepare()
            self._last_output.clear()
            process = self.cluster.start(lock=lock, settings=self.settings)
        finally:
            os.close(lock)
        reader = threading.Thread(target=self._copy_output, args=(process,), daemon=True)
        reader.start()
        self.cluster.await_ready(process, output=lambda: "\n".join(self._last_output))
        _ensure_database(self.places)
        self._watch_server()

    def keep(self) -> None:
        """Return when the server has stopped because nobody used it, or because we were told to."""
        threading.Thread(target=self._wait_for_users, daemon=True).start()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.events.put("stop"))
        pause = 0.0
        while True:
            event = self._next_event(pause)
            if event == "stop" or (event == "unused" and self._is_unused()):
                return
            if event in {"died", "retry"}:
                pause = self._restart(pause)

    def stop(self) -> None:
        self.cluster.stop()

    def _next_event(self, pause: float) -> str:
        # A signal handler runs only between waits of the main thread, hence the short waits.
        until = time.monotonic() + pause if pause else None
        while True:
            with suppress(queue.Empty):
                return self.events.get(timeout=1.0 if until is None else max(0.01, min(1.0, until - time.monotonic())))
            if until is not None and time.monotonic() >= until:
                return "retry"

    def _restart(self, pause: float) -> float:
        try:
            with locks.exclusive(self.places.lock("start")):
                self.start()
        except StartError as error:
            with suppress(OSError):
                self.places.problem.write_text(
                    json.dumps({"message": str(error), "code": error.code}), encoding="utf-8"
                )
            return min(max(0.5, pause * 2), _LONGEST_PAUSE)
        self.places.problem.unlink(missing_ok=True)
        return 0.0

    def _acquire_lock(self, lock: int) -> bool:
        """Take the server's lock. Processes that a killed server left behind end by themselves within a moment."""
        deadline = time.monotonic() + 10
        while not locks.acquire(lock, wait=False):
            with suppress(psycopg.OperationalError):
                psycopg.connect(
                    private_url(self.places.data, role="postgres", name="postgres"), connect_timeout=2
                ).close()
                return False
            if time.monotonic() > deadline:
                msg = f"Databasen i {self.places.cluster} kører, men svarer ikke. Se {self.places.log}."
                raise StartError(msg, code="hanging")
            time.sleep(0.05)
        return True

    def _watch_server(self) -> None:
        def wait() -> None:
            lock = locks.open_lock(self.places.lock("server"))
            locks.acquire(lock)
            os.close(lock)
            self.events.put("died")

        threading.Thread(target=wait, daemon=True).start()

    def _wait_for_users(self) -> None:
        users = locks.open_lock(self.places.lock("users"))
        while True:
            locks.acquire(users)
            locks.unlock(users)
            self.events.put("unused")
            # The main thread decides, under "start"; it ends the process, or somebody came after all.
            time.sleep(0.2)

    def _is_unused(self) -> bool:
        """Whether nobody uses the server; if so, nobody can begin to until this process has ended."""
        start = locks.open_lock(self.places.lock("start"))
        locks.acquire(start)
        users = locks.open_lock(self.places.lock("users"))
        free = locks.acquire(users, wait=False)
        os.close(users)
        if not free:
            os.close(start)
        return free

    def _copy_output(self, process: subprocess.Popen[bytes]) -> None:
        """Copy the server's words to the log. What cannot be written there (a full disk) is remembered all the same."""
        if process.stdout is None:
            return
        for line in process.stdout:
            self._last_output.append(line.decode("utf-8", "replace").rstrip())
            with suppress(OSError):
                _append(self.places.log, line)
        process.wait()


def _append(log: Path, line: bytes) -> None:
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".1"))
    with log.open("ab") as file:
        file.write(line)


def _ensure_database(places: Places) -> None:
    """A role that is no superuser, and its database."""
    address = private_url(places.data, role="postgres", name="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        name = sql.Identifier(NAME)
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
        # The first line of an error may hold a value ("invalid input syntax …"). Whoever asked is told of the error all
        # the same, and the log still has those of the server's own processes, such as a disk that is full.
        connection.execute(sql.SQL("ALTER ROLE {} SET log_min_messages = 'log'").format(name))


def main(arguments: list[str]) -> int:
    temporary = arguments[0] == "--temporary"
    data, *settings = arguments[1:] if temporary else arguments
    places = Places(Path(data))
    # Taken under "start"; held until the process ends, so that there is never a second keeper.
    keeper_lock = locks.open_lock(places.lock("keeper"))
    if not locks.acquire(keeper_lock, wait=False):
        _report({})
        return 0
    # What stopped an earlier keeper no longer counts.
    places.problem.unlink(missing_ok=True)
    try:
        keeper = Keeper(places, tuple(settings))
        keeper.start()
    except (StartError, OSError) as error:
        words = error if isinstance(error, StartError) else start_error_of(error, place=places.cluster, log=places.log)
        # The next process must not find the lock and wait for us.
        os.close(keeper_lock)
        _report({"message": str(words), "code": words.code})
        return 1
    _report({})
    keeper.keep()
    keeper.stop()
    if temporary:
        shutil.rmtree(places.data, ignore_errors=True)
    return 0


def _report(result: dict[str, str]) -> None:
    with suppress(OSError):
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
    # The starter reads to the end; nothing of ours may keep its pipe open.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
