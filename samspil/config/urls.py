# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every address of the installation."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samspil.ui.urls")),
    path("live/", include("samspil.live.urls")),
    path("konto/", include("samspil.people.login.account_urls")),
    path("", include("samspil.people.urls")),
    path("", include("samspil.dialogue.urls")),
    path("", include("samspil.agreements.urls")),
    path("ferier/", include("samspil.calendar.urls")),
    path("", include("samspil.asking.urls")),
    path("udbakke/", include("samspil.delivery.urls")),
]

handler400 = "samspil.ui.views.bad_request"
handler403 = "samspil.ui.views.forbidden"
handler404 = "samspil.ui.views.not_found"
handler500 = "samspil.ui.views.server_error"
