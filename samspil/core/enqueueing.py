# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Putting work in the worker's queue without putting it there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

if TYPE_CHECKING:
    from uuid import UUID

    from django_tasks.base import Task


def enqueue_once(task: Task[[str], Any], key: UUID) -> None:
    """Enqueue `task(key)` unless it waits already, so that a burst is one task.

    One that is running may have looked before the rows were there, so only a waiting one counts.
    """
    waiting = DBTaskResult.objects.filter(
        task_path=task.module_path, status=TaskResultStatus.READY, args_kwargs__args=[str(key)]
    )
    if not waiting.exists():
        task.enqueue(str(key))
