# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Persons, their accounts, and how they belong: pupils in classes, guardians to pupils, staff to schools.

No CPR numbers anywhere.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspil.core.fields import SecretTextField, SortKeyField
from samspil.core.models import UuidModel
from samspil.core.texts import HOUSE_LANGUAGE
from samspil.people.fields import LoginEmailField, email_normal
from samspil.people.persons.enums import Reason, Relation, StaffRole
from samspil.people.places.models import School, SchoolClass
from samspil.people.places.periods import Period, in_order, no_overlap


def full_name(given_name: str, family_name: str) -> str:
    return f"{given_name} {family_name}".strip()


class Person(UuidModel):
    """Somebody Samspil knows; an account (User) is another thing, and most persons have none.

    `email_digest` and `phone_digest` are keyed digests of the encrypted values, set by whoever sets those. `erased_at`
    marks a person whose words and contact data are gone, kept so that counts stay true.
    """

    external_id = models.CharField(
        max_length=100, null=True, blank=True, unique=True
    )  # NULL: unique where there is one
    given_name = models.CharField(_("fornavn"), max_length=100)
    family_name = models.CharField(_("efternavn"), max_length=100, blank=True)
    sort_key = SortKeyField(db_index=True)
    # Empty: nobody has said it. It is then never taken for Danish.
    language = models.CharField(_("sprog"), max_length=10, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("fødselsår"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    email = SecretTextField(_("e-mail"), null=True, blank=True)
    email_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    phone = SecretTextField(_("telefon"), null=True, blank=True)
    phone_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    name_protected = models.BooleanField(_("navnebeskyttelse"), default=False)
    address_protected = models.BooleanField(_("adressebeskyttelse"), default=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="person_birth_year",
                violation_error_message=_("Fødselsåret skal ligge mellem 1900 og 2100."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(email__isnull=True, phone__isnull=True, external_id__isnull=True),
                name="person_erased_is_empty",
                violation_error_message=_("En slettet person har ingen kontaktoplysninger."),
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.uuid}"

    @property
    def name(self) -> str:
        """The full name. What is shown to whom is decided by roles.queries.shown, because names may be protected."""
        return full_name(self.given_name, self.family_name)

    @property
    def written_to_in(self) -> str:
        """The language of a mail to this person: their own, or the house's where nobody knows it."""
        return self.language or HOUSE_LANGUAGE


class Enrolment(Period):
    pupil = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="enrolments")

    class Meta:
        constraints = [
            in_order("enrolment_period_in_order"),
            no_overlap(
                "enrolment_no_overlap",
                "pupil",
                "school_class",
                message=_("Eleven går allerede i klassen i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"elev {self.pupil_id} i klasse {self.school_class_id}"


class Guardianship(Period):
    """Who is there for a pupil. `custody` decides who may see what; `contact_allowed` false: never write to them.

    `home` is a label of the pupil's: guardians with the same one live together. Empty: nobody has said where they live,
    and they count as a home of their own (docs/adr/homes.md). `reason`: by what right, where it is no parent's.
    """

    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardianships")
    pupil = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guarded_by")
    relation = models.CharField(_("relation"), max_length=15, choices=Relation.choices, default=Relation.PARENT)
    custody = models.BooleanField(_("forældremyndighed"), default=True)
    contact_allowed = models.BooleanField(_("må kontaktes"), default=True)
    reason = models.CharField(_("grund"), max_length=12, choices=Reason.choices, blank=True)
    home = models.CharField(_("hjem"), max_length=20, blank=True)
    # A file that does not name somebody ends only what files have said.
    by_hand = models.BooleanField(_("skrevet på af skolen"), default=False)

    class Meta:
        constraints = [
            in_order("guardianship_period_in_order"),
            models.CheckConstraint(
                condition=Q(home__regex=r"^(\S(.*\S)?)?$"),
                name="guardianship_home_label",
                violation_error_message=_("Et hjem skrives uden mellemrum først og sidst."),
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", *Reason.values]),
                name="guardianship_reason",
                violation_error_message=_("Vælg en af de grunde, der står på listen."),
            ),
            models.CheckConstraint(
                condition=~Q(guardian=F("pupil")),
                name="guardianship_of_another",
                violation_error_message=_("Ingen kan være forælder til sig selv."),
            ),
            no_overlap(
                "guardianship_no_overlap",
                "guardian",
                "pupil",
                message=_("Den voksne er allerede knyttet til barnet i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"voksen {self.guardian_id} for elev {self.pupil_id}"


class Employment(Period):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="employments")
    staff_role = models.CharField(_("rolle"), max_length=12, choices=StaffRole.choices)

    class Meta:
        constraints = [
            in_order("employment_period_in_order"),
            no_overlap(
                "employment_no_overlap",
                "person",
                "school",
                "staff_role",
                message=_("Personen har allerede den rolle på skolen i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_role} {self.person_id} på skole {self.school_id}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        """An account without a password: one logs in with a code by e-mail, a passkey or the municipality's broker."""
        user = self.model(email=email_normal(email), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, is_superuser=True, **fields)


class User(UuidModel, AbstractBaseUser, PermissionsMixin):
    # Not unique: a couple or a school's office may share one. The person tells the accounts apart.
    email = LoginEmailField(_("e-mail"), db_index=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="user")
    # One of settings.LANGUAGES; not as choices, which would tie a migration to the languages on offer.
    language = models.CharField(_("sprog på siderne"), max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "uuid"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    def __str__(self) -> str:
        return f"bruger {self.uuid}"
