# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What somebody has answered to a letter's points. Only ever added to: the newest row of a point is its answer."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspil.core.fields import SecretTextField
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.promises.enums import DATED, PromiseState, Rhythm

ANSWER_LENGTH = 1000


class PromiseDigest(models.Model):
    """One mail to the boards about all that had changed since the one before."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="promise_digests")
    made_at = models.DateTimeField()
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, default=Rhythm.NOW)
    # The Monday or the first that it was for: one a meeting and rhythm.
    slot_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "rhythm", "slot_on"],
                condition=~Q(rhythm=Rhythm.NOW),
                name="promise_digest_slot_once",
            ),
            models.CheckConstraint(
                condition=Q(rhythm=Rhythm.NOW, slot_on__isnull=True)
                | Q(rhythm__in=[Rhythm.WEEKLY, Rhythm.MONTHLY], slot_on__isnull=False),
                name="promise_digest_slot_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.made_at:%Y-%m-%d %H:%M}"


class PromiseAnswer(models.Model):
    """An answer to a point, as it was given then. `point` is the ref that the letter's versions share."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="promise_answers")
    point = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PromiseState.choices)
    words = models.TextField()
    # Who does it: named to all. The address is for the reminder alone: a post's, or one of its own.
    owner_name = models.CharField(max_length=160, blank=True)
    owner_address = models.ForeignKey(
        "people.RoleAddress", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_email = SecretTextField(null=True, blank=True)
    # When the owner asked to be forgotten: the promise stays, and the officer who wrote it is reminded.
    owner_erased_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The digest that told of it; until then the worker has that to do.
    digest = models.ForeignKey(
        PromiseDigest, null=True, blank=True, on_delete=models.PROTECT, related_name="answers", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "point", "number"], name="promise_answer_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="promise_answer_counts_from_one"),
            models.CheckConstraint(condition=Q(state__in=PromiseState.values), name="promise_state_known"),
            # A no has its reason, a promise says what is promised.
            models.CheckConstraint(condition=~Q(words=""), name="promise_answer_has_words"),
            models.CheckConstraint(
                condition=~Q(state__in=DATED) | Q(due_on__isnull=False) & ~Q(owner_name=""),
                name="promise_has_owner_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DATED)
                | Q(owner_address__isnull=False)
                | Q(owner_email__isnull=False)
                | Q(owner_erased_at__isnull=False),
                name="promise_owner_can_be_reached",
            ),
        ]
        indexes = [
            models.Index(fields=["meeting"], name="promise_untold", condition=Q(digest__isnull=True)),
            models.Index(fields=["due_on"], name="promise_due", condition=Q(state__in=DATED)),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.point}/{self.number} {self.state}"


class PromiseReminder(models.Model):
    """The owner was reminded that this date had passed: once for each date, whatever was reworded meanwhile."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="promise_reminders")
    point = models.UUIDField()
    due_on = models.DateField()
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "point", "due_on"], name="promise_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.point} {self.due_on}"
