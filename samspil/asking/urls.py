# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of asking."""

from django.urls import path

from samspil.asking import views

app_name = "asking"
urlpatterns = [
    path("spoerg/<str:token>/", views.start, name="start"),
]
