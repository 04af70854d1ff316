# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The words of commitments that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Owner(models.TextChoices):
    """Who can owe something. A guardian or a pupil is none of them (promise 4)."""

    SCHOOL = "school", _("Skolen")
    BOARD = "board", _("Skolebestyrelsen")
    MUNICIPALITY = "municipality", _("Kommunen")


class State(models.TextChoices):
    """What was last said of a commitment. That a day has passed is computed, never stored."""

    MADE = "made", _("Lovet")
    MOVED = "moved", _("Flyttet")
    KEPT = "kept", _("Holdt")
    NOT_KEPT = "not_kept", _("Ikke holdt")
    DROPPED = "dropped", _("Taget tilbage")


# Something is still to be done.
OPEN = (State.MADE, State.MOVED)
# One owes those it was promised to a reason.
WITH_REASON = (State.MOVED, State.NOT_KEPT, State.DROPPED)
