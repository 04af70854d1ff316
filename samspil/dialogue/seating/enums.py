# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of seating that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuestKind(models.TextChoices):
    GUEST = "guest", _("Deltager")
    COMMITTEE = "committee", _("Udvalget")
    OFFICER = "officer", _("Forvaltningen")


class WishKind(models.TextChoices):
    TOGETHER = "together", _("sammen med")
    APART = "apart", _("ikke ved bord med")
    FIXED = "fixed", _("ved et bestemt bord")


class SeatingState(models.TextChoices):
    """WAITING: a quick plan stands there, the worker looks for a better one."""

    WAITING = "waiting", _("Regner videre")
    READY = "ready", _("Klar")
    IMPOSSIBLE = "impossible", _("Kan ikke lade sig gøre")
