# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of asking."""

from django.urls import path

from samspil.asking.views import family, staff

app_name = "asking"
urlpatterns = [
    path("spoerg/<str:token>/", family.start, name="start"),
    path("spoerg/<str:token>/<int:number>/", family.question, name="question"),
    path("spoerg/<str:token>/paa-en-anden-maade/", family.otherwise, name="otherwise"),
    path("spoerg/<str:token>/papir/", family.paper, name="paper"),
    path("spoergsmaal/<uuid:uuid>/skriv-ind/<slug:way>/", staff.type_in, name="type-in"),
    path("spoergsmaal/<uuid:uuid>/papir/", staff.paper, name="staff-paper"),
]
