# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of classes and their teams."""

from django.urls import path

from samspil.people.teams import views

urlpatterns = [
    path("klasser/", views.class_list, name="class-list"),
    path("skoler/<uuid:uuid>/klasser/", views.school_classes, name="school-classes"),
    path("klasser/<uuid:uuid>/", views.school_class, name="school-class"),
    path("klasser/<uuid:uuid>/team/", views.member_new, name="team-member-new"),
    path("klasser/team/<int:pk>/slut/", views.member_end, name="team-member-end"),
]
