# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who may open the outbox. Roles lie above delivery, so `people` registers the answer from `AppConfig.ready`."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

May = Callable[[HttpRequest], bool]

_may: list[May] = []


def register(may: May) -> None:
    """`may(request)` says whether the reader is one who looks after the municipality's mail (an officer)."""
    _may[:] = [may]


def may_read(request: HttpRequest) -> bool:
    """In the demo everybody; otherwise those whom the registered rule lets in, and nobody before there is one."""
    return settings.DEMO or any(may(request) for may in _may)


def opens_all() -> bool:
    """Whether log-in codes and personal links may be read: only in the demo, where no mail leaves the house."""
    return bool(settings.DEMO) and not settings.SMTP_URL
