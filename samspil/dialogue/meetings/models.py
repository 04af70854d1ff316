# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A meeting and its plan: agenda, rounds with questions, tables, files."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from samspil.core.models import Text
from samspil.dialogue.meetings.enums import Handout, ItemKind, MeetingKind, RoundState, Screen, Stage

# No 0/O, 1/I/L, 5/S, 2/Z, 8/B, U/V: the code is read aloud and typed from a paper sign.
CODE_LETTERS = "ACDEFGHJKMNPQRTWXY34679"
CODE_LENGTH = 6


def new_code() -> str:
    """A table's code: 23^6 = 148 million possibilities, unique by constraint."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def danish_only() -> list[str]:
    return ["da"]


class Meeting(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=MeetingKind.choices, default=MeetingKind.DIALOGUE)
    recipe = models.CharField(max_length=40, blank=True)
    # The class that holds it, with its team and its school's leaders; empty: the municipality's officers do.
    school_class = models.ForeignKey(
        "people.SchoolClass", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=danish_only)
    # What will happen after the meeting: stands in the invitation.
    afterwards = models.TextField(blank=True)
    reply_by = models.DateField(null=True, blank=True)
    # Until this day boards may wish for something on the agenda; empty: nobody is asked.
    wishes_by = models.DateField(null=True, blank=True)
    # How many there is room for at each table.
    table_seats = models.PositiveSmallIntegerField(default=8, validators=[MinValueValidator(1), MaxValueValidator(40)])
    next_on = models.DateField(null=True, blank=True)
    next_from = models.TimeField(null=True, blank=True)
    next_until = models.TimeField(null=True, blank=True)
    next_place = models.CharField(max_length=160, blank=True)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    current_round = models.ForeignKey("Round", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Grows with each press on the control page, so that two facilitators never press on top of each other unseen.
    control_version = models.PositiveIntegerField(default=0)
    # The newest notes on the big screen, as they come and read by nobody: only when the officer has chosen it.
    show_newest = models.BooleanField(default=False)
    # In the last minutes of a round each table is shown notes of others that are like its own.
    harvest = models.BooleanField(default=True)
    # What the big screen shows, and in the map the one theme that is talked about (none: all of them).
    screen = models.CharField(max_length=12, choices=Screen.choices, default=Screen.QUESTION)
    plenum_theme = models.UUIDField(null=True, blank=True)
    note_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    sorting_closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_reason = models.CharField(max_length=300, blank=True)
    # Grows with each change of day, time or place: what calendars go by, and which of them an answer was given to.
    sequence = models.PositiveIntegerField(default=0)
    # That of the date a letter announced, when the meeting was made from it; empty: its own.
    announced_uid = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(school_class__isnull=True) | Q(kind=MeetingKind.CLASS), name="meeting_of_a_class_is_one"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True) | Q(opened_at__isnull=True), name="meeting_called_off_not_held"
            ),
            models.UniqueConstraint(
                fields=["announced_uid"], name="meeting_announced_once", condition=~Q(announced_uid="")
            ),
            models.CheckConstraint(condition=Q(languages__len__gte=1), name="meeting_has_a_language"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(opened_at__isnull=False), name="meeting_ended_was_opened"
            ),
            models.CheckConstraint(
                condition=Q(next_from__isnull=True) | Q(next_on__isnull=False), name="meeting_next_time_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def uid(self) -> str:
        """Its name in calendars, the same for ever."""
        return self.announced_uid or f"{self.uuid}@samspil"

    @property
    def next_uid(self) -> str:
        """The name in calendars of the meeting after it, as its letter announces it."""
        return f"{self.uuid}-next@samspil"

    @property
    def stage(self) -> Stage:
        steps = (
            (self.called_off_at, Stage.CALLED_OFF),
            (self.published_at, Stage.SENT),
            (self.sorting_closed_at, Stage.LETTER),
            (self.ended_at, Stage.SORTING),
            (self.opened_at, Stage.EVENING),
            (self.invited_at, Stage.INVITED),
        )
        return next((stage for at, stage in steps if at), Stage.PLAN)

    @property
    def may_sort(self) -> bool:
        """Until the sorting is closed, and again once the letter is sent, for a correction. No note can come then."""
        return self.sorting_closed_at is None or self.published_at is not None


class MeetingChange(models.Model):
    """When and where a meeting was before a change; `sequence` is the meeting's from then on."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    sequence = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "sequence"], name="meeting_changed_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.sequence}"


class Round(models.Model):
    """One timed round at the tables. The server's clock rules: `ends_at` while it runs, `left` while it rests."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=15, validators=[MinValueValidator(1), MaxValueValidator(240)])
    question = models.ForeignKey(Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handout = models.CharField(max_length=20, choices=Handout.choices, blank=True, default=Handout.NONE)
    started_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    left = models.DurationField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="round_number_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                # Waiting: neither. Running: ends_at. Paused: left. Closed: either.
                condition=Q(ends_at__isnull=True) | Q(left__isnull=True),
                name="round_runs_or_rests",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=False)
                | Q(ends_at__isnull=True, left__isnull=True, closed_at__isnull=True),
                name="round_started_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"

    def state(self, now: datetime) -> RoundState:
        if self.closed_at:
            return RoundState.CLOSED
        if self.left is not None:
            return RoundState.PAUSED
        if self.ends_at is None:
            return RoundState.WAITING
        return RoundState.RUNNING if self.ends_at > now else RoundState.OVER

    def time_left(self, now: datetime) -> timedelta:
        """Never negative; the whole length before the round begins."""
        if self.left is not None:
            return self.left
        if self.ends_at is None:
            return timedelta(minutes=self.minutes)
        return max(self.ends_at - now, timedelta(0))


class AgendaItem(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind.choices, default=ItemKind.OTHER)
    title = models.CharField(max_length=160)
    speaker = models.CharField(max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(600)])
    round = models.OneToOneField(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="item")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.ROUND, round__isnull=False) | ~Q(kind=ItemKind.ROUND) & Q(round__isnull=True),
                name="agenda_round_is_a_round",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingTable(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    code = models.CharField(max_length=12, unique=True, default=new_code)
    # The note-taker (referent); a name is enough, for many are not in the rolls.
    note_taker = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="table_number_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


def attachment_path(attachment: Attachment, filename: str) -> str:
    """Named by us, never by the uploader: a name cannot climb out of the folder or be executed."""
    return f"meetings/{attachment.meeting.uuid}/{attachment.uuid}"


class Attachment(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(max_length=160)
    filename = models.CharField(max_length=160)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=attachment_path)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title
