# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note: what somebody said at a table, in a talk or in the plenum. What was acknowledged is never lost."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspil.dialogue.meetings.models import AgendaItem, Meeting, MeetingTable, Round
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.models.paper import PaperSheet

NOTE_LENGTH = 500
# One point is no list, and a note must not fill a phone's page ten times.
NOTE_LINES = 20
# The same in Danish may take more room.
TRANSLATION_LENGTH = 1000
# The most essential notes a table may mark in one round.
ESSENTIAL_PER_ROUND = 3


class Note(models.Model):
    # Made by the device that wrote it: the same UUID twice is one note.
    uuid = models.UUIDField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=12, choices=Origin.choices)
    table = models.ForeignKey(MeetingTable, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    talk = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    slide = models.PositiveSmallIntegerField(null=True, blank=True)
    # Set when the table wrote on paper and somebody typed it in.
    sheet = models.ForeignKey(PaperSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(max_length=NOTE_LENGTH, blank=True)
    language = models.CharField(max_length=8, default="da")
    essential = models.BooleanField(default=False)
    # The table's yes to publishing its words, which a class meeting asks for (rules.may_quote).
    quotable = models.BooleanField(default=False)
    # "One of us sees it differently", with or without their words.
    dissent = models.BooleanField(default=False)
    dissent_text = models.CharField(max_length=NOTE_LENGTH, blank=True)
    # The device's claim, which may be wrong; `received_at` is the server's.
    written_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    revision = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="note_number_once"),
            models.CheckConstraint(
                condition=Q(origin=Origin.TABLE, table__isnull=False, round__isnull=False, talk__isnull=True)
                | Q(origin=Origin.TALK, table__isnull=True, round__isnull=True, talk__isnull=False)
                | Q(origin=Origin.PLENUM, table__isnull=True, round__isnull=True, talk__isnull=True),
                name="note_origin_fits",
            ),
            models.CheckConstraint(
                condition=Q(sheet__isnull=True) | Q(origin=Origin.TABLE), name="note_paper_is_a_table"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False), name="note_has_words_until_erased"
            ),
            models.CheckConstraint(
                condition=Q(dissent=True) | Q(dissent_text=""), name="note_dissent_words_are_dissent"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "round", "table"], name="note_by_round_and_table")]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class NoteRevision(models.Model):
    """What a note said before it was edited."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=NOTE_LENGTH, blank=True)
    dissent_text = models.CharField(max_length=NOTE_LENGTH, blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_revision_once")]

    def __str__(self) -> str:
        return f"{self.note_id}/{self.number}"


class NoteReading(models.Model):
    """The note as it may be published: names masked by an officer. What is published and quoted is the reading."""

    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="reading")
    text = models.CharField(max_length=NOTE_LENGTH + 200, blank=True)
    dissent_text = models.CharField(max_length=NOTE_LENGTH + 200, blank=True)
    of_revision = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.note_id)


class NoteTranslation(models.Model):
    """What a note in another language says in Danish, read beside its own words and never instead of them.

    Not the masked reading (`NoteReading`). It belongs to the words that `digest` names: of the masked reading where
    there is one. Only what a person has approved is published. One a note, for the house has one language.
    """

    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="translation")
    language = models.CharField(max_length=8, default="da")
    text = models.CharField(max_length=TRANSLATION_LENGTH)
    dissent_text = models.CharField(max_length=TRANSLATION_LENGTH, blank=True)
    of_revision = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    machine = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="translation_has_words"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="translation_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(machine=True) | Q(made_by__isnull=False), name="translation_made_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.note_id)
