# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The states of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    WAITING = "venter", _("Venter")
    RUNNING = "i_gang", _("I gang")
    BROKEN = "afbrudt", _("Afbrudt")
    TRIED = "proevet", _("Prøvet")
    DONE = "gennemfoert", _("Gennemført")
    DROPPED = "droppet", _("Droppet")


class ImportStep(models.TextChoices):
    """What the worker is asked to do with a file."""

    TRY = "proev", _("Læse den igennem")
    DO = "goer", _("Hente den ind")
