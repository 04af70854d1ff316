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
from samspil.core import alive, clock

# Less than this is a warning, and less than that means that nothing can soon be saved.
_LEAST_FREE_BYTES, _NO_BYTES = 500_000_000, 100_000_000
_MAIL_WAITS = dt.timedelta(minutes=10)
_COPY_LASTS = dt.timedelta(days=7)


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
