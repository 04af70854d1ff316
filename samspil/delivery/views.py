# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The outbox pages: every mail as its reader sees it, and what one may do about it."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samspil.core import clock
from samspil.core.audit import Actor
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.delivery import actions, gate, queries
from samspil.delivery.enums import State

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

PAGE = 50

# The mail is somebody's HTML: it may not run, send, frame or fetch anything, whatever it holds.
SANDBOX = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)


def outbox_reader(view: View[P]) -> View[P]:
    """For others than officers there is no outbox."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not gate.may_read(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@outbox_reader
def outbox(request: HttpRequest) -> HttpResponse:
    """Newest first, in pages; `?tilstand=` shows one state only."""
    state = request.GET.get("tilstand", "")
    state = state if state in State.values else ""
    after = uuid_or_none(request.GET.get("efter", ""))
    before = queries.cursor_of(after) if after is not None else None
    rows = queries.messages_recent(limit=PAGE + 1, state=state, before=before, open_all=gate.opens_all())
    counts = queries.outbox_counts()
    context = {
        "nav": "outbox",
        "rows": rows[:PAGE],
        "more": rows[PAGE - 1].copy.uuid if len(rows) > PAGE else None,
        "state": state,
        "states": [(code, label, counts[code]) for code, label in State.choices],
        "keeps": not settings.SMTP_URL,
    }
    return render(request, "delivery/outbox.html", context)


@require_safe
@outbox_reader
def outbox_mail(request: HttpRequest, recipient: UUID) -> HttpResponse:
    return render(request, "delivery/mail.html", {"nav": "outbox", "mail": _mail(recipient)})


@require_safe
@outbox_reader
def outbox_html(request: HttpRequest, recipient: UUID) -> HttpResponse:
    """The mail's own HTML, shut in by its own policy (django-csp leaves a policy that is there alone)."""
    mail = _mail(recipient)
    if not mail.html:
        raise Http404
    response = HttpResponse(mail.html)
    response["Content-Security-Policy"] = SANDBOX
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@outbox_reader
def outbox_attachment(request: HttpRequest, recipient: UUID, number: int) -> HttpResponse:
    file = queries.attachment_of(recipient=recipient, number=number, open_all=gate.opens_all())
    if file is None:
        raise Http404
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    return response


@require_POST
@outbox_reader
def recipient_retry(request: HttpRequest, recipient: UUID) -> HttpResponse:
    address = request.POST.get("address", "").strip() or None
    said = _("Mailen er på vej igen.")
    return _done(
        request,
        recipient,
        lambda: actions.recipient_retry(recipient=recipient, by=_by(request), now=clock.now(), address=address),
        said,
    )


@require_POST
@outbox_reader
def recipient_resolve(request: HttpRequest, recipient: UUID) -> HttpResponse:
    said = _("Mailen regnes som sendt.")
    return _done(
        request,
        recipient,
        lambda: actions.recipient_resolve(recipient=recipient, by=_by(request), now=clock.now()),
        said,
    )


@require_POST
@outbox_reader
def failed_retry(request: HttpRequest, ref: UUID, kind: str) -> HttpResponse:
    number = actions.failed_retry(ref=ref, kind=kind, by=_by(request), now=clock.now())
    said = ngettext("%(number)s mail er på vej igen.", "%(number)s mails er på vej igen.", number) % {"number": number}
    messages.success(request, said)
    return HttpResponseRedirect(_next(request, reverse("delivery:outbox")))


def _done(request: HttpRequest, recipient: UUID, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except actions.RecipientUnknown as error:
        raise Http404 from error
    except SamspilError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(_next(request, reverse("delivery:outbox-mail", args=[recipient])))


def _mail(recipient: UUID) -> queries.OutboxMail:
    mail = queries.outbox_mail(recipient=recipient, open_all=gate.opens_all())
    if mail is None:
        raise Http404
    return mail


def _next(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else otherwise


def _by(request: HttpRequest) -> Actor | None:
    return request.user if request.user.is_authenticated else None
