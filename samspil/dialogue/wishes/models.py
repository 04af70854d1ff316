# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What boards wish to talk about at a coming meeting, and how many meetings a year there are to be."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.meetings.models import AgendaItem, Meeting
from samspil.dialogue.wishes.enums import WishOutcome


def wish_path(wish: AgendaWish, filename: str) -> str:
    """Named by us, as attachments are."""
    return f"meetings/{wish.meeting.uuid}/wishes/{wish.uuid}"


class AgendaWish(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="wishes")
    board = models.ForeignKey("people.Board", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    why = models.TextField()
    filename = models.CharField(max_length=160, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=wish_path, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=WishOutcome.choices, blank=True, default=WishOutcome.OPEN)
    reason = models.TextField(blank=True)
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="wishes")
    other_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="wishes_from_elsewhere"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(why=""), name="agenda_wish_has_words"),
            models.CheckConstraint(
                # A no, and a not yet, say why.
                condition=Q(outcome__in=[WishOutcome.OPEN, WishOutcome.AGENDA]) | ~Q(reason=""),
                name="agenda_wish_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(outcome=WishOutcome.OPEN, decided_at__isnull=True)
                | ~Q(outcome=WishOutcome.OPEN) & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="agenda_wish_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WishSecond(models.Model):
    """A board that stands behind another board's wish."""

    wish = models.ForeignKey(AgendaWish, on_delete=models.CASCADE, related_name="seconds")
    board = models.ForeignKey("people.Board", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wish", "board"], name="wish_seconded_once")]

    def __str__(self) -> str:
        return f"{self.wish_id}/{self.board_id}"


class MeetingGoal(models.Model):
    """How many meetings of a kind the municipality has decided to hold each calendar year (its styrelsesvedtægt)."""

    kind = models.CharField(max_length=20, choices=MeetingKind.choices, unique=True)
    a_year = models.PositiveSmallIntegerField(validators=[MinValueValidator(0), MaxValueValidator(24)])

    def __str__(self) -> str:
        return f"{self.kind} {self.a_year}"
