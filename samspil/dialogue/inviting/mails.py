# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The words of the invitation, the reminder and what is told of a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspil.delivery.parcels import Copy
from samspil.delivery.personal import SPOKEN, STAND_IN, PersonalMail
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

    def to(self, *, name: str, language: str, links: Sequence[tuple[str, str]]) -> Copy:
        """The copy for one reader. `links`: the title of each role they answer for, and the secret of its link."""
        spoken = language if language in SPOKEN else "da"
        context = {
            "meeting": self.meeting,
            "agenda": self.agenda,
            "rounds": self.rounds,
            "name": name,
            "role": "; ".join(title for title, _token in links),
            "since": self.since,
            "reminder": self.kind == REMIND,
            "answers": [
                (title, settings.ORIGIN + reverse("dialogue:invitation-answer", args=[token])) for title, token in links
            ],
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


@dataclass
class ChangeMail(PersonalMail):
    """The meeting is called off, or is another day, time or place than `before` says."""

    meeting: Meeting
    before: MeetingChange | None

    def make(self, language: str) -> Copy:
        lines = moved(self.before, self.meeting) if self.before else ()
        context = {
            "meeting": self.meeting,
            "lines": lines,
            "heading": self.heading,
            "answer_url": settings.ORIGIN + reverse("dialogue:invitation-answer", args=[STAND_IN]),
            "language": language,
        }
        return Copy(
            subject=_("%(what)s: %(title)s") % {"what": self.heading, "title": self.meeting.title},
            text=render_to_string("dialogue/mail_meeting_changed.txt", context).strip() + "\n",
            html=render_to_string("dialogue/mail_meeting_changed.html", context),
        )

    @property
    def heading(self) -> str:
        if self.meeting.called_off_at is not None:
            return _("Mødet er aflyst")
        if self.before is not None and self.before.starts_at == self.meeting.starts_at:
            return _("Mødet er ændret")
        return _("Mødet er flyttet")


@dataclass
class EveMail(PersonalMail):
    """When and where, a few days before, to whoever has said yes."""

    meeting: Meeting

    def make(self, language: str) -> Copy:
        context = {
            "meeting": self.meeting,
            "answer_url": settings.ORIGIN + reverse("dialogue:invitation-answer", args=[STAND_IN]),
            "language": language,
        }
        day = long_date(self.meeting.starts_at)
        return Copy(
            subject=_("Vi ses %(day)s: %(title)s") % {"day": day, "title": self.meeting.title},
            text=render_to_string("dialogue/mail_meeting_eve.txt", context).strip() + "\n",
            html=render_to_string("dialogue/mail_meeting_eve.html", context),
        )
