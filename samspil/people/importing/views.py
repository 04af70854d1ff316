# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Import: send files, see what they would do, say yes or no."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.people.importing.actions import runs
from samspil.people.importing.actions.importing import ImportRefused
from samspil.people.importing.enums import ImportState
from samspil.people.importing.files.tables import SourceFile
from samspil.people.importing.forms import ImportForm
from samspil.people.importing.queries.changed import Changed, altered_unpack, changed_named
from samspil.people.importing.queries.runs import ended_named, import_run, import_runs, import_state
from samspil.people.roles import access
from samspil.ui.posting import posted
from samspil.ui.refusable import form_status

if TYPE_CHECKING:
    from samspil.people.importing.models import ImportRun

KINDS = {
    "schools": gettext_lazy("Skoler"),
    "classes": gettext_lazy("Klasser"),
    "persons": gettext_lazy("Personer"),
    "pupils": gettext_lazy("Elever i klasser"),
    "guardians": gettext_lazy("Voksne til elever"),
    "staff": gettext_lazy("Ansatte"),
    "teams": gettext_lazy("Klassernes teams"),
    "seats": gettext_lazy("Pladser i bestyrelser"),
}
PROBLEMS_SHOWN = 50
# A worker looks twice a second; a file that waits so long was forgotten by one that died, or stands behind much else.
LATE = dt.timedelta(minutes=2)


@access.officer_required
def import_new(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(data, files, initial={"on": clock.today(now)})
    if request.method == "POST" and form.is_valid():
        sources = [SourceFile(file.name, file.read()) for file in form.cleaned_data["upload"]]
        run = runs.import_ask(files=sources, on=form.cleaned_data["on"], by=access.user(request), now=now)
        return redirect("people:import", run.uuid)
    context = {"form": form, "runs": import_runs()[:20], "nav": "import"}
    return render(request, "people/import_new.html", context, status=form_status(form))


@require_safe
@access.officer_required
def import_show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The worker's progress, or its report. A page that waits asks with `?saa=STATE`, and is told when that is over."""
    return _shown(request, access.or_404(import_run(uuid=uuid)))


def _shown(request: HttpRequest, run: "ImportRun", status: int = 200) -> HttpResponse:
    now = clock.now()
    state = import_state(run=run, now=now)
    late = state == ImportState.WAITING and run.asked_at < now - LATE
    seen = request.GET.get("saa")
    if seen is not None:
        # A new page and not a new part of it: its heading is read aloud, and its place in the history is its own.
        return HttpResponse(status=204, headers={} if seen == _sign(state, late) else {"HX-Refresh": "true"})
    if state == ImportState.TRIED:
        return render(request, "people/import_report.html", _context(run), status=status)
    if state in {ImportState.DONE, ImportState.DROPPED}:
        context = {"run": run, "kinds": _kept(run.report), "nav": "import"}
        return render(request, "people/import_over.html", context, status=status)
    waits = {"run": run, "broken": state == ImportState.BROKEN, "late": late, "sign": _sign(state, late)}
    return render(request, "people/import_wait.html", {**waits, "nav": "import"}, status=status)


@access.officer_required
@posted("people:import", "uuid")
def import_do(request: HttpRequest, uuid: UUID) -> HttpResponse:
    run = access.or_404(import_run(uuid=uuid))
    confirmed = request.POST.getlist("slut")
    try:
        runs.import_do(run=run, by=access.user(request), now=clock.now(), confirmed=confirmed)
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
        run.refresh_from_db()
        return _shown(request, run, status=409)
    return redirect("people:import", run.uuid)


@access.officer_required
@posted("people:import", "uuid")
def import_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Once more: what broke off, or reading the file through as things are now."""
    run = access.or_404(import_run(uuid=uuid))
    runs.import_again(run=run, by=access.user(request), now=clock.now())
    return redirect("people:import", run.uuid)


@access.officer_required
@posted("people:import", "uuid")
def import_drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    run = access.or_404(import_run(uuid=uuid))
    runs.import_drop(run=run, by=access.user(request), now=clock.now())
    messages.success(request, _("Filen er smidt væk. Intet er ændret."))
    return redirect("people:import-new")


def _sign(state: str, late: bool) -> str:
    return f"{state}-sent" if late else state


def _context(run: "ImportRun") -> dict[str, object]:
    """The report as the worker left it; the names of who is ended are looked up now."""
    report = run.report
    counts = report.get("counts", {})
    kinds = [
        (kind, KINDS[kind], count)
        for kind, count in counts.items()
        if count["new"] or count["same"] or count["current"]
    ]
    named = ended_named(report.get("ended", {}))
    ended = [(label, [row for row in named if row.kind == kind]) for kind, label in KINDS.items()]
    changed = changed_named(altered_unpack(run.altered))
    problems = report.get("problems", [])[:PROBLEMS_SHOWN]
    notices = report.get("notices", [])[:PROBLEMS_SHOWN]
    return {
        "run": run,
        "kinds": kinds,
        "changes": sum(count["new"] + count["changed"] + count["ended"] for count in counts.values()),
        "ended": [(label, rows) for label, rows in ended if rows],
        "changed": [
            (label, rows, max(counts[kind]["changed"] - len(rows), 0)) for kind, label, rows in _by_kind(changed)
        ],
        "notices": notices,
        "more_notices": report.get("notice_count", 0) - len(notices),
        "problems": problems,
        "problem_count": report.get("problem_count", 0),
        "more": report.get("problem_count", 0) - len(problems),
        "nav": "import",
    }


def _by_kind(rows: list[Changed]) -> list[tuple[str, object, list[Changed]]]:
    found = [(kind, label, [row for row in rows if row.kind == kind]) for kind, label in KINDS.items()]
    return [(kind, label, of_kind) for kind, label, of_kind in found if of_kind]


def _kept(report: dict[str, object]) -> list[tuple[object, object]]:
    counts = report.get("counts", {})
    return [(KINDS[kind], count) for kind, count in counts.items()] if isinstance(counts, dict) else []
