# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of promises that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromiseState(models.TextChoices):
    """What somebody has answered to a point. That a date has passed is computed, never stored."""

    PROMISE = "promise", _("Løfte")
    KEPT = "kept", _("Løftet er holdt")
    ALREADY = "already", _("Det sker allerede")
    NO = "no", _("Nej, med en grund")
    LOOKING = "looking", _("Det undersøges")


# Somebody owes something by a day.
DATED = (PromiseState.PROMISE, PromiseState.LOOKING)


class Rhythm(models.TextChoices):
    """How often an address gets the mails about promises."""

    NOW = "now", _("Med det samme")
    WEEKLY = "weekly", _("Samlet, mandag morgen")
    MONTHLY = "monthly", _("Samlet, den første i måneden")
    NEVER = "never", _("Slet ikke")
