# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The mail that asks whether the draft says what they meant, in the reader's language, with a link of one's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspil.delivery.parcels import Copy
from samspil.dialogue.letter.content import LetterContent

SPOKEN = ("da", "en", "ar")
PURPOSE = "hearing"
# The page shows what was answered to a remark for a long time after its last day.
OPEN_AFTER = timedelta(days=180)
# Stands for the personal secret while a language's mail is made once for all its readers.
STAND_IN = "DIT-PERSONLIGE-LINK"


@dataclass
class HearingMail:
    content: LetterContent
    closes_at: datetime
    _made: dict[str, Copy] = field(default_factory=dict)

    def to(self, *, language: str, token: str) -> Copy:
        """The copy for one reader: only the link differs."""
        spoken = language if language in SPOKEN else "da"
        made = self._made.get(spoken) or self._made.setdefault(spoken, self._make(spoken))
        return Copy(made.subject, made.text.replace(STAND_IN, token), made.html.replace(STAND_IN, token))

    def _make(self, language: str) -> Copy:
        with translation.override(language):
            context = {
                "content": self.content,
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
