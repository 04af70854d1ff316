# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The invented classes have families with all kinds of homes."""

import datetime as dt

import pytest

from samspil.demo import families, places, teams
from samspil.people.models import Guardianship, Person
from samspil.people.persons.queries.homes import homes_by_pupil
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 7, 10, tzinfo=dt.UTC)


def test_each_pupil_has_the_homes_that_are_written_and_the_same_each_time():
    for number in places.CLASSES:
        make.SchoolFactory(institution_number=number)
    teams.load(now=NOW)

    families.load(now=NOW)
    families.load(now=NOW)

    pupils = {row.pk: row.name for row in Person.objects.filter(enrolments__isnull=False)}
    homes = homes_by_pupil(pupils=pupils, day=NOW.date())
    shown = {pupils[pk]: [(home.label, len(home.guardianships)) for home in of_pupil] for pk, of_pupil in homes.items()}
    assert len(shown) == 12
    assert shown["Alba Bech"] == shown["Otto Bech"] == [("A", 2)]
    assert shown["Bilal Haddad"] == [("A", 1)]
    assert shown["Clara Dam"] == [("A", 1), ("B", 2)]
    assert shown["Dawid Nowak"] == [("", 1), ("", 1)]
    assert Guardianship.objects.filter(reason="anbringelse", custody=False).count() == 2
    assert Guardianship.objects.filter(contact_allowed=False).count() == 1
