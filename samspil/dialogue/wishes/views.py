# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What boards wish to talk about: they propose and stand behind, officers say what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.meetings.access import held_meeting, holder_required, may_hold
from samspil.dialogue.meetings.rules import asks_for_wishes
from samspil.dialogue.wishes import actions, queries
from samspil.dialogue.wishes.forms import DecideForm, WishForm
from samspil.people.roles.access import held_roles, login_required, or_404, user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The wishes for a meeting; POST makes one, for those who sit on a board."""
    meeting = or_404(queries.meeting_with_wishes(held=held_roles(request), uuid=uuid))
    if request.method != "POST":
        return _page(request, meeting)
    boards = queries.own_boards(held=held_roles(request), now=clock.now())
    if not boards:
        raise Http404
    form = WishForm(request.POST, request.FILES, boards=boards)
    if not form.is_valid():
        return _page(request, meeting, form=form)
    data = form.cleaned_data
    try:
        actions.wish_make(
            meeting=meeting,
            board=form.chosen_board,
            title=data["title"],
            why=data["why"],
            upload=data["file"],
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        form.add_error("file" if error.code.startswith("file") else None, str(error))
        return _page(request, meeting, form=form)
    messages.success(request, _("Ønsket er sendt. I kan se her, hvad der sker med det."))
    return redirect("dialogue:wishes", uuid=uuid)


@login_required
@posted("dialogue:wishes", "uuid")
def wish_press(request: HttpRequest, uuid: UUID, wish: UUID) -> HttpResponse:
    """Stand behind a wish (`second`), take that back (`unsecond`), or withdraw one's own board's (`withdraw`)."""
    meeting = or_404(queries.meeting_with_wishes(held=held_roles(request), uuid=uuid))
    found = queries.wish_of(meeting=meeting, uuid=wish)
    boards = queries.own_boards(held=held_roles(request), now=clock.now())
    press, by, now = request.POST.get("press", ""), user(request), clock.now()
    board = next((board for board in boards if str(board.uuid) == request.POST.get("board")), None)
    board = board or next(iter(boards), None)
    if board is None:
        raise Http404
    try:
        if press == "second":
            actions.wish_second(wish=found, board=board, by=by, now=now)
        elif press == "unsecond":
            actions.wish_unsecond(wish=found, board=board, by=by, now=now)
        elif press == "withdraw" and found.board_id in {board.pk for board in boards}:
            actions.wish_withdraw(wish=found, by=by, now=now)
    except SamspilError as error:
        return _page(request, meeting, error=error)
    return redirect("dialogue:wishes", uuid=uuid)


@holder_required
@posted("dialogue:wishes", "uuid")
def wish_decide(request: HttpRequest, uuid: UUID, wish: UUID) -> HttpResponse:
    """What becomes of a wish; on the agenda it gets a line of its own."""
    meeting = held_meeting(request)
    found = queries.wish_of(meeting=meeting, uuid=wish)
    form = DecideForm(request.POST, prefix=f"w-{wish}", meetings=queries.coming_meetings(but=meeting, now=clock.now()))
    if not form.is_valid():
        return _page(request, meeting, decide={found.pk: form})
    try:
        decided = actions.wish_decide(wish=found, by=user(request), now=clock.now(), **form.decision)
    except SamspilError as error:
        if error.code == "wish-gone":
            return _page(request, meeting, error=error)
        form.add_error("reason", str(error))
        return _page(request, meeting, decide={found.pk: form})
    messages.success(request, _("Gemt. Bestyrelserne kan se det med det samme."))
    if found.agenda_item_id and not decided.agenda_item_id:
        messages.warning(request, _("Punktet står stadig på dagsordenen. Fjern det i planen, hvis det skal væk."))
    return redirect("dialogue:wishes", uuid=uuid)


@require_safe
@login_required
def wish_file(request: HttpRequest, uuid: UUID, wish: UUID) -> HttpResponse:
    """The wish's annex: always a download, never run."""
    meeting = or_404(queries.meeting_with_wishes(held=held_roles(request), uuid=uuid))
    found = queries.wish_of(meeting=meeting, uuid=wish)
    if not found.file:
        raise Http404
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.filename, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast("HttpResponse", response)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: WishForm | None = None,
    error: SamspilError | None = None,
    decide: dict[int, DecideForm] | None = None,
) -> HttpResponse:
    now = clock.now()
    boards = queries.own_boards(held=held_roles(request), now=now)
    officer = may_hold(held_roles(request), meeting)
    shown = queries.wishes(meeting=meeting, boards=boards, held=held_roles(request))
    others = queries.coming_meetings(but=meeting, now=now) if officer else []
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "officer": officer,
        "boards": boards,
        "open": asks_for_wishes(meeting=meeting, now=now),
        "rows": [(row, _decide_form(row, others, decide or {}) if officer else None) for row in shown],
        "moved_here": queries.wishes_moved_here(meeting=meeting) if officer else [],
        "form": form or (WishForm(boards=boards) if boards else None),
        "error": error,
    }
    status = 409 if error else 422 if form or decide else 200
    return render(request, "dialogue/wishes.html", context, status=status)


def _decide_form(row: queries.WishShown, others: list[Meeting], typed: dict[int, DecideForm]) -> DecideForm:
    other = row.wish.other_meeting
    return typed.get(row.wish.pk) or DecideForm(
        prefix=f"w-{row.wish.uuid}",
        meetings=others,
        initial={
            "outcome": row.wish.outcome or "agenda",
            "reason": row.wish.reason,
            "other_meeting": str(other.uuid) if other else "",
        },
    )
