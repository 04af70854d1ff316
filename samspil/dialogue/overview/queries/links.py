# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The personal links of a meeting: who has one, for what, and whether it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.core import clock
from samspil.people.addresses.models import RoleAddress
from samspil.people.addresses.queries import holders_by_address
from samspil.people.links.models import AccessLink
from samspil.people.links.queries import is_still_theirs
from samspil.people.persons.models import full_name
from samspil.people.roles.queries.shown import Named, shown_name

if TYPE_CHECKING:
    from collections.abc import Collection

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


# A city invites a thousand persons; nobody reads that many, and a name is searched for.
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class LinksPage:
    """Some of those that were found: `found` in all, and where the next page begins, if there is one."""

    rows: tuple[LinkShown, ...]
    found: int
    following: int | None


def links_of(
    *, meeting: Meeting, held: HeldRoles, viewer: int | None, now: datetime, words: str = "", start: int = 0
) -> LinksPage:
    """In the order of names, from place `start` on, of those whose name holds the words; a mailbox has its role's."""
    found = sorted(
        (who, group[0], links)
        for group, (who, links) in _holders(meeting, held, viewer).items()
        if words.casefold() in who.casefold()
    )
    chosen = found[start : start + A_PAGE]
    # Only the newest of each holder is drawn; of those before it only their times are asked.
    rows = {link.pk: link for link in _links(meeting).filter(pk__in=[links[-1] for *_, links in chosen])}
    spans = _spans([pk for *_, links in chosen for pk in links])
    holders = holders_by_address({row.role_address for row in rows.values() if row.role_address}, clock.today(now))
    behind = {pk: {person.pk for person in people} for pk, people in holders.items()}
    ends = start + len(chosen)
    shown = tuple(_shown(who, rows[pks[-1]], [spans[pk] for pk in pks], behind, now) for who, _purpose, pks in chosen)
    return LinksPage(shown, len(found), ends if ends < len(found) else None)


def _holders(meeting: Meeting, held: HeldRoles, viewer: int | None) -> dict[tuple[object, ...], tuple[str, list[int]]]:
    """Each holder's name as this reader may see it, and their links, oldest first. Only what names them is read."""
    links = AccessLink.objects.filter(purpose__in=PAGES, scope__meeting=str(meeting.uuid))
    school = meeting.school_class.school_id if meeting.school_class else None
    named = list(links.order_by("created_at", "pk").values_list("pk", *_GROUPED, *_NAMED))
    titles = _titles({address for _pk, _purpose, person, _mailbox, address, *_ in named if address and not person})
    found: dict[tuple[object, ...], tuple[str, list[int]]] = {}
    for pk, purpose, person, mailbox, address, given, family, protected in named:
        group = (purpose, person, mailbox, address)
        if group not in found:
            name = ""
            if person:
                # To make a row of the database of each of a thousand persons was half of the page's time.
                bearer = Named(person, full_name(given, family), protected)
                name = shown_name(person=bearer, held=held, viewer_person_id=viewer, school_id=school)
            found[group] = (name or titles.get(address, "–"), [])
        found[group][1].append(pk)
    return found


def _titles(addresses: Collection[int]) -> dict[int | None, str]:
    """Of mailboxes: they have their role's name."""
    owners = ("board__school", "school", "committee", "municipality", "school_class__school")
    rows = RoleAddress.objects.filter(pk__in=addresses).select_related(*owners) if addresses else ()
    return {address.pk: address.title for address in rows}


class _Span(NamedTuple):
    """From when to when one link opens, and when it was used."""

    revoked_at: datetime | None
    expires_at: datetime
    last_used_at: datetime | None


def _spans(links: Collection[int]) -> dict[int, _Span]:
    rows = AccessLink.objects.filter(pk__in=links).order_by("pk")
    return {pk: _Span(*times) for pk, *times in rows.values_list("pk", *_Span._fields)}


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
    links = AccessLink.objects.filter(purpose__in=PAGES, scope__meeting=str(meeting.uuid)).select_related(
        "person__user",
        "role_address__board__school",
        "role_address__school",
        "role_address__committee",
        "role_address__municipality",
        "role_address__school_class__school",
    )
    return links.prefetch_related("guardianships")


_GROUPED = ("purpose", "person_id", "mailbox_digest", "role_address_id")
_NAMED = ("person__given_name", "person__family_name", "person__name_protected")


def _group(link: AccessLink) -> tuple[object, ...]:
    return tuple(getattr(link, name) for name in _GROUPED)


def _shown(who: str, newest: AccessLink, links: list[_Span], behind: dict[int, set[int]], now: datetime) -> LinkShown:
    address = newest.role_address
    open_now = [link for link in links if link.revoked_at is None]
    theirs = is_still_theirs(link=newest, day=clock.today(now), holders=behind[address.pk] if address else None)
    used = max((link.last_used_at for link in links if link.last_used_at), default=None)
    opens = theirs and any(link.expires_at > now for link in open_now)
    return LinkShown(newest, who, PAGES[newest.purpose][0], used, opens, closed=not open_now)
