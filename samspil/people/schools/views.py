# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Schools and boards: who sits where, and where mail to a role goes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.addresses.actions import address_mailbox_set
from samspil.people.roles import access, rules
from samspil.people.schools.actions import schools
from samspil.people.schools.actions.boards import board_add, board_chair_pass, board_member_seat, board_seat_end
from samspil.people.schools.actions.schools import school_add
from samspil.people.schools.forms import DayForm, MailboxForm, SchoolChangeForm, SchoolForm, SeatForm
from samspil.people.schools.queries.boards import (
    board_address,
    board_addresses,
    board_of_school,
    chair_names,
    seats_shown,
)
from samspil.people.schools.queries.visible import (
    board_for,
    board_seat_for,
    board_seats,
    board_seats_past,
    boards_for,
    school_for,
    schools_for,
)
from samspil.ui.posting import posted
from samspil.ui.refusable import form_status


@require_safe
@access.login_required
def school_list(request: HttpRequest) -> HttpResponse:
    held, day = access.held_roles(request), clock.today(clock.now())
    schools = list(schools_for(held=held, day=day))
    if not schools and not rules.may_see_all_schools(held):
        access.or_404(None)
    context = {"schools": schools, "may_administer": rules.may_administer(held), "nav": "schools"}
    return render(request, "people/school_list.html", context)


@access.officer_required
def school_new(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    form = SchoolForm(request.POST if request.method == "POST" else None, initial={"from_on": clock.today(now)})
    if request.method == "POST" and form.is_valid():
        try:
            school = school_add(**form.cleaned_data, by=access.user(request), now=now)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Skolen er oprettet."))
            return redirect("people:school", school.uuid)
    return render(request, "people/school_form.html", {"form": form, "nav": "schools"}, status=form_status(form))


@require_safe
@access.login_required
def school(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held, day = access.held_roles(request), clock.today(clock.now())
    row = access.or_404(school_for(held=held, uuid=uuid))
    board = board_of_school(school_id=row.pk, day=day)
    if board is not None and not rules.may_see_board(held, board.pk, row.pk):
        board = None
    context = {
        "school": row,
        "board": board,
        "may_administer": rules.may_administer(held),
        "may_change_teams": rules.may_change_class_team(held, row.pk),
        "nav": "schools",
    }
    return render(request, "people/school.html", context)


@access.login_required
def school_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held = access.held_roles(request)
    row = access.or_404(school_for(held=held, uuid=uuid))
    access.allowed_or_403(rules.may_administer(held))
    initial = {name: getattr(row, name) for name in SchoolChangeForm.base_fields}
    form = SchoolChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            schools.school_change(school=row, by=access.user(request), now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Skolen er gemt."))
            return redirect("people:school", row.uuid)
    context = {"form": form, "school": row, "nav": "schools"}
    return render(request, "people/school_form.html", context, status=form_status(form))


@access.login_required
@posted("people:school", "uuid")
def board_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held, now = access.held_roles(request), clock.now()
    row = access.or_404(school_for(held=held, uuid=uuid))
    access.allowed_or_403(rules.may_administer(held))
    board = board_add(school=row, from_on=clock.today(now), by=access.user(request), now=now)
    messages.success(request, _("Bestyrelsen er oprettet. Tilføj nu dem, der sidder i den."))
    return redirect("people:board", board.uuid)


@require_safe
@access.login_required
def board_list(request: HttpRequest) -> HttpResponse:
    held, day = access.held_roles(request), clock.today(clock.now())
    boards = list(boards_for(held=held, day=day))
    if not boards and not rules.may_see_all_schools(held):
        access.or_404(None)
    chairs = chair_names(boards=boards, held=held, viewer=access.user(request).person, day=day)
    rows = [(board, chairs.get(board.pk, "")) for board in boards]
    context = {"rows": rows, "may_administer": rules.may_administer(held), "nav": "boards"}
    return render(request, "people/board_list.html", context)


@require_safe
@access.login_required
def board(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _board_page(request, uuid)


@access.login_required
@posted("people:board", "uuid")
def seat_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held = access.held_roles(request)
    row = access.or_404(board_for(held=held, uuid=uuid))
    access.allowed_or_403(rules.may_change_board(held))
    form = SeatForm(request.POST)
    if form.is_valid():
        try:
            board_member_seat(board=row, by=access.user(request), now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Pladsen er gemt."))
            return redirect("people:board", row.uuid)
    return _board_page(request, uuid, seat_form=form)


@access.login_required
@posted("people:board-list")
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.held_roles(request)
    seat = access.or_404(board_seat_for(held=held, pk=pk))
    access.allowed_or_403(rules.may_change_board(held))
    form = DayForm(request.POST)
    if form.is_valid():
        board_seat_end(seat=seat, on=form.cleaned_data["on"], by=access.user(request), now=clock.now())
        messages.success(request, _("Pladsen er afsluttet."))
    else:
        messages.error(request, _("Datoen kunne ikke læses. Intet er ændret. Skriv den som 07.10.2026."))
    return redirect("people:board", seat.board.uuid)


@access.login_required
@posted("people:board-list")
def seat_chair(request: HttpRequest, pk: int) -> HttpResponse:
    held, now = access.held_roles(request), clock.now()
    seat = access.or_404(board_seat_for(held=held, pk=pk))
    access.allowed_or_403(rules.may_change_board(held))
    board_chair_pass(seat=seat, on=clock.today(now), by=access.user(request), now=now)
    messages.success(request, _("Bestyrelsen har fået ny formand fra i dag."))
    return redirect("people:board", seat.board.uuid)


@access.login_required
@posted("people:board", "uuid")
def mailbox_set(request: HttpRequest, uuid: UUID, address_uuid: UUID) -> HttpResponse:
    held = access.held_roles(request)
    row = access.or_404(board_for(held=held, uuid=uuid))
    address = access.or_404(board_address(board=row, uuid=address_uuid))
    access.allowed_or_403(rules.may_change_board(held))
    form = MailboxForm(request.POST)
    if form.is_valid():
        mailbox = form.cleaned_data["mailbox"]
        address_mailbox_set(address=address, mailbox=mailbox, by=access.user(request), now=clock.now())
        messages.success(request, _("Adressen er gemt."))
    else:
        messages.error(request, _("Det er ikke en e-mail. Intet er ændret."))
    return redirect("people:board", row.uuid)


def _board_page(request: HttpRequest, uuid: UUID, seat_form: SeatForm | None = None) -> HttpResponse:
    held, day = access.held_roles(request), clock.today(clock.now())
    row = access.or_404(board_for(held=held, uuid=uuid))
    viewer = access.user(request).person
    now_and_later = board_seats(board=row, day=day)
    past = board_seats_past(board=row, day=day)
    may_change = rules.may_change_board(held)
    context = {
        "board": row,
        "seats": seats_shown(seats=now_and_later, board=row, held=held, viewer=viewer, day=day),
        "past": seats_shown(seats=past, board=row, held=held, viewer=viewer, day=day),
        "addresses": board_addresses(board=row, day=day) if may_change else [],
        "may_change": may_change,
        "form": seat_form or SeatForm(initial={"from_on": day}),
        "day": day,
        "nav": "boards",
    }
    return render(request, "people/board.html", context, status=form_status(seat_form))
