# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The municipality, its schools, school years and classes."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspil.core.fields import SortKeyField
from samspil.core.models import UuidModel
from samspil.people.places.enums import GroupKind
from samspil.people.places.periods import Period, in_order, no_overlap

institution_number_valid = RegexValidator(
    r"^[0-9A-ZÆØÅ]{6}$", _("Et institutionsnummer har seks tegn: tal eller store bogstaver.")
)
school_year_valid = RegexValidator(r"^\d{4}-\d{4}$", _("Et skoleår skrives som 2026-2027."))


class Municipality(UuidModel):
    """The one municipality that this installation serves."""

    # Always true and unique: the database holds one row at most.
    is_only = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(_("navn"), max_length=100)
    department = models.CharField(_("forvaltning"), max_length=150, blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.TextField(_("adresse"), blank=True)
    website = models.URLField(_("hjemmeside"), blank=True)
    accessibility_contact = models.CharField(_("kontakt om tilgængelighed"), max_length=150, blank=True)
    accessibility_email = models.EmailField(_("e-mail om tilgængelighed"), blank=True)
    accessibility_phone = models.CharField(_("telefon om tilgængelighed"), max_length=30, blank=True)
    accessibility_statement_url = models.URLField(_("tilgængelighedserklæring"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_only=True),
                name="municipality_only_one",
                violation_error_message=_("En installation har én kommune."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class School(UuidModel, Period):
    institution_number = models.CharField(
        _("institutionsnummer"), max_length=6, unique=True, validators=[institution_number_valid]
    )
    name = models.CharField(_("navn"), max_length=150)
    sort_key = SortKeyField(db_index=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    address = models.TextField(_("adresse"), blank=True)

    class Meta:
        constraints = [
            in_order("school_period_in_order"),
            models.CheckConstraint(
                condition=Q(institution_number__regex=r"^[0-9A-ZÆØÅ]{6}$"),
                name="school_institution_number",
                violation_error_message=_("Et institutionsnummer har seks tegn: tal eller store bogstaver."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolYear(models.Model):
    """From `starts_on` until, but not including, `ends_on` (1 August to 1 August)."""

    name = models.CharField(_("navn"), max_length=9, unique=True, validators=[school_year_valid])
    starts_on = models.DateField(_("begynder"))
    ends_on = models.DateField(_("slutter før"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="school_year_in_order",
                violation_error_message=_("Skoleåret slutter, før det begynder."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"^\d{4}-\d{4}$"),
                name="school_year_name",
                violation_error_message=_("Et skoleår skrives som 2026-2027."),
            ),
            no_overlap(
                "school_year_no_overlap",
                message=_("Skoleåret overlapper et andet skoleår."),
                dates=("starts_on", "ends_on"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolClass(UuidModel):
    """A group of pupils in one school year; `grade` is 0-10 and empty for what is not a class."""

    external_id = models.CharField(
        max_length=100, null=True, blank=True, unique=True
    )  # NULL: unique where there is one
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="classes")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="classes")
    kind = models.CharField(_("slags"), max_length=12, choices=GroupKind.choices, default=GroupKind.MAIN)
    grade = models.PositiveSmallIntegerField(_("klassetrin"), null=True, blank=True, validators=[MaxValueValidator(10)])
    letter = models.CharField(_("spor"), max_length=10, blank=True)
    name = models.CharField(_("navn"), max_length=60)
    sort_key = SortKeyField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "kind", "name"],
                name="school_class_name_once",
                violation_error_message=_("Skolen har allerede en klasse med det navn i det skoleår."),
            ),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__lte=10),
                name="school_class_grade",
                violation_error_message=_("Klassetrin går fra 0 til 10."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
