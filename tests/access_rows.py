# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who gets which answer from each route, by the route's name. A route without a row fails tests/test_access_matrix.py.

    "people:board": Row(
        url=lambda cast: {"uuid": cast.board.uuid},                    # what the address needs
        get=only(officer=200, board_member=200, others=404),           # the answer to GET by role; others: all the rest
        post=ANY_405,
        data=lambda cast: {"name": "Ny"},                              # what is posted
    ),

Roles are those of tests/cast.py; LOGIN stands for "sent to the log-in page". A code may be a set where several are
right. These are the rows of people; those of the other features stand in tests/access_rows_meetings.py.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from tests.cast import ROLES, Cast

LOGIN = "login"
Codes = Mapping[str, Any]


def only(others: Any = 404, **by_role: Any) -> Codes:
    """The given answers for the given roles, `others` for the rest; who is not logged in goes to log-in unless said."""
    unknown = by_role.keys() - set(ROLES)
    assert not unknown, unknown
    return {role: by_role.get(role, LOGIN if role == "anonymous" else others) for role in ROLES}


def everybody(code: Any) -> Codes:
    """The same answer for all, logged in or not."""
    return dict.fromkeys(ROLES, code)


OFFICER = only(officer=200)
OFFICER_POSTS = only(officer=302)
# A form sent empty.
OFFICER_IS_REFUSED = only(officer=422)
LOGGED_IN = only(others=200)
NO = everybody(405)
# Read, an address that takes something leads to the page that it belongs to.
OFFICER_IS_LED = only(officer=302)
LOGGED_IN_ARE_LED = only(others=302)
NOT_HERE = everybody(404)


@dataclasses.dataclass(frozen=True)
class Row:
    get: Codes
    post: Codes
    url: Callable[[Cast], dict[str, Any]] = lambda cast: {}
    data: Callable[[Cast], dict[str, Any]] = lambda cast: {}
    roles: tuple[str, ...] = ROLES
    # A note for the reader: why the answers are as they are.
    why: str = ""


def _seat(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.board.seats.get(person=cast.board_member.person).pk}


def _address(cast: Cast) -> dict[str, Any]:
    from samspil.people.addresses.actions import address_ensure

    return {"uuid": cast.board.uuid, "address_uuid": address_ensure(kind="formand", board=cast.board).uuid}


def _year(cast: Cast) -> dict[str, Any]:
    return {"name": cast.school_class.year.name}


def _run(cast: Cast) -> dict[str, Any]:
    from samspil.people.importing import tasks
    from samspil.people.importing.actions.runs import import_ask
    from samspil.people.importing.files.tables import SourceFile

    file = SourceFile("skoler.csv", "institutionsnummer;navn\n101A01;Åskolen\n101A02;Bakkeskolen\n".encode())
    now = dt.datetime.now(dt.UTC)
    run = import_ask(files=[file], on=now.date(), by=cast.officer, now=now)
    tasks.import_work.call(str(run.uuid))
    return {"uuid": run.uuid}


def _second_officer(cast: Cast) -> dict[str, Any]:
    from samspil.people.tests import factories as make

    return {"pk": make.OfficerRoleFactory(municipality=cast.municipality).pk}


def _school(cast: Cast) -> dict[str, Any]:
    return {"uuid": cast.school.uuid}


def _board(cast: Cast) -> dict[str, Any]:
    return {"uuid": cast.board.uuid}


def _class(cast: Cast) -> dict[str, Any]:
    return {"uuid": cast.school_class.uuid}


def _member(cast: Cast) -> dict[str, Any]:
    """The teacher is in the team of 3.a."""
    from samspil.people.models import Role

    values = {"person": cast.teacher.person, "code": "class_team", "school_class": cast.school_class}
    return {"pk": Role.objects.get_or_create(**values, defaults={"from_on": dt.date(2026, 8, 1)})[0].pk}


def _class_with_team(cast: Cast) -> dict[str, Any]:
    _member(cast)
    return _class(cast)


def _pupil(cast: Cast) -> dict[str, Any]:
    """The child of the parent in the cast."""
    return {"uuid": cast.parent.person.guardianships.get().pupil.uuid}


def _guardianship(cast: Cast) -> dict[str, Any]:
    return {**_pupil(cast), "pk": cast.parent.person.guardianships.get().pk}


_AT_SCHOOL = {"board_member": 200, "board_chair": 200, "school_leader": 200, "teacher": 200, "parent": 200}
_ON_BOARD = {"board_member": 200, "board_chair": 200, "school_leader": 200, "committee_member": 200}
# They see the board, but only officers change it.
_MAY_NOT = dict.fromkeys(_ON_BOARD, 403)

PEOPLE = {
    "people:my-page": Row(get=LOGGED_IN, post=only(others=302), data=lambda cast: {"language": "da"}),
    "people:log-out-everywhere": Row(get=LOGGED_IN_ARE_LED, post=only(others=302)),
    "people:school-list": Row(get=only(**_AT_SCHOOL, officer=200, committee_member=200, stranger=200), post=NO),
    "people:school-new": Row(get=OFFICER, post=OFFICER_IS_REFUSED),
    "people:school": Row(url=_school, get=only(**_AT_SCHOOL, officer=200, committee_member=200), post=NO),
    "people:school-change": Row(
        url=_school,
        get=only(**dict.fromkeys([*_AT_SCHOOL, "committee_member"], 403), officer=200),
        post=only(**dict.fromkeys([*_AT_SCHOOL, "committee_member"], 403), officer=302),
        data=lambda cast: {"name": "Åskolen"},
    ),
    "people:board-new": Row(
        url=_school,
        get=LOGGED_IN_ARE_LED,
        post=only(**dict.fromkeys([*_AT_SCHOOL, "committee_member"], 403), officer=409),
        why="The school has a board already: the officer is told so.",
    ),
    "people:board-list": Row(get=only(**_ON_BOARD, officer=200, stranger=200), post=NO),
    "people:board": Row(url=_board, get=only(**_ON_BOARD, officer=200), post=NO),
    "people:seat-new": Row(
        url=_board,
        get=LOGGED_IN_ARE_LED,
        post=only(**_MAY_NOT, officer=302),
        data=lambda cast: {"given_name": "Ny", "email": "ny@example.org", "seat": "foraelder", "from_on": "01.01.2030"},
    ),
    "people:seat-end": Row(
        url=_seat, get=LOGGED_IN_ARE_LED, post=only(**_MAY_NOT, officer=302), data=lambda cast: {"on": "01.01.2030"}
    ),
    "people:seat-chair": Row(url=_seat, get=LOGGED_IN_ARE_LED, post=only(**_MAY_NOT, officer=302)),
    "people:mailbox-set": Row(
        url=_address,
        get=LOGGED_IN_ARE_LED,
        post=only(**_MAY_NOT, officer=302),
        data=lambda cast: {"mailbox": "b@example.org"},
    ),
    "people:class-list": Row(
        url=lambda cast: _member(cast) and {},
        get=only(school_leader=200, teacher=200),
        post=NO,
        why="Leaders and teams; officers come from the school's page.",
    ),
    "people:school-classes": Row(url=_school, get=only(school_leader=200, officer=200), post=NO),
    "people:school-class": Row(url=_class_with_team, get=only(school_leader=200, teacher=200, officer=200), post=NO),
    "people:team-member-new": Row(
        url=_class_with_team,
        get=LOGGED_IN_ARE_LED,
        post=only(school_leader=422, officer=422, teacher=403),
        why="Sent empty. Who is in the team sees it; leaders and officers change it.",
    ),
    "people:team-member-end": Row(
        url=_member,
        get=LOGGED_IN_ARE_LED,
        post=only(school_leader=302, officer=302, teacher=403),
        data=lambda cast: {"on": "01.01.2030"},
    ),
    "people:class-homes": Row(url=_class_with_team, get=only(school_leader=200, officer=200), post=NO),
    "people:pupil-homes": Row(
        url=_pupil,
        get=only(school_leader=200, officer=200),
        post=only(school_leader=302, officer=302),
        why="The team of the class and the guardians themselves do not see where others live.",
    ),
    "people:guardian-new": Row(
        url=_pupil,
        get=LOGGED_IN_ARE_LED,
        post=only(school_leader=422, officer=422),
        why="Sent empty.",
    ),
    "people:guardianship-change": Row(
        url=_guardianship,
        get=LOGGED_IN_ARE_LED,
        post=only(school_leader=422, officer=422),
        why="Sent empty: a relation is needed.",
    ),
    "people:role-list": Row(get=OFFICER, post=OFFICER_IS_REFUSED),
    "people:role-end": Row(url=_second_officer, get=OFFICER_IS_LED, post=OFFICER_POSTS),
    "calendar:holidays": Row(get=OFFICER, post=OFFICER_IS_REFUSED),
    "calendar:holidays-year": Row(url=_year, get=OFFICER, post=OFFICER_IS_REFUSED),
    "people:import-new": Row(get=OFFICER, post=OFFICER_IS_REFUSED),
    "people:import": Row(url=_run, get=OFFICER, post=NO),
    "people:import-do": Row(url=_run, get=OFFICER_IS_LED, post=OFFICER_POSTS),
    "people:import-again": Row(url=_run, get=OFFICER_IS_LED, post=OFFICER_POSTS),
    "people:import-drop": Row(url=_run, get=OFFICER_IS_LED, post=OFFICER_POSTS),
    "people:demo-be": Row(get=NO, post=NOT_HERE, why="Only in the demo."),
}

# Somebody who is logged in already is sent on from the log-in pages.
_ENTRANCE = only(anonymous=200, others=302)
_AWAY = only(anonymous=302, others=302)

ACCOUNT = {
    "account_login": Row(get=_ENTRANCE, post=_ENTRANCE),
    "account_request_login_code": Row(get=_ENTRANCE, post=_ENTRANCE),
    "account_confirm_login_code": Row(get=_AWAY, post=_AWAY, why="Without a code asked for: back to log-in."),
    "account_choose": Row(get=_AWAY, post=_AWAY, why="Without a right code for a shared address: back to log-in."),
    "account_inactive": Row(get=everybody(200), post=NO),
    "account_logout": Row(get=only(anonymous=302, others=200), post=everybody(302)),
    "mfa_login_webauthn": Row(get=_AWAY, post=_AWAY),
    "mfa_authenticate": Row(get=_AWAY, post=_AWAY),
    "mfa_reauthenticate": Row(get=only(others=403), post=only(others=403), why="Nobody in the cast has a key."),
    "mfa_reauthenticate_webauthn": Row(get=only(others=403), post=only(others=403)),
    "mfa_index": Row(get=everybody(302), post=everybody(302), why="Leads to Min side, which asks to log in."),
    "mfa_list_webauthn": Row(get=everybody(302), post=everybody(302), why="As mfa_index."),
    "mfa_add_webauthn": Row(get=LOGGED_IN, post=LOGGED_IN),
    "mfa_edit_webauthn": Row(url=lambda cast: {"pk": 1}, get=only(), post=only(), why="Somebody else's key."),
    "mfa_remove_webauthn": Row(url=lambda cast: {"pk": 1}, get=only(), post=only(), why="Somebody else's key."),
    "mfa_activate_totp": Row(get=LOGGED_IN, post=LOGGED_IN),
    "mfa_deactivate_totp": Row(get=only(), post=only(), why="Nobody in the cast has one."),
    "mfa_view_recovery_codes": Row(get=only(), post=only(others={404, 405}), why="Nobody in the cast has any."),
    "mfa_generate_recovery_codes": Row(get=LOGGED_IN, post=LOGGED_IN),
    "mfa_download_recovery_codes": Row(get=only(), post=only(others={404, 405})),
    "openid_connect_login": Row(url=lambda cast: {"provider_id": "kommunen"}, get=NOT_HERE, post=NOT_HERE),
    "openid_connect_callback": Row(url=lambda cast: {"provider_id": "kommunen"}, get=NOT_HERE, post=NOT_HERE),
    "socialaccount_login_cancelled": Row(get=everybody(200), post=NO),
    "socialaccount_login_error": Row(get=everybody({200, 401}), post=NO),
    **{
        name: Row(get=NOT_HERE, post=NOT_HERE, why="This house has no passwords and no sign-up.")
        for name in (
            "account_signup", "account_email", "account_email_verification_sent", "account_change_password",
            "account_set_password", "account_reset_password", "account_reauthenticate", "socialaccount_signup",
            "socialaccount_connections",
        )
    },
}  # fmt: skip


def unknown(**kwargs: Any) -> dict[str, Any]:
    """The same address with ids that belong to nothing: what may not be known of must answer like this."""
    return {
        name: uuid4() if isinstance(value, UUID) else 2_000_000_000 if isinstance(value, int) else value
        for name, value in kwargs.items()
    }
