# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The fixed words of persons, as the national school data (STIL) names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffRole(models.TextChoices):
    TEACHER = "laerer", _("Lærer")
    PEDAGOGUE = "paedagog", _("Pædagog")
    SUBSTITUTE = "vikar", _("Vikar")
    LEADER = "leder", _("Leder")
    MANAGEMENT = "ledelse", _("Ledelse")
    SUPPORT = "tap", _("TAP")
    CONSULTANT = "konsulent", _("Konsulent")


class Relation(models.TextChoices):
    MOTHER = "mor", _("Mor")
    FATHER = "far", _("Far")
    PARENT = "foraelder", _("Forælder")
    STEP_PARENT = "stedforaelder", _("Stedforælder")
    GUARDIAN = "vaerge", _("Værge")
    FOSTER = "plejefamilie", _("Plejefamilie")
    OTHER = "anden", _("Anden voksen")


class Reason(models.TextChoices):
    """Why somebody who need not be a parent is there for a pupil."""

    PLACEMENT = "anbringelse", _("Barnet er anbragt hos dem")
    DECISION = "afgoerelse", _("Nævnt i en afgørelse")
    CONSENT = "samtykke", _("Forældremyndigheden har sagt ja")
