# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Promise 8 for a class's own meeting: its team and the school's leaders get what an officer gets of another meeting.

The rows are those of the access matrix; only the meetings are a class's here.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from samspil.core import clock
from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.models import Meeting
from samspil.people.models import SchoolClass, User
from samspil.people.persons.enums import StaffRole
from samspil.people.tests import factories as make
from tests.access_rows_live import CHANNELS
from tests.access_rows_meetings import evening, live_meeting, make_all
from tests.cast import Cast, make_cast
from tests.test_access_matrix import ROWS, answer, client_of, fits

# The outbox is the officers'.
FOLLOWED = [name for name, row in CHANNELS.items() if row.granted["officer"] != 404 and not name.startswith("delivery")]
HOLDERS = ("teacher", "school_leader")
OTHERS = ("parent", "officer", "other_teacher", "former_teacher", "other_leader", "stranger")
# What one who is logged in may open who was invited: of the letter, not of the meeting.
LETTER = ("dialogue:letter", "dialogue:letter-docx", "dialogue:letter-notes", "dialogue:letter-calendar")


@dataclasses.dataclass(frozen=True)
class ClassCast(Cast):
    """Mads is in the team of 3.a today; Ulla in that of 3.b; Finn was in that of 3.a; Gerda leads Bakkeskolen."""

    other_teacher: User = None  # type: ignore[assignment]
    former_teacher: User = None  # type: ignore[assignment]
    other_leader: User = None  # type: ignore[assignment]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[ClassCast]:
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        cast = make_class_cast()
        make_all(cast)
        all_are_of_the_class(cast)
        for role in (*HOLDERS, *OTHERS):
            client_of(cast, role)
        yield cast
        transaction.set_rollback(True)


def all_are_of_the_class(cast: Cast) -> None:
    Meeting.objects.update(kind=MeetingKind.CLASS, school_class=cast.school_class)


def make_class_cast() -> ClassCast:
    cast = make_cast()
    today = clock.today(clock.now())
    same_school = make.SchoolClassFactory(school=cast.school, year=cast.school_class.year, letter="b", name="3.b")
    other_teacher, former_teacher = (teacher_at(cast) for _place in range(2))
    other_leader = make.UserFactory()
    make.EmploymentFactory(person=other_leader.person, school=cast.other_school, staff_role=StaffRole.LEADER)
    in_team(cast.teacher, cast.school_class)
    in_team(other_teacher, same_school)
    in_team(former_teacher, cast.school_class, until_on=today)
    said = {field.name: getattr(cast, field.name) for field in dataclasses.fields(cast)}
    return ClassCast(**said, other_teacher=other_teacher, former_teacher=former_teacher, other_leader=other_leader)


def teacher_at(cast: Cast) -> User:
    user = make.UserFactory()
    make.EmploymentFactory(person=user.person, school=cast.school)
    return user


def in_team(user: User, school_class: SchoolClass, until_on: dt.date | None = None) -> None:
    make.OfficerRoleFactory(
        code="class_team", municipality=None, person=user.person, school_class=school_class, until_on=until_on
    )


def meeting_routes(patterns: Any) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from meeting_routes(pattern.url_patterns)
        elif str(pattern.pattern).startswith(MEETING):
            yield f"dialogue:{pattern.name}"


NAMES = sorted({*meeting_routes(get_resolver().url_patterns), "dialogue:letter-progress", *LETTER})


def test_all_addresses_of_a_meeting_are_tried() -> None:
    assert len(NAMES) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_who_holds_a_class_meeting(name: str, world: ClassCast) -> None:
    row = ROWS[name]
    kwargs = row.url(world)
    all_are_of_the_class(world)
    wrong = {}
    for method, codes in (("GET", row.get), ("POST", row.post)):
        for role in (*HOLDERS, *OTHERS):
            # The parent was invited to none of the matrix's meetings.
            wanted = codes["officer"] if role in HOLDERS else codes["parent"]
            got = answer(world, row, name, kwargs, method, role)
            if not fits(got, wanted):
                wrong[f"{method} {role}"] = (got, wanted)
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FOLLOWED)
def test_who_follows_it_live(name: str, world: ClassCast) -> None:
    url = CHANNELS[name].url(world)
    got = {}
    for role in (*HOLDERS, *OTHERS):
        with transaction.atomic():
            got[role] = client_of(world, role).get(url).status_code
            transaction.set_rollback(True)
        cache.clear()
    open_to_all = CHANNELS[name].granted["stranger"] != 404
    assert got == dict.fromkeys(HOLDERS, 200) | dict.fromkeys(OTHERS, 200 if open_to_all else 404)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*HOLDERS, *OTHERS])
def test_a_list_names_the_meetings_that_are_ones_own(role: str, world: ClassCast) -> None:
    """Neither on the first page nor on the list; who holds none has no list."""
    client, title = client_of(world, role), live_meeting(world).title
    pages = [client.get(reverse(f"dialogue:{name}")) for name in ("home", "meeting-list", "meeting-new")]

    # A former teacher, and who leads or teaches elsewhere, still have pages of their own, or none.
    makes_meetings = role in {*HOLDERS, "officer", "other_teacher", "other_leader"}
    assert [page.status_code for page in pages] == [200, *([200, 200] if makes_meetings else [404, 404])]
    assert [title in page.text for page in pages] == [role in HOLDERS, role in HOLDERS, False]


@pytest.mark.django_db
def test_access_ends_with_the_role_and_the_leader_keeps_the_meeting(world: ClassCast) -> None:
    address = reverse("dialogue:meeting", args=[evening(world).meeting.uuid])
    with transaction.atomic():
        world.teacher.person.roles.update(until_on=clock.today(clock.now()))

        assert client_of(world, "teacher").get(address).status_code == 404
        assert client_of(world, "school_leader").get(address).status_code == 200
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_class_invites_nobody_of_other_schools_and_says_how_its_parents_are_asked(world: ClassCast) -> None:
    make.RoleAddressFactory(kind="ledelse", school=world.school, board=None)
    make.RoleAddressFactory(kind="ledelse", school=world.other_school, board=None)

    page = client_of(world, "teacher").get(reverse("dialogue:invitations", args=[live_meeting(world).uuid])).text

    assert "Hver forælder får sit eget link på mail" in page
    assert world.school.name in page
    assert world.other_school.name not in page
