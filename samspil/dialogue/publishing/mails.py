# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The mail with the letter: in the reader's language round the officer's Danish words, with a link of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspil.delivery.parcels import Attachment, Copy
from samspil.delivery.personal import STAND_IN, WHY, PersonalMail
from samspil.dialogue.inviting.words import why_invited
from samspil.dialogue.letter.content import LetterContent
from samspil.dialogue.letter.readings import Readings
from samspil.ui import words


@dataclass
class LetterMail(PersonalMail):
    content: LetterContent
    number: int = 1
    changes: str = ""
    attachments: Sequence[Attachment] = ()
    draft: bool = False
    # The letter in a reader's language, as far as a person has approved it.
    readings: Callable[[str], Readings | None] = lambda _language: None

    def subject(self) -> str:
        readings = self.readings(translation.get_language() or "da")
        title = (readings.of(self.content.title) if readings else "") or self.content.title
        subject = _("Brev efter mødet: %(title)s") % {"title": title}
        if self.number > 1:
            subject = _("Rettet brev efter mødet: %(title)s") % {"title": title}
        return _("Udkast: %(subject)s") % {"subject": subject} if self.draft else subject

    def why(self) -> str:
        return why_invited(self.content.starts_at)

    def make(self, language: str) -> Copy:
        context = {
            "content": self.content,
            "readings": self.readings(language),
            "why": WHY,
            "number": self.number,
            "changes": self.changes,
            "draft": self.draft,
            "language": language,
            "rtl": translation.get_language_bidi(),
            "points": self.content.point_count,
            "attached": [f"{file.name} ({words.file_size(len(file.content))})" for file in self.attachments],
            "letter_url": settings.ORIGIN + reverse("dialogue:letter-link", args=[STAND_IN]),
            "calendar_url": settings.ORIGIN + reverse("dialogue:letter-link-calendar", args=[STAND_IN]),
        }
        return Copy(
            self.subject(),
            render_to_string("dialogue/mail_letter.txt", context).strip() + "\n",
            render_to_string("dialogue/mail_letter.html", context),
        )
