# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Import: send files, see what they would do, say yes or no."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samspil.core import clock
from samspil.people import access, actions, queries
from samspil.people.forms.places import ImportForm
from samspil.people.importing import SourceFile

KINDS = {
    "schools": gettext_lazy("Skoler"),
    "classes": gettext_lazy("Klasser"),
    "persons": gettext_lazy("Personer"),
    "pupils": gettext_lazy("Elever i klasser"),
    "guardians": gettext_lazy("Voksne til elever"),
    "staff": gettext_lazy("Ansatte"),
    "seats": gettext_lazy("Pladser i bestyrelser"),
}
PROBLEMS_SHOWN = 50


@access.officer_required
def import_new(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    form = ImportForm(request.POST or None, request.FILES or None, initial={"on": clock.today(now)})
    if request.method == "POST" and form.is_valid():
        files = [SourceFile(file.name, file.read()) for file in form.cleaned_data["upload"]]
        run, report = actions.import_try(files=files, on=form.cleaned_data["on"], by=access.user(request), now=now)
        return render(request, "people/import_report.html", _context(run, report))
    runs = queries.import_runs()[:20]
    return render(request, "people/import_new.html", {"form": form, "runs": runs, "nav": "import"})


@require_safe
@access.officer_required
def import_show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The dry run again: worked out anew, so that it says what would happen now."""
    run = access.or_404(queries.import_run(uuid=uuid))
    if run.state != "proevet" or not run.content:
        return render(request, "people/import_over.html", {"run": run, "kinds": _kept(run.report), "nav": "import"})
    return render(request, "people/import_report.html", _context(run, actions.import_again(run=run)))


@require_POST
@access.officer_required
def import_do(request: HttpRequest, uuid: UUID) -> HttpResponse:
    run = access.or_404(queries.import_run(uuid=uuid))
    confirmed = request.POST.getlist("slut")
    try:
        actions.import_do(run=run, by=access.user(request), now=clock.now(), confirmed=confirmed)
    except actions.ImportRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:import", run.uuid)
    messages.success(request, _("Importen er gennemført."))
    return redirect("people:import", run.uuid)


@require_POST
@access.officer_required
def import_drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    run = access.or_404(queries.import_run(uuid=uuid))
    actions.import_drop(run=run, by=access.user(request), now=clock.now())
    messages.success(request, _("Filen er smidt væk. Intet er ændret."))
    return redirect("people:import-new")


def _context(run: object, report: actions.Report) -> dict[str, object]:
    kinds = [
        (kind, KINDS[kind], count) for kind, count in report.counts.items() if count.new or count.same or count.current
    ]
    ended = [(KINDS[kind], [row for row in report.ended if row.kind == kind]) for kind in KINDS]
    return {
        "run": run,
        "report": report,
        "kinds": kinds,
        "ended": [(label, rows) for label, rows in ended if rows],
        "problems": report.problems[:PROBLEMS_SHOWN],
        "more": max(0, len(report.problems) - PROBLEMS_SHOWN),
        "nav": "import",
    }


def _kept(report: dict[str, object]) -> list[tuple[object, object]]:
    counts = report.get("counts", {})
    return [(KINDS[kind], count) for kind, count in counts.items()] if isinstance(counts, dict) else []
