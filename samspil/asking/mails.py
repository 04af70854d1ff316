# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The mail with somebody's personal link to the questions, and the one reminder of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspil.asking import hooks
from samspil.asking.queries.sheets import title
from samspil.delivery.parcels import Copy
from samspil.delivery.personal import STAND_IN, WHY, PersonalMail
from samspil.people.places.queries import municipality

if TYPE_CHECKING:
    from samspil.asking.models import QuestionSet

ASK, REMIND = "asking", "asking-reminder"


@dataclass
class AskingMail(PersonalMail):
    question_set: QuestionSet
    count: int
    reminder: bool = False

    def why(self) -> str:
        return _("Du får mailen, fordi du er voksen for et barn på skolen, eller fordi det er dig, vi spørger.")

    def make(self, language: str) -> Copy:
        about = title(self.question_set, get_language() or "da")
        context = {
            "title": about,
            "house": municipality(),
            "minutes": self.question_set.minutes,
            "count": self.count,
            "closes_on": self.question_set.closes_on,
            "reminder": self.reminder,
            "why": WHY,
            "url": settings.ORIGIN + self._path(),
        }
        subject = _("Spørgsmål til jer: %(title)s") if not self.reminder else _("Vi vil gerne høre jer: %(title)s")
        return Copy(
            subject % {"title": about},
            render_to_string("asking/mail_asking.txt", context).strip() + "\n",
            render_to_string("asking/mail_asking.html", context),
        )

    def _path(self) -> str:
        own = hooks.family_pages.first(feature=self.question_set.feature, kind=self.question_set.kind, token=STAND_IN)
        return own or reverse("asking:start", args=[STAND_IN])


def ends_at(question_set: QuestionSet) -> dt.datetime:
    """When a link stops: with the school year, as the answers do; a month after a last day close to its end."""
    last = max(question_set.year.ends_on, question_set.closes_on + dt.timedelta(days=31))
    return dt.datetime.combine(last, dt.time(), dt.UTC)
