# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The homes of a class's pupils, and of one pupil."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.homes import actions, queries
from samspil.people.homes.forms import GuardianForm, GuardianshipForm, HomesForm
from samspil.people.roles import access
from samspil.ui.posting import posted
from samspil.ui.refusable import RefusableForm, form_status


@require_safe
@access.login_required
def class_homes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held, day = access.held_roles(request), clock.today(clock.now())
    place = access.or_404(queries.class_for(held=held, uuid=uuid))
    rows = queries.class_homes(school_class=place, held=held, viewer=access.user(request).person_id, day=day)
    return render(request, "people/class_homes.html", {"class": place, "rows": rows, "nav": "classes"})


@access.login_required
def pupil_homes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held, now = access.held_roles(request), clock.now()
    pupil = access.or_404(queries.pupil_for(held=held, uuid=uuid, day=clock.today(now)))
    form = None
    if request.method == "POST":
        form = HomesForm(request.POST, adults=_adults(request, pupil))
        if form.is_valid():
            actions.homes_set(pupil=pupil.person, homes=form.homes, by=access.user(request), now=now)
            messages.success(request, _("Hjemmene er gemt."))
            return redirect("people:pupil-homes", uuid)
    return _page(request, pupil, homes_form=form)


@access.login_required
@posted("people:pupil-homes", "uuid")
def guardian_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Somebody named by a decision, before the municipality's file knows it."""
    held, now = access.held_roles(request), clock.now()
    pupil = access.or_404(queries.pupil_for(held=held, uuid=uuid, day=clock.today(now)))
    form = GuardianForm(request.POST)
    if form.is_valid():
        try:
            actions.guardian_write_on(pupil=pupil.person, by=access.user(request), now=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Gemt"))
            return redirect("people:pupil-homes", uuid)
    return _page(request, pupil, new=form)


@access.login_required
@posted("people:pupil-homes", "uuid")
def guardianship_change(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    held, now = access.held_roles(request), clock.now()
    found = access.or_404(queries.guardianship_for(held=held, pk=pk, day=clock.today(now)))
    row, pupil = found
    access.or_404(pupil if pupil.person.uuid == uuid else None)
    form = GuardianshipForm(request.POST, prefix=str(pk))
    if form.is_valid():
        try:
            actions.guardianship_change(guardianship=row, by=access.user(request), now=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Gemt"))
            return redirect("people:pupil-homes", uuid)
    return _page(request, pupil, changed=(pk, form))


def _adults(request: HttpRequest, pupil: queries.PupilFound) -> list[queries.Adult]:
    day, viewer = clock.today(clock.now()), access.user(request).person_id
    return queries.adults(pupil=pupil, held=access.held_roles(request), viewer=viewer, day=day)


def _page(
    request: HttpRequest,
    pupil: queries.PupilFound,
    *,
    homes_form: HomesForm | None = None,
    changed: tuple[int, GuardianshipForm] | None = None,
    new: GuardianForm | None = None,
) -> HttpResponse:
    adults = _adults(request, pupil)
    forms = {adult.pk: _details(adult) for adult in adults} | ({changed[0]: changed[1]} if changed else {})
    refused: RefusableForm | None = homes_form or (changed[1] if changed else new)
    context = {
        "pupil": pupil,
        "name": pupil.shown(pupil.person, access.held_roles(request), access.user(request).person_id),
        "adults": [(adult, forms[adult.pk], changed is not None and changed[0] == adult.pk) for adult in adults],
        "homes_form": homes_form or HomesForm(adults=adults),
        "new": new or GuardianForm(initial={"from_on": clock.today(clock.now())}),
        "form": refused,
        "nav": "classes",
    }
    return render(request, "people/pupil_homes.html", context, status=form_status(refused))


def _details(adult: queries.Adult) -> GuardianshipForm:
    names = ("relation", "reason", "contact_allowed", "until_on")
    return GuardianshipForm(prefix=str(adult.pk), initial={name: getattr(adult.row, name) for name in names})
