# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of wishes that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WishOutcome(models.TextChoices):
    """What became of a wish for the agenda."""

    OPEN = "", _("Ikke afgjort endnu")
    AGENDA = "agenda", _("Taget med på dagsordenen")
    OTHER = "other", _("Tages op på et andet møde")
    NOT_NOW = "not_now", _("Ikke denne gang")
