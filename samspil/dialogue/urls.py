# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of the meetings: those of each slice, under one name."""

from samspil.dialogue.hearing import urls as hearing
from samspil.dialogue.inviting import urls as inviting
from samspil.dialogue.overview import urls as overview
from samspil.dialogue.planning import urls as planning
from samspil.dialogue.promises import urls as promises
from samspil.dialogue.published import urls as published
from samspil.dialogue.publishing import urls as publishing
from samspil.dialogue.room import urls as room
from samspil.dialogue.seating import urls as seating
from samspil.dialogue.sorting import urls as sorting
from samspil.dialogue.wishes import urls as wishes

app_name = "dialogue"

urlpatterns = [
    *overview.urlpatterns,
    *room.urlpatterns,
    *published.urlpatterns,
    *promises.urlpatterns,
    *publishing.urlpatterns,
    *hearing.urlpatterns,
    *sorting.urlpatterns,
    *seating.urlpatterns,
    *inviting.urlpatterns,
    *wishes.urlpatterns,
    *planning.urlpatterns,
]
