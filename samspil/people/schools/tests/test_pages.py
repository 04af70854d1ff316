# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The pages of schools, boards and roles. Who may open them: tests/test_access_matrix.py."""

import datetime as dt

import pytest

from samspil.core import clock
from samspil.core.models import AuditEntry
from samspil.people.models import Board, BoardSeat, Role, RoleAddress, School
from samspil.people.tests import factories as make
from samspil.people.tests.pages import text

pytestmark = pytest.mark.django_db


def test_an_officer_adds_a_school_and_its_board(officer, cast):
    wrong = officer.post("/skoler/ny/", {"institution_number": "12", "name": "Ny skole", "from_on": "01.08.2026"})
    assert "Et institutionsnummer har seks tegn" in text(wrong)

    made = officer.post("/skoler/ny/", {"institution_number": "1a2b3ø", "name": "Ny skole", "from_on": "01.08.2026"})
    school = School.objects.get(institution_number="1A2B3Ø")
    assert made.url == f"/skoler/{school.uuid}/"
    opened = officer.post(f"/skoler/{school.uuid}/bestyrelse/")
    board = Board.objects.get(school=school)
    assert opened.url == f"/bestyrelser/{board.uuid}/"
    assert RoleAddress.objects.filter(board=board).count() == 2
    assert AuditEntry.objects.filter(action__in=["school_add", "board_add"]).count() == 2


def test_an_officer_seats_ends_and_makes_chair(officer, cast):
    page = f"/bestyrelser/{cast.board.uuid}/"
    seat = {"given_name": "Ny", "family_name": "Medlem", "email": "ny@example.org", "seat": "foraelder"}

    officer.post(f"{page}pladser/", {**seat, "from_on": "01.08.2026"})
    new = BoardSeat.objects.get(person__given_name="Ny")
    twice = officer.post(f"{page}pladser/", {**seat, "from_on": "02.08.2026"})
    officer.post(f"/bestyrelser/pladser/{new.pk}/formand/")
    shown = text(officer.get(page))

    assert "Personen sidder allerede i bestyrelsen" in text(twice)
    assert BoardSeat.objects.filter(board=cast.board, is_chair=True, until_on__isnull=True).get().person == new.person
    assert "Ny Medlem" in shown
    assert "Tidligere medlemmer" in shown

    last = BoardSeat.objects.get(board=cast.board, person=cast.board_member.person)
    assert "kunne ikke læses" in text(officer.post(f"/bestyrelser/pladser/{last.pk}/slut/", {"on": "x"}, follow=True))
    officer.post(f"/bestyrelser/pladser/{last.pk}/slut/", {"on": "01.01.2030"})
    last.refresh_from_db()
    assert last.until_on == dt.date(2030, 1, 1)


def test_a_seat_that_ends_before_it_begins_is_refused_in_words(officer, cast):
    page = f"/bestyrelser/{cast.board.uuid}/"
    seat = {"given_name": "Ny", "seat": "foraelder", "from_on": "02.08.2026", "until_on": "01.08.2026"}
    made = officer.post(f"{page}pladser/", seat)
    last = BoardSeat.objects.get(board=cast.board, person=cast.board_member.person)
    ended = officer.post(f"/bestyrelser/pladser/{last.pk}/slut/", {"on": "01.01.1950"})

    assert (made.status_code, ended.status_code) == (422, 409)
    assert all("»til« ligger før datoen »fra«" in text(answer) for answer in (made, ended))
    last.refresh_from_db()
    assert last.until_on is None


def test_a_protected_name_is_not_on_the_board_page(client, cast):
    hidden = make.PersonFactory(given_name="Hemmelig", family_name="Person", name_protected=True)
    make.BoardSeatFactory(board=cast.board, person=hidden)
    client.force_login(cast.board_member)
    assert "Hemmelig" not in text(client.get(f"/bestyrelser/{cast.board.uuid}/"))

    client.force_login(cast.school_leader)
    assert "Hemmelig Person" in text(client.get(f"/bestyrelser/{cast.board.uuid}/"))


def test_the_list_of_boards_takes_as_many_queries_for_three_as_for_one(officer, cast, django_assert_max_num_queries):
    officer.get("/bestyrelser/")
    with django_assert_max_num_queries(12) as few:
        officer.get("/bestyrelser/")
    for _ in range(3):
        make.BoardSeatFactory(is_chair=True)
    with django_assert_max_num_queries(len(few)):
        page = text(officer.get("/bestyrelser/"))

    assert page.count("<tr>") == 1 + 5


def test_an_officer_gives_and_ends_the_role_of_officer(officer, cast):
    made = officer.post("/roller/", {"given_name": "Nye", "family_name": "Konsulent", "email": "nye@example.org"})
    assert made.status_code == 302
    role = Role.objects.get(person__given_name="Nye")
    again = officer.post("/roller/", {"given_name": "nye", "family_name": "konsulent", "email": "NYE@example.org"})
    assert "Personen har allerede den rolle" in text(again)
    assert Role.objects.filter(person__family_name__iexact="konsulent").count() == 2
    # Another person at the same address is another person.
    assert officer.post("/roller/", {"given_name": "Igen", "email": "NYE@example.org"}).status_code == 302

    for ended in (Role.objects.get(person__given_name="Igen"), role):
        officer.post(f"/roller/{ended.pk}/slut/")
    role.refresh_from_db()
    assert role.until_on == clock.today(clock.now())
    own = Role.objects.get(person=cast.officer.person)
    refused = officer.post(f"/roller/{own.pk}/slut/")
    assert refused.status_code == 409
    assert "mindst én konsulent" in text(refused)
