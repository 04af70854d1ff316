# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A class's agreement of one school year: its lines, how far its restart has come, and what was issued."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspil.agreements.enums import Area, Limit, Per, Section, Source, Step
from samspil.core.models import Text, UuidModel
from samspil.people.models import School, SchoolClass

REASON_LENGTH = 300
SOURCE_LENGTH = 120
SITUATION_LENGTH = 60


class Agreement(UuidModel):
    """What stands in columns is what a family's week is measured by, and what can contradict a principle."""

    school_class = models.OneToOneField(SchoolClass, on_delete=models.PROTECT, related_name="agreement")
    former = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="following")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    letters_a_week = models.PositiveSmallIntegerField(_("breve om ugen"), null=True, blank=True)
    minutes_a_week = models.PositiveSmallIntegerField(_("minutter om ugen"), null=True, blank=True)
    meetings_a_year = models.PositiveSmallIntegerField(_("møder om året"), null=True, blank=True)
    kroner_a_year = models.PositiveSmallIntegerField(_("kroner om året"), null=True, blank=True)
    gift_kroner = models.PositiveSmallIntegerField(_("kroner til en gave"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("skoledage til et svar"), null=True, blank=True)
    quiet_from = models.TimeField(_("ro fra"), null=True, blank=True)
    review_on = models.DateField(_("vi ser på aftalen igen"), null=True, blank=True)
    # Grows with each change of the columns above: who saves over a colleague is told.
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"aftale {self.uuid}"


class StepDone(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps_done")
    step = models.CharField(max_length=12, choices=Step.choices)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "step"], name="agreement_step_once"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="agreement_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.step}"


class Line(UuidModel):
    """One sentence of an agreement. Only what is hoped for has a price; an offer has neither date nor verdict."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lines")
    section = models.CharField(max_length=12, choices=Section.choices)
    number = models.PositiveSmallIntegerField()
    # What it is about, of a channel: "Jeres barn er syg".
    situation = models.CharField(max_length=SITUATION_LENGTH, blank=True)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(_("gange"), null=True, blank=True)
    per = models.CharField(max_length=10, choices=Per.choices, blank=True)
    kroner = models.PositiveSmallIntegerField(_("kroner om året"), null=True, blank=True)
    needs_danish = models.BooleanField(_("kræver dansk"), default=False)
    needs_device = models.BooleanField(_("kræver en telefon eller computer"), default=False)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.SCHOOL)
    # What it comes from: a point of a letter, a principle. Its words were counted when the line was made.
    source_ref = models.UUIDField(null=True)
    source_words = models.CharField(max_length=SOURCE_LENGTH, blank=True)
    # The same in each year's agreement that the line stands in.
    ref = models.UUIDField(default=uuid4, editable=False)
    dropped_at = models.DateTimeField(null=True)
    drop_reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(section__in=Section.values), name="agreement_line_section"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="agreement_line_source"),
            models.CheckConstraint(
                condition=Q(section=Section.HOPE)
                | Q(minutes=None, times=None, per="", kroner=None, needs_danish=False, needs_device=False),
                name="agreement_price_of_hopes_alone",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None, times=None, per="")
                | Q(minutes__gte=1, times__gte=1, per__in=Per.values, minutes__isnull=False, times__isnull=False),
                name="agreement_price_whole",
            ),
            models.CheckConstraint(
                condition=Q(section=Section.CHANNEL) & ~Q(situation="") | ~Q(section=Section.CHANNEL) & Q(situation=""),
                name="agreement_channel_has_situation",
            ),
            models.UniqueConstraint(fields=["agreement", "ref"], name="agreement_line_ref_once"),
            models.UniqueConstraint(
                fields=["agreement", "section", "source_ref"],
                condition=Q(source_ref__isnull=False, dropped_at__isnull=True),
                name="agreement_line_source_once",
            ),
        ]
        indexes = [models.Index(fields=["agreement", "section", "number"], name="agreement_line_order")]

    def __str__(self) -> str:
        return f"{self.section} {self.uuid}"


class AgreementVersion(UuidModel):
    """What was issued, frozen: what families were asked about, and what holds from then on. Never changed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    # What is new since the number before, in the team's words.
    changes = models.TextField(blank=True)
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agreement_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.number}"


class PrincipleSet(UuidModel):
    """A board's principles for its school. Once adopted they are never changed; a new draft takes over from them."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="principle_sets")
    number = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # What is new since the number before, in the board's words.
    changes = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="principle_set_once"),
            models.UniqueConstraint(
                fields=["school"], condition=Q(adopted_at__isnull=True), name="principle_set_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"principper {self.school_id}/{self.number}"


class Principle(UuidModel):
    """One sentence. With a limit it is a number that the agreements of the school's classes keep to."""

    principle_set = models.ForeignKey(PrincipleSet, on_delete=models.CASCADE, related_name="principles")
    number = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=12, choices=Area.choices)
    words = models.TextField()
    limit = models.CharField(max_length=16, choices=Limit.choices, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    # The same in each set that it stands in.
    ref = models.UUIDField(default=uuid4, editable=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principle_set", "number"], name="principle_number_once"),
            models.UniqueConstraint(fields=["principle_set", "ref"], name="principle_ref_once"),
            models.UniqueConstraint(
                fields=["principle_set", "limit"],
                condition=~Q(limit=""),
                name="principle_limit_once",
                violation_error_message=_("Der står allerede et princip med den grænse."),
            ),
            models.CheckConstraint(condition=Q(area__in=Area.values) & ~Q(words=""), name="principle_says_something"),
            models.CheckConstraint(
                condition=Q(limit="", most=None) | Q(limit__in=Limit.values, most__isnull=False),
                name="principle_limit_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principle_set_id}/{self.number}"
