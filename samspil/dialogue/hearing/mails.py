# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The mail that asks whether the draft says what they meant, in the reader's language, with a link of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from samspil.delivery.parcels import Copy
from samspil.delivery.personal import STAND_IN, WHY, PersonalMail
from samspil.dialogue.inviting.words import why_invited
from samspil.dialogue.letter.content import LetterContent

PURPOSE = "hearing"
# The page shows what was answered to a remark for a long time after its last day.
OPEN_AFTER = timedelta(days=180)


@dataclass
class HearingMail(PersonalMail):
    content: LetterContent
    closes_at: datetime

    def why(self) -> str:
        return why_invited(self.content.starts_at)

    def make(self, language: str) -> Copy:
        context = {
            "content": self.content,
            "why": WHY,
            "house": self.content.municipality,
            "last_day": last_day(self.closes_at),
            "answer_url": settings.ORIGIN + reverse("dialogue:hearing-answer", args=[STAND_IN]),
        }
        return Copy(
            _("Passer brevet? Læs udkastet: %(title)s") % {"title": self.content.title},
            render_to_string("dialogue/mail_hearing.txt", context).strip() + "\n",
            render_to_string("dialogue/mail_hearing.html", context),
        )


def last_day(closes_at: datetime) -> datetime:
    """A moment on the last day on which one can answer."""
    return closes_at - timedelta(seconds=1)
