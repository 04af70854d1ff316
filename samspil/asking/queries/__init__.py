# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is asked and what came of it. What a feature needs is named here."""

from samspil.asking.queries.answers import HomeAnswer, HomeAnswers, answers, figures, texts
from samspil.asking.queries.drafts import drafts_of
from samspil.asking.queries.reach import HomeToReach, Progress, ToReach, not_reached, progress
from samspil.asking.queries.sets import may_read, minutes_of, set_of

__all__ = [
    "HomeAnswer",
    "HomeAnswers",
    "HomeToReach",
    "Progress",
    "ToReach",
    "answers",
    "drafts_of",
    "figures",
    "may_read",
    "minutes_of",
    "not_reached",
    "progress",
    "set_of",
    "texts",
]
