# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil check` names what has stopped going on by itself, and its exit code says so too."""

import datetime as dt
import os
import shutil
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from samspil.cli import backing_up, upkeep
from samspil.cli.findings import Finding, summary
from samspil.core import alive, clock
from samspil.delivery.actions import Recipient, message_queue
from samspil.delivery.enums import State
from samspil.delivery.models import MessageRecipient

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def found(findings):
    return [(finding.level, finding.sentence) for finding in findings]


def mail(now):
    with transaction.atomic():
        to = [Recipient(address="a@b.example")]
        message_queue(kind="letter", ref=uuid4(), subject="Brev", text="Kære", html="", recipients=to, now=now)


def test_a_worker_that_is_alive_is_seen_and_one_that_is_dead_is_named():
    with alive.alive(alive.WORKERS, uuid4()):
        assert found(upkeep.worker()) == [("ok", "Arbejderen kører, og ingen mails har ventet længe.")]

    [(level, sentence)] = found(upkeep.worker())
    assert (level, "samspil worker" in sentence) == ("warning", True)


def test_mails_that_have_waited_are_named_whether_there_is_a_worker_or_not():
    mail(clock.now() - dt.timedelta(minutes=11))

    assert found(upkeep.worker())[0][0] == "fault"
    with alive.alive(alive.WORKERS, uuid4()):
        [(level, sentence)] = found(upkeep.worker())
    assert (level, "Mails har ventet" in sentence) == ("warning", True)


def test_mails_in_doubt_are_counted_and_said_what_to_do_about():
    mail(clock.now())
    MessageRecipient.objects.update(state=State.IN_DOUBT, handing_over_at=clock.now(), due_at=None)

    assert any(
        sentence.startswith("1 mail er uvis") and "Udbakke" in sentence for _, sentence in found(upkeep.worker())
    )


def task(*, at, status=TaskResultStatus.READY, **more):
    path = "samspil.dialogue.planning.tasks.print_pack_make"
    row = DBTaskResult.objects.create(
        task_path=path, queue_name="print", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        run_after=more.pop("run_after", get_date_max()), status=status, **more,
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=at)


def test_work_that_waits_or_fails_is_named_while_what_is_to_wait_is_not():
    now = clock.now()
    task(at=now - dt.timedelta(minutes=29))
    task(at=now - DAY, run_after=now + DAY)
    task(at=now - DAY, run_after=now - dt.timedelta(minutes=5))
    task(at=now - 2 * DAY, status=TaskResultStatus.FAILED, finished_at=now - 2 * DAY)
    assert found(upkeep.work()) == []

    task(at=now - dt.timedelta(minutes=31))
    [(level, sentence)] = found(upkeep.work())
    assert (level, sentence.startswith("1 opgave har ventet")) == ("warning", True)

    task(at=now - dt.timedelta(hours=2), status=TaskResultStatus.FAILED, finished_at=now - dt.timedelta(hours=1))
    assert [("print_pack_make" in sentence) for _, sentence in found(upkeep.work())] == [False, True]


def test_keys_that_do_not_open_the_database_are_a_fault(settings):
    mail(clock.now())
    assert found(upkeep.readable()) == []

    settings.SALT_KEY = ["en helt anden nøgle"]
    [(level, sentence)] = found(upkeep.readable())

    assert (level, "keys.env" in sentence) == ("fault", True)


def test_a_copy_is_missed_after_a_week_and_one_made_in_another_way_counts(settings, tmp_path):
    settings.DATA = tmp_path
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = now()")
    assert found(upkeep.copies()) == [], "a new installation has nothing to lose yet"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = now() - interval '8 days'")
    [(level, sentence)] = found(upkeep.copies())
    assert (level, "ingen sikkerhedskopi" in sentence) == ("warning", True)

    (tmp_path / backing_up.FOLDER).mkdir()
    copy = tmp_path / backing_up.FOLDER / "samspil-2026-05-28-170000.tar"
    copy.touch()
    old = (clock.now() - 8 * DAY).timestamp()
    os.utime(copy, (old, old))
    assert "Den seneste sikkerhedskopi er fra" in found(upkeep.copies())[0][1]
    assert found(upkeep.copies())[0][0] == "warning"

    (tmp_path / backing_up.LAST).touch()
    assert found(upkeep.copies())[0][0] == "ok"


@pytest.mark.parametrize(("url", "demo", "levels"), [("", False, ["warning"]), ("", True, []), ("smtp://x", False, [])])
def test_reported_that_no_mail_leaves_the_house_is_said(settings, url, demo, levels):
    settings.SMTP_URL, settings.DEMO = url, demo

    assert [finding.level for finding in upkeep.mail_server()] == levels


@pytest.mark.parametrize(("megabytes", "level"), [(0, ["fault"]), (99, ["fault"]), (499, ["warning"]), (500, [])])
def test_a_disk_that_is_nearly_full_is_a_warning_and_a_full_one_a_fault(monkeypatch, megabytes, level):
    usage = shutil.disk_usage("/")._replace(free=megabytes * 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)

    assert [finding.level for finding in upkeep.disk()] == level


@pytest.mark.parametrize(
    ("levels", "code", "words"),
    [
        (["ok"], 0, "Alt er i orden."),
        (["ok", "warning"], 2, "men 1 ting bør ses efter"),
        (["warning", "fault"], 1, "1 ting skal rettes"),
    ],
)
def test_the_exit_code_tells_a_fault_from_a_warning(levels, code, words):
    said, number = summary([Finding(level, "") for level in levels])

    assert (number, words in said) == (code, True)
