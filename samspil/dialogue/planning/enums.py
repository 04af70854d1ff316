# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of planning that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackPart(models.TextChoices):
    """What can be printed by itself; the values stand in addresses."""

    WHOLE = "alt", _("Det hele")
    SIGNS = "skilte", _("Bordskilte")
    SHEETS = "ark", _("Spørgeark")
    HANDOUTS = "papirer", _("Papirer til runderne")
    NOTES = "noter", _("Notepapir")


class PackState(models.TextChoices):
    """UNAVAILABLE: the worker's machine cannot make any PDF."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"
