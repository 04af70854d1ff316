# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Web and worker come back when they die, finish what was begun, and end with the one that looks after them."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from samspil.config.postgres import Places, locks
from tests.faults.private_server import eventually
from tests.server import ROOT, ServerProcess, free_port
from tests.town import Town

pytestmark = pytest.mark.process
# A key that everybody knows: no server starts with it.
UNSAFE = "only-for-development-and-tests"


def status(server: ServerProcess, path: str = "/") -> int:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def answers(server: ServerProcess) -> bool:
    try:
        return status(server) < 500
    except (OSError, http.client.HTTPException):
        return False


# What a worker leaves that has taken a plan and then died: the row says that it began, and no task waits.
PLAN_LEFT = """
import datetime as dt
from samspil.core import clock
from samspil.dialogue.seating.actions import guests as seating
from samspil.dialogue.seating.actions import plans as seating_plans
from samspil.dialogue.seating.guest_lines import read
from samspil.dialogue.models import SeatingPlan
from samspil.dialogue.tests.factories import MeetingFactory, officer
by, now = officer(), clock.now() - dt.timedelta(minutes=2)
meeting = MeetingFactory(tables=4)
lines, _wrong = read("\\n".join(f"{group}{n}; {group}" for group in "ABCDE" for n in range(4)))
seating.guests_add(meeting=meeting, lines=lines, by=by, now=now)
plan = seating_plans.seating_ask(meeting=meeting, by=by, now=now)
SeatingPlan.objects.filter(pk=plan.pk).update(state="waiting", finished_at=None, started_at=now)
"""
PLAN_STATE = """
from samspil.dialogue.models import SeatingPlan
plan = SeatingPlan.objects.get()
print(plan.state, len((plan.content or {}).get("seats", ())))
"""


def test_killed_children_come_back_with_what_they_left_undone_and_a_stop_is_a_clean_one(
    live_server_process: ServerProcess,
) -> None:
    server = live_server_process
    server.shell("import samspil.dialogue.tests.factories")
    before = server.pids()

    os.kill(before["web"], signal.SIGKILL)
    os.kill(before["worker"], signal.SIGKILL)
    # Before the next worker looks for what was left; it does so again twice a minute.
    server.shell(PLAN_LEFT)

    assert eventually(lambda: set(server.pids()) == {"serve", "web", "worker"} and answers(server), within=120)
    after = server.pids()
    assert after["web"] != before["web"]
    assert after["worker"] != before["worker"]
    assert eventually(lambda: server.shell(PLAN_STATE) == "ready 20", within=180, every=0.5)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 20
    assert "Samspil er stoppet." in server.output
    assert not any(Path(f"/proc/{pid}").exists() for pid in after.values())


# Queues a task of each queue for a meeting that is not there, and says whether both were done.
QUEUED = """
import time, uuid
from django_tasks_db.models import DBTaskResult
from samspil.delivery.tasks import sweep
from samspil.dialogue.sorting.tasks import notes_embed
asked = [str(task.id) for task in (notes_embed.enqueue(str(uuid.uuid4())), sweep.enqueue())]
assert DBTaskResult.objects.get(pk=asked[0]).queue_name == "words"
for _ in range(480):
    if DBTaskResult.objects.filter(pk__in=asked, status="SUCCESSFUL").count() == 2:
        break
    time.sleep(0.25)
else:
    raise AssertionError(list(DBTaskResult.objects.filter(pk__in=asked).values_list("queue_name", "status")))
"""


def test_what_takes_long_has_a_queue_of_its_own_and_both_are_worked_off(town: Town) -> None:
    town.server.shell(QUEUED)


def test_nothing_is_left_when_the_supervisor_is_killed(
    start_server_process: Callable[..., ServerProcess],
) -> None:
    server = start_server_process(private=True)
    pids = server.pids()
    assert set(pids) == {"serve", "web", "worker"}

    os.kill(pids["serve"], signal.SIGKILL)

    assert eventually(lambda: not any(_lives(pid) for pid in pids.values()), within=120)
    assert eventually(lambda: not locks.is_held(Places(server.data).lock("server")), within=120)


def test_a_taken_port_is_said(town: Town, tmp_path: Path) -> None:
    done = _samspil("serve", "--port", str(town.server.port), data=tmp_path)

    assert done.returncode == 1
    assert f"Porten {town.server.port} er optaget" in done.stderr


def test_known_keys_are_refused(tmp_path: Path) -> None:
    done = _samspil("serve", "--port", str(free_port()), data=tmp_path, environment={"SAMSPIL_LOOKUP_KEY": UNSAFE})

    assert done.returncode == 1
    assert "SAMSPIL_LOOKUP_KEY har en værdi, som alle kender" in done.stderr


def test_a_start_takes_away_what_a_killed_backup_left_also_when_it_is_refused(tmp_path: Path) -> None:
    left = [tmp_path / "backups" / ".samspil-backup-abc", tmp_path / ".samspil-restore-abc"]
    for folder in left:
        folder.mkdir(parents=True)
        (folder / "database.dump").write_bytes(b"alle navne")
    kept = tmp_path / "backups" / "samspil-2026-01-01-000000.tar"
    kept.write_bytes(b"en kopi")

    done = _samspil("serve", "--port", str(free_port()), data=tmp_path, environment={"SAMSPIL_LOOKUP_KEY": UNSAFE})

    assert done.returncode == 1
    assert [folder for folder in left if folder.exists()] == []
    assert kept.exists()


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]
    except OSError:
        return False


def _samspil(
    *arguments: str, data: Path, environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "samspil.cli", *arguments],
        env={**os.environ, "SAMSPIL_DATA": str(data), **(environment or {})},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
