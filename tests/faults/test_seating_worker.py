# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A seating plan whose worker was killed in the middle of it is finished by the next one."""

import os
import signal

import pytest

from tests.faults.private_server import eventually
from tests.server import ServerProcess

pytestmark = pytest.mark.process

# What a worker leaves that has taken a plan and then died: the row says that it began, and no task waits.
LEFT = """
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
STATE = """
from samspil.dialogue.models import SeatingPlan
plan = SeatingPlan.objects.get()
print(plan.state, len((plan.content or {}).get("seats", ())))
"""


@pytest.mark.waits
def test_a_plan_is_finished_after_its_worker_was_killed(live_server_process: ServerProcess) -> None:
    server = live_server_process
    os.kill(server.pids()["worker"], signal.SIGKILL)
    server.shell(LEFT)

    # The chore comes round twice a minute.
    assert eventually(lambda: server.shell(STATE) == "ready 20", within=180, every=0.5)
