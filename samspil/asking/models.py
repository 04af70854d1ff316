# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Sets of questions, whom they are put to, and what was answered: always ciphertext (docs/adr/asking.md)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspil.asking.enums import Origin, QuestionKind, Wish
from samspil.core.fields import SecretTextField
from samspil.core.models import Text, UuidModel
from samspil.people.persons.models import Person
from samspil.people.places.models import SchoolYear


class Questionnaire(models.Model):
    """Questions as they are worded, written down once however many ask them. Never changed: other words are another.

    `shape` is the same for those that one answer fits.
    """

    digest = models.CharField(max_length=64, unique=True)
    shape = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]


class Question(models.Model):
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=8, choices=QuestionKind.choices)
    optional = models.BooleanField(default=False)
    sealed = models.BooleanField(default=False)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    hint = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="+")
    # The label of a field for a few words beside the options.
    words = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="asking_question_key_once"),
            models.UniqueConstraint(fields=["questionnaire", "place"], name="asking_question_place_once"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="asking_question_kind"),
        ]

    def __str__(self) -> str:
        return self.key


class Option(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    under = models.SlugField(max_length=40, blank=True)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    hint = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="asking_option_key_once"),
            models.UniqueConstraint(fields=["question", "place"], name="asking_option_place_once"),
        ]

    def __str__(self) -> str:
        return self.key


class QuestionSet(UuidModel):
    """One asking: what a feature's subject puts to people until `closes_on`, that day included.

    `shared`: one answer holds for all the children of a family, also those whom another set of the same kind is about.
    `figures` are counted once, when it closes, and stay.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="sets")
    kind = models.SlugField(max_length=40)
    feature = models.SlugField(max_length=40)
    subject = models.UUIDField()
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    sealed = models.BooleanField()
    shared = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(null=True, blank=True)
    # The answers are gone, and who would rather not.
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "subject", "kind"], condition=Q(closed_at__isnull=True), name="asking_set_open_once",
                violation_error_message=_("Spørgsmålene er allerede åbne."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1), name="asking_set_minutes",
                violation_error_message=_("Skriv, hvor mange minutter det tager. Mindst 1."),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(closed_at__isnull=False), name="asking_forgotten_is_closed"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["feature", "subject", "kind"], name="asking_set_subject")]

    def __str__(self) -> str:
        return f"{self.feature} {self.kind} {self.uuid}"


class Asked(UuidModel):
    """One person who is asked, once; `question_set` is the one whose questions they see."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # The day of the one reminder; empty where there is none to come.
    remind_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # They would rather not answer any of it.
    declined_at = models.DateTimeField(null=True, blank=True)
    wish = models.CharField(max_length=5, choices=Wish.choices, blank=True)
    wished_at = models.DateTimeField(null=True, blank=True)
    interpreter = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_set", "person"], name="asking_asked_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(declined_at__isnull=True),
                name="asking_answer_or_rather_not",
            ),
            models.CheckConstraint(
                condition=Q(wish="", wished_at__isnull=True) | ~Q(wish="") & Q(wished_at__isnull=False),
                name="asking_wish_is_paired",
            ),
            models.CheckConstraint(
                condition=Q(reminded_at__isnull=True) | Q(remind_on__isnull=True), name="asking_reminded_once"
            ),
        ]
        indexes = [models.Index(fields=["remind_on"], condition=Q(remind_on__isnull=False), name="asking_asked_remind")]

    def __str__(self) -> str:
        return f"{self.question_set_id}/{self.pk}"


class AskedFor(models.Model):
    """For whom somebody is asked: a pupil, and the set that asks about them. Each set sees the answers of its own.

    `home` tells which of the pupil's homes they were of when it was opened; it is a keyed digest, for a label may be a
    name. `seen_at`: they have answered knowing that this set asks too; before that it sees nothing of theirs.
    """

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="asked_for")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="asked_for")
    pupil = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    home = models.CharField(max_length=64)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "question_set", "pupil"], name="asking_asked_for_once"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} for {self.pupil_id}"


class Response(UuidModel):
    """What somebody answered by one way; another way is another row, and both are kept.

    `said` is all of it as JSON (rules.said_to_json), ciphertext in the database and in no log, event or trail.
    """

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="responses")
    origin = models.CharField(max_length=5, choices=Origin.choices)
    said = SecretTextField(null=True)
    # When the family gave it: a paper may be typed in days later.
    given_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Grows with each change, so that nobody writes over what they have not seen.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "origin"], name="asking_response_once"),
            models.CheckConstraint(
                condition=Q(origin=Origin.LINK, typed_by__isnull=True, typed_at__isnull=True)
                | ~Q(origin=Origin.LINK) & Q(typed_by__isnull=False, typed_at__isnull=False),
                name="asking_response_typist",
            ),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="asking_response_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.origin}"
