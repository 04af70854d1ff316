# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of imports."""

from django.urls import path

from samspil.people.importing import views

urlpatterns = [
    path("import/", views.import_new, name="import-new"),
    path("import/<uuid:uuid>/", views.import_show, name="import"),
    path("import/<uuid:uuid>/ja/", views.import_do, name="import-do"),
    path("import/<uuid:uuid>/igen/", views.import_again, name="import-again"),
    path("import/<uuid:uuid>/nej/", views.import_drop, name="import-drop"),
]
