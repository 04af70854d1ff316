# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A draft on paper, between the worker that draws it and the officer who waits for it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.planning.enums import PackState


class DraftPrint(models.Model):
    """A meeting's draft, or a part of it, as PDF in one language: asked for by a page, drawn by the worker, and kept
    for some minutes. It can always be drawn again.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="draft_prints")
    part = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=PackState.choices, default=PackState.WAITING)
    asked_at = models.DateTimeField()
    # A draft that nobody has saved begins with the name of whoever asks.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # How often drawing it was begun since it was asked for. Only the latest may give the file.
    attempt = models.PositiveSmallIntegerField(default=0)
    # Of all that stands in the file. Another digest now means that it is out of date.
    digest = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "part", "language"], name="draft_print_once"),
            models.CheckConstraint(
                condition=Q(state=PackState.READY, content__isnull=False)
                | ~Q(state=PackState.READY) & Q(content__isnull=True),
                name="draft_print_ready_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.part}/{self.language}"
