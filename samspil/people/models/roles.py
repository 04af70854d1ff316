# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Roles that no seat, employment or guardianship already says, and the addresses that belong to a role."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samspil.core.models import UuidModel
from samspil.people.enums import AddressKind
from samspil.people.models.boards import Board, Committee
from samspil.people.models.periods import Period, in_order, no_overlap
from samspil.people.models.person import Person
from samspil.people.models.places import Municipality, School, SchoolClass

SCOPES = ("municipality", "school", "school_class", "board", "committee", "meeting")


def exactly_one(name: str, *columns: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Exact(Func(*map(F, columns), function="num_nonnulls", output_field=models.IntegerField()), 1),
        name=name,
        violation_error_message=_("Rollen skal gælde præcis ét sted."),
    )


class Role(Period):
    """Who may act as what, where and when. `code` is one of samspil.people.roles.

    `meeting` is the public id of a meeting: people does not know the feature that holds meetings.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    code = models.CharField(_("rolle"), max_length=30)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, blank=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, null=True, blank=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, null=True, blank=True)
    meeting = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            in_order("role_period_in_order"),
            exactly_one("role_exactly_one_scope", *SCOPES),
            # One constraint per scope: rows where that column is NULL never collide.
            *(
                no_overlap(
                    f"role_{scope}_no_overlap",
                    "person",
                    "code",
                    scope,
                    message=_("Personen har allerede den rolle i den periode."),
                )
                for scope in SCOPES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.person_id}"


class RoleAddress(UuidModel):
    """An address that survives elections: "the chair of Åskolen's board", whoever that is on the day of sending.

    With `mailbox` the mail goes to that functional mailbox instead of to the present holders.
    """

    kind = models.CharField(_("slags"), max_length=12, choices=AddressKind.choices)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, blank=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="addresses")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="addresses")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="addresses")
    mailbox = models.EmailField(_("fast postkasse"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(
                        kind__in=[AddressKind.BOARD_CHAIR, AddressKind.WHOLE_BOARD],
                        board__isnull=False,
                        school__isnull=True,
                        committee__isnull=True,
                        municipality__isnull=True,
                    )
                    | Q(
                        kind=AddressKind.SCHOOL_LEADERSHIP,
                        board__isnull=True,
                        school__isnull=False,
                        committee__isnull=True,
                        municipality__isnull=True,
                    )
                    | Q(
                        kind=AddressKind.COMMITTEE,
                        board__isnull=True,
                        school__isnull=True,
                        committee__isnull=False,
                        municipality__isnull=True,
                    )
                    | Q(
                        kind=AddressKind.OFFICERS,
                        board__isnull=True,
                        school__isnull=True,
                        committee__isnull=True,
                        municipality__isnull=False,
                    )
                ),
                name="role_address_fits_kind",
                violation_error_message=_("Adressen skal høre til det, dens slags siger."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["kind", column],
                    name=f"role_address_{column}_once",
                    violation_error_message=_("Adressen findes allerede."),
                )
                for column in ("board", "school", "committee", "municipality")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def title(self) -> str:
        """The address in words, such as "Formanden for skolebestyrelsen, Åskolen"."""
        return f"{self.get_kind_display()}, {self.owner_name}"

    @property
    def owner_name(self) -> str:
        """The school, the committee or the municipality it belongs to."""
        return str(self.board.school.name if self.board else self.school or self.committee or self.municipality)
