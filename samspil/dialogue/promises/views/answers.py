# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The officer's pages about promises: every point of the letter that was sent, and the answer to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.promises.actions import answers as actions
from samspil.dialogue.promises.forms.answers import PromiseForm
from samspil.dialogue.promises.queries import answers as queries
from samspil.people.roles.access import or_404, user

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@holder_required
@require_safe
def promises(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every point, how it stands, and the way to answer it."""
    meeting = held_meeting(request)
    ledger = queries.ledger(meeting=meeting, now=clock.now())
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "ledger": ledger,
        "gone": queries.taken_out(meeting=meeting, shown=ledger, now=clock.now()) if ledger else [],
        "next": ledger.next_after("") if ledger else "",
        "version": queries.newest_version(meeting=meeting),
    }
    return render(request, "dialogue/promises.html", context)


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def promise_answer(request: HttpRequest, uuid: UUID, point: UUID) -> HttpResponse:
    """One point: its answer so far, and a form for the next."""
    meeting = held_meeting(request)
    now = clock.now()
    shown = or_404(queries.one_point(meeting=meeting, ref=point, now=now))
    form = PromiseForm(
        request.POST if request.method == "POST" else None,
        latest=shown.latest,
        addresses=queries.owner_addresses(now=now),
        today=clock.today(now),
        chosen=request.GET.get("svar", ""),
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting, shown, form, status=422 if form.errors else 200)
    try:
        actions.promise_answer(
            meeting=meeting,
            point=point,
            answer=form.answer,
            seen=form.cleaned_data["seen"],
            by=user(request),
            now=now,
        )
    except SamspilError as error:
        return _page(request, meeting, shown, form, status=409, error=error)
    messages.success(
        request,
        _("Svaret er gemt og kan læses under punktet. De inviterede, der ikke sagde nej, får snart én samlet mail."),
    )
    return redirect(f"{reverse('dialogue:promises', args=[uuid])}#punkt-{point}")


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def promises_together(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One answer to the points that were chosen on the list; those that a colleague has answered since are left out."""
    meeting = held_meeting(request)
    now = clock.now()
    asked = request.POST if request.method == "POST" else request.GET
    chosen = set(asked.getlist("punkt"))
    points = queries.unanswered(meeting=meeting, refs=chosen, now=now)
    if not points and not (chosen and request.method == "POST"):
        messages.info(request, _("Vælg først de punkter, der skal have det samme svar."))
        return redirect("dialogue:promises", uuid=uuid)
    form = PromiseForm(
        request.POST if request.method == "POST" else None,
        latest=None,
        addresses=queries.owner_addresses(now=now),
        today=clock.today(now),
    )
    error = _("Nogle af punkterne har fået et svar imens. Se listen igen, og gem.") if len(points) < len(chosen) else ""
    context = {"nav": "meetings", "meeting": meeting, "points": points, "form": form}
    if request.method != "POST":
        return render(request, "dialogue/promises_together.html", context)
    if error or not form.is_valid():
        return render(request, "dialogue/promises_together.html", context | {"error": error}, status=422)
    try:
        actions.promises_answer(
            meeting=meeting, points=[UUID(point.ref) for point in points], answer=form.answer, by=user(request), now=now
        )
    except SamspilError as refused:
        return render(request, "dialogue/promises_together.html", context | {"error": refused}, status=409)
    messages.success(
        request,
        _("Svaret er gemt under punkterne. De inviterede, der ikke sagde nej, får snart én samlet mail."),
    )
    return redirect("dialogue:promises", uuid=uuid)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    shown: queries.OnePoint,
    form: PromiseForm,
    *,
    status: int = 200,
    error: SamspilError | None = None,
) -> HttpResponse:
    if error is not None:
        # What stands now has been shown: the same words may be pressed again on top of it.
        data = request.POST.copy()
        data["seen"] = str(shown.seen)
        form.data = data
    context = {"nav": "meetings", "meeting": meeting, "shown": shown, "form": form, "error": error}
    return render(request, "dialogue/promise_answer.html", context, status=status)
