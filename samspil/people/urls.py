# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.urls import path

from samspil.people.views import demo, importing, mypage, places, roles

app_name = "people"

urlpatterns = [
    path("min-side/", mypage.my_page, name="my-page"),
    path("skoler/", places.school_list, name="school-list"),
    path("skoler/ny/", places.school_new, name="school-new"),
    path("skoler/<uuid:uuid>/", places.school, name="school"),
    path("skoler/<uuid:uuid>/ret/", places.school_change, name="school-change"),
    path("skoler/<uuid:uuid>/bestyrelse/", places.board_new, name="board-new"),
    path("bestyrelser/", places.board_list, name="board-list"),
    path("bestyrelser/<uuid:uuid>/", places.board, name="board"),
    path("bestyrelser/<uuid:uuid>/pladser/", places.seat_new, name="seat-new"),
    path("bestyrelser/<uuid:uuid>/adresser/<uuid:address_uuid>/", places.mailbox_set, name="mailbox-set"),
    path("bestyrelser/pladser/<int:pk>/slut/", places.seat_end, name="seat-end"),
    path("bestyrelser/pladser/<int:pk>/formand/", places.seat_chair, name="seat-chair"),
    path("roller/", roles.role_list, name="role-list"),
    path("roller/<int:pk>/slut/", roles.role_end, name="role-end"),
    path("import/", importing.import_new, name="import-new"),
    path("import/<uuid:uuid>/", importing.import_show, name="import"),
    path("import/<uuid:uuid>/ja/", importing.import_do, name="import-do"),
    path("import/<uuid:uuid>/igen/", importing.import_again, name="import-again"),
    path("import/<uuid:uuid>/nej/", importing.import_drop, name="import-drop"),
    path("demo/se-som/", demo.demo_be, name="demo-be"),
]
