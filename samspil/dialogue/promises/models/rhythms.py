# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How often an address gets the mails about promises, and how far it has been told."""

from django.db import models
from django.db.models import Q

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.promises.enums import Rhythm
from samspil.dialogue.promises.models.answers import PromiseAnswer


class MailRhythm(models.Model):
    """What was chosen for an address, or by a guardian for themselves. Without a row the mails come at once."""

    address = models.OneToOneField(
        "people.RoleAddress", null=True, blank=True, on_delete=models.CASCADE, related_name="mail_rhythm"
    )
    person = models.OneToOneField(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="mail_rhythm"
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, default=Rhythm.NOW)
    chosen_at = models.DateTimeField()
    # When it left "never": what came before is not told afterwards.
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="mail_rhythm_known"),
            models.CheckConstraint(
                condition=Q(address__isnull=False, person__isnull=True) | Q(address__isnull=True, person__isnull=False),
                name="mail_rhythm_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address_id or self.person_id} {self.rhythm}"


class PromiseTold(models.Model):
    """The newest answer of a meeting that an address, or a guardian of a class, was told of, by whichever rhythm."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="promises_told")
    address = models.ForeignKey("people.RoleAddress", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    newest = models.ForeignKey(PromiseAnswer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "address", "person"], name="promise_told_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.address_id} {self.newest_id}"
