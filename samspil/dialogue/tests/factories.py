# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Meetings to test with. Rows are made directly: what is tested goes through the actions."""

import datetime as dt
from uuid import uuid4

import factory
from django.db.models import F
from factory.django import DjangoModelFactory

from samspil.core import texts
from samspil.dialogue import models
from samspil.dialogue.meetings.enums import Handout, ItemKind
from samspil.dialogue.notes.enums import Origin
from samspil.people.models import User
from samspil.people.roles.definitions import Scope
from samspil.people.roles.held import HeldRole
from samspil.people.tests.factories import OfficerRoleFactory, RoleAddressFactory, UserFactory

# An evening in October: 17.00 to 19.30 in Denmark is 15.00 to 17.30 in UTC.
EVENING = dt.datetime(2026, 10, 7, 15, 0, tzinfo=dt.UTC)
LONG = dt.timedelta(minutes=150)
# A quiet morning two weeks later, when the letter is written.
LATER = dt.datetime(2026, 10, 20, 8, 0, tzinfo=dt.UTC)


def live_meeting() -> models.Meeting:
    """Round one of three runs since the evening began; three tables."""
    meeting = MeetingFactory(tables=3, rounds=3, opened_at=EVENING, invited_at=EVENING - dt.timedelta(days=30))
    first = meeting.rounds.get(number=1)
    first.started_at, first.ends_at = EVENING, EVENING + dt.timedelta(minutes=15)
    first.save()
    meeting.current_round = first
    meeting.save()
    return meeting


# What an officer holds.
OFFICERS = frozenset({HeldRole("officer", Scope.MUNICIPALITY)})


def all_meetings() -> list[int]:
    return list(models.Meeting.objects.values_list("pk", flat=True))


def officer() -> User:
    """A user who holds the officer's role."""
    user = UserFactory()
    OfficerRoleFactory(person=user.person)
    return user


def _next_number(meeting: models.Meeting) -> int:
    """As a table's note would get it, also when sorting is closed."""
    models.Meeting.objects.filter(pk=meeting.pk).update(note_count=F("note_count") + 1)
    return models.Meeting.objects.values_list("note_count", flat=True).get(pk=meeting.pk)


class MeetingFactory(DjangoModelFactory):
    """A planned meeting; `tables=3, rounds=3` make rows that belong to it."""

    class Meta:
        model = models.Meeting
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Dialogmøde nr. {n}.")
    place = "Ådal Rådhus"
    starts_at = EVENING
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + LONG)
    languages = ["da", "en", "ar"]
    afterwards = "Alle får et brev."
    created_at = EVENING - dt.timedelta(days=60)
    created_by = factory.SubFactory(UserFactory)
    updated_at = factory.SelfAttribute("created_at")

    class Params:
        ended = factory.Trait(opened_at=EVENING, ended_at=EVENING + LONG, invited_at=EVENING - dt.timedelta(days=30))

    @factory.post_generation
    def tables(self, create, extracted, **kwargs):
        for number in range(1, (extracted or 0) + 1):
            MeetingTableFactory(meeting=self, number=number)

    @factory.post_generation
    def rounds(self, create, extracted, **kwargs):
        for number in range(1, (extracted or 0) + 1):
            RoundFactory(meeting=self, number=number)


class MeetingTableFactory(DjangoModelFactory):
    class Meta:
        model = models.MeetingTable

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: n + 1)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = models.Round

    meeting = factory.SubFactory(MeetingFactory)
    number = 1
    minutes = 15
    handout = Handout.NONE

    @factory.lazy_attribute
    def question(self):
        return texts.create(
            bodies={
                "da": "Hvad virker?" if self.number == 1 else f"Hvad virker i runde {self.number}?",
                "en": f"What works in round {self.number}?",
                "ar": "ما الذي ينفع؟",
            },
            by=None,
            now=LATER,
        )


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = ItemKind.TALK
    title = "Oplæg om samarbejde"
    speaker = "En forsker"
    minutes = 25


class NoteFactory(DjangoModelFactory):
    """A note from a table: give `table` and `round`, or `origin` with `talk` for the others."""

    class Meta:
        model = models.Note

    uuid = factory.LazyFunction(uuid4)
    number = factory.LazyAttribute(lambda note: _next_number(note.meeting))
    origin = Origin.TABLE
    meeting = factory.LazyAttribute(lambda note: note.table.meeting)
    text = factory.Sequence(lambda n: f"Færre beskeder, tak. Nummer {n}.")
    received_at = EVENING + dt.timedelta(minutes=45)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Invitation

    meeting = factory.SubFactory(MeetingFactory)
    address = factory.SubFactory(RoleAddressFactory)
    invited_at = EVENING - dt.timedelta(days=30)
