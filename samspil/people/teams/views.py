# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Classes with their teams: a leader's list, and a class's own page."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.persons.queries.persons import person_by_uuid
from samspil.people.roles import access, rules
from samspil.people.roles.actions import role_end
from samspil.people.teams import queries
from samspil.people.teams.actions import team_member_add
from samspil.people.teams.forms import EndForm, MemberForm
from samspil.ui.posting import posted
from samspil.ui.refusable import form_status

if TYPE_CHECKING:
    from samspil.people.places.models import School


@require_safe
@access.login_required
def class_list(request: HttpRequest) -> HttpResponse:
    """One's own: where one is in the team, and all of the schools that one leads."""
    held = access.held_roles(request)
    access.or_404(rules.led_school_ids(held) | rules.team_class_ids(held) or None)
    return _list(request, None)


@require_safe
@access.login_required
def school_classes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    school = access.or_404(queries.school_by_uuid(uuid=uuid))
    access.or_404(rules.may_change_class_team(access.held_roles(request), school.pk) or None)
    return _list(request, school)


@require_safe
@access.login_required
def school_class(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _class_page(request, uuid)


@access.login_required
@posted("people:school-class", "uuid")
def member_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held, now = access.held_roles(request), clock.now()
    row = access.or_404(queries.class_for(held=held, uuid=uuid))
    access.allowed_or_403(rules.may_change_class_team(held, row.school_id))
    staff = queries.staff_choices(school_id=row.school_id, held=held, day=clock.today(now))
    form = MemberForm(request.POST, staff=staff)
    if form.is_valid():
        values = form.cleaned_data
        person = access.or_404(person_by_uuid(UUID(values.pop("person"))))
        try:
            team_member_add(school_class=row, person=person, by=access.user(request), now=now, **values)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Teamet er gemt."))
            return redirect("people:school-class", row.uuid)
    return _class_page(request, uuid, form)


@access.login_required
@posted("people:class-list")
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.held_roles(request)
    row = access.or_404(queries.team_member_for(held=held, pk=pk))
    place = access.or_404(row.school_class)
    access.allowed_or_403(rules.may_change_class_team(held, place.school_id))
    form = EndForm(request.POST)
    if form.is_valid():
        role_end(role=row, on=form.cleaned_data["on"], by=access.user(request), now=clock.now())
        messages.success(request, _("Teamet er gemt."))
    else:
        messages.error(request, _("Datoen kunne ikke læses. Intet er ændret. Skriv den som 07.10.2026."))
    return redirect("people:school-class", place.uuid)


def _list(request: HttpRequest, school: "School | None") -> HttpResponse:
    held, day = access.held_roles(request), clock.today(clock.now())
    classes = queries.classes_for(held=held, day=day, school=school)
    rows = queries.classes_shown(classes=classes, held=held, viewer=access.user(request).person, day=day)
    return render(request, "people/class_list.html", {"school": school, "rows": rows, "nav": "classes"})


def _class_page(request: HttpRequest, uuid: UUID, form: MemberForm | None = None) -> HttpResponse:
    held, day = access.held_roles(request), clock.today(clock.now())
    row = access.or_404(queries.class_for(held=held, uuid=uuid))
    shown = queries.classes_shown(classes=[row], held=held, viewer=access.user(request).person, day=day)
    may_change = row.year.ends_on > day and rules.may_change_class_team(held, row.school_id)
    if may_change and form is None:
        staff = queries.staff_choices(school_id=row.school_id, held=held, day=day)
        form = MemberForm(staff=staff, initial={"from_on": max(day, row.year.starts_on)})
    context = {
        "class": row,
        "team": shown[0].team,
        "may_list": rules.may_change_class_team(held, row.school_id),
        "may_change": may_change,
        "form": form,
        "day": day,
        "nav": "classes",
    }
    return render(request, "people/school_class.html", context, status=form_status(form))
