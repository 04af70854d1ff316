# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The days on which no school of the municipality is open, beside weekends and public holidays."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspil.core.models import UuidModel

# A summer holiday is seven weeks; longer than this is a slip of the pen in a year.
MOST_DAYS = 100
NAME_LENGTH = 60


class Holiday(UuidModel):
    """From `first_on` up to and including `last_on`, as a municipality's plan for the school year says it."""

    name = models.CharField(_("navn"), max_length=NAME_LENGTH)
    first_on = models.DateField(_("første dag"))
    last_on = models.DateField(_("sidste dag"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on"), last_on__lt=F("first_on") + dt.timedelta(days=MOST_DAYS)),
                name="holiday_in_order",
                violation_error_message=_("En ferie slutter, efter den er begyndt, og varer højst 100 dage."),
            ),
            models.UniqueConstraint(
                fields=["name", "first_on"],
                name="holiday_once",
                violation_error_message=_("Den ferie står der allerede."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
