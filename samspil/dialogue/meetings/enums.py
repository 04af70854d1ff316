# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of a meeting that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    # speaks: da en ar
    DIALOGUE = "dialogue", _("Dialogmøde")
    THEME = "theme", _("Temaaften")
    CLASS = "class", _("Klassemøde")
    OTHER = "other", _("Andet møde")


class Stage(models.TextChoices):
    """How far a meeting is: computed from its times, never stored."""

    PLAN = "plan", _("Plan")
    INVITED = "invited", _("Inviteret")
    EVENING = "evening", _("Aftenen")
    SORTING = "sorting", _("Sortering")
    LETTER = "letter", _("Brevet")
    SENT = "sent", _("Løfterne")
    CALLED_OFF = "called-off", _("Aflyst")


class ItemKind(models.TextChoices):
    WELCOME = "welcome", _("Velkomst")
    SINCE = "since", _("Siden sidst")
    TALK = "talk", _("Oplæg")
    ROUND = "round", _("Runde ved bordene")
    BREAK = "break", _("Pause")
    PLENUM = "plenum", _("Opsamling for alle")
    OTHER = "other", _("Andet")


class Handout(models.TextChoices):
    """The sheets that can lie on the tables; our own wording (samspil.dialogue.planning.handouts)."""

    NONE = "", _("Intet ark")
    SPIRALS = "spirals", _("De to spiraler")
    ASSUMPTIONS = "assumptions", _("Seks gode antagelser om forældre")
    ELEMENTS = "elements", _("Otte ting, der får samarbejdet til at lykkes")


class RoundState(models.TextChoices):
    """What the clock of a round does: computed from its times, never stored."""

    WAITING = "waiting", _("Ikke begyndt")
    RUNNING = "running", _("I gang")
    PAUSED = "paused", _("På pause")
    OVER = "over", _("Tiden er gået")
    CLOSED = "closed", _("Slut")


class Screen(models.TextChoices):
    """What the big screen shows."""

    QUESTION = "question", _("Spørgsmålet og uret")
    MAP = "map", _("Kortet over temaerne")
