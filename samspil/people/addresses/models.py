# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The addresses that belong to a role."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspil.core.models import UuidModel
from samspil.people.addresses.enums import AddressKind
from samspil.people.places.models import Municipality, School, SchoolClass
from samspil.people.roles.models import Board, Committee

OWNERS = ("board", "school", "committee", "municipality", "school_class")


def _owned_by(owner: str, **kind: object) -> Q:
    """An address of that kind, which belongs to its owner and to nothing else."""
    return Q(**kind, **{f"{column}__isnull": column != owner for column in OWNERS})


class RoleAddress(UuidModel):
    """An address that survives elections: "the chair of Åskolen's board", whoever that is on the day of sending.

    With `mailbox` the mail goes to that functional mailbox instead of to the present holders. The guardians of a class
    have none: each of them is written to.
    """

    kind = models.CharField(_("slags"), max_length=12, choices=AddressKind.choices)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, blank=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="addresses")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="addresses")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="addresses")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="addresses"
    )
    mailbox = models.EmailField(_("fast postkasse"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_owned_by("board", kind__in=[AddressKind.BOARD_CHAIR, AddressKind.WHOLE_BOARD])
                | _owned_by("school", kind=AddressKind.SCHOOL_LEADERSHIP)
                | _owned_by("committee", kind=AddressKind.COMMITTEE)
                | _owned_by("municipality", kind=AddressKind.OFFICERS)
                | _owned_by("school_class", kind=AddressKind.CLASS_GUARDIANS, mailbox=""),
                name="role_address_fits_kind",
                violation_error_message=_("Adressen skal høre til det, dens slags siger."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["kind", column],
                    name=f"role_address_{column}_once",
                    violation_error_message=_("Adressen findes allerede."),
                )
                for column in OWNERS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def title(self) -> str:
        """The address in words, such as "Formanden for skolebestyrelsen, Åskolen"."""
        return f"{self.kind_name}, {self.owner_name}"

    @property
    def kind_name(self) -> str:
        """As `get_kind_display`, which translates all the kinds to find one: a quarter of a page with 250 addresses."""
        return str(AddressKind(self.kind).label)

    @property
    def owner_name(self) -> str:
        """The school, the class with its school, the committee or the municipality it belongs to."""
        if self.school_class:
            return f"{self.school_class}, {self.school_class.school}"
        return str(self.board.school.name if self.board else self.school or self.committee or self.municipality)
