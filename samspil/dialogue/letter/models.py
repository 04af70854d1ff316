# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter after the meeting: a draft that is edited, and versions that are published and never change."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models.note import NOTE_LENGTH, TRANSLATION_LENGTH, Note


class Letter(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="letter")
    title = models.CharField(max_length=160)
    greeting = models.CharField(max_length=160)
    introduction = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    sender_name = models.CharField(max_length=120)
    sender_title = models.CharField(max_length=160, blank=True)
    # Theme uuid → the officer's own sentences under the theme's heading.
    theme_texts = models.JSONField(default=dict, blank=True)
    # Themes and points stand by how many tables said them, the most first; else as on the desk.
    by_tables = models.BooleanField(default=False, db_default=False)
    # Open to everybody at an address of its own since then, as long as an officer will; found by search engines or not.
    public_uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    public_at = models.DateTimeField(null=True, blank=True)
    public_indexed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public_at__isnull=False) | models.Q(public_indexed=False),
                name="letter_indexed_is_public",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LetterQuote(models.Model):
    """Words picked from a note for a point: a verbatim piece of the note's published reading."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="quotes")
    point = models.UUIDField()
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=NOTE_LENGTH + 200)
    # The piece of the note's Danish reading that says the same; "" where the whole reading is meant, or none.
    danish = models.CharField(max_length=TRANSLATION_LENGTH, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "point", "note"], name="quote_once")]

    def __str__(self) -> str:
        return self.text


class LetterVersion(models.Model):
    """A published letter, whole: what was sent can be shown for ever, whatever is sorted or edited afterwards."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    changes = models.TextField(blank=True)
    published_at = models.DateTimeField()
    # When its mails were written; until then the worker has that to do.
    mailed_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="letter_version_once"),
            models.CheckConstraint(
                # A correction says what changed.
                condition=models.Q(number=1) | ~models.Q(changes=""),
                name="letter_correction_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.number}"


class LetterPrint(models.Model):
    """A version as PDF in one language, or its files as an archive, made once for all its readers; gone when the
    version's words change.
    """

    version = models.ForeignKey(LetterVersion, on_delete=models.CASCADE, related_name="prints")
    language = models.CharField(max_length=8)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="letter_print_once")]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.language}"
