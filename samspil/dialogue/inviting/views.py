# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The invitation: whom to ask, what they answered, and the page where they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.core import clock, ics
from samspil.core.errors import SamspilError
from samspil.core.ids import whole_number
from samspil.delivery import gate
from samspil.delivery.queries import progress_of_kinds
from samspil.dialogue.inviting import actions, queries
from samspil.dialogue.inviting import mails as invitation_mail
from samspil.dialogue.inviting.forms import AnswerForm
from samspil.dialogue.inviting.hooks import since_last
from samspil.dialogue.meetings import calendar
from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.meetings.rules import asks_for_wishes
from samspil.people.addresses.enums import AddressKind
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.people.roles.access import held_roles, user
from samspil.ui.downloads import download
from samspil.ui.languages import speaks
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from collections.abc import Callable

    from samspil.dialogue.inviting.models import InvitationReply
    from samspil.dialogue.meetings.models import Meeting


# What the button for all of them sends.
EVERYBODY = "*"
# Each kind of mail about a meeting, under its own heading.
_MAILS = {
    invitation_mail.INVITE: gettext_lazy("Invitationen"),
    invitation_mail.REMIND: gettext_lazy("Påmindelsen til dem, der ikke har svaret"),
    invitation_mail.CHANGED: gettext_lazy("Mailen om det, der er ændret"),
    invitation_mail.EVE: gettext_lazy("Tid og sted, kort før mødet"),
}
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose whom to invite, and see the answers."""
    meeting = held_meeting(request)
    if request.method == "POST":
        chosen, kind = set(request.POST.getlist("address")), request.POST.get("all")
        addresses = [
            address
            for address in queries.addresses(meeting=meeting)
            if str(address.uuid) in chosen or kind in {address.kind, EVERYBODY}
        ]
        actions.invitations_set(meeting=meeting, addresses=addresses, by=user(request), now=clock.now())
        if kind in {EVERYBODY, AddressKind.CLASS_GUARDIANS}:
            return redirect("dialogue:invitations-preview", uuid=uuid)
        messages.success(request, _("Gemt. Ingen har fået mail endnu."))
        return redirect("dialogue:invitations", uuid=uuid)
    return _page(request, meeting)


@require_safe
@holder_required
def invitations_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What would leave with one press: how many mails and to whom, whom none reaches, and a mail as it will look."""
    meeting = held_meeting(request)
    planned = queries.letters_planned(meeting=meeting, now=clock.now())
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "planned": planned,
        **_unreached(request, meeting, _answers(request, meeting)),
        "mail": actions.invitation_sample(meeting=meeting, now=clock.now()),
        "missing": meetings.missing_before_invitation(meeting=meeting),
    }
    return render(request, "dialogue/invitations_preview.html", context)


@require_safe
@holder_required
def invitation_mail_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The first of the mails as its reader gets it, with its own inline styles; it may fetch and run nothing."""
    sample = actions.invitation_sample(meeting=held_meeting(request), now=clock.now())
    response = HttpResponse(sample.html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


@holder_required
@posted("dialogue:invitations", "uuid")
def invitations_send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _send(request, uuid, actions.invitations_send)


@holder_required
@posted("dialogue:invitations", "uuid")
def reminders_send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _send(request, uuid, actions.reminders_send)


def _send(request: HttpRequest, uuid: UUID, act: Callable[..., actions.Sent]) -> HttpResponse:
    meeting = held_meeting(request)
    try:
        sent = act(meeting=meeting, by=user(request), now=clock.now())
    except SamspilError as error:
        return _page(request, meeting, error=error)
    if sent.mails:
        messages.success(
            request,
            ngettext("%(mails)s mail er på vej.", "%(mails)s mails er på vej.", sent.mails) % {"mails": sent.mails},
        )
    elif sent.written:
        messages.info(request, _("Der er ingen nye mails. De, der har rollerne, har fået invitationen før."))
    if sent.empty:
        # A title has a comma of its own: "Formanden for skolebestyrelsen, Åskolen".
        who = "; ".join(sent.empty)
        if not sent.mails:
            messages.warning(request, _("Ingen mail er sendt."))
        messages.warning(request, _("Ingen at skrive til hos: %(who)s.") % {"who": who})
    return redirect("dialogue:invitations", uuid=uuid)


def _answers(request: HttpRequest, meeting: Meeting) -> queries.Answers:
    """By the names that this reader may see."""
    return queries.answers(meeting=meeting, held=held_roles(request), viewer=user(request).person_id)


def _unreached(request: HttpRequest, meeting: Meeting, answers: queries.Answers) -> dict[str, object]:
    now = clock.now()
    guardians = queries.guardians_unreached(
        meeting=meeting, answers=answers, held=held_roles(request), viewer=user(request).person_id, now=now
    )
    return {"unreached": queries.unreached(answers=answers, now=now), "guardians": guardians}


def _page(request: HttpRequest, meeting: Meeting, *, error: SamspilError | None = None) -> HttpResponse:
    now = clock.now()
    answers = _answers(request, meeting)
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "answers": answers,
        "choices": (choices := queries.choices(meeting=meeting, answers=answers, now=now)),
        "free": sum(len(choice.addresses) for choice in choices),
        "own_class": any(choice.kind == AddressKind.CLASS_GUARDIANS for choice in choices),
        **_unreached(request, meeting, answers),
        "missing": meetings.missing_before_invitation(meeting=meeting),
        "progress": zip(_MAILS.values(), progress_of_kinds(ref=meeting.uuid, kinds=tuple(_MAILS)), strict=True),
        "mends": gate.may_read(request),
        "error": error,
        "now": now,
    }
    return render(request, "dialogue/invitations.html", context, status=409 if error else 200)


@speaks("da", "en", "ar")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer by personal link. Opening it changes nothing: mail scanners open links too."""
    now = clock.now()
    try:
        link = link_by_token(token=token, purpose=actions.PURPOSE, now=now)
    except LinkError as closed:
        return render(request, "dialogue/link_closed.html", {"error": closed}, status=404)
    invitation = queries.invitation_by_link(link=link)
    reply = queries.reply_of(invitation=invitation)
    alone = invitation.person_id is not None
    typed = request.POST if request.method == "POST" else None
    form = AnswerForm(typed, initial=_initial(reply, alone=alone), alone=alone)
    error: SamspilError | None = None
    if request.method == "POST" and form.is_valid():
        said = {"answered_by": "", **form.cleaned_data, "coming": form.cleaned_data["coming"] == "yes"}
        said["people"] = said["people"] or 0
        try:
            actions.reply_give(link=link, **said, now=now, seen=_seen(request))
        except SamspilError as refused:
            error = refused
            invitation.meeting.refresh_from_db()
            # What stands now is shown: the same words may be sent again on top of it.
            reply = queries.reply_of(invitation=invitation)
            again = request.POST.copy()
            again["seen_answer"] = queries.seen_of(reply)
            form.data = again
        else:
            return redirect(f"{request.path}?svaret=1#tak")
    context = {
        "meeting": invitation.meeting,
        "invitation": invitation,
        "agenda": meetings.agenda(meeting=invitation.meeting),
        "rounds": [
            (plan.round, meetings.question(plan.round, get_language() or "da"))
            for plan in meetings.rounds(meeting=invitation.meeting)
        ],
        "form": form,
        "alone": alone,
        "reply": reply,
        "post": (reply.post or reply.invitation.address) if reply else None,
        "also": queries.also_invited(link=link, invitation=invitation),
        "changed": queries.told_change(invitation=invitation),
        "error": error,
        "answered": "svaret" in request.GET and reply is not None,
        "held": now > invitation.meeting.ends_at,
        "wishes_open": asks_for_wishes(meeting=invitation.meeting, now=now),
        "token": token,
        "since": since_last.first(meeting=invitation.meeting, now=now),
    }
    return render(request, "dialogue/invitation_answer.html", context, status=422 if form.errors or error else 200)


def _seen(request: HttpRequest) -> int | None:
    """The meeting's number on the page that was answered."""
    return whole_number(request.POST.get("seen", ""))


def _initial(reply: InvitationReply | None, *, alone: bool) -> dict[str, object]:
    if reply is None:
        return {"people": 1 if alone else 2}
    names = ("people", "languages", "access_needs", "answered_by")
    said = {name: getattr(reply, name) for name in names}
    return said | {"coming": "yes" if reply.coming else "no", "seen_answer": queries.seen_of(reply)}


@speaks("da", "en", "ar")
@require_safe
def invitation_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting for the calendar, by the same personal link."""
    try:
        link = link_by_token(token=token, purpose=actions.PURPOSE, now=clock.now())
    except LinkError as error:
        return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
    return _ics(queries.invitation_by_link(link=link).meeting)


@require_safe
@holder_required
def meeting_calendar(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _ics(held_meeting(request))


def _ics(meeting: Meeting) -> HttpResponse:
    made = ics.one(calendar.entry(meeting), now=clock.now())
    return download(made, ics.CONTENT_TYPE, calendar.file_name())


@require_safe
@holder_required
def attachment(request: HttpRequest, uuid: UUID, attachment: UUID) -> HttpResponse:
    """A file of the meeting: always a download, never run."""
    found = meetings.attachment_of(meeting=held_meeting(request), uuid=attachment)
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.filename, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast("HttpResponse", response)
