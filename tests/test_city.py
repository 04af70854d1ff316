# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The invented city is whole, and analysed."""

import pytest
from django.db import connection

from samspil.people import models
from tests import city


@pytest.mark.django_db
def test_a_city_is_whole_and_analysed() -> None:
    connection.ensure_connection()

    came = city.load(connection.connection, persons=1000)

    assert came == models.Person.objects.count() == 1000
    assert not models.Person.objects.exclude(email=None).exists()
    pupils = models.Person.objects.filter(enrolments__isnull=False)
    assert pupils.count() == 300
    assert all(pupil.guarded_by.count() == 2 for pupil in pupils[:20])
    assert models.Employment.objects.count() == 100
    assert {row.enrolments.count() for row in models.SchoolClass.objects.all()} <= set(range(1, 23))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'people_person'")
        assert cursor.fetchone() == (1000,)


def test_each_person_of_a_city_has_a_name_of_their_own() -> None:
    names = [city.name(number) for number in range(city.PERSONS)]

    assert len(set(names)) == city.PERSONS
