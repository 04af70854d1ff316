# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What has happened, in order, on each channel. Written by `publish` in SQL, so the tables are the interface."""

from django.db import models


class LiveChannel(models.Model):
    """One row a channel. Its row lock is what makes numbers appear in the order of the commits."""

    name = models.CharField(primary_key=True, max_length=200)
    last_number = models.BigIntegerField(db_default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last_number}"


class LiveEvent(models.Model):
    """Something that happened on a channel: a kind and ids, never a person's words."""

    channel = models.ForeignKey(LiveChannel, on_delete=models.CASCADE, related_name="events")
    number = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["channel", "number"], name="live_event_number_once"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="live_event_number_positive"),
        )

    def __str__(self) -> str:
        return f"{self.channel_id} {self.number} {self.kind}"
