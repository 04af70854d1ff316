# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.urls import path

from samspil.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.holidays, name="holidays"),
    path("<slug:name>/", views.holidays, name="holidays-year"),
]
