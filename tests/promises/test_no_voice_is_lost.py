# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Promise 1: a note that was shown as saved is there, whatever is killed. A real server, killed while tables write."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from tests.faults.private_server import eventually
from tests.server import ServerProcess

pytestmark = pytest.mark.process

LIVE_MEETING = """
from datetime import timedelta
from samspil.core import clock
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.people.models import User
by, now = User.objects.get(), clock.now()
meeting = planning.meeting_create(recipe=DIALOGUE_3X15, title="Aften", place="Salen", starts_at=now, by=by, now=now)
meeting = room.control(meeting=meeting, press="start", seen_version=0, by=by, now=now)
print(*meeting.tables.order_by("number").values_list("code", flat=True)[:3])
"""


@dataclass
class Table:
    """A device at a table: sends each note until it is acknowledged, with the note's own key each time."""

    url: Callable[[], str]
    code: str
    acknowledged: set[UUID] = field(default_factory=set)
    written: list[UUID] = field(default_factory=list)
    tries: int = 0

    def write(self, notes: int) -> None:
        for number in range(notes):
            uuid = uuid4()
            self.written.append(uuid)
            while uuid not in self.acknowledged:
                self.tries += 1
                try:
                    self._send(uuid, f"Note {number} fra {self.code}")
                except (httpx.HTTPError, KeyError, ValueError):
                    time.sleep(0.3)

    def _send(self, uuid: UUID, text: str) -> None:
        with httpx.Client(base_url=self.url(), timeout=30) as client:
            client.get(f"/bord/{self.code}/")
            answer = client.post(
                f"/bord/{self.code}/noter/",
                data={"uuid": str(uuid), "note": text, "round": "1", "language": "da"},
                headers={"Accept": "application/json", "X-CSRFToken": client.cookies["csrftoken"]},
            )
            if answer.json().get("saved"):
                self.acknowledged.add(uuid)


def kept(server: ServerProcess) -> list[UUID]:
    with psycopg.connect(server.database_url) as connection:
        return [row[0] for row in connection.execute("SELECT uuid FROM dialogue_note").fetchall()]


def test_what_was_saved_is_there_after_kill_9_of_server_and_database(
    start_server_process: Callable[..., ServerProcess],
) -> None:
    server = start_server_process(private=True)
    server.command("begin", "--municipality", "Ådal", "--name", "Lone K", "--email", "lone@example.org")
    tables = [Table(lambda: server.url, code) for code in server.shell(LIVE_MEETING).split()]
    threads = [threading.Thread(target=table.write, args=(12,), daemon=True) for table in tables]
    for thread in threads:
        thread.start()

    for wanted in (6, 18):
        assert eventually(lambda wanted=wanted: sum(len(table.acknowledged) for table in tables) >= wanted, within=120)
        before = set().union(*(table.acknowledged for table in tables))
        server.kill9()
        server.start_again()
        assert before <= set(kept(server))
    for thread in threads:
        thread.join(timeout=240)

    notes = kept(server)
    assert all(len(table.acknowledged) == 12 for table in tables)
    assert sorted(notes) == sorted(uuid for table in tables for uuid in table.written)
    assert sum(table.tries for table in tables) > 36, "nothing was interrupted: the test tried nothing"
    assert server.stop() == 0
