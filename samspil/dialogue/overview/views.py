# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The first page and the list of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.core import clock, ics
from samspil.core.errors import SamspilError
from samspil.core.ids import whole_number
from samspil.delivery.personal import SPOKEN
from samspil.dialogue.meetings import calendar as meeting_calendar
from samspil.dialogue.meetings import queries
from samspil.dialogue.meetings.access import any_holder_required, held_meeting, holder_required, may_hold_any
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.overview import actions
from samspil.dialogue.overview.queries import calendars
from samspil.dialogue.overview.queries import home as home_queries
from samspil.dialogue.overview.queries import links as link_queries
from samspil.dialogue.planning import queries as plans
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.forms.meeting import MeetingCopyForm, MeetingCreateForm
from samspil.dialogue.planning.recipes import recipe
from samspil.dialogue.promises.queries import answers as promises
from samspil.dialogue.promises.queries import since
from samspil.dialogue.sorting.queries.progress import sorting_progress
from samspil.dialogue.wishes import actions as wishing
from samspil.dialogue.wishes import queries as wish_queries
from samspil.dialogue.wishes.forms import MeetingGoalForm
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.people.login.queries import belonging
from samspil.people.roles.access import held_roles, login_required, officer_required, or_404, user
from samspil.people.roles.rules import may_administer
from samspil.people.teams.queries import classes_for
from samspil.ui.downloads import download
from samspil.ui.languages import speaks
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.persons.models import Person


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Of whoever holds meetings: the one next thing, then what is going on. Others get the door they need."""
    held, now = held_roles(request), clock.now()
    officer = may_administer(held)
    shown: dict[str, object] = {"nav": "home", "officer": officer, "today": now}
    if not officer:
        letters = home_queries.letters_for(held=held)
        shown |= {
            "letters": letters,
            "asking": wish_queries.meetings_asking(held=held, now=now),
            "overdue": home_queries.overdue_for(letters=letters, now=now),
            "mine": belonging(held=held, person=getattr(request.user, "person", None), day=clock.today(now)),
        }
    if not may_hold_any(held):
        return render(request, "dialogue/home_public.html", shown)
    return render(
        request,
        "dialogue/home.html",
        shown | {"home": home_queries.home(held=held, now=now, viewer=user(request).person_id)},
    )


@require_safe
@any_holder_required
def meeting_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


@officer_required
@require_POST
def meeting_goal(request: HttpRequest) -> HttpResponse:
    """How many dialogue meetings a year the municipality has decided on."""
    form = MeetingGoalForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    a_year = form.cleaned_data["a_year"]
    wishing.meeting_goal_set(kind=MeetingKind.DIALOGUE, a_year=a_year, by=user(request), now=clock.now())
    messages.success(request, _("Gemt"))
    return redirect("dialogue:meeting-list")


def _list(request: HttpRequest, form: MeetingGoalForm | None = None) -> HttpResponse:
    now = clock.now()
    year = wish_queries.year_of_meetings(now=now)
    context = {
        "nav": "meetings",
        "rows": home_queries.rows(held=held_roles(request), now=now),
        "officer": may_administer(held_roles(request)),
        "year": year,
        "goal_form": form or MeetingGoalForm(initial={"a_year": 2 if year.goal is None else year.goal}),
    }
    return render(request, "dialogue/meeting_list.html", context, status=422 if form else 200)


@any_holder_required
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Start from a recipe. `?klasse=` names the class that holds it."""
    held, now = held_roles(request), clock.now()
    form = MeetingCreateForm(
        request.POST if request.method == "POST" else None,
        initial={"school_class": request.GET.get("klasse", "")},
        classes=classes_for(held=held, day=clock.today(now)),
        municipal=may_administer(held),
    )
    if request.method == "POST" and form.is_valid():
        meeting = planning.meeting_create(
            recipe=recipe(form.cleaned_data["recipe"]),
            title=form.cleaned_data["title"],
            place=form.cleaned_data["place"],
            starts_at=form.starts_at,
            key=form.cleaned_data["key"],
            school_class=form.school_class,
            by=user(request),
            now=now,
        )
        return redirect("dialogue:plan", uuid=meeting.uuid)
    context = {"nav": "meetings", "form": form, "recipes": form.recipes}
    return render(request, "dialogue/meeting_new.html", context, status=422 if form.errors else 200)


@require_safe
@holder_required
def meeting_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One meeting: how far it is, and the way to each part."""
    meeting = held_meeting(request)
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "row": home_queries.row(meeting=meeting, now=clock.now()),
        "sorted": sorting_progress(meeting=meeting),
        "tables": queries.tables(meeting=meeting),
        "missing": queries.missing_before_invitation(meeting=meeting),
        "wishes_undecided": wish_queries.undecided(meeting=meeting),
        "since": since.since_last(meeting=meeting, now=clock.now()),
        "ledger": promises.ledger(meeting=meeting, now=clock.now()),
    }
    return render(request, "dialogue/meeting_detail.html", context)


@holder_required
def meeting_copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new meeting like this one."""
    meeting = held_meeting(request)
    initial = {
        "title": plans.title_proposal(meeting=meeting),
        "day": plans.day_proposal(meeting=meeting, now=clock.now()),
        "begins": timezone.localtime(meeting.starts_at).time(),
    }
    form = MeetingCopyForm(request.POST if request.method == "POST" else None, initial=initial, like=meeting)
    if request.method == "POST" and form.is_valid():
        copy = planning.meeting_copy(
            meeting=meeting,
            starts_at=form.starts_at,
            title=form.cleaned_data["title"],
            key=form.cleaned_data["key"],
            by=user(request),
            now=clock.now(),
        )
        return redirect("dialogue:plan", uuid=copy.uuid)
    context = {"nav": "meetings", "meeting": meeting, "form": form}
    return render(request, "dialogue/meeting_copy.html", context, status=422 if form.errors else 200)


@require_safe
@holder_required
def links(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who has a personal link to what, and the way to close or replace one."""
    return _links_page(request, held_meeting(request))


@holder_required
@posted("dialogue:links", "uuid")
def link_close(request: HttpRequest, uuid: UUID, link: UUID) -> HttpResponse:
    meeting = held_meeting(request)
    found = or_404(link_queries.link_of(meeting=meeting, uuid=link))
    actions.links_close(meeting=meeting, link=found, by=user(request), now=clock.now())
    messages.success(request, _("Linket er lukket. Det, der er svaret, er gemt."))
    return _same_links(request, uuid)


@holder_required
@posted("dialogue:links", "uuid")
def link_renew(request: HttpRequest, uuid: UUID, link: UUID) -> HttpResponse:
    meeting = held_meeting(request)
    found = or_404(link_queries.link_of(meeting=meeting, uuid=link))
    try:
        actions.link_renew(meeting=meeting, link=found, by=user(request), now=clock.now())
    except SamspilError as error:
        return _links_page(request, meeting, error=error)
    messages.success(request, _("Et nyt link er på vej. Det gamle er lukket."))
    return _same_links(request, uuid)


def _same_links(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Back to the page of the list, or to the search, where the press was."""
    words, start = _which_links(request)
    asked = {"soeg": words, "fra": start} if words or start else None
    return redirect(reverse("dialogue:links", args=[uuid], query=asked))


def _which_links(request: HttpRequest) -> tuple[str, int]:
    asked = request.POST if request.method == "POST" else request.GET
    return asked.get("soeg", "").strip(), whole_number(asked.get("fra", "")) or 0


def _links_page(request: HttpRequest, meeting: Meeting, *, error: SamspilError | None = None) -> HttpResponse:
    words, start = _which_links(request)
    page = link_queries.links_of(
        meeting=meeting,
        held=held_roles(request),
        viewer=user(request).person_id,
        now=clock.now(),
        words=words,
        start=start,
    )
    context = {"nav": "meetings", "meeting": meeting, "page": page, "words": words, "start": start, "error": error}
    return render(request, "dialogue/links.html", context, status=409 if error else 200)


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The address of one's own calendar: whether there is one, and how to get another."""
    return _calendar(request)


@login_required
@posted("dialogue:calendar")
def calendar_open(request: HttpRequest) -> HttpResponse:
    """A new address. It is shown now and never again, for only a digest of it is kept."""
    token = actions.calendar_open(person=_person(request), by=user(request), now=clock.now())
    return _calendar(request, settings.ORIGIN + reverse("dialogue:calendar-file", args=[token]))


@login_required
@posted("dialogue:calendar")
def calendar_close(request: HttpRequest) -> HttpResponse:
    actions.calendar_close(person=_person(request), by=user(request), now=clock.now())
    messages.success(request, _("Adressen er lukket. Kalenderen får ikke mere herfra."))
    return redirect("dialogue:calendar")


def _calendar(request: HttpRequest, address: str = "") -> HttpResponse:
    context = {
        "nav": "home",
        "address": address,
        "webcal": f"webcal:{address.partition(':')[2]}" if address else "",
        "link": calendars.calendar_link(person=_person(request), now=clock.now()),
    }
    return render(request, "dialogue/calendar.html", context)


def _person(request: HttpRequest) -> Person:
    """Whom the calendar belongs to; an account that is nobody's has none."""
    return or_404(user(request).person)


@speaks("da", "en", "ar", device=False)
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar fetches. Its program has no language: that of the person counts."""
    now = clock.now()
    try:
        link = link_by_token(token=token, purpose=calendars.PURPOSE, now=now)
    except LinkError as error:
        return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
    with translation.override(link.person.language if link.person and link.person.language in SPOKEN else "da"):
        return download(calendars.subscription(link=link, now=now), ics.CONTENT_TYPE, meeting_calendar.file_name())
