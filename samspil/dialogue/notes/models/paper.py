# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A table's sheet of paper that somebody typed in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from samspil.dialogue.meetings.models import MeetingTable, Round


def photo_path(sheet: PaperSheet, _filename: str) -> str:
    """Never the name that came with it: a camera's file name may tell where and when."""
    return f"papir/{sheet.uuid}.jpg"


class PaperSheet(models.Model):
    """One table's paper from one round. Its notes count as the table's; that they were on paper is kept."""

    # Made by the page, so that the same sheet sent twice is one.
    uuid = models.UUIDField(primary_key=True)
    table = models.ForeignKey(MeetingTable, on_delete=models.PROTECT, related_name="sheets")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    # Proof of what the paper said; made anew from the picture's points, so that nothing but the picture is in it.
    photo = models.FileField(upload_to=photo_path, blank=True)
    typed_at = models.DateTimeField()
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.table_id}/{self.round_id}"
