# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of log-in."""

from django.urls import path

from samspil.people.login.views import pages as views

urlpatterns = [
    path("min-side/", views.my_page, name="my-page"),
    path("min-side/log-ud-alle-steder/", views.log_out_everywhere, name="log-out-everywhere"),
    path("demo/se-som/", views.demo_be, name="demo-be"),
]
