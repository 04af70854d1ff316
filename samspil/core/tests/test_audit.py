# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import contextlib
import datetime as dt
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from samspil.core import audit, chores, texts
from samspil.core.audit import Verdict
from samspil.core.models import AuditEntry, AuditPayload
from samspil.core.tests.actors import NOON, Officer


def a_row():
    """Some row with a pk and a uuid; what it is does not matter."""
    return texts.create(bodies={"da": "Hvad virker?"}, by=None, now=NOON)


@pytest.mark.django_db
def test_words_can_be_erased_from_the_trail_whoever_forgot_to_say_that_they_are_personal():
    """They may name anybody; what happened to which row stays."""
    with transaction.atomic():
        changes = {"original_language": ("da", "Karla"), "size": (1, 2)}
        entry = audit.record(by=None, at=NOON, action="text.say", obj=a_row(), changes=changes)
    assert (entry.changes, audit.verify(entry)) == ({"size": [1, 2]}, audit.Verdict.INTACT)

    assert audit.payloads_erase_saying(says=lambda said: "Karla" in said) == 1
    assert audit.verify(entry) == audit.Verdict.ERASED


@pytest.mark.django_db
def test_an_entry_says_who_what_when_and_the_values():
    row, officer = a_row(), Officer()

    entry = audit.record(
        by=officer,
        at=NOON,
        action="meeting_move",
        obj=row,
        changes={"starts_on": (dt.date(2026, 10, 7), dt.date(2026, 10, 8)), "room": ("A", "B")},
        label="Dialogmøde",
    )

    entry.refresh_from_db()
    assert (entry.by_uuid, entry.at, entry.action, entry.label) == (officer.uuid, NOON, "meeting_move", "Dialogmøde")
    assert (entry.object_type, entry.object_pk, entry.object_uuid) == ("core.text", str(row.pk), row.uuid)
    assert entry.changes == {"starts_on": ["2026-10-07", "2026-10-08"], "room": ["A", "B"]}
    assert audit.verify(entry) == Verdict.NONE
    assert list(audit.trail_of(row)) == [entry]


@pytest.mark.django_db
def test_personal_values_are_nowhere_in_the_permanent_row():
    entry = audit.record(
        by=None,
        at=NOON,
        action="person_edit",
        obj=a_row(),
        changes={"phone": ("12345678", "87654321"), "role": ("mor", "far")},
        personal=["phone"],
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM core_auditentry e WHERE id = %s", [entry.pk])
        permanent = cursor.fetchone()[0]
        cursor.execute("SELECT to_jsonb(p)::text FROM core_auditpayload p WHERE entry_id = %s", [entry.pk])
        payload = cursor.fetchone()[0]

    assert "12345678" not in permanent
    assert "87654321" not in permanent
    assert "12345678" not in payload, "the payload is ciphertext too"
    assert "far" in permanent
    assert audit.personal_values(entry) == {"phone": ("12345678", "87654321")}
    assert audit.verify(entry) == Verdict.INTACT


@pytest.mark.django_db
def test_erasing_the_payload_leaves_a_trace_that_nobody_can_check():
    person = uuid4()
    entry = audit.record(
        by=None,
        at=NOON,
        action="note_edit",
        obj=a_row(),
        changes={"name": ("Karla", "")},
        personal=["name"],
        subject=person,
    )
    assert audit.payloads_export(person)["historik"][0]["felter"] == {"name": ["Karla", ""]}

    assert audit.payloads_erase(person) == 1

    assert audit.verify(entry) == Verdict.ERASED
    assert audit.personal_values(entry) == {}
    assert AuditEntry.objects.filter(pk=entry.pk).exists()
    assert audit.payloads_export(person) == {}
    # The salt went with the values, so the digest cannot be guessed at either.
    assert not AuditPayload.objects.exists()


@pytest.mark.django_db
def test_a_person_is_also_erased_from_the_trail_of_the_own_row():
    row = a_row()
    audit.record(by=None, at=NOON, action="a", obj=row, changes={"name": (None, "Åse")}, personal=["name"])

    assert audit.payloads_erase(row.uuid) == 1


@pytest.mark.django_db
def test_the_same_value_twice_gives_two_digests():
    row = a_row()
    one, other = (
        audit.record(by=None, at=NOON, action="a", obj=row, changes={"name": (None, "Åse")}, personal=["name"])
        for _time in range(2)
    )

    assert one.digests["name"] != other.digests["name"]


@pytest.mark.django_db
def test_a_payload_put_in_place_of_the_true_one_is_found_out():
    entry = audit.record(by=None, at=NOON, action="a", obj=a_row(), changes={"name": (None, "Åse")}, personal=["name"])
    true = AuditPayload.objects.get(entry=entry)
    AuditPayload.objects.filter(pk=true.pk).delete()

    AuditPayload.objects.create(entry=entry, salt=true.salt, values='{"name":[null,"Ole"]}')

    assert audit.verify(entry) == Verdict.BROKEN


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    row = a_row()

    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        audit.record(by=None, at=NOON, action="a", obj=row)

    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_trace_goes_when_its_change_is_rolled_back():
    row = a_row()

    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        audit.record(by=None, at=NOON, action="a", obj=row, changes={"n": (1, 2)}, personal=["n"])
        _power_cut = 1 / 0

    assert not AuditEntry.objects.exists()
    assert not AuditPayload.objects.exists()


@pytest.mark.django_db
def test_a_row_without_a_place_and_a_personal_field_without_a_change_are_errors():
    row = a_row()
    with pytest.raises(ValueError, match="without a change"):
        audit.record(by=None, at=NOON, action="a", obj=row, personal=["phone"])

    row.pk = None
    with pytest.raises(ValueError, match="saved row"):
        audit.record(by=None, at=NOON, action="a", obj=row)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_auditentry SET action = 'b'",
        "DELETE FROM core_auditentry",
        "UPDATE core_auditpayload SET salt = ''",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(sql):
    audit.record(by=None, at=NOON, action="a", obj=a_row(), changes={"n": (1, 2)}, personal=["n"])

    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="stay as they"), transaction.atomic():
        cursor.execute(sql)

    assert AuditEntry.objects.get().action == "a"


@pytest.mark.django_db
def test_a_trail_is_told_from_the_beginning_and_of_that_row_alone():
    row, same_key = a_row(), AuditEntry(pk=None)
    later, first, second = (
        audit.record(by=None, at=at, action=action, obj=row)
        for at, action in ((NOON + dt.timedelta(hours=1), "later"), (NOON, "first"), (NOON, "second"))
    )
    audit.record(by=None, at=NOON, action="other", obj=a_row())
    same_key.pk = row.pk
    audit.record(by=None, at=NOON, action="another kind with the same key", obj=same_key)

    assert list(audit.trail_of(row)) == [first, second, later]


@pytest.mark.django_db
def test_a_value_taken_out_or_moved_to_another_field_is_found_out():
    entry = audit.record(
        by=None,
        at=NOON,
        action="a",
        obj=a_row(),
        changes={"name": (None, "Åse"), "phone": (None, "12345678")},
        personal=["name", "phone"],
    )
    true = AuditPayload.objects.get(entry=entry)

    verdicts = []
    for values in (
        true.values,
        '{"name":[null,"Åse"]}',
        '{"name":[null,"12345678"],"phone":[null,"Åse"]}',
        "{}",
    ):
        AuditPayload.objects.filter(entry=entry).delete()
        AuditPayload.objects.create(entry=entry, salt=true.salt, values=values)
        verdicts.append(audit.verify(entry))

    assert verdicts == [Verdict.INTACT, Verdict.BROKEN, Verdict.BROKEN, Verdict.BROKEN]


@pytest.mark.django_db
def test_a_person_is_given_what_is_kept_from_the_first_to_the_last_and_nothing_of_others():
    person, other = uuid4(), uuid4()
    for hours, name, about in ((2, "Karla", person), (0, "Karl", person), (1, "Ole", other)):
        audit.record(
            by=None,
            at=NOON + dt.timedelta(hours=hours),
            action="note_edit",
            obj=a_row(),
            changes={"name": ("", name)},
            personal=["name"],
            subject=about,
        )

    told = audit.payloads_export(person)["historik"]

    assert [row["felter"]["name"][1] for row in told] == ["Karl", "Karla"]
    assert audit.payloads_erase(person) == 2
    assert audit.payloads_export(other)["historik"][0]["felter"] == {"name": ["", "Ole"]}


@pytest.mark.django_db
def test_an_entry_without_personal_values_keeps_no_payload():
    audit.record(by=None, at=NOON, action="a", obj=a_row(), changes={"n": (1, 2)}, subject=uuid4())

    assert not AuditPayload.objects.exists()


@pytest.mark.django_db
def test_personal_values_are_kept_for_a_time_and_the_trace_stays(settings):
    settings.AUDIT_KEEP = dt.timedelta(days=10)
    entry = audit.record(
        by=None, at=NOON, action="person_edit", obj=a_row(), changes={"phone": ("1", "2")}, personal=["phone"]
    )
    assert audit.payloads_forget(now=NOON + settings.AUDIT_KEEP) == 0

    chores.run_all(now=NOON + settings.AUDIT_KEEP + dt.timedelta(seconds=1), daily=True)

    assert audit.verify(AuditEntry.objects.get(pk=entry.pk)) == Verdict.ERASED
