# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.urls import path

from samspil.ui import views

app_name = "ui"
urlpatterns = [
    path("was/", views.accessibility, name="accessibility"),
    path("privatliv/", views.privacy, name="privacy"),
    path("stil/", views.style_page, name="style-page"),
]
