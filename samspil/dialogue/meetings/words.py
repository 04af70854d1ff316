# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What is said of a meeting whose day, time or place was changed, from → to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from samspil.ui import words

if TYPE_CHECKING:
    from datetime import datetime


class When(Protocol):
    """A meeting, or what it was before a change."""

    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that changed; `before` or `after` is "" where there was nothing, or is nothing yet."""

    what: str
    before: str
    after: str


def moved(before: When, after: When) -> tuple[Moved, ...]:
    """Day, time and place, as far as they differ, in the language that is active."""
    pairs = (
        (_("Dag"), words.long_date(before.starts_at, year=True), words.long_date(after.starts_at, year=True)),
        (_("Tid"), words.span(before.starts_at, before.ends_at), words.span(after.starts_at, after.ends_at)),
        (_("Sted"), before.place, after.place),
    )
    return tuple(Moved(what, old, new) for what, old, new in pairs if old != new)
