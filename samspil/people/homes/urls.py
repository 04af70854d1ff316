# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of the homes of pupils."""

from django.urls import path

from samspil.people.homes import views

urlpatterns = [
    path("klasser/<uuid:uuid>/hjem/", views.class_homes, name="class-homes"),
    path("elever/<uuid:uuid>/hjem/", views.pupil_homes, name="pupil-homes"),
    path("elever/<uuid:uuid>/voksne/", views.guardian_new, name="guardian-new"),
    path("elever/<uuid:uuid>/voksne/<int:pk>/", views.guardianship_change, name="guardianship-change"),
]
