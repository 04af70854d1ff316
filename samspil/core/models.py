# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Rows that every feature leans on: the audit trail and texts in several languages.

Nothing here points at a user by foreign key: core lies below `people`, and a trace must outlive the account.
"""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from samspil.core.fields import SecretTextField


class UuidModel(models.Model):
    """A row with a public name: addresses carry the uuid, never the number."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class AuditEntry(UuidModel):
    """Who did what to which row, when; written once, in the same transaction, and never changed (a trigger guards it).

    `changes` holds {field: [old, new]} of fields that are not personal; `digests` holds {field: hex} of those that
    are: a digest under the payload's salt, so that nothing can be checked, or guessed, once the payload is gone.
    """

    at = models.DateTimeField()
    # None: the house itself (a task, a command).
    by_uuid = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_pk = models.CharField(max_length=64)
    object_uuid = models.UUIDField(null=True)
    label = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(action="") & ~Q(object_type=""), name="core_auditentry_says_what"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_pk", "at"], name="core_audit_object"),
            models.Index(fields=["by_uuid", "at"], name="core_audit_by"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_type}:{self.object_pk}"


class AuditPayload(models.Model):
    """Old and new values of personal fields, with the salt of their digests; erasing the row erases both."""

    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="payload")
    # The person the values are about, when the audited row is not the person itself.
    subject_uuid = models.UUIDField(null=True, db_index=True)
    salt = models.BinaryField(max_length=32)
    # JSON text: {field: [old, new]}, encrypted at rest like the fields it copies.
    values = SecretTextField()

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Text(UuidModel):
    """Something said in several languages; its words are in its versions."""

    original_language = models.CharField(max_length=12)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)


class TextVersion(models.Model):
    """What a text said in one language from `written_at` on; a later number replaces it, nothing is overwritten.

    An empty body withdraws the language. A machine's version counts only once a person has approved it (promise 2).
    """

    class Origin(models.TextChoices):
        ORIGINAL = "original", "original"
        HUMAN = "human", "oversat af et menneske"
        MACHINE = "machine", "oversat af en maskine"

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "language", "number"], name="core_textversion_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="core_textversion_approval_pair",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["original", "human", "machine"]), name="core_textversion_origin"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="core_textversion_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.language} {self.number}"

    @property
    def may_be_shown(self) -> bool:
        return self.origin != self.Origin.MACHINE or self.approved_at is not None


class TryCount(models.Model):
    """How often something was tried in one minute, under a digest of who tried (samspil.core.throttle)."""

    kind = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    # Since 1970.
    minute = models.BigIntegerField(db_index=True)
    number = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["TryCount"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "who", "minute"], name="core_trycount_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
