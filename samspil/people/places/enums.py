# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The fixed words of places, as the national school data (STIL) names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    """STIL's kinds of groups at an institution; a class in daily speech is a main group."""

    MAIN = "hovedgruppe", _("Hovedgruppe")
    YEAR = "aargang", _("Årgang")
    TRACK = "retning", _("Retning")
    TEAM_OF_PUPILS = "hold", _("Hold")
    AFTER_SCHOOL = "sfo", _("SFO")
    TEAM = "team", _("Team")
    OTHER = "andet", _("Andet")
