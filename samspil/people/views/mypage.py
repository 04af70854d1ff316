# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Min side: how I log in, which language I read, what I am here."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samspil.core import clock
from samspil.people import access, actions, queries
from samspil.people.forms.mypage import LanguageForm


@access.login_required
def my_page(request: HttpRequest) -> HttpResponse:
    user = access.user(request)
    form = LanguageForm(request.POST or None, initial={"language": user.language or get_language()})
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        actions.account_language_set(user=user, language=language, now=clock.now())
        messages.success(request, gettext("Sproget er gemt."))
        response = redirect("people:my-page")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax"
        )
        return response
    context = {
        "form": form,
        "ways": queries.login_ways(user=user),
        "places": queries.role_places(held=access.held(request)),
        "email": user.email,
        "name": user.person.name if user.person else _("Uden navn"),
        "nav": "my-page",
    }
    return render(request, "people/my_page.html", context)
