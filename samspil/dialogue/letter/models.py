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


class LetterReading(models.Model):
    """What a piece of the letter says in another language, shown to readers once a person has approved it.

    It belongs to the Danish words that `digest` names, in whatever version they stand, and to no others. A reading that
    is changed is kept with `replaced_at`: mails may have said it, so erasing must find it.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="readings")
    language = models.CharField(max_length=8)
    # Where in the letter the words stood (letter.readings.Piece): a reading of older words is a start for the new ones.
    place = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    danish = models.TextField()
    text = models.TextField()
    machine = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "language", "digest"],
                condition=models.Q(replaced_at__isnull=True),
                name="letter_reading_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(danish="") & ~models.Q(language="da"),
                name="letter_reading_has_words",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True, approved_by__isnull=True)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="letter_reading_approved_by_somebody",
            ),
            models.CheckConstraint(
                # What a person writes is approved by that person; only a machine's words can wait.
                condition=models.Q(machine=True) | models.Q(approved_at__isnull=False),
                name="letter_reading_is_a_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.language}/{self.place}"
