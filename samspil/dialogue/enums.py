# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of a meeting that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
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
    SENT = "sent", _("Sendt")


class ItemKind(models.TextChoices):
    WELCOME = "welcome", _("Velkomst")
    SINCE = "since", _("Siden sidst")
    TALK = "talk", _("Oplæg")
    ROUND = "round", _("Runde ved bordene")
    BREAK = "break", _("Pause")
    PLENUM = "plenum", _("Opsamling for alle")
    OTHER = "other", _("Andet")


class Handout(models.TextChoices):
    """The sheets that can lie on the tables; our own wording (samspil.dialogue.handouts)."""

    NONE = "", _("Intet ark")
    SPIRALS = "spirals", _("De to spiraler")
    ASSUMPTIONS = "assumptions", _("Seks gode antagelser om forældre")
    ELEMENTS = "elements", _("Otte ting, der får samarbejdet til at lykkes")


class Origin(models.TextChoices):
    """Where a note was said. Only table notes enter table counts."""

    TABLE = "table", _("Ved et bord")
    TALK = "talk", _("I oplægget")
    PLENUM = "plenum", _("I plenum")


class RoundState(models.TextChoices):
    """What the clock of a round does: computed from its times, never stored."""

    WAITING = "waiting", _("Ikke begyndt")
    RUNNING = "running", _("I gang")
    PAUSED = "paused", _("På pause")
    OVER = "over", _("Tiden er gået")
    CLOSED = "closed", _("Slut")


class HarvestAnswer(models.TextChoices):
    """What a table says of another table's note in the last minutes of a round."""

    SAME = "same", _("Vi siger det samme")
    DIFFERS = "differs", _("Vi ser det anderledes")
    NO = "no", _("Nej, noget andet")


class Screen(models.TextChoices):
    """What the big screen shows."""

    QUESTION = "question", _("Spørgsmålet og uret")
    MAP = "map", _("Kortet over temaerne")


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


class WishOutcome(models.TextChoices):
    """What became of a wish for the agenda."""

    OPEN = "", _("Ikke afgjort endnu")
    AGENDA = "agenda", _("Taget med på dagsordenen")
    OTHER = "other", _("Tages op på et andet møde")
    NOT_NOW = "not_now", _("Ikke denne gang")


class PromiseState(models.TextChoices):
    """What somebody has answered to a point. That a date has passed is computed, never stored."""

    PROMISE = "promise", _("Løfte")
    KEPT = "kept", _("Løftet er holdt")
    ALREADY = "already", _("Det sker allerede")
    NO = "no", _("Nej, med en grund")
    LOOKING = "looking", _("Det undersøges")


# Somebody owes something by a day.
DATED = (PromiseState.PROMISE, PromiseState.LOOKING)


class Rhythm(models.TextChoices):
    """How often an address gets the mails about promises."""

    NOW = "now", _("Med det samme")
    WEEKLY = "weekly", _("Samlet, mandag morgen")
    MONTHLY = "monthly", _("Samlet, den første i måneden")
    NEVER = "never", _("Slet ikke")


class Verdict(models.TextChoices):
    """What somebody says of a point in a hearing."""

    AGREE = "agree", _("Det er det, vi mente")
    DIFFERS = "differs", _("Ikke helt")
    MISSING = "missing", _("Der mangler noget")
