# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who works with Samspil for the municipality, and what each role may do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.roles import access, actions
from samspil.people.roles import definitions as roles
from samspil.people.roles.actions import officer_appoint
from samspil.people.roles.forms import OfficerForm
from samspil.people.roles.queries.shown import officer_role, officers
from samspil.ui.posting import posted
from samspil.ui.refusable import form_status


@access.officer_required
def role_list(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    form = OfficerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            officer_appoint(**form.cleaned_data, by=access.user(request), now=now)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Personen kan nu logge ind med sin e-mail."))
            return redirect("people:role-list")
    context = {
        "form": form,
        "officers": officers(day=clock.today(now)),
        "me": access.user(request).person_id,
        "roles": roles.ALL,
        "nav": "roles",
    }
    return render(request, "people/role_list.html", context, status=form_status(form))


@access.officer_required
@posted("people:role-list")
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    role = access.or_404(officer_role(pk=pk))
    actions.role_end(role=role, on=clock.today(now), by=access.user(request), now=now)
    messages.success(request, _("Rollen er slut fra i dag."))
    return redirect("people:role-list")
