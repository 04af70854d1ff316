# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Published letters: which there are, and who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, QuerySet

from samspil.core import clock
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.inviting.queries import invitees, placed
from samspil.dialogue.inviting.rules import may_read
from samspil.dialogue.letter.content import LetterContent, from_json
from samspil.dialogue.letter.models import Letter, LetterVersion
from samspil.dialogue.meetings.models import Attachment, Meeting
from samspil.people.addresses import queries

if TYPE_CHECKING:
    from samspil.people.links.models import AccessLink
    from samspil.people.roles.held import HeldRoles


@dataclass(frozen=True)
class Published:
    """One version as its reader sees it, with the number of the latest."""

    version: LetterVersion
    latest: LetterVersion
    meeting: Meeting

    @cached_property
    def content(self) -> LetterContent:
        return from_json(self.version.content)

    @property
    def is_latest(self) -> bool:
        return self.version.number == self.latest.number

    @property
    def is_correction(self) -> bool:
        return self.version.number > 1


def versions(*, meeting: Meeting) -> list[LetterVersion]:
    """Every published version, the newest first; to be named, so without what stands in it."""
    found = LetterVersion.objects.filter(letter__meeting=meeting).defer("content")
    return list(found.order_by("-number", "pk"))


def announced(*, meeting: Meeting) -> int:
    """How many versions of its letter there are."""
    return LetterVersion.objects.filter(letter__meeting=meeting).count()


def version_by_uuid(*, uuid: UUID) -> LetterVersion | None:
    """For officers: anybody else goes by `published_for`."""
    return LetterVersion.objects.filter(uuid=uuid).select_related("letter__meeting").first()


def versions_unmailed(*, before: datetime) -> list[LetterVersion]:
    """Those published before that moment whose mails nobody has written."""
    found = LetterVersion.objects.filter(mailed_at__isnull=True, published_at__lt=before).defer("content")
    return list(found.order_by("published_at", "pk"))


def next_number(*, meeting: Meeting) -> int:
    """What the next published version is numbered."""
    last = LetterVersion.objects.filter(letter__meeting=meeting).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def recipient_count(*, meeting: Meeting, now: datetime) -> int:
    """How many people a letter sent now would reach."""
    return len(mail_languages(meeting=meeting, now=now))


def mail_languages(*, meeting: Meeting, now: datetime) -> list[str]:
    """Of each mail with a letter sent now, the language its reader has said."""
    invited = invitations(meeting=meeting).select_related(None).prefetch_related(None).select_related("address")
    to = invitees(meeting=meeting, invitations=invited, now=now)
    return queries.recipient_languages(to.addresses, clock.today(now), to.within)


def invitations(*, meeting: Meeting) -> QuerySet[Invitation]:
    """Everyone on the list once the invitation is sent, with what their address is of.

    Also a role that nobody held that day: whoever holds it when the letter goes out is to have it.
    """
    return placed(meeting.invitations.filter(meeting__invited_at__isnull=False)).order_by("pk")


def published_for(*, held: HeldRoles, uuid: UUID) -> Published | None:
    """The version for somebody who is logged in: officers, the committee's and the boards' own invited."""
    version = LetterVersion.objects.select_related("letter__meeting").filter(uuid=uuid).first()
    if version is None or not may_read(held=held, meeting=version.letter.meeting):
        return None
    return _published(version)


def published_by_link(*, link: AccessLink, number: int | None = None) -> Published | None:
    """The latest version (or number `number`) of the letter that a personal link opens."""
    found = LetterVersion.objects.select_related("letter__meeting").filter(letter__uuid=UUID(str(link.scope["letter"])))
    version = (found.filter(number=number) if number else found).order_by("-number", "pk").first()
    return _published(version) if version else None


def latest_of(*, letter: Letter) -> Published | None:
    """The newest version, for whoever may read the letter."""
    version = letter.versions.select_related("letter__meeting").order_by("-number", "pk").first()
    return Published(version, version, version.letter.meeting) if version else None


def _published(version: LetterVersion) -> Published:
    """What stands in the latest is not read: it is only named."""
    latest = version.letter.versions.defer("content").order_by("-number", "pk").first()
    return Published(version, latest if latest and latest != version else version, version.letter.meeting)


def attachments_of(*, published: Published) -> list[Attachment]:
    """The meeting's files that this version names and that are still there."""
    return files_of(meeting=published.meeting, content=published.content)


def files_of(*, meeting: Meeting, content: LetterContent) -> list[Attachment]:
    """The same for the version's content: what page, archive and mail bring."""
    refs = {file.ref for file in content.files}
    return list(Attachment.objects.filter(meeting=meeting, uuid__in=refs).order_by("title", "pk"))


def attachment_of(*, published: Published, uuid: UUID) -> Attachment | None:
    """A file of the meeting, if this version names it."""
    if str(uuid) not in {file.ref for file in published.content.files}:
        return None
    return Attachment.objects.filter(meeting=published.meeting, uuid=uuid).first()
