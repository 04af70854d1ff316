# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One's own page (how I log in, which language I read, what I am here), the demo, and what is closed."""

import functools
from collections.abc import Callable
from typing import Any, NoReturn
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samspil.core import clock
from samspil.people.login import demo
from samspil.people.login.forms import LanguageForm
from samspil.people.login.queries import login_ways, user_by_person
from samspil.people.persons.actions import account_language_set, account_sessions_end
from samspil.people.roles import access
from samspil.people.roles.queries.shown import role_places
from samspil.ui.posting import posted


@access.login_required
def my_page(request: HttpRequest) -> HttpResponse:
    user = access.user(request)
    initial = {"language": user.language or get_language()}
    form = LanguageForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        account_language_set(user=user, language=language, now=clock.now())
        messages.success(request, gettext("Sproget er gemt."))
        response = redirect("people:my-page")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
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


@access.login_required
@posted("people:my-page")
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Here too: whoever sits at another device with this account has to log in again, and so has the reader."""
    account_sessions_end(user=access.user(request), now=clock.now())
    logout(request)
    messages.success(request, _("Du er logget ud på alle enheder. Log ind igen for at fortsætte."))
    return redirect("account_login")


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages that change how somebody logs in: a session that was left open somewhere is not enough.

    allauth asks those who have a second factor for it again. Who has none is asked for a new code by mail.
    """

    @functools.wraps(view)
    def asked(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        has_second = bool(user.is_authenticated and get_reauthentication_flows(user))
        if not user.is_authenticated or has_second or not get_adapter().is_reauthentication_required():
            return view(request, *args, **kwargs)
        if request.method != "POST":
            # Nobody is logged out by following a link.
            return render(request, "people/fresh_code.html")
        wanted = request.get_full_path() if "fresh-code" in request.POST else reverse("people:my-page")
        logout(request)
        messages.info(request, _("Log ind med en ny kode, før du ændrer, hvordan du logger ind."))
        return redirect_to_login(wanted)

    return asked


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
