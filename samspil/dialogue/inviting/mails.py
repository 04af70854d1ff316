# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The words of the invitation, the reminder and what is told of a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspil.delivery.parcels import Copy
from samspil.delivery.personal import SPOKEN
from samspil.dialogue.meetings.words import moved
from samspil.ui.words import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samspil.dialogue.inviting.hooks import SinceLast
    from samspil.dialogue.meetings.models import Meeting, MeetingChange
    from samspil.dialogue.meetings.queries import Agenda, RoundPlan

INVITE = "invitation"
REMIND = "reminder"
CHANGED = "meeting-changed"
EVE = "meeting-eve"


@dataclass(frozen=True, slots=True)
class Words:
    """What one meeting's invitation (or reminder) says, to each reader in a language we speak."""

    meeting: Meeting
    agenda: Agenda
    rounds: tuple[RoundPlan, ...]
    kind: str
    # Whether boards can still propose topics.
    asks: bool = False
    since: SinceLast | None = None

    def subject(self, language: str) -> str:
        with translation.override(language if language in SPOKEN else "da"):
            day = date_format(timezone.localtime(self.meeting.starts_at), "j. F")
            if self.kind == REMIND:
                return _("Kommer I %(day)s? %(title)s") % {"day": day, "title": self.meeting.title}
            return _("Invitation %(day)s: %(title)s") % {"day": day, "title": self.meeting.title}

    def to(self, *, name: str, language: str, links: Sequence[tuple[str, str]], of_class: str = "") -> Copy:
        """The copy for one reader. `links`: the title of each role they answer for, and the secret of its link;
        `of_class` the class whose guardian they are, where they are asked as that alone.
        """
        spoken = language if language in SPOKEN else "da"
        context = {
            "meeting": self.meeting,
            "agenda": self.agenda,
            "rounds": self.rounds,
            "name": name,
            "role": "; ".join(title for title, _token in links),
            "of_class": of_class,
            "since": self.since,
            "reminder": self.kind == REMIND,
            "answers": _urls(links),
            "wishes_url": self._wishes_url,
            "language": spoken,
        }
        with translation.override(spoken):
            return Copy(
                subject=self.subject(spoken),
                text=render_to_string("dialogue/mail_invitation.txt", context),
                html=render_to_string("dialogue/mail_invitation.html", context),
            )

    @property
    def _wishes_url(self) -> str:
        """Where boards propose topics, as long as the meeting asks for them."""
        if not self.asks:
            return ""
        return settings.ORIGIN + reverse("dialogue:wishes", args=[self.meeting.uuid])


@dataclass(frozen=True)
class Notice:
    """A mail about the meeting as it is now, to those who were invited."""

    meeting: Meeting
    template: ClassVar[str]

    def subject(self) -> str:
        """In the active language."""
        raise NotImplementedError

    def context(self) -> dict[str, object]:
        return {}

    def to(self, *, language: str, links: Sequence[tuple[str, str]]) -> Copy:
        """The copy for one reader. `links`: the title of each role they answer for, and the secret of its link."""
        spoken = language if language in SPOKEN else "da"
        with translation.override(spoken):
            context = {"meeting": self.meeting, "answers": _urls(links), "language": spoken, **self.context()}
            return Copy(
                subject=self.subject(),
                text=render_to_string(f"dialogue/{self.template}.txt", context).strip() + "\n",
                html=render_to_string(f"dialogue/{self.template}.html", context),
            )


@dataclass(frozen=True)
class ChangeMail(Notice):
    """The meeting is called off, or is another day, time or place than `before` says."""

    before: MeetingChange | None
    template = "mail_meeting_changed"

    def subject(self) -> str:
        return _("%(what)s: %(title)s") % {"what": self.heading, "title": self.meeting.title}

    def context(self) -> dict[str, object]:
        lines = moved(self.before, self.meeting) if self.before else ()
        return {"lines": lines, "heading": self.heading}

    @property
    def heading(self) -> str:
        if self.meeting.called_off_at is not None:
            return _("Mødet er aflyst")
        if self.before is not None and self.before.starts_at == self.meeting.starts_at:
            return _("Mødet er ændret")
        return _("Mødet er flyttet")


@dataclass(frozen=True)
class EveMail(Notice):
    """When and where, a few days before, to whoever has said yes."""

    template = "mail_meeting_eve"

    def subject(self) -> str:
        day = long_date(self.meeting.starts_at)
        return _("Vi ses %(day)s: %(title)s") % {"day": day, "title": self.meeting.title}


def _urls(links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(title, settings.ORIGIN + reverse("dialogue:invitation-answer", args=[token])) for title, token in links]
