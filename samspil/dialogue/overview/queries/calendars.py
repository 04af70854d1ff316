# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The meetings in somebody's calendar: an officer's are all, a board member's those that the board was invited to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.core import clock, ics
from samspil.dialogue.inviting.queries import meetings_invited_to
from samspil.dialogue.meetings import calendar
from samspil.dialogue.meetings.access import held_by
from samspil.dialogue.meetings.models import Meeting
from samspil.people.links.models import AccessLink
from samspil.people.roles import rules
from samspil.people.roles.queries.held import roles_of_person

if TYPE_CHECKING:
    from samspil.people.persons.models import Person
    from samspil.people.roles.held import HeldRoles

PURPOSE = "calendar"
# What is longer ago stays in the calendar that fetched it, or is in nobody's way.
LOOKS_BACK = timedelta(days=366)
# How often calendars are asked to come again; most come when they like.
EVERY = timedelta(hours=4)
MOST = 500


def calendar_link(*, person: Person, now: datetime) -> AccessLink | None:
    """The address that is open; who has none has no calendar outside."""
    open_ = AccessLink.objects.filter(purpose=PURPOSE, person=person, revoked_at__isnull=True, expires_at__gt=now)
    return open_.order_by("-created_at", "-pk").first()


def subscription(*, link: AccessLink, now: datetime) -> bytes:
    """The file for whoever the link was made for, by the roles that they have today."""
    held: HeldRoles = frozenset()
    if link.person_id is not None:
        held = roles_of_person(person_id=link.person_id, day=clock.today(now))
    found = [calendar.entry(meeting) for meeting in _meetings(held, now)]
    return ics.subscription(found, name=_("Samspil: møder"), every=EVERY, now=now)


def _meetings(held: HeldRoles, now: datetime) -> list[Meeting]:
    since = now - LOOKS_BACK
    held_here = list(Meeting.objects.filter(held_by(held), starts_at__gte=since).order_by("starts_at", "pk")[:MOST])
    if rules.may_administer(held):
        return held_here
    found = {meeting.pk: meeting for meeting in (*held_here, *meetings_invited_to(held=held, since=since))}
    return sorted(found.values(), key=lambda meeting: (meeting.starts_at, meeting.pk))[:MOST]
