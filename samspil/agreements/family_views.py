# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The agreement as a family reads it: on a phone by a link of its own, as a tagged PDF, and its day as .ics."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.agreements import mails, rules
from samspil.agreements.enums import Section
from samspil.agreements.queries import agreements as queries
from samspil.core import clock, ics
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.people.roles import access
from samspil.ui import pdf
from samspil.ui.downloads import download

if TYPE_CHECKING:
    from samspil.agreements.models import Agreement, AgreementVersion


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
def agreement(request: HttpRequest, token: str) -> HttpResponse:
    try:
        version = _opened(token)
    except LinkError as error:
        return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
    context = reading(rules.from_json(version.content), get_language() or "da") | {
        "version": version,
        "pdf_url": reverse("agreements:family-pdf", args=[token]),
        "ics_url": reverse("agreements:family-ics", args=[token]),
    }
    return render(request, "agreements/family.html", context)


def _opened(token: str) -> AgreementVersion:
    link = link_by_token(token=token, purpose=mails.PURPOSE, now=clock.now())
    return access.or_404(queries.version_of_link(scope=link.scope))


@require_safe
def agreement_pdf(request: HttpRequest, token: str) -> HttpResponse:
    try:
        version = _opened(token)
    except LinkError as error:
        return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
    return _pdf(rules.from_json(version.content), version)


@require_safe
def review_day(request: HttpRequest, token: str) -> HttpResponse:
    """The day on which the agreement is looked at again."""
    try:
        version = _opened(token)
    except LinkError as error:
        return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
    content = rules.from_json(version.content)
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
