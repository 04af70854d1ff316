# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The words of agreements that the database knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Section(models.TextChoices):
    """Where a line stands in the agreement, in the order in which it is read: the school first."""

    PROMISE = "promise", _("Skolen lover")
    CANNOT = "cannot", _("Det kan skolen ikke")
    HOPE = "hope", _("Det håber vi")
    NOT_EXPECTED = "not_expected", _("Det forventer vi ikke")
    OFFER = "offer", _("Det har nogle lyst til at give")
    CHANNEL = "channel", _("Sådan taler vi sammen")
    GROUND = "ground", _("Når I er på skolen")
    AIM = "aim", _("Det vil klassen sammen")


class Per(models.TextChoices):
    """How often something that is hoped for comes again."""

    SCHOOL_DAY = "school_day", _("hver skoledag")
    WEEK = "week", _("om ugen")
    MONTH = "month", _("om måneden")
    YEAR = "year", _("om året")


class Source(models.TextChoices):
    """Where a line comes from."""

    SCHOOL = "school", _("skrevet af skolen")
    LAST_YEAR = "last_year", _("sidste års aftale")
    MEETING = "meeting", _("mødet")
    VOICES = "voices", _("familiernes stemmer")
    PUPILS = "pupils", _("børnene")
    PRINCIPLE = "principle", _("bestyrelsens princip")


class Area(models.TextChoices):
    """What a board's principle is about."""

    VALUES = "values", _("Det står vi for")
    DUTIES = "duties", _("Hvem har ansvar for hvad")
    TALKING = "talking", _("Sådan taler skole og hjem sammen")
    EVENTS = "events", _("Møder, fester og gaver")
    AULA_STAFF = "aula-staff", _("Aula: for skolens voksne")
    AULA_PARENTS = "aula-parents", _("Aula: for forældre")


class Limit(models.TextChoices):
    """A number that no class's agreement may go beyond; named as the agreement's own column."""

    LETTERS = "letters_a_week", _("breve om ugen")
    MINUTES = "minutes_a_week", _("minutter om ugen")
    MEETINGS = "meetings_a_year", _("møder om året")
    KRONER = "kroner_a_year", _("kroner om året")
    GIFT = "gift_kroner", _("kroner til en gave")
    ANSWER_DAYS = "answer_days", _("skoledage til et svar")


class Step(models.TextChoices):
    """The steps of a class's restart, in their order."""

    LAST_YEAR = "sidste-aar", _("Sidste år")
    PROMISES = "loefter", _("Skolens løfter")
    VOICES = "stemmer", _("Hver families stemme")
    MEETING = "moedet", pgettext_lazy("restart", "Mødet")
    AGREEMENT = "aftalen", _("Aftalen")
    ANSWERS = "svar", _("Familierne svarer")
    HALFWAY = "halvvejs", _("Halvvejs")


class Kind(models.TextChoices):
    """What families and pupils are asked, one set of questions each."""

    VOICE = "voice", _("Hver families stemme")
    PUPILS = "pupils", _("Børnenes stemme")
    HEARING = "hearing", _("Hvad siger I til aftalen?")
    HALFWAY = "halfway", _("Halvvejs")


# What answering takes of a home's time: together ten minutes a year, whatever the number of its children.
MINUTES = {Kind.VOICE: 5, Kind.PUPILS: 3, Kind.HEARING: 3, Kind.HALFWAY: 2}
# A line of the school's: never anything that a home owes.
OF_SCHOOL = (Section.PROMISE, Section.CANNOT)
# Minutes a step takes of the team's time, the meeting itself not counted: together an hour at most.
TEAM_MINUTES = {
    Step.LAST_YEAR: 5,
    Step.PROMISES: 10,
    Step.VOICES: 5,
    Step.MEETING: 10,
    Step.AGREEMENT: 20,
    Step.ANSWERS: 5,
    Step.HALFWAY: 5,
}
