# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who comes, and the wishes about who sits where: what the seating plan is made from. Only for officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.seating import queries
from samspil.dialogue.seating.actions import guests as actions
from samspil.dialogue.seating.forms import GuestForm, GuestLineShown, GuestListForm, TableSeatsForm, WishForm
from samspil.people.roles.access import or_404, user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list. POST saves the lines of one group; a button may also take one line away."""
    meeting = held_meeting(request)
    if request.method != "POST":
        return _page(request, meeting)
    by, now = user(request), clock.now()
    keys = [or_404(uuid_or_none(key)) for key in request.POST.getlist("guest")]
    forms = [GuestForm(request.POST, guest=guest) for guest in queries.guests_of(meeting=meeting, uuids=keys)]
    gone = [form for form in forms if request.POST.get("remove") == str(form.guest.uuid)]
    kept = [form for form in forms if form not in gone]
    wrong = [form for form in kept if not form.is_valid()]
    if wrong:
        return _page(request, meeting, forms=forms)
    actions.guests_save(meeting=meeting, values=[(form.guest, form.changes) for form in kept], by=by, now=now)
    if gone:
        actions.guests_remove(meeting=meeting, guests=[form.guest for form in gone], by=by, now=now)
    messages.success(request, _("Gemt"))
    if len(forms) < len(keys):
        messages.warning(request, _("En anden har taget nogen af listen, mens du skrev. Resten er gemt."))
    return _back(meeting, "hvem")


@holder_required
@posted("dialogue:seating-guests", "uuid")
def guests_fill(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Places from the replies to the invitation."""
    meeting = held_meeting(request)
    try:
        filled = actions.guests_fill(meeting=meeting, by=user(request), now=clock.now())
    except SamspilError as error:
        return _page(request, meeting, error=error)
    messages.success(request, _filled(filled))
    return _back(meeting, "hvem")


@holder_required
@posted("dialogue:seating-guests", "uuid")
def guests_paste(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A list from somewhere else."""
    meeting = held_meeting(request)
    form = GuestListForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, list_form=form)
    try:
        filled = actions.guests_add(
            meeting=meeting, lines=form.cleaned_data["people"], by=user(request), now=clock.now()
        )
    except SamspilError as error:
        form.add_error("people", str(error))
        return _page(request, meeting, list_form=form)
    messages.success(request, _filled(filled))
    return _back(meeting, "hvem")


@holder_required
@posted("dialogue:seating-guests", "uuid")
def guests_clear(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole list goes, with its wishes and its plan."""
    meeting = held_meeting(request)
    actions.guests_clear(meeting=meeting, by=user(request), now=clock.now())
    messages.success(request, _("Listen er tom. Navnene er slettet."))
    return _back(meeting, "hvem")


@holder_required
@posted("dialogue:seating-guests", "uuid")
def seating_wish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A wish more, or with `remove` one less."""
    meeting = held_meeting(request)
    by, now = user(request), clock.now()
    if "remove" in request.POST:
        wish = queries.wish_of(meeting=meeting, uuid=or_404(uuid_or_none(request.POST["remove"])))
        actions.wish_remove(wish=wish, by=by, now=now)
        return _back(meeting, "oensker")
    page = queries.guests_page(meeting=meeting)
    form = WishForm(request.POST, people=page["people"], tables=page["tables"])  # type: ignore[arg-type]  # lists of rows
    if not form.is_valid():
        return _page(request, meeting, wish_form=form)
    try:
        actions.wish_add(meeting=meeting, by=by, now=now, **form.wish)
    except SamspilError as error:
        form.add_error("table" if error.code == "wish-table" else "other", str(error))
        return _page(request, meeting, wish_form=form)
    messages.success(request, _("Gemt"))
    return _back(meeting, "oensker")


@holder_required
@posted("dialogue:seating-guests", "uuid")
def table_seats(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = held_meeting(request)
    form = TableSeatsForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, seats_form=form)
    actions.table_seats_set(meeting=meeting, seats=form.cleaned_data["seats"], by=user(request), now=clock.now())
    messages.success(request, _("Gemt"))
    return _back(meeting, "borde")


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    forms: list[GuestForm] | None = None,
    error: SamspilError | None = None,
    **shown: Any,
) -> HttpResponse:
    page = queries.guests_page(meeting=meeting)
    typed = {form.guest.pk: GuestLineShown.typed(form) for form in forms or ()}
    blocks = [
        (block, [typed.get(guest.pk) or GuestLineShown.kept(guest) for guest in block.guests])
        for block in page["blocks"]  # type: ignore[attr-defined]  # a list of blocks
    ]
    context = {
        **page,
        "nav": "meetings",
        "blocks": [(block, lines, any(line.errors for line in lines)) for block, lines in blocks],
        "wrong_lines": [line for line in typed.values() if line.errors],
        "list_form": GuestListForm(),
        "wish_form": WishForm(people=page["people"], tables=page["tables"]),  # type: ignore[arg-type]  # lists of rows
        "seats_form": TableSeatsForm(initial={"seats": meeting.table_seats}),
        "error": error,
        **shown,
    }
    return render(request, "dialogue/seating_guests.html", context, status=422 if error or forms or shown else 200)


def _filled(filled: actions.Filled) -> str:
    said = [
        ngettext("%(count)s person er kommet på listen.", "%(count)s personer er kommet på listen.", filled.added)
        % {"count": filled.added}
    ]
    if filled.named:
        said.append(
            ngettext("%(count)s plads har fået navn.", "%(count)s pladser har fået navn.", filled.named)
            % {"count": filled.named}
        )
    if filled.known:
        said.append(_("%(count)s stod der i forvejen.") % {"count": filled.known})
    if filled.removed:
        said.append(
            ngettext("%(count)s plads er taget af.", "%(count)s pladser er taget af.", filled.removed)
            % {"count": filled.removed}
        )
    return " ".join(said)


def _back(meeting: Meeting, anchor: str) -> HttpResponse:
    response = redirect("dialogue:seating-guests", uuid=meeting.uuid)
    response["Location"] += f"#{anchor}"
    return response
