# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of asking that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# What a personal link to questions is for.
PURPOSE = "asking"


class QuestionKind(models.TextChoices):
    CHOICE = "choice", _("Et svar")
    CHOICES = "choices", _("Et eller flere svar")
    # Options in order, from one end to the other.
    SCALE = "scale", _("Skala")
    TEXT = "text", _("Ord")


class Origin(models.TextChoices):
    """How an answer came to us. With the first two it is in the home's own hand."""

    LINK = "link", _("På linket")
    PAPER = "paper", _("På papir")
    PHONE = "phone", _("I telefonen")
    TALK = "talk", _("I en samtale")


OWN_HAND = frozenset({Origin.LINK.value, Origin.PAPER.value})


class Wish(models.TextChoices):
    """How somebody would rather answer."""

    CALL = "call", _("Vil gerne ringes op")
    PAPER = "paper", _("Vil gerne have papir")
