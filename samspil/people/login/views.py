# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One's own page (how I log in, which language I read, what I am here), the demo, and what is closed."""

from typing import NoReturn
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samspil.core import clock
from samspil.people.login import demo
from samspil.people.login.forms import LanguageForm
from samspil.people.login.queries import login_ways, user_by_person
from samspil.people.persons.actions import account_language_set
from samspil.people.roles import access
from samspil.people.roles.queries.shown import role_places


@access.login_required
def my_page(request: HttpRequest) -> HttpResponse:
    user = access.user(request)
    form = LanguageForm(request.POST or None, initial={"language": user.language or get_language()})
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        account_language_set(user=user, language=language, now=clock.now())
        messages.success(request, gettext("Sproget er gemt."))
        response = redirect("people:my-page")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax"
        )
        return response
    context = {
        "form": form,
        "ways": login_ways(user=user),
        "places": role_places(held=access.held_roles(request)),
        "email": user.email,
        "name": user.person.name if user.person else _("Uden navn"),
        "nav": "my-page",
    }
    return render(request, "people/my_page.html", context)


@require_POST
def demo_be(request: HttpRequest) -> HttpResponse:
    """Logs in as one of the registered demo persons and goes to where they begin. 404 outside the demo."""
    if not settings.DEMO:
        raise Http404
    person = access.or_404(demo.demo_person(request.GET.get("hvem", "") or request.POST.get("hvem", "")))
    logout(request)
    if person.person_uuid is not None:
        user = access.or_404(user_by_person(person_uuid=UUID(str(person.person_uuid))))
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    target = person.url
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    return redirect(target)


def closed(request: HttpRequest) -> NoReturn:
    """What allauth knows and this house does not offer."""
    raise Http404
