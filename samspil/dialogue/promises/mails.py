# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The mails about promises: what has changed since last, to the boards; and that a day has passed, to the owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.delivery.parcels import Copy
from samspil.delivery.personal import STAND_IN, WHY, PersonalMail
from samspil.dialogue.inviting.words import why_invited
from samspil.dialogue.letter.content import LetterContent
from samspil.dialogue.promises.ledger import News


@dataclass
class PromiseMail(PersonalMail):
    """One of the two mails (`template`)."""

    template: str
    content: LetterContent
    news: Sequence[News]

    def subject(self) -> str:
        title = {"title": self.content.title}
        if self.template == REMINDER:
            return _("Over tiden: et punkt i »%(title)s«") % title
        count = len(self.news)
        said = ngettext("Nyt om %(count)s punkt: %(title)s", "Nyt om %(count)s punkter: %(title)s", count)
        return said % {"count": count, **title}

    def why(self) -> str:
        return why_invited(self.content.starts_at)

    def make(self, language: str) -> Copy:
        context = {
            "content": self.content,
            "why": WHY,
            "news": self.news,
            "house": self.content.municipality,
            "letter_url": settings.ORIGIN + reverse("dialogue:letter-link", args=[STAND_IN]),
            "rhythm_url": settings.ORIGIN + reverse("dialogue:letter-link-mails", args=[STAND_IN]),
        }
        return Copy(
            self.subject(),
            render_to_string(f"dialogue/{self.template}.txt", context).strip() + "\n",
            render_to_string(f"dialogue/{self.template}.html", context),
        )


DIGEST, REMINDER = "mail_promises", "mail_promise_late"
