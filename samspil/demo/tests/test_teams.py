# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Two of the invented schools have classes with teams."""

import datetime as dt

import pytest

from samspil.demo import places, teams
from samspil.people.models import Role, SchoolClass
from samspil.people.teams.queries import team_of
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 7, 10, tzinfo=dt.UTC)


def test_each_class_has_the_team_that_is_written_and_the_same_each_time():
    for number in places.CLASSES:
        make.SchoolFactory(institution_number=number)

    teams.load(now=NOW)
    teams.load(now=NOW)

    shown = {row.name: [person.name for person in team_of(school_class=row, day=NOW.date())] for row in classes()}
    assert shown == {
        "3.a": ["Niels Baun", "Yusuf Demir", "Sara Lind"],
        "7.b": ["Sara Lind"],
        "0.a": ["Mona Kjær", "Ida Skov"],
    }
    assert Role.objects.count() == 6


def classes():
    return SchoolClass.objects.order_by("school__institution_number", "name")
