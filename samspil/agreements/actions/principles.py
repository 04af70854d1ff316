# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A board drafts its principles and adopts them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspil.agreements.models import Principle, PrincipleSet
from samspil.agreements.queries import principles as queries
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.saving import saved

if TYPE_CHECKING:
    from samspil.people.models import School, User


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleDraft:
    area: str
    words: str
    limit: str = ""
    most: int | None = None

    @property
    def columns(self) -> dict[str, object]:
        return dataclasses.asdict(self)


@transaction.atomic
def draft_begin(*, school: School, by: User | None, now: dt.datetime) -> PrincipleSet:
    """A draft of what holds now; the one that is there, where there is one."""
    adopted = queries.adopted_of(school=school)
    made, is_new = PrincipleSet.objects.get_or_create(
        school=school,
        adopted_at=None,
        defaults={"number": adopted.number + 1 if adopted else 1, "begun_at": now},
    )
    if is_new:
        for row in queries.principles_of(principle_set=adopted):
            columns = {field.name: getattr(row, field.name) for field in dataclasses.fields(PrincipleDraft)}
            Principle.objects.create(principle_set=made, number=row.number, ref=row.ref, **columns)
        audit.record(by=by, at=now, action="principles.begin", obj=made, label=str(made.number))
    return made


@transaction.atomic
def principle_add(
    *, principle_set: PrincipleSet, draft: PrincipleDraft, by: User | None, now: dt.datetime
) -> Principle:
    """At the end. The same words a second time are the principle that stands."""
    made = _locked(principle_set)
    again = made.principles.filter(**draft.columns).first()
    if again is not None:
        return again
    last = made.principles.aggregate(last=Max("number"))["last"] or 0
    row = saved(Principle(principle_set=made, number=last + 1, **draft.columns))
    audit.record(by=by, at=now, action="principle.add", obj=row, label=row.area)
    return row


@transaction.atomic
def principle_write(
    *, principle: Principle, draft: PrincipleDraft, seen: int, by: User | None, now: dt.datetime
) -> Principle:
    """Raises Refused where somebody else has changed it since it was opened; the caller keeps both wordings."""
    _locked(principle.principle_set)
    row = Principle.objects.select_for_update().get(pk=principle.pk)
    before = {name: getattr(row, name) for name in draft.columns}
    if before == draft.columns:
        return row
    if row.revision != seen:
        raise Refused(
            _("En anden har ændret princippet, mens du skrev. Begge står her. Gem det, der skal gælde."),
            code="principle-changed",
        )
    for name, value in draft.columns.items():
        setattr(row, name, value)
    row.revision += 1
    saved(row)
    changes = {name: (before[name], value) for name, value in draft.columns.items()}
    audit.record(by=by, at=now, action="principle.write", obj=row, changes=changes, label=row.area)
    return row


@transaction.atomic
def principle_remove(*, principle: Principle, by: User | None, now: dt.datetime) -> None:
    """Out of the draft; what was adopted keeps it."""
    made = _locked(principle.principle_set)
    audit.record(
        by=by, at=now, action="principle.remove", obj=principle, changes={"words": (principle.words, "")},
        label=principle.area,
    )  # fmt: skip
    Principle.objects.filter(pk=principle.pk, principle_set=made).delete()


@transaction.atomic
def principles_adopt(*, principle_set: PrincipleSet, changes: str, by: User | None, now: dt.datetime) -> PrincipleSet:
    """The board has adopted them: they hold from now on and are never changed. Refused for an empty draft."""
    made = PrincipleSet.objects.select_for_update().get(pk=principle_set.pk)
    if made.adopted_at is not None:
        return made
    if not made.principles.exists():
        raise Refused(_("Der står ikke noget princip endnu. Skriv det første."), code="principles-empty")
    made.adopted_at, made.adopted_by, made.changes = now, by, changes
    made.save(update_fields=["adopted_at", "adopted_by", "changes"])
    audit.record(by=by, at=now, action="principles.adopt", obj=made, label=str(made.number))
    return made


def _locked(principle_set: PrincipleSet) -> PrincipleSet:
    made = PrincipleSet.objects.select_for_update().get(pk=principle_set.pk)
    if made.adopted_at is not None:
        raise Refused(_("Principperne er vedtaget. Lav et nyt udkast, og ret i det."), code="principles-adopted")
    return made
