# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The link that shows the big screen on a computer where nobody is logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from samspil.core import clock
from samspil.dialogue.meetings.models import Meeting
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token

if TYPE_CHECKING:
    from samspil.people.links.models import AccessLink

PURPOSE = "projector"


def meeting_by_link(*, link: AccessLink) -> Meeting:
    found = (
        Meeting.objects.select_related("current_round__question").filter(uuid=UUID(str(link.scope["meeting"]))).first()
    )
    if found is None:
        raise Http404
    return found


def opens(token: str, meeting: Meeting) -> bool:
    """Whether the link is one for this meeting's screen, and open."""
    if not token:
        return False
    try:
        link = link_by_token(token=token, purpose=PURPOSE, now=clock.now())
    except LinkError:
        return False
    return bool(link.scope.get("meeting") == str(meeting.uuid))
