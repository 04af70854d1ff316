# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Several press at the same moment: one person is one person, and somebody stays who can let others in."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people import models
from samspil.people.erasure.actions import person_erase
from samspil.people.roles import definitions as roles
from samspil.people.roles.actions import officer_appoint, role_end
from samspil.people.schools.actions.boards import board_member_seat
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(act):
    """`act` of 0, 1, 2 … in threads that start together: the code of what was refused, None for what was done."""
    start = threading.Barrier(MANY)

    def run(number):
        start.wait()
        try:
            act(number)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(run, range(MANY)))


def appoint(name):
    return officer_appoint(given_name=name, family_name="Holm", email="holm@example.org", by=None, now=clock.now())


def test_an_officer_who_is_written_by_several_presses_is_one_person():
    make.MunicipalityFactory()

    refused = at_once(lambda _number: appoint("Mette"))

    assert refused.count(None) == 1
    assert models.Person.objects.count() == models.User.objects.count() == models.Role.objects.count() == 1


def test_who_is_seated_by_several_presses_is_one_person():
    make.MunicipalityFactory()
    board, now = make.BoardFactory(), clock.now()

    def seat(_number):
        board_member_seat(
            board=board,
            given_name="Ida",
            family_name="Vang",
            email="ida@example.org",
            from_on=now.date(),
            by=None,
            now=now,
        )

    refused = at_once(seat)

    assert refused.count(None) == 1
    assert (models.Person.objects.count(), board.seats.count()) == (1, 1)


@pytest.mark.parametrize("way", ["end", "erase"])
def test_officers_who_are_taken_away_at_once_leave_one(way):
    make.MunicipalityFactory()
    now = clock.now()
    held = [(appoint(f"Nr. {number}"), number) for number in range(MANY)]
    rows = list(models.Role.objects.filter(code=roles.Officer.code).order_by("pk"))

    def take_away(number):
        if way == "end":
            role_end(role=rows[number], on=now.date(), by=None, now=now)
        else:
            person_erase(person=held[number][0].person, by=None, now=now)

    assert sorted(map(str, at_once(take_away))) == [*["None"] * (MANY - 1), "last-officer"]
    assert models.Role.objects.filter(code=roles.Officer.code, until_on__isnull=True).count() == 1
