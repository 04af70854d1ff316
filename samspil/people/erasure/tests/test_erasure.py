# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry, AuditPayload
from samspil.people.addresses.actions import address_ensure, address_mailbox_set
from samspil.people.erasure.actions import person_erase, person_export
from samspil.people.links.actions import link_issue
from samspil.people.links.errors import LinkRevoked
from samspil.people.links.queries import link_by_token
from samspil.people.models import BoardSeat, Person
from samspil.people.persons.actions import person_change
from samspil.people.persons.queries.persons import persons_by_email

pytestmark = pytest.mark.django_db


def everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'people_%'")
        names = [name for (name,) in cursor.fetchall()]
        rows = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            rows.append(str(cursor.fetchall()))
    return "".join(rows)


def test_erasing_takes_the_words_and_keeps_the_counts(cast, now):
    person = person_change(
        person=cast.board_chair.person, by=cast.officer, now=now, given_name="Aminata", phone="20304050"
    )
    _, token = link_issue(
        purpose="invitation", scope={}, expires_at=now + dt.timedelta(days=900), by=None, now=now, person=person
    )
    seats, persons = BoardSeat.objects.count(), Person.objects.count()

    touched = person_erase(person=person, by=cast.officer, now=now)

    person.refresh_from_db()
    cast.board_chair.refresh_from_db()
    assert touched["people"] > 3
    assert (person.name, person.email, person.phone, person.external_id) == ("Slettet person", "", "", None)
    assert "Aminata" not in everything_stored()
    assert (BoardSeat.objects.count(), Person.objects.count()) == (seats, persons)
    assert not cast.board_chair.is_active
    assert cast.board_chair.email.endswith("@slettet.invalid")
    with pytest.raises(LinkRevoked):
        link_by_token(token=token, purpose="invitation", now=now + dt.timedelta(days=899))
    assert persons_by_email("amina@example.org").count() == 0


@pytest.mark.parametrize(("shared", "left"), [(False, ""), (True, "Chair@Example.org")])
def test_a_role_is_no_longer_written_to_at_an_erased_persons_own_address(cast, now, shared, left):
    person = cast.board_chair.person
    person_change(person=person, by=None, now=now, email="chair@example.org")
    address = address_ensure(kind="formand", board=cast.board)
    address_mailbox_set(address=address, mailbox="Chair@Example.org", by=cast.officer, now=now)
    if shared:
        person_change(person=cast.parent.person, by=None, now=now, email="chair@example.org")

    person_erase(person=person, by=cast.officer, now=now)

    address.refresh_from_db()
    assert address.mailbox == left


def test_the_trail_remembers_that_something_changed_and_not_what(cast, now):
    person = person_change(person=cast.parent.person, by=cast.officer, now=now, given_name="Olenka")
    entry = AuditEntry.objects.get(action="person_change")

    person_erase(person=person, by=cast.officer, now=now)

    assert audit.verify(entry) == audit.Verdict.ERASED
    assert not AuditPayload.objects.filter(entry=entry).exists()
    assert AuditEntry.objects.filter(action="person_erase").count() == 1


def test_erasing_twice_touches_nothing_more(cast, now):
    person_erase(person=cast.parent.person, by=cast.officer, now=now)

    again = person_erase(person=cast.parent.person, by=cast.officer, now=now)

    assert again["people"] == 0
    assert AuditEntry.objects.filter(action="person_erase").count() == 1
    with pytest.raises(Refused, match="slettet"):
        person_change(person=cast.parent.person, by=cast.officer, now=now, given_name="Igen")


def test_the_last_officer_is_not_erased(cast, now):
    with pytest.raises(Refused, match="mindst én konsulent"):
        person_erase(person=cast.officer.person, by=cast.officer, now=now)

    cast.officer.person.refresh_from_db()
    assert cast.officer.person.given_name == "Lone"


def test_an_export_is_json_with_all_that_is_known(cast, now):
    held = person_export(person=cast.board_chair.person, by=cast.officer, now=now)

    mine = json.loads(json.dumps(held))["people"]
    assert mine["person"]["fornavn"] == "Amina"
    assert mine["person"]["e-mail"] == "amina@example.org"
    assert [row["formand"] for row in mine["bestyrelser"]] == [True]
    assert len(mine["er voksen for"]) == 1
    assert AuditEntry.objects.filter(action="person_export").count() == 1


def test_the_command_finds_hands_out_and_erases(cast):
    out = StringIO()
    call_command("person", "find", "OLENA@example.org", stdout=out)
    uuid = out.getvalue().split()[0]
    call_command("person", "udlever", uuid, stdout=out)
    call_command("person", "slet", uuid, stdout=out)

    assert '"fornavn": "Olena"' in out.getvalue()
    assert Person.objects.get(uuid=uuid).name == "Slettet person"
    for wrong in ("intet-id", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(CommandError):
            call_command("person", "slet", wrong)
