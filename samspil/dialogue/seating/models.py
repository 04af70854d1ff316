# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who comes to a meeting, what is wished for, and the seating plans that were proposed.

Guests are plain names on a list, not persons of the rolls: they go with the meeting, or when the list is cleared.
"""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.meetings.models import Meeting, MeetingTable
from samspil.dialogue.seating.enums import GuestKind, SeatingState, WishKind


class Guest(models.Model):
    """Somebody who comes, or a place that a reply has asked for and that nobody has named yet."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120)
    # "Åskolen 3": our name for a place, until somebody writes the guest's own.
    unnamed = models.BooleanField(default=False)
    # Whom to mix: a school, the committee, the administration. Empty: mixes with nobody.
    group = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=GuestKind.choices, default=GuestKind.GUEST)
    # Other languages than Danish.
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    # Must sit with somebody who speaks the first of those languages.
    needs_help = models.BooleanField(default=False)
    takes_notes = models.BooleanField(default=False)
    absent = models.BooleanField(default=False)
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="guests")
    # Where the plan that was accepted put them.
    table = models.ForeignKey(MeetingTable, null=True, blank=True, on_delete=models.SET_NULL, related_name="guests")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(needs_help=False) | Q(languages__len__gte=1), name="guest_help_in_a_language"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="guest_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.pk}"


class SeatingWish(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seating_wishes")
    kind = models.CharField(max_length=12, choices=WishKind.choices)
    one = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    table = models.ForeignKey(MeetingTable, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=WishKind.FIXED, other__isnull=True, table__isnull=False)
                | Q(kind__in=[WishKind.TOGETHER, WishKind.APART], other__isnull=False, table__isnull=True),
                name="seating_wish_fits_kind",
            ),
            models.CheckConstraint(condition=~Q(one=F("other")), name="seating_wish_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one_id}"


class SeatingPlan(models.Model):
    """One press on »Foreslå bordplan«. `content` holds guests' uuids and codes, never a name: samspil.dialogue.seating.

    The quick plan is there at once; the worker puts the exact one in its place while the state is WAITING.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seating_plans")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=SeatingState.choices, default=SeatingState.WAITING)
    # What was asked: the list, the tables and the wishes. Another digest now means that the plan is out of date.
    digest = models.CharField(max_length=64)
    # Seats that should change as little as possible: guest's uuid → table's number.
    previous = models.JSONField(default=dict, blank=True)
    content = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="seating_plan_number_once"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(finished_at__isnull=False),
                name="seating_plan_accepted_is_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"
