# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Answering the points of a letter that was sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.letter.redacting import Redact
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.promises.enums import DATED, PromiseState
from samspil.dialogue.promises.models import PromiseAnswer
from samspil.dialogue.promises.queries.answers import one_point

if TYPE_CHECKING:
    from samspil.people.addresses.models import RoleAddress
    from samspil.people.persons.models import User

# What may be followed by »holdt«.
_KEEPABLE = (PromiseState.PROMISE, PromiseState.KEPT)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered. A promise and what is looked into have an owner that can be reached, and a day."""

    state: PromiseState
    words: str
    owner_name: str = ""
    owner_address: RoleAddress | None = None
    owner_email: str = ""
    due_on: date | None = None


@transaction.atomic
def promise_answer(
    *, meeting: Meeting, point: UUID, answer: Answer, seen: int, by: User, now: datetime
) -> PromiseAnswer:
    """Add `answer` to the point's history; the boards are told of it by the next digest.

    `seen` is the number of the answer that the officer saw, 0 for none. The same answer again adds nothing, so a second
    press is one. Raises Refused where somebody else has answered meanwhile, and where the letter has no such point.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    shown = one_point(meeting=meeting, ref=point, now=now)
    if shown is None:
        raise Refused(
            _("Punktet står ikke i det brev, der er sendt. Intet er gemt. Se brevet igen."), code="promise-no-point"
        )
    latest = shown.latest
    if latest is not None and _same(latest, answer):
        return latest
    if shown.seen != seen:
        raise Refused(
            _("En kollega har svaret på punktet, mens du skrev. Læs svaret, og gem dit eget, hvis det stadig gælder."),
            code="promise-changed",
        )
    _check(answer, latest)
    row = PromiseAnswer.objects.create(
        meeting=meeting,
        point=point,
        number=shown.seen + 1,
        answered_at=now,
        answered_by=by,
        **_columns(answer),
    )
    old = _columns(_as_answer(latest)) if latest else {}
    audit.record(
        by=by,
        at=now,
        action="promise.answer",
        obj=row,
        changes={name: (_plain(old.get(name)), _plain(value)) for name, value in _columns(answer).items()},
        personal=("words", "owner_name", "owner_email"),
        label=str(answer.state),
    )
    return row


@transaction.atomic
def promises_answer(*, meeting: Meeting, points: Collection[UUID], answer: Answer, by: User, now: datetime) -> None:
    """The same answer to several points that nobody has answered. All of them or none: Refused as by one."""
    for point in points:
        promise_answer(meeting=meeting, point=point, answer=answer, seen=0, by=by, now=now)


@transaction.atomic
def answers_redact(*, meeting: Meeting, redact: Redact) -> int:
    """Take words out of the answers to a letter's points, old and new. Answers how many said them."""
    changed = 0
    for row in PromiseAnswer.objects.select_for_update().filter(meeting=meeting).order_by("pk"):
        words = redact(row.words)
        if words != row.words:
            row.words = words
            row.save(update_fields=["words"])
            changed += 1
    return changed


def _check(answer: Answer, latest: PromiseAnswer | None) -> None:
    if answer.state == PromiseState.KEPT and (latest is None or latest.state not in _KEEPABLE):
        raise Refused(_("Der er ikke givet et løfte endnu. Skriv først løftet."), code="promise-not-given")
    if answer.state in DATED and not (
        answer.due_on and answer.owner_name and (answer.owner_address or answer.owner_email)
    ):
        raise Refused(_("Skriv, hvem der gør det, hvordan de nås, og hvornår det er gjort."), code="promise-no-owner")


def _columns(answer: Answer) -> dict[str, object]:
    # The database keeps no empty address: None is none.
    return _fields(answer) | {"owner_email": answer.owner_email or None}


def _fields(answer: Answer) -> dict[str, object]:
    return {name: getattr(answer, name) for name in Answer.__slots__}


def _as_answer(row: PromiseAnswer) -> Answer:
    return Answer(
        state=PromiseState(row.state),
        words=row.words,
        owner_name=row.owner_name,
        owner_address=row.owner_address,
        owner_email=row.owner_email or "",
        due_on=row.due_on,
    )


def _same(row: PromiseAnswer, answer: Answer) -> bool:
    return _as_answer(row) == answer


def _plain(value: object) -> object:
    return getattr(value, "uuid", value)
