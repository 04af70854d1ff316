# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The kinds of seats on a school board."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatKind(models.TextChoices):
    PARENT = "foraelder", _("Forældrerepræsentant")
    STAFF = "medarbejder", _("Medarbejderrepræsentant")
    PUPIL = "elev", _("Elevrepræsentant")
    LOCAL = "lokal", _("Repræsentant for lokalsamfundet")
