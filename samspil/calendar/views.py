# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The municipality's holidays: one list a school year, which is written, read from a file, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samspil.calendar import lines, queries
from samspil.calendar.actions import holidays_set
from samspil.calendar.forms import FileForm, HolidaysForm
from samspil.calendar.rules import DAY
from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.roles import access
from samspil.ui.refusable import form_status

if TYPE_CHECKING:
    from samspil.people.places.models import SchoolYear


@access.officer_required
def holidays(request: HttpRequest, name: str = "") -> HttpResponse:
    years = queries.years_shown(today=clock.today(clock.now()))
    year = access.or_404(next((one for one in years if name in {"", one.name}), None))
    here = queries.breaks_of(year=year)
    shown = {"seen": queries.digest(here), "lines": lines.written(here)}
    form, files = HolidaysForm(initial=shown), FileForm()
    if request.FILES:
        form, files = _read(request, shown)
    elif request.method == "POST":
        form = HolidaysForm(request.POST)
        if _saved(request, form, year):
            messages.success(request, _("Ferierne er gemt."))
            return redirect("calendar:holidays-year", year.name)
        # Whoever has seen the list that stands now may save over it.
        form.data = {**request.POST.dict(), "seen": shown["seen"]}
    context = {"form": form, "files": files, "years": years, "year": year, "breaks": here, "nav": "holidays"}
    context["read"] = bool(request.FILES) and not files.errors
    context["school_days"] = queries.school_calendar().between(year.starts_on - DAY, year.ends_on - DAY)
    status = max(form_status(form), form_status(files))
    return render(request, "calendar/holidays.html", context, status=status)


def _saved(request: HttpRequest, form: HolidaysForm, year: SchoolYear) -> bool:
    if not form.is_valid():
        return False
    seen, breaks = form.cleaned_data["seen"], form.cleaned_data["lines"]
    try:
        holidays_set(year=year, breaks=breaks, seen=seen, by=access.user(request), now=clock.now())
    except Refused as refusal:
        form.add_refusal(refusal)
        return False
    return True


def _read(request: HttpRequest, shown: dict[str, str]) -> tuple[HolidaysForm, FileForm]:
    """The form with the file's lines below those that stand in the field: nobody's lines are lost to a file."""
    typed, files = request.POST.get("lines", shown["lines"]).strip(), FileForm(request.POST, request.FILES)
    if files.is_valid():
        try:
            found = lines.from_file(files.cleaned_data["file"].read())
        except Refused as refusal:
            files.add_refusal(refusal)
        else:
            typed = lines.together(typed, found)
    seen = request.POST.get("seen", shown["seen"])
    return HolidaysForm(initial={"seen": seen, "lines": typed}), files
