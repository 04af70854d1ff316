# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A school's principles: the board writes them, the school reads them, and Aula's rules come out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.agreements.actions import principles as actions
from samspil.agreements.enums import Area
from samspil.agreements.forms import AdoptForm, PrincipleForm, sent
from samspil.agreements.queries import principles as queries
from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.roles import access
from samspil.ui import pdf
from samspil.ui.downloads import download
from samspil.ui.posting import posted
from samspil.ui.refusable import form_status

if TYPE_CHECKING:
    from samspil.people.models import School

AULA = {"personale": Area.AULA_STAFF, "foraeldre": Area.AULA_PARENTS}


def _school(request: HttpRequest, uuid: UUID) -> School:
    return access.or_404(queries.school_for(held=access.held_roles(request), uuid=uuid))


def _written(request: HttpRequest, uuid: UUID) -> School:
    school = _school(request, uuid)
    access.allowed_or_403(queries.may_write(access.held_roles(request), school))
    return school


@require_safe
@access.login_required
def principles(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, _school(request, uuid))


def _page(
    request: HttpRequest, school: School, *, form: AdoptForm | None = None, error: Refused | None = None
) -> HttpResponse:
    held = access.held_roles(request)
    adopted, draft = queries.adopted_of(school=school), queries.draft_of(school=school)
    may_write = queries.may_write(held, school)
    context: dict[str, Any] = {
        "school": school,
        "adopted": adopted,
        "areas": queries.by_area(queries.principles_of(principle_set=adopted)),
        "draft": draft if may_write else None,
        "draft_areas": queries.by_area(queries.principles_of(principle_set=draft)) if may_write else [],
        "earlier": queries.earlier_of(school=school)[1:],
        "may_write": may_write,
        "may_adopt": queries.may_adopt(held, school),
        "form": form or AdoptForm(),
        "error": error,
        "nav": "boards",
    }
    return render(request, "agreements/principles.html", context, status=409 if error else form_status(form))


@access.login_required
@posted("agreements:principles", "uuid")
def principles_begin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    school = _written(request, uuid)
    actions.draft_begin(school=school, by=access.user(request), now=clock.now())
    return redirect("agreements:principles", school.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@access.login_required
def principle_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    school = _written(request, uuid)
    made = access.or_404(queries.draft_of(school=school))
    form = PrincipleForm(sent(request), initial={"area": request.GET.get("emne", "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.principle_add(principle_set=made, draft=form.draft, by=access.user(request), now=clock.now())
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("agreements:principles", school.uuid)
    return _form_page(request, school, form)


@require_http_methods(["GET", "HEAD", "POST"])
@access.login_required
def principle(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = access.or_404(queries.principle_for(held=access.held_roles(request), uuid=uuid))
    shown = {"area": row.area, "words": row.words, "limit": row.limit, "most": row.most, "seen": row.revision}
    form, theirs = PrincipleForm(sent(request), initial=shown), ""
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            actions.principle_write(
                principle=row, draft=form.draft, seen=-1 if seen is None else seen, by=access.user(request),
                now=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_refusal(refusal)
            theirs = row.words
            form.data = {**request.POST.dict(), "seen": row.revision}
        else:
            return redirect("agreements:principles", row.principle_set.school.uuid)
    return _form_page(request, row.principle_set.school, form, principle=row, theirs=theirs)


def _form_page(request: HttpRequest, school: School, form: PrincipleForm, **more: Any) -> HttpResponse:
    context = {"school": school, "form": form, "nav": "boards"} | more
    return render(request, "agreements/principle.html", context, status=form_status(form))


@access.login_required
@posted("agreements:class-list")
def principle_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = access.or_404(queries.principle_for(held=access.held_roles(request), uuid=uuid))
    actions.principle_remove(principle=row, by=access.user(request), now=clock.now())
    messages.success(request, _("Princippet er taget ud af udkastet."))
    return redirect("agreements:principles", row.principle_set.school.uuid)


@access.login_required
@posted("agreements:principles", "uuid")
def principles_adopt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    school = _written(request, uuid)
    access.allowed_or_403(queries.may_adopt(access.held_roles(request), school))
    made, form = access.or_404(queries.draft_of(school=school)), AdoptForm(request.POST)
    if not form.is_valid():
        return _page(request, school, form=form)
    try:
        actions.principles_adopt(
            principle_set=made, changes=form.cleaned_data["changes"], by=access.user(request), now=clock.now()
        )
    except Refused as refusal:
        return _page(request, school, form=form, error=refusal)
    messages.success(request, _("Principperne er vedtaget og gælder fra i dag."))
    return redirect("agreements:principles", school.uuid)


@require_safe
@access.login_required
def aula_pdf(request: HttpRequest, uuid: UUID, readers: str) -> HttpResponse:
    """The rules for Aula as a tagged PDF, for staff or for parents, from the principles that hold."""
    school = _school(request, uuid)
    adopted = access.or_404(queries.adopted_of(school=school))
    area = AULA[readers]
    rows = [row for row in queries.principles_of(principle_set=adopted) if row.area in {area, Area.TALKING}]
    title = f"{area.label}, {school.name}"
    context = {"title": title, "school": school, "adopted": adopted, "rows": rows, "area": area}
    made = pdf.render(render_to_string("agreements/print_aula.html", context), title=title, language="da")
    return download(made, name=f"{title}.pdf", content_type="application/pdf")
