# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.urls import path

from samspil.live import views

app_name = "live"
urlpatterns = [
    path("", views.stream, name="streams"),
    path("<str:channel>/", views.stream, name="stream"),
]
