# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of people: those of each slice, under one name."""

from samspil.people.homes import urls as homes
from samspil.people.importing import urls as importing
from samspil.people.login import urls as login
from samspil.people.roles import urls as roles
from samspil.people.schools import urls as schools
from samspil.people.teams import urls as teams

app_name = "people"

urlpatterns = [
    *login.urlpatterns,
    *schools.urlpatterns,
    *teams.urlpatterns,
    *homes.urlpatterns,
    *roles.urlpatterns,
    *importing.urlpatterns,
]
