# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A role somebody holds on a day, as a plain value that rules and templates can use."""

import dataclasses
from uuid import UUID

from django.utils.functional import Promise

from samspil.people.roles import definitions as roles


@dataclasses.dataclass(frozen=True, slots=True)
class HeldRole:
    """`scope_id` is the key of the municipality, school, class, board or committee; `meeting` a meeting's public id.

    `school_id` is the school that the scope belongs to, None for what stands above the schools.
    """

    code: str
    scope: str
    scope_id: int | None = None
    school_id: int | None = None
    meeting: UUID | None = None

    @property
    def title(self) -> Promise:
        return roles.BY_CODE[self.code].title


HeldRoles = frozenset[HeldRole]
