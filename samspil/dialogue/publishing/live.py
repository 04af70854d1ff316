# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Following how far the mails with a letter are: for who sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.dialogue.meetings.access import may_hold
from samspil.dialogue.publishing.queries.versions import version_by_uuid
from samspil.people.roles.access import held_roles

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


def sends_letter(*, request: HttpRequest, ref: UUID) -> bool:
    """Whether it is a version of a letter from a meeting that is theirs to hold."""
    version = version_by_uuid(uuid=ref)
    return version is not None and may_hold(held_roles(request), version.letter.meeting)
