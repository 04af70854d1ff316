# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Files that are made from a plan."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.planning.enums import PackPart, PackState


class PrintPack(models.Model):
    """The tables' papers, or a part of them, as PDF: asked for, drawn by the worker, and gone when names in it go.

    One row a meeting and part, so that there is never a second file. It can always be drawn again.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="print_packs")
    part = models.CharField(max_length=12, choices=PackPart.choices)
    state = models.CharField(max_length=12, choices=PackState.choices, default=PackState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # How often drawing it was begun since it was asked for. Only the latest may tell how far it is, and give the file.
    attempt = models.PositiveSmallIntegerField(default=0)
    # Tables laid out, of those there are.
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    # When it was asked for or a table was last laid out: one that stands still has lost its worker.
    moved_at = models.DateTimeField()
    # Of the plan it was drawn from. Another digest now means that the file is out of date.
    digest = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "part"], name="print_pack_once"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="print_pack_done_of_total"),
            models.CheckConstraint(
                condition=Q(state=PackState.READY, content__isnull=False)
                | ~Q(state=PackState.READY) & Q(content__isnull=True),
                name="print_pack_ready_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.part}"
