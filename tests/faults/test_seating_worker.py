# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A seating plan whose worker was killed in the middle of it is finished by the next one."""

import os
import signal
import subprocess
import sys

import pytest

from tests.faults.private_server import eventually
from tests.server import ROOT, ServerProcess

pytestmark = pytest.mark.process

# What a worker leaves that has taken a plan and then died: the row says that it began, and no task waits.
LEFT = """
import datetime as dt, django
django.setup()
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
import sys, django
django.setup()
from samspil.dialogue.models import SeatingPlan
plan = SeatingPlan.objects.get()
sys.exit(0 if plan.state == "ready" and len(plan.content["seats"]) == 20 else 1)
"""


def run(server: ServerProcess, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "samspil.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_plan_is_finished_after_its_worker_was_killed(live_server_process: ServerProcess) -> None:
    server = live_server_process
    os.kill(server.pids()["worker"], signal.SIGKILL)
    left = run(server, LEFT)
    assert left.returncode == 0, left.stderr

    # The chore comes round twice a minute.
    assert eventually(lambda: run(server, STATE).returncode == 0, within=90)
