# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A worker that is told to stop, as at each new version, leaves no mail in doubt that the server is answering."""

import contextlib
import subprocess
import threading

import pytest

from samspil.delivery.enums import State
from samspil.delivery.tests import servers, workers

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("urgent", [True, False])
def test_a_mail_on_its_way_is_finished_before_the_worker_ends(queue, only_row, urgent):
    reached, leave = threading.Event(), threading.Event()

    def hold() -> None:
        reached.set()
        leave.wait(workers.PATIENCE)

    with servers.ScriptedServer(servers.Script(before_reply=hold)).running() as server:
        queue(urgent=urgent)
        process = workers.start(smtp_port=server.port, arguments=["samspil.cli.worker"])
        try:
            workers.until(reached.is_set)
            process.terminate()
            # Time for one that does not wait to be gone.
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(3)
            leave.set()
            process.wait(workers.PATIENCE)
        finally:
            leave.set()
            process.kill()
            process.wait(workers.PATIENCE)

    assert only_row().state == State.SENT
    assert len(server.taken) == 1
