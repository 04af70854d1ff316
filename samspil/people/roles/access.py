# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who may open a page. What one may not know of is 404; 403 is only for what one sees but may not change.

@officer_required                       # not logged in → log-in; anybody else → 404
def meeting_plan(request): …

meeting = or_404(queries.meeting_for(held=held_roles(request), uuid=uuid))
allowed_or_403(rules.may_change(held_roles(request)))
"""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required as _login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from samspil.core import clock
from samspil.people.roles import definitions as roles
from samspil.people.roles import rules
from samspil.people.roles.held import HeldRoles
from samspil.people.roles.queries.held import roles_of
from samspil.ui.logged_out import logged_out

if TYPE_CHECKING:
    from samspil.people.persons.models import User

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def held_roles(request: HttpRequest) -> HeldRoles:
    """The roles of whoever asks, read once a request."""
    known: HeldRoles | None = getattr(request, "_samspil_held_roles", None)
    if known is None:
        known = roles_of(user=request.user, now=clock.now())
        request._samspil_held_roles = known  # type: ignore[attr-defined]  # kept with the request it was read for
    return known


def login_required(view: View[P]) -> View[P]:
    """Not logged in → to the log-in page and back. Words that somebody sent after the log-in had ended are shown."""
    known = _login_required(view)

    @functools.wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        ended = request.method == "POST" and not request.user.is_authenticated
        return (logged_out(request) if ended else None) or known(request, *args, **kwargs)

    return asked


def role_required(*codes: str) -> Callable[[View[P]], View[P]]:
    """Not logged in → log-in; logged in without one of these roles → 404."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not rules.has_role(held_roles(request), *codes):
                raise Http404
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return decorate


def officer_required(view: View[P]) -> View[P]:
    """The municipality's officers only; for everybody else the page does not exist."""
    return role_required(roles.Officer.code)(view)


def or_404(found: T | None) -> T:
    """What a `…_for` query found; 404 when it found nothing this reader may know of."""
    if found is None:
        raise Http404
    return found


def allowed_or_403(allowed: bool) -> None:  # reads as a sentence: allowed_or_403(rules.may_…)
    """For what the reader sees but may not change."""
    if not allowed:
        raise PermissionDenied


def user(request: HttpRequest) -> "User":
    """The account that is logged in; only behind one of the decorators above."""
    if not request.user.is_authenticated:
        raise Http404
    return request.user
