# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Using the private server: it runs while at least one process holds it."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from samspil.config.postgres import account, locks
from samspil.config.postgres.errors import StartError, start_error_of
from samspil.config.postgres.places import Places, private_url

_ROOT = Path(__file__).resolve().parents[3]


@dataclass
class HeldServer:
    """A server in use. Let go by `release`, or by the end of the process, whatever ends it."""

    url: str
    places: Places
    _users: int

    def release(self, *, wait: float = 0.0) -> None:
        """Stop using the server. The last one stops it, and waits at most `wait` seconds for that."""
        if self._users < 0:
            return
        os.close(self._users)
        self._users = -1
        deadline = time.monotonic() + wait
        in_use = 0
        while time.monotonic() < deadline and locks.is_held(self.places.lock("keeper")):
            # The keeper looks too, for a moment at a time; only another user is there three times running.
            in_use = in_use + 1 if locks.is_held(self.places.lock("users")) else 0
            if in_use == 3:
                return
            time.sleep(0.05)

    def __enter__(self) -> "HeldServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def hold(data: Path, *, settings: tuple[str, ...] = (), temporary: bool = False) -> HeldServer:
    """Use the private server of the folder `data`; start it when it does not run.

    `settings` ("name=value") count when this call starts it. A `temporary` server takes `data` with it when it stops.
    Raises StartError with a Danish explanation.
    """
    places = Places(data.expanduser().resolve())
    try:
        _make_home(places)
        with locks.exclusive(places.lock("start")):
            users = locks.open_lock(places.lock("users"))
            locks.acquire(users, shared=True)
            try:
                if not _answers_in_time(places):
                    _start_keeper(places, settings=settings, temporary=temporary)
            except BaseException:
                os.close(users)
                raise
    except OSError as error:
        raise start_error_of(error, place=places.home, log=places.log) from error
    return HeldServer(private_url(places.data), places, users)


def _make_home(places: Places) -> None:
    new = not places.data.exists()
    places.data.mkdir(parents=True, exist_ok=True)
    if new:
        places.data.chmod(0o700)
    if not places.home.exists():
        runner = account.for_data(places.home)
        places.home.mkdir(mode=0o700, exist_ok=True)
        runner.hand_over(places.home)


def _start_keeper(places: Places, *, settings: tuple[str, ...], temporary: bool) -> None:
    arguments = [sys.executable, "-m", "samspil.config.postgres.keeper", *(["--temporary"] if temporary else [])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
    with places.keeper_log.open("wb") as log:
        process = subprocess.Popen(
            [*arguments, str(places.data), *settings],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            env=environment,
            cwd="/",
        )
    said = process.stdout.read() if process.stdout else b""
    if process.stdout:
        process.stdout.close()
    # It outlives us on purpose, and is nobody's to wait for.
    process.returncode = 0
    if not said.strip():
        reason = places.keeper_log.read_text(encoding="utf-8", errors="replace")[-900:]
        msg = f"Databasen kunne ikke startes.\n\n{reason}"
        raise StartError(msg, code="unknown")
    report = json.loads(said)
    if report:
        raise StartError(report["message"], code=report["code"])


def _answers_in_time(places: Places) -> bool:
    """Whether a server that is kept answers; False when nobody keeps one, or its keeper gives up meanwhile."""
    deadline = time.monotonic() + 30
    while locks.is_held(places.lock("keeper")):
        # Who starts the server asks nothing of it, and does not carry the driver.
        import psycopg  # noqa: PLC0415 (reason above)

        try:
            psycopg.connect(private_url(places.data), connect_timeout=2).close()
        except psycopg.OperationalError as error:
            if places.problem.exists():
                report = json.loads(places.problem.read_text(encoding="utf-8"))
                raise StartError(report["message"], code=report["code"]) from error
            if time.monotonic() > deadline:
                msg = f"Databasen i {places.cluster} svarer ikke. Se {places.log}."
                raise StartError(msg, code="hanging") from error
            time.sleep(0.05)
        else:
            return True
    return False
