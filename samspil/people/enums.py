# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The fixed words of the field, as the national school data (STIL) names them."""

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


class SeatKind(models.TextChoices):
    PARENT = "foraelder", _("Forældrerepræsentant")
    STAFF = "medarbejder", _("Medarbejderrepræsentant")
    PUPIL = "elev", _("Elevrepræsentant")
    LOCAL = "lokal", _("Repræsentant for lokalsamfundet")


class AddressKind(models.TextChoices):
    """What a role-based address stands for; the people behind it are found on the day of sending."""

    BOARD_CHAIR = "formand", _("Formanden for skolebestyrelsen")
    WHOLE_BOARD = "bestyrelse", _("Hele skolebestyrelsen")
    SCHOOL_LEADERSHIP = "ledelse", _("Skolens ledelse")
    COMMITTEE = "udvalg", _("Udvalget")
    OFFICERS = "forvaltning", _("Forvaltningen")


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
