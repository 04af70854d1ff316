# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.urls import path

from samspil.people.views import demo, mypage

app_name = "people"

urlpatterns = [
    path("min-side/", mypage.my_page, name="my-page"),
    path("demo/se-som/", demo.demo_be, name="demo-be"),
]
