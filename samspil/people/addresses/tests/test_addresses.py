# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
import re

import pytest
from django.utils import translation

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.core.saving import NotValid
from samspil.people.addresses.actions import address_ensure, address_mailbox_set
from samspil.people.addresses.enums import AddressKind
from samspil.people.addresses.queries import (
    holders_without_email,
    reach_by_address,
    recipient_count,
    recipients_by_address,
    recipients_of,
    role_addresses_for_invitation,
)
from samspil.people.models import BoardSeat, RoleAddress
from samspil.people.persons.actions import person_add
from samspil.people.schools.actions.boards import board_add, board_chair_pass, board_seat_add, board_seat_end
from samspil.people.schools.actions.schools import school_add
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
ELECTION = dt.date(2026, 8, 1)


@pytest.fixture
def board(cast, now):
    school = school_add(
        institution_number="101A09", name="Cirkelskolen", from_on=dt.date(2020, 8, 1), by=cast.officer, now=now
    )
    return board_add(school=school, from_on=dt.date(2020, 8, 1), by=cast.officer, now=now)


def address(board, kind):
    return RoleAddress.objects.get(board=board, kind=kind)


def test_the_chairs_address_survives_an_election(cast, board, now):
    old, new = make.PersonFactory(given_name="Gamle"), make.PersonFactory(given_name="Nye", language="ar")
    board_seat_add(board=board, person=old, from_on=dt.date(2022, 8, 1), is_chair=True, by=cast.officer, now=now)
    seat = board_seat_add(board=board, person=new, from_on=dt.date(2022, 8, 1), by=cast.officer, now=now)

    board_chair_pass(seat=seat, on=ELECTION, by=cast.officer, now=now)

    chair = address(board, "formand")
    before, after = (recipients_of(chair, day) for day in (ELECTION - dt.timedelta(days=1), ELECTION))
    assert [r.name for r in before] == ["Gamle Eksempel"]
    assert [(r.name, r.email, r.language) for r in after] == [("Nye Eksempel", new.email, "ar")]
    assert [r.name for r in recipients_of(address(board, "bestyrelse"), ELECTION)] == [
        "Gamle Eksempel", "Nye Eksempel",
    ]  # fmt: skip
    assert BoardSeat.objects.filter(board=board).count() == 4
    assert AuditEntry.objects.filter(action="board_chair_pass").count() == 2


def test_one_address_gets_one_mail_and_who_has_none_is_named(cast, board, now):
    for given_name, email in (("Anna", "delt@example.org"), ("Bent", "DELT@example.org"), ("Carl", "")):
        person = person_add(given_name=given_name, email=email, by=cast.officer, now=now)
        board_seat_add(board=board, person=person, from_on=ELECTION, by=cast.officer, now=now)
    whole = address(board, "bestyrelse")

    assert [r.name for r in recipients_of(whole, ELECTION)] == ["Anna"]
    assert [p.given_name for p in holders_without_email(whole, ELECTION)] == ["Carl"]
    assert reach_by_address([whole], ELECTION)[whole.pk] == (1, 1)


def test_how_far_addresses_reach_is_asked_once_a_kind_without_deciphering(cast, board, django_assert_num_queries):
    for number in range(3):
        make.BoardSeatFactory(board=board, from_on=ELECTION, is_chair=number == 0)
    both, reach = [address(board, kind) for kind in ("bestyrelse", "formand")], None

    with django_assert_num_queries(2) as asked:
        reach = reach_by_address(both, ELECTION)

    assert [reach[row.pk] for row in both] == [(3, 0), (1, 0)]
    assert not any('"people_person"."email",' in query["sql"] for query in asked.captured_queries)


def test_a_fixed_mailbox_takes_the_mail_instead(cast, board, now):
    whole = address(board, "bestyrelse")
    address_mailbox_set(address=whole, mailbox="bestyrelsen@example.org", by=cast.officer, now=now)
    whole.refresh_from_db()

    (recipient,) = recipients_of(whole, ELECTION)

    assert (recipient.email, recipient.key) == ("bestyrelsen@example.org", f"address:{whole.uuid}")
    assert recipient.name == "Hele skolebestyrelsen, Cirkelskolen"
    assert holders_without_email(whole, ELECTION) == []
    assert reach_by_address([whole], ELECTION)[whole.pk] == (1, 0)


def test_the_addresses_to_invite_come_in_the_order_of_the_schools_without_what_is_closed(cast, board, now):
    closed = make.BoardFactory(until_on=ELECTION)
    make.RoleAddressFactory(board=closed)
    for other in (cast.board, cast.other_board):
        make.RoleAddressFactory(board=other)

    found = role_addresses_for_invitation(day=now.date())

    chairs = [row.title for row in found if row.kind == "formand"]
    assert chairs == [
        f"Formanden for skolebestyrelsen, {school}" for school in ("Bakkeskolen", "Cirkelskolen", "Åskolen")
    ]


def test_the_other_kinds_find_their_holders(cast, now):
    day = now.date()
    leaders = address_ensure(kind="ledelse", school=cast.school)
    committee = address_ensure(kind="udvalg", committee=cast.committee)
    officers = address_ensure(kind="forvaltning", municipality=cast.municipality)

    found = [[r.name for r in recipients_of(row, day)] for row in (leaders, committee, officers)]

    assert found == [["Kirsten Leder"], ["Preben Udvalg"], ["Lone Konsulent"]]


def test_a_second_chair_and_an_unseated_chair_are_refused(cast, board, now):
    seat = make.BoardSeatFactory(board=board, is_chair=True, until_on=ELECTION)
    later = make.BoardSeatFactory(board=board, from_on=ELECTION)

    with pytest.raises(NotValid, match="allerede en formand"):
        board_seat_add(
            board=board,
            person=make.PersonFactory(),
            from_on=dt.date(2022, 1, 1),
            is_chair=True,
            by=cast.officer,
            now=now,
        )
    with pytest.raises(Refused, match="sidder ikke i bestyrelsen"):
        board_chair_pass(seat=later, on=dt.date(2025, 1, 1), by=cast.officer, now=now)
    with pytest.raises(Refused, match="allerede slut"):
        board_seat_end(seat=seat, on=now.date(), by=cast.officer, now=now)


def test_many_addresses_are_read_in_one_query_a_kind_and_reach_the_same_people(now, django_assert_max_num_queries):
    day = clock.today(now)
    boards = [make.BoardFactory() for _ in range(4)]
    for board in boards:
        make.BoardSeatFactory(board=board, is_chair=True)
        make.BoardSeatFactory(board=board)
        make.BoardSeatFactory(board=board, person=make.PersonFactory(email="", email_digest=""))
    rows = [make.RoleAddressFactory(kind=kind, board=board) for board in boards for kind in ("bestyrelse", "formand")]
    with django_assert_max_num_queries(2):
        found = recipients_by_address(rows, day)
    assert found == {row.pk: recipients_of(row, day) for row in rows}
    with django_assert_max_num_queries(2):
        assert recipient_count(rows, day) == len({r.key for some in found.values() for r in some}) == 8


def test_a_role_is_named_in_the_language_of_the_pages_and_mails_that_name_it():
    """The page where one answers, the mails and the choice of mails all say whose answer or mail it is."""
    with translation.override("ar"):
        labels = [str(kind.label) for kind in AddressKind]

    assert not [label for label in labels if re.search("[A-Za-z]", label)]
