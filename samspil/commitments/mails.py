# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The one mail that says that a day has passed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from samspil.commitments.hooks import pages
from samspil.delivery.parcels import Copy, Recipient
from samspil.delivery.personal import PersonalMail

if TYPE_CHECKING:
    from samspil.commitments.models import Commitment
    from samspil.people.models import User

KIND = "commitment.reminder"


@dataclass
class ReminderMail(PersonalMail):
    commitment: Commitment
    due_on: dt.date

    def make(self, language: str) -> Copy:
        path = pages.first(commitment=self.commitment)
        context = {"words": self.commitment.words, "due_on": self.due_on, "url": settings.ORIGIN + (path or "/")}
        return Copy(
            _("Dagen er gået: er løftet holdt?"),
            render_to_string("commitments/mail_reminder.txt", context).strip() + "\n",
            render_to_string("commitments/mail_reminder.html", context),
        )


def reminder_mail(*, commitment: Commitment, due_on: dt.date, to: User) -> tuple[Copy, Recipient]:
    person = to.person
    language = person.written_to_in if person else "da"
    copy = ReminderMail(commitment, due_on).to(language=language, token="")
    recipient = Recipient(
        address=to.email,
        name=person.name if person else "",
        language=language,
        key=f"{to.uuid}:{due_on}",
        subject=copy.subject,
        text=copy.text,
        html=copy.html,
        person=person.uuid if person else None,
    )
    return copy, recipient
