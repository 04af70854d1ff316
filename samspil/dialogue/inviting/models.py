# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who is invited, by role-based address, and what they answered."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from samspil.core.fields import SecretTextField
from samspil.dialogue.meetings.models import Meeting


class Invitation(models.Model):
    """A role that is invited, or one of the guardians of a class: they get a row each, with their own answer, when the
    invitation is sent.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    address = models.ForeignKey("people.RoleAddress", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    # The day of the meeting for which whoever comes has had the last mail before it.
    eve_told_for = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "address", "person"], name="invited_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(reminders=0) | Q(reminded_at__isnull=False, invited_at__isnull=False),
                name="invitation_reminded_after_invited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.address_id}"


class InvitationReply(models.Model):
    """The latest answer; what it was before stands in the audit trail.

    A board has one, though its chair and all its members are invited: it stands at the invitation that was answered
    first, and `post` is the one through which it was given last.
    """

    post = models.ForeignKey("people.RoleAddress", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="reply")
    coming = models.BooleanField()
    people = models.PositiveSmallIntegerField(default=0)
    languages = models.CharField(max_length=200, blank=True)
    # May tell of someone's health: kept encrypted.
    access_needs = SecretTextField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField()
    # The meeting's when it was given: a lower one was for another day, time or place.
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(coming=True, people__gte=1, people__lte=99) | Q(coming=False, people=0),
                name="reply_people_fit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.invitation_id)
