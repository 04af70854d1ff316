# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who holds a meeting: all that can be done with it is theirs, and for everybody else it does not exist.

A class's own meeting is held by its team and by the school's leaders, any other by the municipality's officers.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from samspil.dialogue.meetings.queries import meeting_by_uuid
from samspil.people.roles import rules
from samspil.people.roles.access import held_roles, login_required

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.roles.held import HeldRoles

    P = ParamSpec("P")
    View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def may_hold(held: HeldRoles, meeting: Meeting) -> bool:
    of_class = meeting.school_class
    if of_class is None:
        return rules.may_administer(held)
    return rules.may_hold_class_meetings(held, of_class.pk, of_class.school_id)


def may_hold_any(held: HeldRoles) -> bool:
    """Whether there are meetings that are theirs to make."""
    return bool(rules.may_administer(held) or rules.team_class_ids(held) or rules.led_school_ids(held))


def held_by(held: HeldRoles, prefix: str = "") -> Q:
    """The same as a condition on rows of Meeting, or with the prefix on rows that point to one."""
    team, led = rules.team_class_ids(held), rules.led_school_ids(held)
    theirs = Q(**{f"{prefix}school_class__in": team}) | Q(**{f"{prefix}school_class__school__in": led})
    return theirs | Q(**{f"{prefix}school_class__isnull": True}) if rules.may_administer(held) else theirs


def holder_required(view: View[P]) -> View[P]:
    """Of an address with a meeting's `uuid`. Not logged in → log-in; who does not hold that meeting → 404."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        meeting = meeting_by_uuid(uuid=cast("UUID", kwargs["uuid"]))
        if not may_hold(held_roles(request), meeting):
            raise Http404
        request._samspil_meeting = meeting  # type: ignore[attr-defined]  # kept with the request it was read for
        return view(request, *args, **kwargs)

    return login_required(guarded)


def any_holder_required(view: View[P]) -> View[P]:
    """The pages of all one's meetings. Who holds none, and may make none → 404."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_hold_any(held_roles(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def held_meeting(request: HttpRequest) -> Meeting:
    """The meeting of the address; only behind `holder_required`."""
    return cast("Meeting", request._samspil_meeting)  # type: ignore[attr-defined]  # see there
