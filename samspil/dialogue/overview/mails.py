# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The mail with a link in place of one that was closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from samspil.delivery.parcels import Copy
from samspil.delivery.personal import STAND_IN, PersonalMail
from samspil.dialogue.overview.queries.links import PAGES

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@dataclass
class LinkMail(PersonalMail):
    meeting: Meeting
    purpose: str

    def make(self, language: str) -> Copy:
        what, route = PAGES[self.purpose]
        url = settings.ORIGIN + reverse(route, args=[STAND_IN])
        context = {"meeting": self.meeting, "what": what, "url": url}
        return Copy(
            _("Nyt link: %(title)s") % {"title": self.meeting.title},
            render_to_string("dialogue/mail_link.txt", context).strip() + "\n",
            render_to_string("dialogue/mail_link.html", context),
        )
