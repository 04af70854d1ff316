# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A board's principles: who may read and write them, and what they bind."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from samspil.agreements import rules
from samspil.agreements.enums import Area
from samspil.agreements.models import Principle, PrincipleSet
from samspil.people.models import School
from samspil.people.roles import definitions
from samspil.people.roles import rules as roles
from samspil.people.roles.held import HeldRoles


def school_for(*, held: HeldRoles, uuid: UUID) -> School | None:
    """For the board's members, those who work at the school, and the municipality."""
    row = School.objects.filter(uuid=uuid).first()
    return row if row is not None and roles.may_see_school(held, row.pk) else None


def may_write(held: HeldRoles, school: School) -> bool:
    """The chair of the board, and the school's leaders, who keep its pen."""
    chairs = any(role.code == definitions.BoardChair.code and role.school_id == school.pk for role in held)
    return chairs or school.pk in roles.led_school_ids(held)


def may_adopt(held: HeldRoles, school: School) -> bool:
    """The board's: its chair says that it has."""
    return any(role.code == definitions.BoardChair.code and role.school_id == school.pk for role in held)


def draft_of(*, school: School) -> PrincipleSet | None:
    return PrincipleSet.objects.filter(school=school, adopted_at__isnull=True).first()


def adopted_of(*, school: School) -> PrincipleSet | None:
    """The set that holds."""
    rows = PrincipleSet.objects.filter(school=school, adopted_at__isnull=False)
    return rows.select_related("adopted_by__person").order_by("-number").first()


def earlier_of(*, school: School) -> list[PrincipleSet]:
    """All that were adopted, the newest first."""
    return list(PrincipleSet.objects.filter(school=school, adopted_at__isnull=False).order_by("-number"))


def principles_of(*, principle_set: PrincipleSet | None) -> list[Principle]:
    return list(principle_set.principles.order_by("number", "pk")) if principle_set else []


def by_area(rows: Sequence[Principle]) -> list[tuple[Area, list[Principle]]]:
    return [(area, [row for row in rows if row.area == area]) for area in Area]


def principle_for(*, held: HeldRoles, uuid: UUID) -> Principle | None:
    """Of a draft, for who may write it."""
    rows = Principle.objects.select_related("principle_set__school").filter(principle_set__adopted_at__isnull=True)
    row = rows.filter(uuid=uuid).first()
    return row if row is not None and may_write(held, row.principle_set.school) else None


def bounds_of(*, school: School) -> list[rules.Bound]:
    """The numbers that the adopted principles set."""
    rows = principles_of(principle_set=adopted_of(school=school))
    return [
        rules.Bound(row.number, row.words, row.limit, row.most) for row in rows if row.limit and row.most is not None
    ]
