# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Commitments, each with its history. Only ever added to: the newest row of a history is how it stands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspil.commitments.enums import OPEN, WITH_REASON, Owner, State
from samspil.core.models import UuidModel
from samspil.people.models import Board, Municipality, School

OWNERS = {Owner.SCHOOL: "school", Owner.BOARD: "board", Owner.MUNICIPALITY: "municipality"}
WORDS_LENGTH = 1000


def _belongs_to(owner: Owner) -> Q:
    return Q(owner=owner, **{f"{column}__isnull": kind != owner for kind, column in OWNERS.items()})


class Commitment(UuidModel):
    """Something promised in `subject` (an object of `feature`); `ref` is the line there that says it."""

    feature = models.CharField(max_length=30)
    subject = models.UUIDField()
    ref = models.UUIDField()
    owner = models.CharField(max_length=12, choices=Owner.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, related_name="+")
    # Who sees to it, as a member of staff or board; named nowhere, and reminded once a date.
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feature", "subject", "ref"], name="commitment_once"),
            # Promise 4: whoever owes something by a day is never a home.
            models.CheckConstraint(
                condition=_belongs_to(Owner.SCHOOL) | _belongs_to(Owner.BOARD) | _belongs_to(Owner.MUNICIPALITY),
                name="commitment_never_of_a_home",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="commitment_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.uuid}"


class Standing(models.Model):
    """How a commitment stood from `at` on, until the next number."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="history")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    due_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="standing_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="standing_counts_from_one"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="standing_state_known"),
            models.CheckConstraint(condition=~Q(state__in=OPEN) | Q(due_on__isnull=False), name="standing_has_a_day"),
            models.CheckConstraint(condition=~Q(state__in=WITH_REASON) | ~Q(reason=""), name="standing_has_a_reason"),
        ]
        indexes = [models.Index(F("due_on"), name="standing_due", condition=Q(state__in=OPEN))]

    def __str__(self) -> str:
        return f"{self.commitment_id}/{self.number} {self.state}"


class Reminder(models.Model):
    """Whoever sees to it was reminded that this date had passed: once for each date, whatever happened meanwhile."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "due_on"], name="commitment_reminded_once")]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.due_on}"
