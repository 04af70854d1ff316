# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of schools and boards."""

from django.urls import path

from samspil.people.schools import views

urlpatterns = [
    path("skoler/", views.school_list, name="school-list"),
    path("skoler/ny/", views.school_new, name="school-new"),
    path("skoler/<uuid:uuid>/", views.school, name="school"),
    path("skoler/<uuid:uuid>/ret/", views.school_change, name="school-change"),
    path("skoler/<uuid:uuid>/bestyrelse/", views.board_new, name="board-new"),
    path("bestyrelser/", views.board_list, name="board-list"),
    path("bestyrelser/<uuid:uuid>/", views.board, name="board"),
    path("bestyrelser/<uuid:uuid>/pladser/", views.seat_new, name="seat-new"),
    path("bestyrelser/<uuid:uuid>/adresser/<uuid:address_uuid>/", views.mailbox_set, name="mailbox-set"),
    path("bestyrelser/pladser/<int:pk>/slut/", views.seat_end, name="seat-end"),
    path("bestyrelser/pladser/<int:pk>/formand/", views.seat_chair, name="seat-chair"),
]
