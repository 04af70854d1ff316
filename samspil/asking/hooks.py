# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What asking wants to know of the features whose questions it puts.

A feature is named by a slug, and the thing of its that asks (a class's agreement) by a UUID.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from samspil.core.hooks import provider

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samspil.people.persons.models import User


@provider
def readers(*, feature: str, subject: UUID, user: User, now: datetime) -> bool | None:
    """Whether this user may read what was answered to that subject, and type answers in. None: not my feature."""


@provider
def titles(*, feature: str, subject: UUID, language: str) -> str | None:
    """What the questions are about, for those who are asked, such as »3.B på Engskolen«. None: not my feature."""


@provider
def reader_names(*, feature: str, subject: UUID, now: datetime) -> Sequence[str] | None:
    """Who reads the answers, by the names they are known by at the school. None: not my feature, or not to be named."""


@provider
def family_pages(*, feature: str, kind: str, token: str) -> str | None:
    """The path a personal link leads to, where a feature's own page asks. None: the questions' own page."""


@provider
def pages(*, feature: str, subject: UUID) -> str | None:
    """The address of the page that a reader of the answers comes back to. None: not my feature."""
