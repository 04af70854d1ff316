# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Closing a person's links to a meeting, and sending a new one in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.delivery.actions import message_queue
from samspil.delivery.parcels import Recipient
from samspil.dialogue.overview.mails import LinkMail
from samspil.dialogue.overview.queries.links import same_holder
from samspil.people.links.actions import link_reissue, link_revoke
from samspil.people.links.queries import is_still_theirs

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.links.models import AccessLink
    from samspil.people.persons.models import User

KIND = "link"


@transaction.atomic
def links_close(*, meeting: Meeting, link: AccessLink, by: User, now: datetime) -> None:
    """Close every link that this one's holder has for the same thing. A second time changes nothing."""
    for one in same_holder(link=link, meeting=meeting):
        link_revoke(link=one, by=by, now=now)


@transaction.atomic
def link_renew(*, meeting: Meeting, link: AccessLink, by: User, now: datetime) -> None:
    """Close them, and send a new one to the same person or mailbox. Refused where they have not the role any more."""
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
    copy = mail.to(language=person.language if person else "da", token=token)
    recipient = Recipient(
        address=email,
        name=person.name if person else "",
        language=person.language if person else "da",
        key=str(new.uuid),
        subject=copy.subject,
        text=copy.text,
        html=copy.html,
        secrets=(token,),
        person=person.uuid if person else None,
    )
    message_queue(kind=KIND, ref=meeting.uuid, subject=copy.subject, text="", html="", recipients=[recipient], now=now)
