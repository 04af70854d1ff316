# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""kill -9 of a real worker at each stage of a mail: never lost, never doubled by itself, in doubt only when it is."""

import threading

import pytest

from samspil.core import clock
from samspil.delivery import sending
from samspil.delivery.actions import Attachment, Recipient, recipient_resolve, recipient_retry
from samspil.delivery.enums import State
from samspil.delivery.models import MessageRecipient
from samspil.delivery.tests import servers, workers

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]


class Stage:
    """A place in the script where the server stands still from the first time it gets there, for that connection."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._leave = threading.Event()

    def __call__(self) -> None:
        if not self.reached.is_set():
            self.reached.set()
            self._leave.wait(workers.PATIENCE)
            raise servers.Hangup

    def leave(self) -> None:
        self._leave.set()


@pytest.fixture
def stage():
    stage = Stage()
    yield stage
    stage.leave()


def test_killed_before_data_it_is_sent_by_the_next_worker(queue, stage, only_row):
    with servers.ScriptedServer(servers.Script(at_data=stage)).running() as server:
        queue()
        with workers.killed_at(stage.reached.is_set, smtp_port=server.port):
            assert only_row().state == State.SENDING

        # It is seen to be dead, so nobody waits for the lease to run out.
        workers.work_on(smtp_port=server.port)

    assert only_row().state == State.SENT
    assert len(server.taken) == 1


def test_killed_in_the_body_it_is_sent_by_the_next_worker(queue, only_row):
    reached = threading.Event()
    script = servers.Script(at_data=reached.set, reads_body=False)
    with servers.ScriptedServer(script).running() as server:
        # More than the sockets on the way can hold: the worker stands in the middle of the body.
        queue(attachments=[Attachment(name="slides.pdf", content=b"x" * 12_000_000)])
        with workers.killed_at(reached.is_set, smtp_port=server.port):
            assert only_row().handing_over_at is None

        script.reads_body = True
        workers.pass_time()
        workers.work_on(smtp_port=server.port)

    assert only_row().state == State.SENT
    assert len(server.taken) == 1


def test_killed_between_body_and_dot_it_is_sent_by_the_next_worker(queue, only_row):
    locks = []
    script = servers.Script(at_data=lambda: locks or locks.append(workers.Lock()))
    with servers.ScriptedServer(script).running() as server:
        queue()
        # The worker has sent the body and stands still where it writes that the dot comes next.
        with workers.killed_at(lambda: bool(locks) and locks[0].stops_somebody(), smtp_port=server.port):
            pass
        locks[0].release()

        assert (only_row().state, only_row().handing_over_at) == (State.SENDING, None)
        workers.pass_time()
        workers.work_on(smtp_port=server.port)

    assert only_row().state == State.SENT
    assert len(server.taken) == 1


def test_killed_while_the_server_thinks_it_is_in_doubt_and_stays_so(queue, stage, only_row):
    with servers.ScriptedServer(servers.Script(before_reply=stage)).running() as server:
        queue()
        with workers.killed_at(stage.reached.is_set, smtp_port=server.port):
            assert only_row().handing_over_at is not None

        for _time in range(3):
            workers.pass_time()
            workers.work_on(smtp_port=server.port)

    assert only_row().state == State.IN_DOUBT
    assert len(server.taken) == 1, "the server has it; nobody sends it again by himself"


def test_killed_between_250_and_commit_it_is_in_doubt(queue, only_row):
    locks = []
    script = servers.Script(before_reply=lambda: locks or locks.append(workers.Lock()))
    with servers.ScriptedServer(script).running() as server:
        queue()
        # The worker has read 250 and stands still where it writes that the mail is sent.
        with workers.killed_at(lambda: bool(locks) and locks[0].stops_somebody(), smtp_port=server.port):
            pass
        locks[0].release()
        assert only_row().state == State.SENDING

        workers.pass_time()
        workers.work_on(smtp_port=server.port)

    assert only_row().state == State.IN_DOUBT
    assert len(server.taken) == 1


def test_a_doubt_is_resolved_by_a_person(queue, stage, only_row):
    with servers.ScriptedServer(servers.Script(before_reply=stage)).running() as server:
        queue()
        with workers.killed_at(stage.reached.is_set, smtp_port=server.port):
            pass
        workers.pass_time()
        workers.work_on(smtp_port=server.port)
        in_doubt = only_row()

        recipient_resolve(recipient=in_doubt.uuid, by=None, now=clock.now())
        workers.work_on(smtp_port=server.port)
        row = only_row()
        assert (row.state, row.transport, row.sent_at) == (State.SENT, "counted", in_doubt.handing_over_at)
        assert len(server.taken) == 1

        in_doubt.save()
        recipient_retry(recipient=in_doubt.uuid, by=None, now=clock.now())
        workers.work_on(smtp_port=server.port)

    assert (only_row().state, only_row().transport) == (State.SENT, "smtp")
    assert len(server.taken) == 2
    message_id = f"Message-ID: {only_row().mail_id}".encode()
    assert all(message_id in body for body in server.taken), "a mail program can tell that they are one"


def test_two_workers_at_once_send_each_copy_once(queue, ref):
    recipients = [Recipient(address=f"r{i}@skole.example", key=str(i)) for i in range(60)]
    with servers.postbox() as box:
        queue(*recipients)
        # A second call, or the other worker would find nothing to do.
        from samspil.delivery.tasks import deliver

        deliver.enqueue()
        processes = [workers.start(smtp_port=box.port) for _worker in range(2)]
        assert [process.wait(workers.PATIENCE) for process in processes] == [0, 0]

    assert box.received == {recipient.address: 1 for recipient in recipients}
    assert set(MessageRecipient.objects.values_list("state", "attempt")) == {(State.SENT, 1)}


def test_eight_threads_at_once_send_each_copy_once(queue, settings):
    """The same without the cost of starting processes, so that they truly meet."""
    from django.db import connections

    def work():
        try:
            sending.deliver()
        finally:
            connections.close_all()

    recipients = [Recipient(address=f"r{i}@skole.example", key=str(i)) for i in range(80)]
    with servers.postbox() as box:
        settings.SMTP_URL = f"smtp://127.0.0.1:{box.port}"
        queue(*recipients)
        threads = [threading.Thread(target=work) for _thread in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(workers.PATIENCE)

    assert box.received == {recipient.address: 1 for recipient in recipients}
    assert set(MessageRecipient.objects.values_list("state", "attempt")) == {(State.SENT, 1)}
