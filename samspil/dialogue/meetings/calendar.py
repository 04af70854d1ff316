# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""A meeting as an entry in a calendar, in the language that is active: `core.ics` writes the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspil.core import ics
from samspil.delivery.parcels import Attachment
from samspil.delivery.personal import SPOKEN

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.dialogue.meetings.models import Meeting


def file_name() -> str:
    """The name of the file, in the reader's language."""
    return _("moede.ics")


def entry(meeting: Meeting) -> ics.Entry:
    """The same UID each time, so that a later one replaces it. The title is Danish: others read what it is first."""
    said = {"kind": meeting.get_kind_display(), "title": meeting.title}
    danish = (get_language() or "da").startswith("da")
    summary = meeting.title if danish else _("%(kind)s: %(title)s") % said
    if meeting.called_off_at:
        summary = _("Aflyst: %(title)s") % {"title": summary}
    text = meeting.called_off_reason if meeting.called_off_at else meeting.afterwards
    return ics.Entry(
        uid=meeting.uid,
        summary=summary,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        place=meeting.place,
        text=text,
        sequence=meeting.sequence,
        changed_at=meeting.updated_at,
        called_off=meeting.called_off_at is not None,
    )


def attached(meeting: Meeting, *, language: str, now: datetime) -> Attachment:
    """The entry as it goes with a mail to a reader of `language`."""
    with translation.override(language if language in SPOKEN else "da"):
        found = entry(meeting)
        method = ics.Method.CANCEL if found.called_off else ics.Method.PUBLISH
        return Attachment(file_name(), ics.one(found, now=now), "text/calendar", method)
