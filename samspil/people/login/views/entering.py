# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The way in by a code: asking for it, writing it, and at a shared address saying who one is."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samspil.core import clock
from samspil.people.login.codes import ChooseStage, CodeProcess, enter_as
from samspil.people.login.queries import accounts_offered


class AskCodeView(RequestLoginCodeView):  # type: ignore[misc]  # the package has no types
    def form_valid(self, form: Any) -> HttpResponse:
        CodeProcess.ask(self.request, form.cleaned_data["email"])
        return HttpResponseRedirect(self.get_success_url())


class ConfirmCodeView(ConfirmLoginCodeView):  # type: ignore[misc]  # the package has no types
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._process = CodeProcess(self.stage)
        if self._action == "verify":
            self._process.count_try()
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "sent_before": self.stage.state.get("sent_before", False)}


ask_code = AskCodeView.as_view()
confirm_code = ConfirmCodeView.as_view()


@login_stage_required(stage=ChooseStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def choose(request: HttpRequest) -> HttpResponse:
    """Who one is, of those who share the address that the code went to."""
    stage: ChooseStage = request._login_stage  # type: ignore[attr-defined]  # the package sets it
    offered = accounts_offered(email=stage.login.email, now=clock.now())
    if request.method == "POST":
        chosen = [choice.user for choice in offered if str(choice.user.uuid) == request.POST.get("account")]
        if chosen:
            return enter_as(stage, chosen[0])
        messages.error(request, _("Vælg en af dem, der står her."))
        return redirect("account_choose")
    return render(request, "account/choose.html", {"offered": offered, "email": stage.login.email})
