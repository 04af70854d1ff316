# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a process knows of the names on the rolls is never older than the rolls, whoever changed them."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection

from samspil.people.erasure.actions import person_erase
from samspil.people.importing.actions import importing
from samspil.people.importing.tests import files as example
from samspil.people.persons.actions import person_change
from samspil.people.persons.queries import names
from samspil.people.persons.queries.names import all_names_on_rolls, names_on_rolls
from samspil.people.schools.actions.schools import school_change
from samspil.people.tests.factories import PersonFactory, SchoolFactory

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
KINDS = ("schools", "pupils", "guardians", "staff", "seats")


def in_another_process(work) -> None:
    """Another connection, whose process tells this one nothing."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["name_protected", "address_protected", "erase", "rename"])
def test_a_name_that_another_process_takes_back_is_told_no_longer(what):
    person = PersonFactory(given_name="Ottilie", family_name="Brask")
    assert "ottilie" in names_on_rolls().given

    def take_back() -> None:
        if what == "erase":
            person_erase(person=person, by=None, now=NOW)
        else:
            values = {"given_name": "Karen"} if what == "rename" else {what: True}
            person_change(person=person, by=None, now=NOW, **values)

    in_another_process(take_back)

    assert "ottilie" not in names_on_rolls().given
    assert ("ottilie" in all_names_on_rolls().given) is what.endswith("protected")


@pytest.mark.django_db
def test_a_file_that_protects_a_name_acts_at_once():
    importing.import_files(files=example.csv_files(), on=NOW.date(), by=None, now=NOW, confirmed=KINDS)
    assert "asta" in names_on_rolls().given

    pupils = example.PUPILS.replace("3.a;2017;\n", "3.a;2017;ja\n")
    importing.import_files(files=example.csv_files(elever=pupils), on=NOW.date(), by=None, now=NOW, confirmed=KINDS)

    assert "asta" not in names_on_rolls().given


@pytest.mark.django_db
def test_the_words_of_a_school_follow_its_name():
    school = SchoolFactory(name="Skovlyskolen")
    assert "Skovlyskolen" in all_names_on_rolls().schools

    school_change(school=school, by=None, now=NOW, name="Engbakken")

    assert {"Engbakken"} <= all_names_on_rolls().schools
    assert "Skovlyskolen" not in all_names_on_rolls().schools


@pytest.mark.django_db
def test_the_rolls_are_read_once_for_as_long_as_they_stay(django_assert_num_queries):
    PersonFactory(given_name="Ottilie")
    names_on_rolls()

    with django_assert_num_queries(1):
        names_on_rolls()


@pytest.mark.django_db
def test_what_was_changed_in_the_database_itself_is_seen_after_a_while(monkeypatch):
    person = PersonFactory(given_name="Ottilie")
    monkeypatch.setattr(names, "SECONDS_KEPT", 0.0)
    assert "ottilie" in names_on_rolls().given
    person.given_name = "Karen"
    person.save()

    # Nobody waits for it: the next one has it.
    names_on_rolls()
    assert "ottilie" not in names_on_rolls().given


@pytest.mark.django_db
def test_after_a_long_silence_the_rolls_are_read_before_the_answer(monkeypatch):
    """The event that told of a change may have been thrown away meanwhile: then the version looks as before it."""
    person = PersonFactory(given_name="Ottilie", family_name="Brask")
    before = names_on_rolls()
    type(person).objects.filter(pk=person.pk).update(given_name="Karen")
    long_after = time.monotonic() + 2 * names.SECONDS_KEPT + 1
    monkeypatch.setattr(names.time, "monotonic", lambda: long_after)

    assert "ottilie" in before.given
    assert "ottilie" not in names_on_rolls().given
