# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of agreements in the access matrix (see tests/access_rows.py).

A class's restart is its team's and the school's leaders'; what families say in it is the team's alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from samspil.core import clock
from tests.access_rows import LOGGED_IN_ARE_LED, NO, Row, everybody, only
from tests.cast import Cast

HOLDERS = {"teacher": 200, "school_leader": 200}
TEAM = only(teacher=200)
READS_PRINCIPLES = dict.fromkeys(
    ("teacher", "school_leader", "board_chair", "board_member", "parent", "officer", "committee_member"), 200
)
# They read what the board has adopted, and do not write it.
MAY_NOT = dict.fromkeys(("teacher", "board_member", "parent", "officer", "committee_member"), 403)


def in_team(cast: Cast) -> None:
    from samspil.people.models import Role

    values = {"person": cast.teacher.person, "code": "class_team", "school_class": cast.school_class}
    Role.objects.get_or_create(**values, defaults={"from_on": dt.date(2026, 8, 1)})


def made(cast: Cast) -> Any:
    """3.a's agreement, issued and heard, after one of last year. Made for each route: some change it."""
    from samspil.agreements.actions import drafting, voices
    from samspil.agreements.enums import Kind, Section
    from samspil.agreements.models import Agreement
    from samspil.people.tests import factories as make

    in_team(cast)
    row = Agreement.objects.filter(school_class=cast.school_class).first()
    if row is not None:
        return row
    now = clock.now()
    year = make.SchoolYearFactory(name="2025-2026")
    before = make.SchoolClassFactory(school=cast.school, year=year, grade=2, letter="a", name="2.a")
    former = drafting.agreement_begin(school_class=before, by=None, now=now)
    row = drafting.agreement_begin(school_class=cast.school_class, by=cast.teacher, now=now)
    row.former = former
    row.review_on = clock.today(now) + dt.timedelta(days=60)
    row.save()
    draft = drafting.LineDraft(words="Vi svarer inden for to skoledage.")
    drafting.line_add(agreement=row, section=Section.PROMISE, draft=draft, by=cast.teacher, now=now)
    drafting.agreement_issue(agreement=row, by=cast.teacher, now=now)
    closes_on = clock.today(now) + dt.timedelta(days=14)
    for kind in (Kind.VOICE, Kind.HEARING, Kind.HALFWAY):
        voices.families_ask(agreement=row, kind=kind, closes_on=closes_on, by=cast.teacher, now=now)
    return row


def class_with_team(cast: Cast) -> dict[str, Any]:
    in_team(cast)
    return {"uuid": cast.school_class.uuid}


def agreement(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"uuid": made(cast).uuid, **more}


def line(cast: Cast) -> dict[str, Any]:
    return {"uuid": made(cast).lines.get(section="promise").uuid}


def promise(cast: Cast) -> dict[str, Any]:
    return agreement(cast, line=line(cast)["uuid"])


def family_token(cast: Cast) -> dict[str, Any]:
    from samspil.asking.actions.sending import link_make
    from samspil.asking.models import Asked

    row = made(cast)
    asked = Asked.objects.filter(question_set__subject=row.uuid, question_set__kind="hearing").order_by("pk")[0]
    return {"token": link_make(asked=asked, by=None, now=clock.now())}


def school(cast: Cast) -> dict[str, Any]:
    """With principles that were adopted, and a draft."""
    from samspil.agreements.actions import principles as actions
    from samspil.agreements.queries import principles as queries

    now = clock.now()
    if queries.adopted_of(school=cast.school) is None:
        draft = actions.PrincipleDraft(area="aula-staff", words="Vi skriver kort.")
        first = actions.draft_begin(school=cast.school, by=None, now=now)
        actions.principle_add(principle_set=first, draft=draft, by=None, now=now)
        actions.principles_adopt(principle_set=first, changes="", by=None, now=now)
    actions.draft_begin(school=cast.school, by=None, now=now)
    return {"uuid": cast.school.uuid}


def principle(cast: Cast) -> dict[str, UUID]:
    from samspil.agreements.queries import principles as queries

    school(cast)
    return {"uuid": queries.draft_of(school=cast.school).principles.get().uuid}


def shows(url: Any, **more: Any) -> Row:
    return Row(url=url, get=only(**HOLDERS), post=NO, **more)


def takes(url: Any, code: Any = 302, **more: Any) -> Row:
    return Row(url=url, get=LOGGED_IN_ARE_LED, post=only(**dict.fromkeys(HOLDERS, code)), **more)


def both(url: Any, code: Any = 422, **more: Any) -> Row:
    return Row(url=url, get=only(**HOLDERS), post=only(**dict.fromkeys(HOLDERS, code)), **more)


STEP = {"step": "aftalen"}
KIND = {"kind": "voice"}
LINK = "The personal link is enough."
AGREEMENTS: dict[str, Row] = {
    "agreements:class-list": Row(get=only(**HOLDERS), post=NO, url=lambda cast: (in_team(cast), {})[1]),
    "agreements:class-agreement": Row(
        url=class_with_team,
        get=only(**{role: {200, 302} for role in HOLDERS}),
        post=NO,
        why="Where the restart has begun one is led to its next step.",
    ),
    "agreements:begin": Row(url=class_with_team, get=LOGGED_IN_ARE_LED, post=only(**dict.fromkeys(HOLDERS, 302))),
    "agreements:step": shows(lambda cast: agreement(cast, **STEP)),
    "agreements:step-finish": takes(lambda cast: agreement(cast, **STEP)),
    "agreements:lines-drop": takes(agreement),
    "agreements:promise-answer": takes(promise, data=lambda cast: {"state": "kept", "seen": "1"}),
    "agreements:line-new": both(lambda cast: agreement(cast, section="hope")),
    "agreements:line": both(line),
    "agreements:line-restore": takes(line),
    "agreements:point-take": Row(
        url=agreement, get=LOGGED_IN_ARE_LED, post=only(), why="No point is named: there is none."
    ),
    "agreements:figures": both(agreement),
    "agreements:issue": takes(agreement),
    "agreements:difference": shows(agreement),
    "agreements:translations": both(lambda cast: agreement(cast, language="ar"), 302),
    "agreements:preview": shows(agreement),
    "agreements:preview-pdf": shows(agreement),
    "agreements:ask": takes(lambda cast: agreement(cast, **KIND), 422, why="A last day is missing."),
    "agreements:close": takes(lambda cast: agreement(cast, **KIND)),
    "agreements:answers": Row(url=lambda cast: agreement(cast, **KIND), get=TEAM, post=NO),
    "agreements:calls": Row(url=lambda cast: agreement(cast, **KIND), get=TEAM, post=NO),
    "agreements:in-force": takes(agreement),
    "agreements:family": Row(url=family_token, get=everybody(200), post=everybody(405), why=LINK),
    "agreements:family-answer": Row(url=family_token, get=everybody(302), post=everybody(422), why=LINK),
    "agreements:family-pdf": Row(url=family_token, get=everybody(200), post=everybody(405), why=LINK),
    "agreements:family-ics": Row(url=family_token, get=everybody(200), post=everybody(405), why=LINK),
    "agreements:principles": Row(url=school, get=only(**READS_PRINCIPLES), post=NO),
    "agreements:principles-begin": Row(
        url=school, get=LOGGED_IN_ARE_LED, post=only(**MAY_NOT, school_leader=302, board_chair=302)
    ),
    "agreements:principle-new": Row(
        url=school,
        get=only(**MAY_NOT, school_leader=200, board_chair=200),
        post=only(**MAY_NOT, school_leader=422, board_chair=422),
    ),
    "agreements:principles-adopt": Row(
        url=school,
        get=LOGGED_IN_ARE_LED,
        post=only(**MAY_NOT, school_leader=403, board_chair=302),
        why="The board adopts; its chair says so.",
    ),
    "agreements:aula-pdf": Row(
        url=lambda cast: {**school(cast), "readers": "personale"}, get=only(**READS_PRINCIPLES), post=NO
    ),
    "agreements:principle": Row(
        url=principle,
        get=only(school_leader=200, board_chair=200),
        post=only(school_leader=422, board_chair=422),
    ),
    "agreements:principle-remove": Row(
        url=principle, get=LOGGED_IN_ARE_LED, post=only(school_leader=302, board_chair=302)
    ),
}
