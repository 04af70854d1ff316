# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The append-only log of sorting moves. The themes and points are derived from it (samspil.engines.sorting)."""

from django.conf import settings
from django.db import models

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models.note import Note


class SortingMove(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    # Made by the client, one for each press: a double press is one. A press may be several moves, in steps.
    key = models.UUIDField()
    step = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="move_number_once"),
            models.UniqueConstraint(fields=["key", "step"], name="move_key_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="move_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number} {self.kind}"


class SortingSeat(models.Model):
    """Where an officer sits at the desk right now: so that two do not sort the same note, and see each other."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    note = models.ForeignKey(Note, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # The point whose words are being changed, if any.
    point = models.UUIDField(null=True, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "by"], name="sorting_seat_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.by_id}"


class NoteVector(models.Model):
    """A note's meaning as numbers, made by the worker as notes arrive; belongs to the words that `digest` names."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="vectors")
    embedder = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "embedder"], name="vector_once")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.embedder}"


class StatementVector(models.Model):
    """A statement's meaning as numbers. Statements live in the log, so the vector belongs to the words alone."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="statement_vectors")
    embedder = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "embedder", "digest"], name="statement_vector_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.embedder}"
