# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whom a feature can ask about pupils: their guardians, by home."""

import datetime as dt
from collections.abc import Collection

from samspil.asking.rules import AskedDraft, may_answer
from samspil.people.persons.models import Guardianship
from samspil.people.persons.queries.homes import guardianships_on


def answers_for(row: Guardianship) -> bool:
    return may_answer(custody=row.custody, contact_allowed=row.contact_allowed, reason=row.reason)


def drafts_of(*, pupils: Collection[int], day: dt.date) -> tuple[list[AskedDraft], list[Guardianship]]:
    """Everybody who may be asked about these pupils that day, and the guardianships that do not let somebody be asked:
    without custody and without a reason, or not to be written to.
    """
    rows = list(guardianships_on(pupils=pupils, day=day).defer("guardian__email", "guardian__phone"))
    drafts = [AskedDraft(row.guardian_id, (row.pupil_id,), row.home) for row in rows if answers_for(row)]
    return drafts, [row for row in rows if not answers_for(row)]
