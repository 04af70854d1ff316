# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whether what goes on by itself does go on: the worker, the mails, the copies, the space on the disk."""

import datetime as dt
import shutil
from collections.abc import Iterator
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from samspil.cli import backing_up
from samspil.cli.findings import Finding
from samspil.cli.leftovers import UNFINISHED
from samspil.config.keys import keys_file
from samspil.core import alive, clock

# Less than this is a warning, and less than that means that nothing can soon be saved.
_LEAST_FREE_BYTES, _NO_BYTES = 500_000_000, 100_000_000
_MAIL_WAITS = dt.timedelta(minutes=10)
_COPY_LASTS = dt.timedelta(days=7)
# Drawing a letter's files or sorting out a city's list may take some minutes, and others wait for it meanwhile.
_WORK_WAITS = dt.timedelta(minutes=30)
_FAILED_LATELY = dt.timedelta(days=1)
_MOST_NAMED = 3


def worker() -> Iterator[Finding]:
    """Says nothing when the database does not answer: that is said elsewhere."""
    try:
        workers, late, doubts = len(alive.living(alive.WORKERS)), _mails_late(), _in_doubt()
    except DatabaseError:
        return
    if not workers:
        level: Literal["warning", "fault"] = "fault" if late else "warning"
        yield Finding(
            level,
            "Ingen arbejder kører, så mails bliver ikke sendt, og filer bliver ikke læst. Start Samspil igen med "
            "samspil serve, eller arbejderen alene med samspil worker.",
        )
    elif late:
        yield Finding(
            "warning",
            "Mails har ventet i mere end ti minutter. Se grunden på siden Udbakke, og se efter, om mailserveren i "
            "SAMSPIL_SMTP_URL svarer.",
        )
    else:
        yield Finding("ok", "Arbejderen kører, og ingen mails har ventet længe.")
    if doubts:
        yield Finding(
            "warning",
            f"{'1 mail er uvis' if doubts == 1 else f'{doubts} mails er uvisse'}: mailserveren svarede ikke, efter at "
            "de var afleveret. Spørg modtagerne, om de er kommet, og vælg på siden Udbakke, om de sendes igen eller "
            "regnes som sendt.",
        )


def mail_server() -> Iterator[Finding]:
    if not settings.SMTP_URL and not settings.DEMO:
        yield Finding(
            "warning",
            "Der er ikke valgt en mailserver, så ingen mails forlader huset. De bliver i udbakken. Sæt "
            "SAMSPIL_SMTP_URL, hvis de skal sendes.",
        )


def work() -> Iterator[Finding]:
    """What pages have asked the worker for: prints, files, imports, drafts of translations."""
    now = clock.now()
    # Models are known only now.
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 (reason above)

    due = (
        DBTaskResult.objects.ready()
        .filter(enqueued_at__lt=now - _WORK_WAITS)
        .exclude(run_after__range=(now - _WORK_WAITS, now))
    )
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - _FAILED_LATELY)
    try:
        waiting, broken = due.count(), sorted(failed.values_list("task_path", flat=True).distinct())
        failures = failed.count() if broken else 0
    except DatabaseError:
        return
    if waiting:
        yield Finding(
            "warning",
            f"{'1 opgave' if waiting == 1 else f'{waiting} opgaver'} har ventet i mere end en halv time: udskrifter, "
            "filer eller import kommer ikke. Start Samspil igen, og se arbejderens log.",
        )
    if broken:
        more = " og andre" if len(broken) > _MOST_NAMED else ""
        yield Finding(
            "warning",
            f"{'1 opgave' if failures == 1 else f'{failures} opgaver'} er slået fejl det seneste døgn "
            f"({', '.join(broken[:_MOST_NAMED])}{more}). Se, hvor i koden, i arbejderens log, og meld fejlen.",
        )


def restored() -> Iterator[Finding]:
    """A restore that was stopped between the database and the rest: the two belong to different copies."""
    if (settings.DATA / UNFINISHED).is_dir():
        yield Finding(
            "fault",
            f"En genindlæsning blev afbrudt, efter at databasen var læst ind. Kopiens nøgler og filer ligger i "
            f"{settings.DATA / UNFINISHED}. Stop Samspil, og kør samspil restore igen med samme kopi og --replace.",
        )


def readable() -> Iterator[Finding]:
    """Whether the keys open what the database holds: they may have been lost, and new ones made in their place."""
    # The fields are known only now.
    from samspil.core.fields import unreadable  # noqa: PLC0415 (reason above)

    try:
        column = unreadable()
    except DatabaseError:
        return
    if column:
        yield Finding(
            "fault",
            f"Nøglerne er ikke dem, som databasen er skrevet med ({column}), så mailadresser og mails ikke kan læses. "
            f"Stop Samspil, og læg den rigtige {keys_file(settings.DATA).name} tilbage i {settings.DATA}.",
        )


def _mails_late() -> bool:
    # Models are known only now.
    from samspil.delivery.queries import work_ahead  # noqa: PLC0415 (reason above)

    before = clock.now() - _MAIL_WAITS
    return any(
        (due := work_ahead(urgent=urgent).due_at) is not None and due < before for urgent in (True, False)
    )  # fmt: skip


def _in_doubt() -> int:
    # Models are known only now.
    from samspil.delivery.queries import outbox_counts  # noqa: PLC0415 (reason above)

    return outbox_counts()["in_doubt"]


def copies() -> Iterator[Finding]:
    """A copy that Samspil has made itself, or that somebody says was made by touching the file `last-backup`."""
    now = clock.now()
    last = backing_up.last_made(settings.DATA)
    try:
        first = MigrationRecorder(connection).migration_qs.order_by("applied").values_list("applied", flat=True).first()
    except DatabaseError:
        return
    if last is None and (first is None or first > now - _COPY_LASTS):
        return
    if last is not None and last > now - _COPY_LASTS:
        yield Finding("ok", f"Den seneste sikkerhedskopi er fra {clock.today(last):%d.%m.%Y}.")
        return
    said = f"Den seneste sikkerhedskopi er fra {clock.today(last):%d.%m.%Y}" if last else "Der er ingen sikkerhedskopi"
    yield Finding(
        "warning",
        f"{said}. Tag en nu med samspil backup, og lad det ske hver nat. Tager I kopier på en anden måde, så kør "
        f"bagefter: touch {settings.DATA / backing_up.LAST}",
    )


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA).free
    words = f"Der er kun {free // 1_000_000} MB fri på disken med {settings.DATA}."
    if free < _NO_BYTES:
        yield Finding(
            "fault", f"{words} Snart kan intet gemmes. Skaf plads nu: flyt gamle sikkerhedskopier et andet sted hen."
        )
    elif free < _LEAST_FREE_BYTES:
        yield Finding("warning", f"{words} Skaf plads.")
