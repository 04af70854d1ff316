# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Only in the demo: be somebody else with one press."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from samspil.people import access, demo, queries


@require_POST
def demo_be(request: HttpRequest) -> HttpResponse:
    """Logs in as one of the registered demo persons and goes to where they begin. 404 outside the demo."""
    if not settings.DEMO:
        raise Http404
    person = access.or_404(demo.demo_person(request.GET.get("hvem", "") or request.POST.get("hvem", "")))
    logout(request)
    if person.person_uuid is not None:
        user = access.or_404(queries.user_by_person(person_uuid=UUID(str(person.person_uuid))))
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    target = person.url
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    return redirect(target)
