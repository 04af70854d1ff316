# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of questions put to people in the access matrix (see tests/access_rows.py)."""

from typing import Any

from tests.access_rows import NO, Row, everybody, only
from tests.cast import Cast


def asked(cast: Cast) -> Any:
    """Olena is asked about her child, and the teacher may read what she says; made for each route."""
    from samspil.asking.actions import link_make
    from samspil.asking.models import Asked
    from samspil.asking.tests import families
    from samspil.core import clock

    now, mother = clock.now(), cast.parent.person
    families.READERS.add(cast.teacher.uuid)
    question_set = families.ask(mother, now=now, closes_on=clock.today(now) + families.MONTH)
    row = Asked.objects.get(question_set=question_set, person=mother)
    return row, link_make(asked=row, by=None, now=now)


def token(cast: Cast) -> dict[str, Any]:
    return {"token": asked(cast)[1]}


def person(cast: Cast) -> dict[str, Any]:
    return {"uuid": asked(cast)[0].uuid}


WHY = "The personal link is enough."
ASKING: dict[str, Row] = {
    "asking:start": Row(url=token, get=everybody(200), post=everybody(302), why=WHY),
    "asking:question": Row(
        url=lambda cast: token(cast) | {"number": 1}, get=everybody(200), post=everybody({302, 422}), why=WHY
    ),
    "asking:otherwise": Row(url=token, get=everybody(200), post=everybody(302), why=WHY),
    "asking:paper": Row(url=token, get=everybody(200), post=NO, roles=("anonymous", "stranger"), why=WHY),
    "asking:type-in": Row(
        url=lambda cast: person(cast) | {"way": "telefon"}, get=only(teacher=200), post=only(teacher=200),
        why="Whom the feature lets read the answers.",
    ),
    "asking:staff-paper": Row(url=person, get=only(teacher=200), post=NO),
}  # fmt: skip
