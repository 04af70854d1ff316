# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A file waits, is read by the worker, is brought in by the worker; and what is left when a worker dies."""

import datetime as dt
from threading import Thread

import pytest
from django.db import connection, connections, transaction
from django_tasks_db.models import DBTaskResult

from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.people.erasure.actions import person_erase as erase_person
from samspil.people.importing import tasks
from samspil.people.importing.actions import runs as import_runs
from samspil.people.importing.actions.importing import ImportRefused, import_files
from samspil.people.importing.actions.runs import (
    import_again,
    import_ask,
    import_do,
    import_drop,
    import_take,
    import_work,
    imports_forget,
)
from samspil.people.importing.queries.runs import ended_named, import_state
from samspil.people.importing.tests import files as example
from samspil.people.models import Enrolment, ImportRun, Person

pytestmark = [pytest.mark.django_db, pytest.mark.locale]
ON = dt.date(2026, 10, 1)
NOW = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
EVERYTHING = ("schools", "pupils", "guardians", "staff", "seats")


def ask(cast, files=None):
    return import_ask(files=files or example.csv_files(), on=ON, by=cast.officer, now=NOW)


def work(run):
    state = tasks.import_work.call(str(run.uuid))
    run.refresh_from_db()
    return state


def do(run, cast):
    import_do(run=run, by=cast.officer, now=NOW, confirmed=EVERYTHING)


def take(run, at=NOW):
    """What a worker does before it dies."""
    taken = import_take(uuid=run.uuid, now=at)
    run.refresh_from_db()
    return taken


def test_a_file_waits_is_read_and_is_brought_in(cast):
    run = ask(cast)
    assert (run.state, DBTaskResult.objects.get().args_kwargs["args"]) == ("venter", [str(run.uuid)])

    assert work(run) == "proevet"
    assert run.report["counts"]["pupils"]["new"] == 3
    assert not Person.objects.filter(external_id="e1").exists()

    do(run, cast)
    assert DBTaskResult.objects.count() == 2
    assert work(run) == "gennemfoert"
    assert Enrolment.objects.filter(pupil__external_id="e1").exists()
    assert (run.content, run.decided_at is not None) == ("", True)
    assert AuditEntry.objects.get(action="import_done").by_uuid == cast.officer.uuid
    with pytest.raises(Refused, match="ikke længere gemt"):
        do(run, cast)


def test_the_file_lies_encrypted_and_the_report_has_no_names(cast):
    run = ask(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM people_importrun")
        (stored,) = cursor.fetchone()
    work(run)

    assert stored.startswith("gAAAA")
    assert "Olena" not in str(run.report)
    assert "Østergård" not in str(run.report)


def test_a_name_that_is_protected_after_the_reading_is_not_shown(cast):
    import_files(files=example.csv_files(), on=ON, by=None, now=NOW, confirmed=EVERYTHING)
    pupils = "\n".join(line for line in example.PUPILS.splitlines() if not line.startswith("e1;"))
    run = ask(cast, example.csv_files(elever=pupils, forældre="", ansatte="", bestyrelser="", skoler=""))
    work(run)
    assert [row.name for row in ended_named(run.report["ended"])] == ["Asta Østergård"]

    Person.objects.filter(external_id="e1").update(name_protected=True)

    assert [row.name for row in ended_named(run.report["ended"])] == ["Navnet er beskyttet"]


def test_a_refused_file_is_not_kept_and_says_why(cast):
    run = ask(cast, example.csv_files(elever=example.PUPILS.replace("e3;Cille", "e3;")))

    assert work(run) == "proevet"

    assert (run.content, run.report["problem_count"]) == ("", 1)
    assert "linje 4" in run.report["problems"][0]


def test_a_second_call_for_the_same_run_does_nothing(cast):
    run = ask(cast)
    work(run)

    assert work(run) == ""
    assert run.state == "proevet"


def test_a_yes_that_is_pressed_twice_is_one_yes(cast):
    run = ask(cast)
    work(run)
    do(run, cast)
    do(run, cast)
    assert DBTaskResult.objects.count() == 2
    assert work(run) == "gennemfoert"


def test_a_yes_to_many_is_asked_for_before_the_worker_is(cast):
    run = ask(cast, example.csv_files(skoler=""))
    work(run)
    assert run.report["confirm"]

    with pytest.raises(ImportRefused, match="Mere end 5 %"):
        import_do(run=run, by=cast.officer, now=NOW)
    run.refresh_from_db()
    assert run.state == "proevet"


def test_what_changed_since_the_reading_is_shown_and_not_done(cast):
    import_files(files=example.csv_files(), on=ON, by=None, now=NOW, confirmed=EVERYTHING)
    run = ask(cast)
    work(run)
    do(run, cast)
    # In the meantime somebody took away what the worker was allowed to end.
    ImportRun.objects.filter(pk=run.pk).update(confirmed=[])
    pupils = example.PUPILS + "e9;Ny;Elev;101A01;2026-2027;3.a;;\n" + "e8;Ny;Elev;101A01;2026-2027;3.a;;\n"
    import_files(files=example.csv_files(elever=pupils), on=ON, by=None, now=NOW, confirmed=EVERYTHING)

    assert work(run) == "proevet"

    assert "Mere end 5 %" in run.report["refused"]
    assert (run.report["confirm"], run.report["counts"]["pupils"]["ended"]) == (["pupils"], 2)
    assert run.content


def test_a_failure_leaves_a_run_that_can_be_tried_again(cast, monkeypatch, caplog):
    run = ask(cast)
    work(run)
    do(run, cast)
    with monkeypatch.context() as patch:
        patch.setattr(import_runs, "import_files", lambda **_: 1 / 0)
        assert work(run) == "afbrudt"
    assert "ZeroDivisionError" in caplog.text
    assert not Person.objects.filter(external_id="e1").exists()

    import_again(run=run, by=cast.officer, now=NOW)

    assert work(run) == "gennemfoert"


def test_a_killed_worker_leaves_a_run_that_is_seen_and_can_be_tried_again(cast):
    run = ask(cast)
    dead = take(run)
    assert import_state(run=run, now=NOW + dt.timedelta(seconds=5)) == "i_gang"
    with pytest.raises(Refused, match="ved at blive læst"):
        import_again(run=run, by=cast.officer, now=NOW + dt.timedelta(seconds=5))

    assert import_state(run=run, now=NOW + MINUTE) == "afbrudt"
    import_again(run=run, by=cast.officer, now=NOW + MINUTE)

    assert import_work(taken=dead, now=lambda: NOW) == "", "who was thought dead no longer has it"
    assert work(run) == "proevet"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_alive_keeps_its_run_however_long_it_takes(cast):
    run = ask(cast)
    take(run)
    seen = []

    def look():
        later = NOW + 10 * MINUTE
        seen.append(import_state(run=run, now=later))
        for action in (import_again, import_drop):
            try:
                action(run=run, by=cast.officer, now=later)
            except Refused as refusal:
                seen.append(refusal.code)
        imports_forget(now=NOW + dt.timedelta(days=2))
        connections.close_all()

    with transaction.atomic():
        ImportRun.objects.select_for_update().get()
        thread = Thread(target=look)
        thread.start()
        thread.join(10)

    run.refresh_from_db()
    assert seen == ["i_gang", "import-in-hand", "import-in-hand"]
    assert run.state == "i_gang"


def test_a_file_nobody_decided_about_is_gone_after_a_day(cast):
    run = ask(cast)
    work(run)

    assert imports_forget(now=NOW + dt.timedelta(hours=23)) == 0
    assert imports_forget(now=NOW + dt.timedelta(hours=25)) == 1
    run.refresh_from_db()
    assert (run.state, run.content) == ("droppet", "")


def test_a_file_that_waits_brings_nobody_back_who_was_erased(cast):
    run = ask(cast)
    assert work(run) == "proevet"

    erase_person(person=cast.parent.person, by=cast.officer, now=NOW)

    run.refresh_from_db()
    assert (run.content or run.altered, run.state) == ("", "droppet")
    with pytest.raises(Refused, match="ikke længere gemt"):
        do(run, cast)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["read", "sweep", "do"])
def test_a_file_in_a_workers_hands_brings_nobody_back_who_is_erased_meanwhile(cast, step):
    run = ask(cast)
    if step == "do":
        assert work(run) == "proevet"
        do(run, cast)
    taken = import_take(uuid=run.uuid, now=NOW + MINUTE)

    def erase():
        erase_person(person=cast.parent.person, by=cast.officer, now=NOW + MINUTE)
        connections.close_all()

    with transaction.atomic():
        # As the worker holds it.
        ImportRun.objects.select_for_update().get()
        thread = Thread(target=erase)
        thread.start()
        thread.join(60)
        if step == "sweep":
            ImportRun.objects.update(state="proevet")
    assert Person.objects.filter(erased_at__isnull=False).exists()

    if step == "sweep":
        assert imports_forget(now=NOW + MINUTE) == 1
    else:
        assert import_work(taken=taken, now=lambda: NOW + MINUTE) == "droppet"
    run.refresh_from_db()
    assert (run.content or run.altered, run.state) == ("", "droppet")
