# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What tables said of each other's notes in the last minutes of a round."""

from django.db import models
from django.db.models import F, Q

from samspil.dialogue.meetings.models import MeetingTable
from samspil.dialogue.notes.enums import HarvestAnswer
from samspil.dialogue.notes.models.note import Note


class Echo(models.Model):
    """A table's answer to another table's note, shown beside one of its own. Who wrote what is never told."""

    table = models.ForeignKey(MeetingTable, on_delete=models.CASCADE, related_name="echoes")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="echoes")
    own = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=HarvestAnswer.choices)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "note"], name="echo_once"),
            models.CheckConstraint(condition=~Q(note=F("own")), name="echo_of_another_note"),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.answer} {self.note_id}"
