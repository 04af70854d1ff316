# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The days in which those who were there can say whether the letter says what they meant."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.meetings.models import Meeting

REMARK_LENGTH = 1000


class Hearing(models.Model):
    """One hearing of the draft. `content` is what is heard, frozen: points and quotes, never the notes behind."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="hearings")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The midnight after the last day.
    closes_at = models.DateTimeField()
    # When an officer closed it before its time, or opened the next.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="hearing_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(closed_at__isnull=True), name="hearing_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="hearing_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class HearingAsk(models.Model):
    """One person or mailbox that was asked. Kept so that nobody is counted twice; who said what is never shown."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="asks")
    key = models.CharField(max_length=200)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "key"], name="hearing_asked_once")]

    def __str__(self) -> str:
        return f"{self.hearing_id}/{self.pk}"


class HearingRemark(models.Model):
    """What one of them said of a point, or of the whole (`point` is null); what it was before is in the audit trail."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    ask = models.ForeignKey(HearingAsk, on_delete=models.PROTECT, related_name="remarks")
    point = models.UUIDField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.TextField(blank=True)
    given_at = models.DateTimeField()
    # The words are gone for good; that something was said is still counted.
    erased_at = models.DateTimeField(null=True, blank=True)
    # Grows when the words change, so that an answer never lands on words that the officer has not read.
    revision = models.PositiveIntegerField(default=1)
    # The officer's answer: taken in or not, always with words.
    taken = models.BooleanField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ask", "point"], name="hearing_remark_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="hearing_verdict_known"),
            models.CheckConstraint(
                # Whoever agrees may add something; whoever does not says what.
                condition=Q(verdict=Verdict.AGREE) | ~Q(words="") | Q(erased_at__isnull=False),
                name="hearing_remark_has_words",
            ),
            models.CheckConstraint(
                condition=Q(point__isnull=False) | Q(verdict=Verdict.MISSING), name="hearing_whole_letter_misses"
            ),
            models.CheckConstraint(
                condition=Q(taken__isnull=True, reply="", replied_at__isnull=True, replied_by__isnull=True)
                | Q(taken__isnull=False, replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply=""),
                name="hearing_reply_has_words",
            ),
            models.CheckConstraint(
                condition=Q(taken__isnull=True) | ~Q(verdict=Verdict.AGREE), name="hearing_yes_needs_no_reply"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask_id} {self.verdict}"
