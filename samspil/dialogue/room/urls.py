# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of room."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.room.views import control, harvest, origins, paper, table, table_app

urlpatterns = [
    path(f"{MEETING}styring/", control.control, name="control"),
    path(f"{MEETING}styring/tryk/", control.control_press, name="control-press"),
    path(f"{MEETING}styring/link/", control.screen_link, name="screen-link"),
    path(f"{MEETING}storskaerm/", control.projector_page, name="projector"),
    path("storskaerm/<str:token>/", control.screen, name="screen"),
    path("bord/", table.table_find, name="table-find"),
    path("bord/arbejder.js", table_app.worker, name="table-worker"),
    path("bord/<str:code>/", table.table, name="table"),
    path("bord/<str:code>/app.webmanifest", table_app.manifest, name="table-manifest"),
    path("bord/<str:code>/noter/", table.note_write, name="note-write"),
    path("bord/<str:code>/hoest/", harvest.harvest, name="harvest"),
    path("bord/<str:code>/hoest/<uuid:note>/", harvest.harvest_answer, name="harvest-answer"),
    path("bord/<str:code>/navne/", table_app.note_names, name="note-names"),
    path("bord/<str:code>/noter/<uuid:uuid>/", table.note_change, name="note-change"),
    path(f"{MEETING}papir/", paper.paper, name="paper"),
    path(f"{MEETING}papir/<uuid:sheet>/", paper.paper_photo, name="paper-photo"),
    path(f"{MEETING}papir/<uuid:sheet>/foto.jpg", paper.paper_photo_file, name="paper-photo-file"),
    path(f"{MEETING}sortering/navne/<uuid:note>/", origins.sorting_names, name="sorting-names"),
    path(f"{MEETING}sortering/slet/<uuid:note>/", origins.note_erase, name="note-erase"),
    path(f"{MEETING}noter/oplaeg/", origins.origins, name="origins"),
    path(f"{MEETING}noter/oplaeg/<uuid:note>/", origins.origin_change, name="origin-change"),
]
