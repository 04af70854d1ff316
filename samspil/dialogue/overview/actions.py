# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Closing a person's links and sending new ones, and the address of somebody's own calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.delivery.actions import message_queue
from samspil.delivery.parcels import Recipient
from samspil.dialogue.meetings.rules import is_of_class
from samspil.dialogue.overview.mails import LinkMail
from samspil.dialogue.overview.queries.calendars import PURPOSE, calendar_link
from samspil.dialogue.overview.queries.links import is_replaced, same_holder
from samspil.people.links.actions import link_issue, link_reissue, link_revoke
from samspil.people.links.models import AccessLink
from samspil.people.links.queries import is_still_theirs
from samspil.people.persons.models import Person

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.persons.models import User

KIND = "link"


@transaction.atomic
def links_close(*, meeting: Meeting, link: AccessLink, by: User, now: datetime) -> None:
    """Close every link that this one's holder has for the same thing. A second time changes nothing."""
    for one in same_holder(link=link, meeting=meeting):
        link_revoke(link=one, by=by, now=now)


@transaction.atomic
def link_renew(*, meeting: Meeting, link: AccessLink, by: User, now: datetime) -> None:
    """Close them, and send a new one to the same person or mailbox. Refused where they have not the role any more.

    A second press on the same link sends nothing: the new one is on its way.
    """
    link = AccessLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if is_replaced(link=link, meeting=meeting):
        return
    person, address = link.person, link.role_address
    if not is_still_theirs(link=link, day=clock.today(now)):
        raise Refused(
            _("Den, der fik linket, har ikke rollen i dag. Der er ikke sendt noget nyt."), code="link-not-theirs"
        )
    if link.expires_at <= now:
        raise Refused(_("Linket er udløbet. Der er ikke sendt noget nyt."), code="link-expired")
    email = str(person.email or "") if person else address.mailbox if address else ""
    if not email:
        raise Refused(_("Der er ingen mailadresse at skrive til. Der er ikke sendt noget nyt."), code="link-no-email")
    links_close(meeting=meeting, link=link, by=by, now=now)
    new, token = link_reissue(link=link, by=by, now=now)
    mail = LinkMail(meeting, link.purpose)
    copy = mail.to(language=person.written_to_in if person else "da", token=token)
    recipient = Recipient(
        address=email,
        name=person.name if person else "",
        language=person.written_to_in if person else "da",
        key=str(new.uuid),
        subject=copy.subject,
        text=copy.text,
        html=copy.html,
        secrets=(token,),
        person=person.uuid if person else None,
    )
    message_queue(
        kind=KIND,
        ref=meeting.uuid,
        subject=copy.subject,
        text="",
        html="",
        recipients=[recipient],
        closed=is_of_class(meeting),
        now=now,
    )


# A calendar stops without a word when its address ends: as long as a board sits.
OPEN_FOR = timedelta(days=4 * 366)


@transaction.atomic
def calendar_open(*, person: Person, by: User, now: datetime) -> str:
    """A new address in place of the one before. Answers its secret, which is told only here."""
    calendar_close(person=person, by=by, now=now)
    _link, token = link_issue(purpose=PURPOSE, scope={}, expires_at=now + OPEN_FOR, person=person, by=by, now=now)
    return token


@transaction.atomic
def calendar_close(*, person: Person, by: User, now: datetime) -> None:
    """Whoever has the address gets nothing more; a second press changes nothing."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    while link := calendar_link(person=person, now=now):
        link_revoke(link=link, by=by, now=now)
