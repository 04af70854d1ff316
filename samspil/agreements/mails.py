# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The mail that brings a family the agreement, with a link of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from samspil.agreements.enums import KIND
from samspil.delivery.parcels import Copy
from samspil.delivery.personal import STAND_IN, PersonalMail

if TYPE_CHECKING:
    from samspil.agreements.rules import Content

PURPOSE = KIND


@dataclass
class AgreementMail(PersonalMail):
    content: Content
    sender: str

    def make(self, language: str) -> Copy:
        url = settings.ORIGIN + reverse("agreements:family", args=[STAND_IN])
        context = {"content": self.content, "sender": self.sender, "url": url}
        return Copy(
            _("Aftalen for %(name)s: læs den, og sig, hvad I mener") % {"name": self.content.class_name},
            render_to_string("agreements/mail_agreement.txt", context).strip() + "\n",
            render_to_string("agreements/mail_agreement.html", context),
        )
