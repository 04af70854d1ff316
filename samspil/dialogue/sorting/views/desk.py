# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The sorting desk. Every move is a form: with JavaScript the desk is swapped, without it the page is drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import whole_number
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.sorting.actions import closing
from samspil.dialogue.sorting.actions import moves as actions
from samspil.dialogue.sorting.forms import moves_from, press_key, unit_code, unit_from
from samspil.dialogue.sorting.queries import page as pages
from samspil.people.roles.access import user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.sorting.queries.desk import Desk
    from samspil.dialogue.sorting.queries.page import Values
    from samspil.engines.sorting import Move, Unit

LATER = "sorting-later"


@require_safe
@holder_required
def sorting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The desk: the note in focus, suggestions, themes. `?note=` chooses the note, `?gor=` opens a panel."""
    return _desk(request, held_meeting(request), asked=unit_from(request.GET.get("note", "")), values=request.GET)


@holder_required
@posted("dialogue:sorting", "uuid")
def sorting_move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make the moves of one press. What is refused comes back with its words, on a board that is fresh."""
    meeting, post = held_meeting(request), request.POST
    focus = unit_from(post.get("focus", ""))
    try:
        actions.sorting_moves(
            meeting=meeting,
            moves=_moves(meeting, post),
            by=user(request),
            now=clock.now(),
            expected=whole_number(post.get("expected", "")),
            key=press_key(post),
        )
    except SamspilError as error:
        return _desk(request, meeting, asked=focus, values=post, error=error)
    return _onward(request, meeting, focus, leave="stay" not in post)


def _moves(meeting: Meeting, post: QueryDict) -> list[Move]:
    if post.get("do") == "by-tables":
        return pages.moves_by_tables(meeting=meeting)
    return moves_from(post, lambda note: pages.note_text(meeting=meeting, note=note))


@holder_required
@posted("dialogue:sorting", "uuid")
def sorting_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back one's own latest press, and go back to its note."""
    meeting = held_meeting(request)
    focus = unit_from(request.POST.get("focus", ""))
    try:
        undone = actions.sorting_undo(meeting=meeting, by=user(request), now=clock.now(), key=press_key(request.POST))
    except SamspilError as error:
        return _desk(request, meeting, asked=focus, error=error)
    return _onward(request, meeting, undone.unit or focus, leave=False)


@holder_required
@posted("dialogue:sorting", "uuid")
def sorting_later(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put the note last in one's own queue."""
    meeting = held_meeting(request)
    focus = unit_from(request.POST.get("focus", ""))
    if focus is not None:
        put_off = request.session.get(LATER, {})
        mine = [note for note in put_off.get(str(uuid), []) if note != focus.note]
        request.session[LATER] = {**put_off, str(uuid): [*mine, focus.note]}
    return _onward(request, meeting, focus, leave=True, past=True)


@holder_required
@posted("dialogue:sorting", "uuid")
def sorting_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """No more notes and no more moves: the letter can be written."""
    meeting = held_meeting(request)
    change = closing.sorting_open if request.POST.get("do") == "open" else closing.sorting_close
    try:
        change(meeting=meeting, by=user(request), now=clock.now())
    except SamspilError as error:
        return _desk(request, meeting, asked=None, error=error)
    return redirect("dialogue:sorting", uuid=uuid)


@require_safe
@holder_required
def sorting_asides(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was set aside, with the reasons as the letter will list them."""
    context = pages.asides_page(meeting=held_meeting(request))
    return render(request, "dialogue/sorting_asides.html", {**context, "nav": "meetings"})


@require_safe
@holder_required
def sorting_hint(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Notes that may say the same: asked for by the desk when it stands still for a moment."""
    desk = _desk_of(request, held_meeting(request), unit_from(request.GET.get("note", "")))
    return render(request, "dialogue/sorting.html#hint", pages.hint_page(desk=desk))


@holder_required
@posted("dialogue:sorting", "uuid")
def sorting_seat(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Still here: sent now and then while the page is seen."""
    desk = _desk_of(request, held_meeting(request), unit_from(request.POST.get("focus", "")))
    _sit(request, desk, request.POST.get("point", ""))
    return HttpResponse(status=204)


def _onward(
    request: HttpRequest, meeting: Meeting, focus: Unit | None, *, leave: bool, past: bool = False
) -> HttpResponse:
    """To the next note when the one in focus is dealt with, otherwise back to it."""
    desk = _desk_of(request, meeting, focus)
    going = desk.onward(leave=leave, past=past)
    address = reverse("dialogue:sorting", args=[meeting.uuid])
    if going is not None:
        address = f"{address}?{urlencode({'note': unit_code(going)})}"
    if not _htmx(request):
        return redirect(address)
    response = _page(request, desk.at(going), {})
    response["HX-Push-Url"] = address
    return response


def _desk_of(request: HttpRequest, meeting: Meeting, asked: Unit | None) -> Desk:
    later = request.session.get(LATER, {}).get(str(meeting.uuid), [])
    return pages.desk_of(meeting=meeting, by=user(request), now=clock.now(), later=later, asked=asked)


def _desk(
    request: HttpRequest,
    meeting: Meeting,
    *,
    asked: Unit | None,
    values: Values | None = None,
    error: SamspilError | None = None,
) -> HttpResponse:
    return _page(request, _desk_of(request, meeting, asked), values or {}, error)


def _page(request: HttpRequest, desk: Desk, values: Values, error: SamspilError | None = None) -> HttpResponse:
    context = pages.desk_page(desk=desk, values=values, error=error)
    writing = str(values.get("punkt", values.get("point", ""))) if context["panel"] == "ord" else ""
    _sit(request, desk, writing)
    if not _htmx(request):
        context |= pages.hint_page(desk=desk)
    status = 409 if error and not _htmx(request) else 200
    return render(request, _template(request), {**context, "nav": "meetings"}, status=status)


def _template(request: HttpRequest) -> str:
    """The panel alone, the suggestions alone, the desk alone, or the whole page."""
    if _htmx(request).target in ("note-panel", "point-panel", "found"):
        return "dialogue/sorting_panels.html"
    if _htmx(request).target == "suggestions":
        return "dialogue/sorting.html#suggestions"
    return "dialogue/sorting.html#desk" if _htmx(request) else "dialogue/sorting.html"


def _sit(request: HttpRequest, desk: Desk, point: str) -> None:
    """Say where the officer is; what the meeting does not have is nowhere."""
    if not desk.is_open:
        return
    note = desk.focus.note if desk.focus else ""
    point = point if point in desk.board.points else ""
    actions.seat_take(meeting=desk.meeting, by=user(request), now=clock.now(), note=note, point=point)


def _htmx(request: HttpRequest) -> HtmxDetails:
    return request.htmx  # type: ignore[attr-defined,no-any-return]  # set by HtmxMiddleware
