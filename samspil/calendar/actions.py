# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Writing down the holidays of a school year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.calendar.models import Holiday
from samspil.calendar.queries import breaks_of, digest
from samspil.calendar.rules import Break
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.saving import saved
from samspil.people.places.models import SchoolYear
from samspil.people.schools.actions.schools import school_year_add

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def holidays_set(*, year: SchoolYear, breaks: Iterable[Break], seen: str, by: User | None, now: datetime) -> bool:
    """The holidays that touch `year` are these. Answers whether something changed.

    `seen` is the digest of the list as it was opened. Raises Refused where somebody else has changed it since, or where
    a holiday lies outside the year: it would not be seen again.
    """
    present = school_year_add(first=year.starts_on.year, by=by, now=now)
    year = SchoolYear.objects.select_for_update().get(pk=present.pk)
    before, after = set(breaks_of(year=year)), set(breaks)
    if digest(before) != seen:
        raise Refused(
            _("En anden har ændret ferierne, mens du skrev. Intet er gemt. Se listen, og ret dine linjer til."),
            code="holidays-changed",
        )
    for outside in sorted(after):
        if outside.last < year.starts_on or outside.first >= year.ends_on:
            raise Refused(
                _("%(name)s ligger uden for skoleåret %(year)s. Intet er gemt.") % {"name": outside.name, "year": year},
                code="holiday-outside",
            )
    if before == after:
        return False
    for gone in before - after:
        Holiday.objects.filter(name=gone.name, first_on=gone.first, last_on=gone.last).delete()
    for new in sorted(after - before):
        saved(Holiday(name=new.name, first_on=new.first, last_on=new.last))
    changes = {"holidays": (_told(before - after), _told(after - before))}
    audit.record(by=by, at=now, action="holidays.set", obj=year, changes=changes, label=year.name)
    return True


def _told(breaks: Iterable[Break]) -> list[str]:
    return [f"{one.name} {one.first}/{one.last}" for one in sorted(breaks)]
