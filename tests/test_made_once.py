# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Rows that are made once are as they were made in each test that begins with them, and nowhere else."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from samspil.people.models import School
from samspil.people.tests.factories import SchoolFactory
from tests.made_once import made_once

MADE: list[School] = []


def a_school() -> School:
    MADE.append(SchoolFactory(name="Åskolen"))
    return MADE[-1]


school = made_once(a_school)


@pytest.mark.parametrize("turn", range(3))
def test_each_has_them_as_they_were_made(turn: int, school: Any) -> None:
    assert [school.name, School.objects.get().name] == ["Åskolen"] * 2
    # Not for each: again after a closed connection, and where a test has transactions of its own.
    assert len(MADE) <= 4

    school.name = f"Bakkeskolen {turn}"
    school.save()
    SchoolFactory()


@pytest.mark.parametrize("turn", range(2))
def test_a_connection_that_was_closed_takes_none_of_them_along(turn: int, school: Any) -> None:
    assert School.objects.get() == school

    connection.close()


@pytest.mark.django_db
def test_a_test_that_begins_otherwise_sees_none_of_them() -> None:
    assert not School.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_where_a_test_has_transactions_of_its_own_all_see_them(school: Any) -> None:
    def seen() -> list[str]:
        try:
            return list(School.objects.values_list("name", flat=True))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        assert other.submit(seen).result() == [school.name]


@pytest.mark.parametrize("turn", range(2))
@pytest.mark.parametrize("page", ["/"])
def test_a_parameter_that_is_named_as_a_browsers_fixture_is_none(turn: int, page: str, school: Any) -> None:
    assert School.objects.get() == school
