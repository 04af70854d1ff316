# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Everything that lies on the tables, as one PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.planning import print_pack as pack
from samspil.people.roles.access import officer_required


@never_cache
@officer_required
@require_safe
def print_pack(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Table signs, question sheets and handouts; `?del=skilte`, `ark` or `papirer` for one kind alone."""
    meeting = meetings.meeting_by_uuid(uuid=uuid)
    part = request.GET.get("del", "")
    made = pack.pdf_file(
        meeting=meeting,
        rounds=meetings.rounds(meeting=meeting),
        tables=meetings.tables(meeting=meeting),
        part=part if part in pack.PARTS else pack.WHOLE,
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, _("Til bordene.pdf")) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
