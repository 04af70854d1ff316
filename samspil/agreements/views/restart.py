# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A class's restart, step by step, for its team and the school's leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.agreements import rules, steps
from samspil.agreements.actions import drafting as actions
from samspil.agreements.enums import Section, Source, Step
from samspil.agreements.forms import DropForm, FiguresForm, IssueForm, LineForm, TranslationForm, sent
from samspil.agreements.queries import agreements as queries
from samspil.agreements.queries import points
from samspil.commitments.actions import commitment_answer
from samspil.commitments.enums import State
from samspil.commitments.queries import commitments_of
from samspil.core import clock
from samspil.core.errors import Refused
from samspil.core.ids import uuid_or_none, whole_number
from samspil.people.roles import access
from samspil.ui.posting import posted
from samspil.ui.refusable import form_status

if TYPE_CHECKING:
    from samspil.agreements.models import Agreement


@require_safe
@access.login_required
def class_list(request: HttpRequest) -> HttpResponse:
    """The classes that are this reader's, each with the step it has come to."""
    rows = queries.classes_shown(held=access.held_roles(request), day=clock.today(clock.now()))
    access.or_404(rows or None)
    return render(request, "agreements/class_list.html", {"rows": rows, "nav": "agreements"})


@require_safe
@access.login_required
def class_agreement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Before the restart: how to begin. After: the step that is next."""
    row = access.or_404(queries.class_for(held=access.held_roles(request), uuid=uuid))
    made = queries.agreement_of(school_class=row)
    if made is not None:
        return redirect("agreements:step", made.uuid, steps.next_step(queries.steps_done(agreement=made)))
    former = queries.former_of(school_class=row, day=clock.today(clock.now()))
    context = {"class": row, "former": former, "steps": steps.planned(), "nav": "agreements", **steps.minutes()}
    return render(request, "agreements/begin.html", context)


@access.login_required
@posted("agreements:class-agreement", "uuid")
def begin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = access.or_404(queries.class_for(held=access.held_roles(request), uuid=uuid))
    made = actions.agreement_begin(school_class=row, by=access.user(request), now=clock.now())
    return redirect("agreements:step", made.uuid, Step.LAST_YEAR)


def agreement_held(request: HttpRequest, uuid: UUID) -> Agreement:
    return access.or_404(queries.agreement_for(held=access.held_roles(request), uuid=uuid))


@require_safe
@access.login_required
def step(request: HttpRequest, uuid: UUID, step: Step) -> HttpResponse:
    return step_page(request, agreement_held(request, uuid), step)


def step_page(
    request: HttpRequest, agreement: Agreement, step: Step, *, error: Refused | None = None, **more: Any
) -> HttpResponse:
    held = access.held_roles(request)
    context = steps.page(agreement=agreement, step=step, held=held, now=clock.now())
    context |= {"error": error, "nav": "agreements"}
    form = more.get("form")
    status = 409 if error else form_status(form)
    return render(request, f"agreements/step_{step.name.lower()}.html", context | more, status=status)


@access.login_required
@posted("agreements:step", "uuid", "step")
def step_finish(request: HttpRequest, uuid: UUID, step: Step) -> HttpResponse:
    """This step is done for now; one can come back to it."""
    made = agreement_held(request, uuid)
    actions.step_done(agreement=made, step=step, by=access.user(request), now=clock.now())
    return redirect("agreements:step", made.uuid, steps.after(step))


@access.login_required
@posted("agreements:class-list")
def lines_drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take lines out. Dropping comes before adding, and can be undone on the same page."""
    made = agreement_held(request, uuid)
    back = Step.LAST_YEAR if request.POST.get("step") == Step.LAST_YEAR else Step.AGREEMENT
    standing = queries.lines_of(agreement=made)
    form = DropForm(request.POST, lines=[(str(line.uuid), "") for line in standing])
    if form.is_valid():
        chosen = [UUID(value) for value in form.cleaned_data["line"]]
        number = actions.lines_drop(agreement=made, refs=chosen, by=access.user(request), now=clock.now())
        if number:
            messages.success(request, _("Taget ud. I kan tage det med igen, hvis I fortryder."))
    return redirect("agreements:step", made.uuid, back)


@access.login_required
@posted("agreements:class-list")
def line_restore(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = access.or_404(queries.line_for(held=access.held_roles(request), uuid=uuid))
    actions.line_restore(line=row, by=access.user(request), now=clock.now())
    messages.success(request, _("Linjen er med igen."))
    back = Step.LAST_YEAR if request.POST.get("step") == Step.LAST_YEAR else Step.AGREEMENT
    return redirect("agreements:step", row.agreement.uuid, back)


@access.login_required
@posted("agreements:class-list")
def promise_answer(request: HttpRequest, uuid: UUID, line: UUID) -> HttpResponse:
    """Whether one of the school's promises was kept; said on the step of the year after, or half-way."""
    made = agreement_held(request, uuid)
    whose = made.former if request.POST.get("step") == Step.LAST_YEAR else made
    step = Step.LAST_YEAR if whose is made.former else Step.HALFWAY
    found = commitments_of(feature=queries.FEATURE, subjects=[whose.uuid], now=clock.now()) if whose else {}
    stand = found.get(whose.uuid, {}).get(line) if whose else None
    stand = access.or_404(stand)
    state = {"kept": State.KEPT, "not_kept": State.NOT_KEPT}.get(request.POST.get("state", ""))
    if state is None:
        raise Http404
    seen = whole_number(request.POST.get("seen", ""))
    reason = " ".join(request.POST.get("reason", "").split())[:1000]
    try:
        commitment_answer(
            commitment=stand.commitment, state=state, seen=seen or 0, by=access.user(request), now=clock.now(),
            reason=reason if state == State.NOT_KEPT else "",
        )  # fmt: skip
    except Refused as refusal:
        return step_page(request, made, step, error=refusal, typed={"line": line, "reason": reason})
    messages.success(request, _("Gemt."))
    return redirect("agreements:step", made.uuid, step)


@require_http_methods(["GET", "HEAD", "POST"])
@access.login_required
def line_new(request: HttpRequest, uuid: UUID, section: Section) -> HttpResponse:
    made = agreement_held(request, uuid)
    form = LineForm(sent(request), section=section)
    if request.method == "POST" and form.is_valid():
        try:
            actions.line_add(
                agreement=made, section=section, draft=form.draft, by=access.user(request), now=clock.now()
            )
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("agreements:step", made.uuid, steps.of_section(section))
    return _line_page(request, made, section, form)


@require_http_methods(["GET", "HEAD", "POST"])
@access.login_required
def line(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change a line. Where a colleague changed it meanwhile, both wordings stand on the page and nothing is lost."""
    row = access.or_404(queries.line_for(held=access.held_roles(request), uuid=uuid))
    section, theirs = Section(row.section), ""
    form = LineForm(sent(request), section=section, initial=queries.line_values(row))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            actions.line_write(
                line=row, draft=form.draft, seen=-1 if seen is None else seen, by=access.user(request), now=clock.now()
            )
        except Refused as refusal:
            form.add_refusal(refusal)
            theirs = queries.line_values(row)["words"]
            # Whoever has seen both may save over it.
            form.data = {**request.POST.dict(), "seen": row.revision}
        else:
            return redirect("agreements:step", row.agreement.uuid, steps.of_section(section))
    return _line_page(request, row.agreement, section, form, line=row, theirs=theirs)


def _line_page(
    request: HttpRequest, agreement: Agreement, section: Section, form: LineForm, **more: Any
) -> HttpResponse:
    context = {"agreement": agreement, "section": section, "form": form, "nav": "agreements"}
    context["back"] = steps.of_section(section)
    return render(request, "agreements/line.html", context | more, status=form_status(form))


@access.login_required
@posted("agreements:class-list")
def point_take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A point of the class's meeting becomes a line, with what it rests on."""
    made = agreement_held(request, uuid)
    ref, section = uuid_or_none(request.POST.get("ref", "")), request.POST.get("section", "")
    if ref is None or section not in Section.values:
        raise Http404
    point = access.or_404(points.point_of(school_class=made.school_class, ref=ref))
    draft = actions.LineDraft(words=point.statement, situation=_("Fra mødet") if section == Section.CHANNEL else "")
    try:
        actions.line_add(
            agreement=made, section=Section(section), draft=draft, source=Source.MEETING, source_ref=ref,
            source_words=point.source, by=access.user(request), now=clock.now(),
        )  # fmt: skip
    except Refused as refusal:
        return step_page(request, made, Step.MEETING, error=refusal)
    messages.success(request, _("Punktet er med i aftalen."))
    return redirect("agreements:step", made.uuid, Step.MEETING)


@require_http_methods(["GET", "HEAD", "POST"])
@access.login_required
def figures(request: HttpRequest, uuid: UUID) -> HttpResponse:
    made = agreement_held(request, uuid)
    shown = {name: getattr(made, name) for name in queries.FIGURES} | {"seen": made.revision}
    form = FiguresForm(sent(request), initial=shown)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        seen = values.pop("seen")
        try:
            actions.figures_set(agreement=made, figures=values, seen=seen, by=access.user(request), now=clock.now())
        except Refused as refusal:
            form.add_refusal(refusal)
            form.data = {**request.POST.dict(), "seen": shown["seen"]}
        else:
            return redirect("agreements:step", made.uuid, Step.AGREEMENT)
    context = {"agreement": made, "form": form, "nav": "agreements"}
    return render(request, "agreements/figures.html", context, status=form_status(form))


@access.login_required
@posted("agreements:class-list")
def issue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Freeze the agreement as it stands: what families are asked about."""
    made, form = agreement_held(request, uuid), IssueForm(request.POST)
    if form.is_valid():
        changes = form.cleaned_data["changes"]
        try:
            actions.agreement_issue(agreement=made, changes=changes, by=access.user(request), now=clock.now())
        except Refused as refusal:
            return step_page(request, made, Step.AGREEMENT, error=refusal, form=form)
        messages.success(request, _("Aftalen er udgivet i en ny udgave."))
        return redirect("agreements:step", made.uuid, Step.ANSWERS)
    return step_page(request, made, Step.AGREEMENT, form=form)


@require_safe
@access.login_required
def difference(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Two years side by side: last year's agreement and this one."""
    made = agreement_held(request, uuid)
    last = access.or_404(queries.last_content(agreement=made))
    now = queries.draft(agreement=made)
    context = {
        "agreement": made,
        "last": last,
        "now": now,
        "price": queries.price(content=now, last=last),
        "sections": [(Section(name), rows) for name, rows in rules.compare(last, now).items() if rows],
        "nav": "agreements",
    }
    return render(request, "agreements/difference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.login_required
def translations(request: HttpRequest, uuid: UUID, language: str) -> HttpResponse:
    """Each line in another language, the Danish beside it. What is saved here is a person's, and holds."""
    made = agreement_held(request, uuid)
    if language not in steps.LANGUAGES:
        raise Http404
    lines = queries.lines_of(agreement=made)
    said = [(line, queries.line_said(line)) for line in lines]
    fields = [(str(line.uuid), one.bodies.get(language, "")) for line, one in said]
    form = TranslationForm(sent(request), lines=fields, language=language)
    if request.method == "POST" and form.is_valid():
        by_uuid = {str(line.uuid): line for line in lines}
        for one, body in form.changed.items():
            actions.line_translate(
                line=by_uuid[one], language=language, body=body, by=access.user(request), now=clock.now()
            )
        messages.success(request, _("Oversættelsen er gemt."))
        return redirect("agreements:step", made.uuid, Step.AGREEMENT)
    if form.is_bound:
        form.data = {**request.POST.dict(), **form.seen_now()}
    rows = [(one, form[f"line-{line.uuid}"], form[f"was-{line.uuid}"]) for line, one in said]
    context = {"agreement": made, "language": language, "rows": rows, "form": form, "nav": "agreements"}
    return render(request, "agreements/translations.html", context, status=form_status(form))
