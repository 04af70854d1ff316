# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.urls import path

from samspil.delivery import views

app_name = "delivery"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("alle-igen/<uuid:ref>/<slug:kind>/", views.failed_retry, name="failed-retry"),
    path("<uuid:recipient>/", views.outbox_mail, name="outbox-mail"),
    path("<uuid:recipient>/html/", views.outbox_html, name="outbox-html"),
    path("<uuid:recipient>/bilag/<int:number>/", views.outbox_attachment, name="outbox-attachment"),
    path("<uuid:recipient>/igen/", views.recipient_retry, name="recipient-retry"),
    path("<uuid:recipient>/regn-som-sendt/", views.recipient_resolve, name="recipient-resolve"),
]
