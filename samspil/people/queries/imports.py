# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from uuid import UUID

from django.db.models import QuerySet

from samspil.people.models import ImportRun


def import_runs() -> QuerySet[ImportRun]:
    """The latest imports first; without the files themselves."""
    return ImportRun.objects.defer("content").order_by("-created_at", "-pk")


def import_run(*, uuid: UUID) -> ImportRun | None:
    return ImportRun.objects.filter(uuid=uuid).first()
