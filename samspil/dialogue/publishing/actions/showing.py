# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Showing a published letter to everybody, and closing it again. One audit row each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.letter.models import Letter
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.meetings.models import Meeting

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def letter_show(*, meeting: Meeting, indexed: bool, by: User, now: datetime) -> Letter:
    """Let everybody with the address read the newest version. `indexed`: search engines may list it.

    The same press again changes nothing but that. Raises Refused before there is a version to show. A class's letter is
    never for search engines: so few families are meant that anybody could name them. The address alone opens it, for a
    class's parents have no role that could be written to.
    """
    letter = Letter.objects.select_for_update().filter(meeting=meeting).first()
    if letter is None or not letter.versions.exists():
        raise Refused(_("Brevet er ikke sendt endnu. Send det først. Så kan det vises for alle."), code="not-published")
    if indexed and meeting.kind == MeetingKind.CLASS:
        raise Refused(
            _(
                "Det her er et brev fra en klasse. Alle kunne regne ud, hvilke børn og familier det handler om. "
                "Derfor må søgemaskiner ikke vise det. Vis det uden, og giv adressen til klassens forældre."
            ),
            code="class-not-indexed",
        )
    before = (letter.public_at is not None, letter.public_indexed)
    if before == (True, indexed):
        return letter
    letter.public_at, letter.public_indexed = letter.public_at or now, indexed
    letter.save(update_fields=["public_at", "public_indexed"])
    changes = {"public": (before[0], True), "indexed": (before[1], indexed)}
    audit.record(by=by, at=now, action="letter.show", obj=letter, changes=changes)
    return letter


@transaction.atomic
def letter_hide(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Close the public page at once; its address answers as if it had never been. Nothing to close is no fault."""
    letter = Letter.objects.select_for_update().filter(meeting=meeting, public_at__isnull=False).first()
    if letter is None:
        return
    changes = {"public": (True, False), "indexed": (letter.public_indexed, False)}
    letter.public_at, letter.public_indexed = None, False
    letter.save(update_fields=["public_at", "public_indexed"])
    audit.record(by=by, at=now, action="letter.hide", obj=letter, changes=changes)
