# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of notes that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a note was said. Only table notes enter table counts."""

    TABLE = "table", _("Ved et bord")
    TALK = "talk", _("I oplægget")
    PLENUM = "plenum", _("I plenum")


class HarvestAnswer(models.TextChoices):
    """What a table says of another table's note in the last minutes of a round."""

    SAME = "same", _("Vi siger det samme")
    DIFFERS = "differs", _("Vi ser det anderledes")
    NO = "no", _("Nej, noget andet")
