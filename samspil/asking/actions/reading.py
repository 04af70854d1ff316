# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading what was answered: the reading itself is written down."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.asking import queries
from samspil.asking.models import Asked, QuestionSet, Response
from samspil.asking.queries.answers import HomeAnswers
from samspil.core import audit
from samspil.core.errors import Refused

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def answers_read(*, question_set: QuestionSet, by: User, now: dt.datetime) -> list[HomeAnswers]:
    """The homes' answers, for who may read them; each reading is a row in the trail.

    Of a set that is not sealed it is one only where somebody has written words. Raises Refused for anybody else.
    """
    _allowed(question_set, by, now)
    found = queries.answers(question_set=question_set, now=now)
    words = any(said.text for home in found for one in home.answers for said in one.said.values())
    if question_set.sealed or words:
        audit.record(by=by, at=now, action="asking.read", obj=question_set, changes={"homes": (None, len(found))})
    return found


@transaction.atomic
def texts_read(*, question_set: QuestionSet, key: str, by: User, now: dt.datetime) -> list[str]:
    """The words to one question without names (queries.texts), for who may read answers; written down as well."""
    _allowed(question_set, by, now)
    found = queries.texts(question_set=question_set, key=key, now=now)
    audit.record(by=by, at=now, action="asking.read", obj=question_set, changes={"texts": (None, len(found))})
    return found


@transaction.atomic
def typed_read(*, asked: Asked, question_set: QuestionSet, origin: str, by: User, now: dt.datetime) -> Response | None:
    """What has been typed in for somebody by one way, for the typist who may mend it."""
    _allowed(question_set, by, now)
    row = Response.objects.filter(asked=asked, origin=origin).select_related("typed_by__person").first()
    if row is not None:
        audit.record(by=by, at=now, action="asking.read", obj=asked)
    return row


def _allowed(question_set: QuestionSet, by: User, now: dt.datetime) -> None:
    if not queries.may_read(feature=question_set.feature, subject=question_set.subject, user=by, now=now):
        raise Refused(_("Du kan ikke læse de svar."), code="asking-not-reader")
