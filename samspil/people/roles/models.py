# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Seats on boards and committees with their terms, and rows for the roles that nothing else says."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samspil.core.models import UuidModel
from samspil.people.persons.models import Person
from samspil.people.places.models import Municipality, School, SchoolClass
from samspil.people.places.periods import Period, in_order, no_overlap
from samspil.people.roles.enums import SeatKind


class Board(UuidModel, Period):
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="boards")

    class Meta:
        constraints = [
            in_order("board_period_in_order"),
            no_overlap("board_one_at_a_time", "school", message=_("Skolen har allerede en bestyrelse i den periode.")),
        ]

    def __str__(self) -> str:
        return f"bestyrelse {self.uuid}"


class BoardSeat(Period):
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="board_seats")
    seat = models.CharField(_("plads"), max_length=12, choices=SeatKind.choices, default=SeatKind.PARENT)
    is_chair = models.BooleanField(_("formand"), default=False)

    class Meta:
        constraints = [
            in_order("board_seat_period_in_order"),
            no_overlap(
                "board_seat_one_chair",
                "board",
                condition=Q(is_chair=True),
                message=_("Bestyrelsen har allerede en formand i den periode."),
            ),
            no_overlap(
                "board_seat_person_once",
                "board",
                "person",
                message=_("Personen sidder allerede i bestyrelsen i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.person_id} i bestyrelse {self.board_id}"


class Committee(UuidModel, Period):
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="committees")
    name = models.CharField(_("navn"), max_length=150)

    class Meta:
        constraints = [
            in_order("committee_period_in_order"),
            no_overlap(
                "committee_name_once", "name", message=_("Der er allerede et udvalg med det navn i den periode.")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeSeat(Period):
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="committee_seats")
    is_chair = models.BooleanField(_("formand"), default=False)

    class Meta:
        constraints = [
            in_order("committee_seat_period_in_order"),
            no_overlap(
                "committee_seat_one_chair",
                "committee",
                condition=Q(is_chair=True),
                message=_("Udvalget har allerede en formand i den periode."),
            ),
            no_overlap(
                "committee_seat_person_once",
                "committee",
                "person",
                message=_("Personen sidder allerede i udvalget i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"medlem {self.person_id} i udvalg {self.committee_id}"


SCOPES = ("municipality", "school", "school_class", "board", "committee", "meeting")


def exactly_one(name: str, *columns: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Exact(Func(*map(F, columns), function="num_nonnulls", output_field=models.IntegerField()), 1),
        name=name,
        violation_error_message=_("Rollen skal gælde præcis ét sted."),
    )


class Role(Period):
    """Who may act as what, where and when. `code` is one of samspil.people.roles.definitions.

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
