# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The personal links of a meeting: who has one, for what, and whether it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.core import clock
from samspil.people.addresses.queries import holders_by_address
from samspil.people.links.models import AccessLink
from samspil.people.links.queries import is_still_theirs
from samspil.people.roles.queries.shown import shown_name

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.roles.held import HeldRoles

# What a link is for, and the page that it opens.
PAGES: dict[str, tuple[Promise, str]] = {
    "invitation": (_("Svar på invitationen"), "dialogue:invitation-answer"),
    "hearing": (_("Høringen af brevet"), "dialogue:hearing-answer"),
    "letter": (_("Brevet"), "dialogue:letter-link"),
}


@dataclass(frozen=True, slots=True)
class LinkShown:
    """All that one person or mailbox was sent for one purpose and role: `newest` stands for them."""

    newest: AccessLink
    who: str
    what: Promise
    used_at: datetime | None
    opens: bool
    # Closed by an officer, or by an erasure.
    closed: bool


def links_of(*, meeting: Meeting, held: HeldRoles, viewer: int | None, now: datetime) -> list[LinkShown]:
    """In the order of names; a mailbox is named by its role."""
    groups: dict[tuple[object, ...], list[AccessLink]] = {}
    for link in _links(meeting).order_by("created_at", "pk"):
        groups.setdefault(_group(link), []).append(link)
    addresses = {links[-1].role_address for links in groups.values() if links[-1].role_address}
    holders = holders_by_address(addresses, clock.today(now))
    behind = {pk: {person.pk for person in people} for pk, people in holders.items()}
    found = [_shown(links, behind, held, viewer, now) for links in groups.values()]
    return sorted(found, key=lambda row: (row.who, row.newest.purpose, row.newest.pk))


def link_of(*, meeting: Meeting, uuid: UUID) -> AccessLink | None:
    return _links(meeting).filter(uuid=uuid).first()


def same_holder(*, link: AccessLink, meeting: Meeting) -> list[AccessLink]:
    """The links that were sent to the same person for the same purpose and role, and are not closed."""
    return [
        other
        for other in _links(meeting).filter(purpose=link.purpose, revoked_at__isnull=True).order_by("pk")
        if _group(other) == _group(link)
    ]


def is_replaced(*, link: AccessLink, meeting: Meeting) -> bool:
    """Whether it is closed and its holder has a later one for the same."""
    if link.revoked_at is None:
        return False
    later = _links(meeting).filter(purpose=link.purpose, pk__gt=link.pk)
    return any(_group(other) == _group(link) for other in later)


def _links(meeting: Meeting) -> QuerySet[AccessLink]:
    return AccessLink.objects.filter(purpose__in=PAGES, scope__meeting=str(meeting.uuid)).select_related(
        "person__user",
        "role_address__board__school",
        "role_address__school",
        "role_address__committee",
        "role_address__municipality",
    )


def _group(link: AccessLink) -> tuple[object, ...]:
    return link.purpose, link.person_id, link.mailbox_digest, link.role_address_id


def _shown(
    links: list[AccessLink], behind: dict[int, set[int]], held: HeldRoles, viewer: int | None, now: datetime
) -> LinkShown:
    newest = links[-1]
    person, address = newest.person, newest.role_address
    who = shown_name(person=person, held=held, viewer_person_id=viewer) if person else address.title if address else "–"
    open_now = [link for link in links if link.revoked_at is None]
    theirs = is_still_theirs(link=newest, day=clock.today(now), holders=behind[address.pk] if address else None)
    used = max((link.last_used_at for link in links if link.last_used_at), default=None)
    opens = theirs and any(link.expires_at > now for link in open_now)
    return LinkShown(newest, who, PAGES[newest.purpose][0], used, opens, closed=not open_now)
