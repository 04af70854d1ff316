# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The agreement as a family reads it: on a phone by a link of its own, as a tagged PDF, and its day as .ics.

Below it the family says what it thinks; the link is that of the question (samspil.asking).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.agreements import rules
from samspil.agreements.enums import Section
from samspil.agreements.forms import FamilyForm
from samspil.agreements.queries import agreements as queries
from samspil.agreements.queries import voices
from samspil.asking.actions.answering import answer as asking_answer
from samspil.asking.enums import PURPOSE, Origin
from samspil.asking.queries.sets import asked_by_uuid, is_open
from samspil.asking.rules import Said
from samspil.core import clock, ics
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.people.roles import access
from samspil.ui import pdf
from samspil.ui.downloads import download
from samspil.ui.posting import posted
from samspil.ui.refusable import form_status

if TYPE_CHECKING:
    from samspil.agreements.models import Agreement, AgreementVersion
    from samspil.asking.models import Asked, QuestionSet

FITS = "fits"


class Opened:
    """What a family's link opens."""

    def __init__(self, token: str, asked: Asked, version: AgreementVersion, question_set: QuestionSet) -> None:
        self.token, self.asked, self.version, self.question_set = token, asked, version, question_set

    @property
    def content(self) -> rules.Content:
        return rules.from_json(self.version.content)


def by_link(view: Callable[[HttpRequest, Opened], HttpResponse]) -> Callable[..., HttpResponse]:
    """The newest version of the agreement that this link asks about; why not, where it opens nothing."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            link = link_by_token(token=token, purpose=PURPOSE, now=clock.now())
        except LinkError as error:
            return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
        uuid = uuid_or_none(str(link.scope.get("asked", "")))
        asked = access.or_404(asked_by_uuid(uuid=uuid) if uuid else None)
        version, question_set = access.or_404(voices.version_asked_about(asked=asked))
        return view(request, Opened(token, asked, version, question_set))

    return guarded


def reading(content: rules.Content, language: str) -> dict[str, Any]:
    """The agreement for one reader: each line in their language, or in Danish and said so."""
    rows = {section: [(line, *line.said(language)) for line in content.section(section)] for section in Section.values}
    return {
        "content": content,
        "rows": rows,
        "promises": [*rows[Section.PROMISE], *rows[Section.CANNOT]],
        "minutes": max(2, round(sum(len(line.said(language)[0]) for line in content.lines) / 700)),
        "review_on": _day(content),
        "is_whole": language in content.languages(),
    }


def _day(content: rules.Content) -> dt.date | None:
    value = content.figures.get("review_on")
    return dt.date.fromisoformat(value) if value else None


@require_safe
@by_link
def agreement(request: HttpRequest, opened: Opened) -> HttpResponse:
    return _page(request, opened)


def _page(
    request: HttpRequest, opened: Opened, form: FamilyForm | None = None, error: SamspilError | None = None
) -> HttpResponse:
    now = clock.now()
    said = voices.own_answer(asked=opened.asked).get(FITS)
    if form is None:
        form = FamilyForm(initial={"words": said.text if said else ""})
    context = reading(opened.content, get_language() or "da") | {
        "version": opened.version,
        "token": opened.token,
        "week": voices.family_week(person=opened.asked.person, day=clock.today(now)),
        "readers": voices.reader_names(feature=queries.FEATURE, subject=opened.version.agreement.uuid, now=now),
        "closes_on": opened.question_set.closes_on,
        "is_open": is_open(opened.question_set, now=now),
        "said": said.chosen[0] if said and said.chosen else "",
        "form": form,
        "error": error,
        "pdf_url": reverse("agreements:family-pdf", args=[opened.token]),
        "ics_url": reverse("agreements:family-ics", args=[opened.token]),
    }
    return render(request, "agreements/family.html", context, status=409 if error else form_status(form))


@posted("agreements:family", "token")
@by_link
def answer(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Fine for us, or let us talk about it. It may be changed until the last day."""
    form = FamilyForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, form)
    said = Said(chosen=(form.cleaned_data["fits"],), text=form.cleaned_data["words"])
    try:
        asking_answer(asked=opened.asked, values={FITS: said}, origin=Origin.LINK, now=clock.now())
    except SamspilError as refusal:
        return _page(request, opened, form, refusal)
    return redirect(f"{reverse('agreements:family', args=[opened.token])}#svar")


@require_safe
@by_link
def agreement_pdf(request: HttpRequest, opened: Opened) -> HttpResponse:
    return _pdf(opened.content, opened.version)


@require_safe
@by_link
def review_day(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The day on which the agreement is looked at again."""
    content, version = opened.content, opened.version
    entry = ics.Entry(
        uid=f"{version.agreement.uuid}@samspil",
        summary=_("Vi ser på aftalen for %(name)s igen") % {"name": content.class_name},
        starts=access.or_404(_day(content)),
        sequence=version.number,
        changed_at=version.issued_at,
    )
    return download(ics.one(entry, now=clock.now()), name="aftale.ics", content_type=ics.CONTENT_TYPE)


@require_safe
@access.login_required
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The draft as a family will read it."""
    made = _agreement(request, uuid)
    context = reading(queries.draft(agreement=made), get_language() or "da") | {"draft": made}
    return render(request, "agreements/family.html", context)


@require_safe
@access.login_required
def preview_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _pdf(queries.draft(agreement=_agreement(request, uuid)), None)


def _agreement(request: HttpRequest, uuid: UUID) -> Agreement:
    return access.or_404(queries.agreement_for(held=access.held_roles(request), uuid=uuid))


def _pdf(content: rules.Content, version: AgreementVersion | None) -> HttpResponse:
    language = get_language() or "da"
    title = _("Aftalen for %(name)s, %(school)s") % {"name": content.class_name, "school": content.school}
    context = reading(content, language) | {"version": version, "title": title}
    made = pdf.render(render_to_string("agreements/print.html", context), title=title, language=language)
    return download(made, name=f"{title}.pdf", content_type="application/pdf")
