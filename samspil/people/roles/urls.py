# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of roles."""

from django.urls import path

from samspil.people.roles import views

urlpatterns = [
    path("roller/", views.role_list, name="role-list"),
    path("roller/<int:pk>/slut/", views.role_end, name="role-end"),
]
