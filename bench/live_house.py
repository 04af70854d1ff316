# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A real installation to measure: an analysed city in a private PostgreSQL, `samspil serve`, a meeting in round one."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import django

from samspil.config.postgres import Places, hold

ROOT = Path(__file__).resolve().parents[1]
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Scene:
    meeting: str
    # The id of each table, by its code.
    tables: dict[str, str]
    screen: str


@dataclass(frozen=True)
class House:
    data: Path
    port: int
    web: int
    postmaster: int
    scene: Scene

    def cpu(self) -> dict[str, float]:
        """Seconds used until now by the web process, and by PostgreSQL with all its backends."""
        return {"web": _cpu(self.web), "postgres": _cpu_of_family(self.postmaster)}

    def memory(self) -> float:
        """Resident memory of the web process in MB."""
        status = Path(f"/proc/{self.web}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def house(tables: int) -> Iterator[House]:
    data = Path(tempfile.mkdtemp(prefix="samspil-bench-"))
    for name in ("DATABASE_URL", "DATABASE_POOL"):
        os.environ.pop(name, None)
    os.environ |= {"SAMSPIL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "samspil.config.settings"}
    port = _free_port()
    os.environ["SAMSPIL_ORIGIN"] = f"http://127.0.0.1:{port}"
    try:
        with hold(data) as held:
            server = subprocess.Popen(
                [sys.executable, "-m", "samspil.cli", "serve", "--port", str(port)],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=(data / "server.log").open("w"),
            )
            try:
                _await_answer(port, server, data)
                django.setup()
                # It reads models, which are there only now.
                from samspil.demo import city

                # As many persons as a municipality has: notes are looked through for their names.
                city.load_at(held.url)
                postmaster = int((Places(data).cluster / "postmaster.pid").read_text().split()[0])
                yield House(data, port, _child(server.pid, b"samspil.cli.web"), postmaster, _scene(tables))
            finally:
                _let_go()
                _stop(server)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        print("The server did not stop in 30 seconds and was killed.", file=sys.stderr)
        for child in [*_children(server.pid), server.pid]:
            os.kill(child, signal.SIGKILL)


def _let_go() -> None:
    from django.db import connection

    connection.close()


def _scene(tables: int) -> Scene:
    from samspil.core import clock
    from samspil.dialogue.planning.actions import plan as planning
    from samspil.dialogue.planning.recipes import RECIPES
    from samspil.dialogue.room.actions import control as room
    from samspil.dialogue.room.queries import projector
    from samspil.dialogue.tests.factories import officer
    from samspil.people.links.actions import link_issue

    by, now = officer(), clock.now()
    recipe = next(iter(RECIPES.values() if isinstance(RECIPES, dict) else RECIPES))
    meeting = planning.meeting_create(recipe=recipe, title="Målt dialogmøde", starts_at=now, by=by, now=now)
    planning.tables_set(meeting=meeting, count=tables, by=by, now=now)
    for press in ("start", "newest"):
        meeting = room.control(meeting=meeting, press=press, seen_version=meeting.control_version, by=by, now=now)
    _, token = link_issue(
        purpose=projector.PURPOSE,
        scope={"meeting": str(meeting.uuid)},
        expires_at=now + timedelta(hours=12),
        by=by,
        now=now,
    )
    codes = meeting.tables.order_by("number", "pk").values_list("code", "uuid")
    return Scene(str(meeting.uuid), {code: str(uuid) for code, uuid in codes}, token)


def _await_answer(port: int, server: subprocess.Popen[bytes], data: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/bord/", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError((data / "server.log").read_text())


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu(pid: int, *, with_ended_children: bool = False) -> float:
    fields = _stat(pid)
    return sum(int(ticks) for ticks in fields[11 : 15 if with_ended_children else 13]) / TICK


def _children(pid: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int(_stat(int(folder.name))[1]) == pid:
                yield int(folder.name)
        except (OSError, IndexError):
            continue


def _cpu_of_family(pid: int) -> float:
    total = _cpu(pid, with_ended_children=True)
    for child in _children(pid):
        try:
            total += _cpu(child)
        except OSError:
            continue
    return total


def _child(pid: int, word: bytes) -> int:
    return next(child for child in _children(pid) if word in Path(f"/proc/{child}/cmdline").read_bytes())
