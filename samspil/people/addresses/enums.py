# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The kinds of addresses that belong to a role."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressKind(models.TextChoices):
    """What a role-based address stands for; the people behind it are found on the day of sending."""

    BOARD_CHAIR = "formand", _("Formanden for skolebestyrelsen")
    WHOLE_BOARD = "bestyrelse", _("Hele skolebestyrelsen")
    SCHOOL_LEADERSHIP = "ledelse", _("Skolens ledelse")
    COMMITTEE = "udvalg", _("Udvalget")
    OFFICERS = "forvaltning", _("Forvaltningen")
    CLASS_GUARDIANS = "klasse", _("Forældrene i klassen")
