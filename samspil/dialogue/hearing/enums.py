# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of hearing that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What somebody says of a point in a hearing."""

    AGREE = "agree", _("Det er det, vi mente")
    DIFFERS = "differs", _("Ikke helt")
    MISSING = "missing", _("Der mangler noget")
