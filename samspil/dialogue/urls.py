# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of the meetings."""

from django.urls import path

from samspil.dialogue.views import (
    hearing,
    inviting,
    letter,
    meetings,
    origins,
    planning,
    printing,
    promises,
    published_letter,
    room,
    sorting,
    table,
)

app_name = "dialogue"
MEETING = "moeder/<uuid:uuid>/"

urlpatterns = [
    path("", meetings.home, name="home"),
    path("moeder/", meetings.meeting_list, name="meeting-list"),
    path("moeder/nyt/", meetings.meeting_new, name="meeting-new"),
    path(MEETING, meetings.meeting_detail, name="meeting"),
    path(f"{MEETING}kopi/", meetings.meeting_copy, name="meeting-copy"),
    path(f"{MEETING}moede.ics", inviting.meeting_calendar, name="meeting-ics"),
    # the plan
    path(f"{MEETING}plan/", planning.plan, name="plan"),
    path(f"{MEETING}plan/dagsorden/", planning.agenda_save, name="agenda-save"),
    path(f"{MEETING}plan/dagsorden/nyt/", planning.agenda_add, name="agenda-add"),
    path(f"{MEETING}plan/runde/<int:number>/", planning.round_save, name="round-save"),
    path(f"{MEETING}plan/borde/", planning.tables_save, name="tables-save"),
    path(f"{MEETING}plan/filer/", planning.attachment_add, name="attachment-add"),
    path(f"{MEETING}plan/filer/<uuid:attachment>/fjern/", planning.attachment_remove, name="attachment-remove"),
    path(f"{MEETING}filer/<uuid:attachment>/", inviting.attachment, name="attachment"),
    # the invitation
    path(f"{MEETING}invitation/", inviting.invitations, name="invitations"),
    path(f"{MEETING}invitation/send/", inviting.invitations_send, name="invitations-send"),
    path(f"{MEETING}invitation/mind/", inviting.reminders_send, name="reminders-send"),
    path("svar/<str:token>/", inviting.invitation_answer, name="invitation-answer"),
    path("svar/<str:token>/moede.ics", inviting.invitation_calendar, name="invitation-ics"),
    # the evening
    path(f"{MEETING}styring/", room.control, name="control"),
    path(f"{MEETING}styring/tryk/", room.control_press, name="control-press"),
    path(f"{MEETING}styring/link/", room.screen_link, name="screen-link"),
    path(f"{MEETING}storskaerm/", room.projector_page, name="projector"),
    path("storskaerm/<str:token>/", room.screen, name="screen"),
    path("bord/", table.table_find, name="table-find"),
    path("bord/<str:code>/", table.table, name="table"),
    path("bord/<str:code>/noter/", table.note_write, name="note-write"),
    path("bord/<str:code>/noter/<uuid:uuid>/", table.note_change, name="note-change"),
    # --- sorting (begin) ---
    path(f"{MEETING}sortering/", sorting.sorting, name="sorting"),
    path(f"{MEETING}sortering/traek/", sorting.sorting_move, name="sorting-move"),
    path(f"{MEETING}sortering/fortryd/", sorting.sorting_undo, name="sorting-undo"),
    path(f"{MEETING}sortering/senere/", sorting.sorting_later, name="sorting-later"),
    path(f"{MEETING}sortering/forslag/", sorting.sorting_hint, name="sorting-hint"),
    path(f"{MEETING}sortering/plads/", sorting.sorting_seat, name="sorting-seat"),
    path(f"{MEETING}sortering/luk/", sorting.sorting_close, name="sorting-close"),
    path(f"{MEETING}sortering/til-side/", sorting.sorting_asides, name="sorting-asides"),
    path(f"{MEETING}sortering/navne/<uuid:note>/", origins.sorting_names, name="sorting-names"),
    path(f"{MEETING}sortering/slet/<uuid:note>/", origins.note_erase, name="note-erase"),
    path(f"{MEETING}noter/oplaeg/", origins.origins, name="origins"),
    path(f"{MEETING}noter/oplaeg/<uuid:note>/", origins.origin_change, name="origin-change"),
    # --- sorting (end) ---
    # --- letter and print (begin) ---
    path(f"{MEETING}brev/", letter.letter_edit, name="letter-edit"),
    path(f"{MEETING}brev/punkt/<uuid:point>/", letter.letter_point, name="letter-point"),
    path(f"{MEETING}brev/citat/", letter.letter_quote, name="letter-quote"),
    path(f"{MEETING}brev/citat/ud/", letter.letter_unquote, name="letter-unquote"),
    path(f"{MEETING}brev/se/<slug:form>/", letter.letter_preview, name="letter-preview"),
    path(f"{MEETING}brev/send/", letter.letter_publish, name="letter-publish"),
    path("breve/<uuid:uuid>/", published_letter.letter, name="letter"),
    path("breve/<uuid:uuid>/sendt/", letter.letter_progress, name="letter-progress"),
    path("breve/<uuid:uuid>/brev.pdf", published_letter.letter_pdf_file, name="letter-pdf"),
    path("breve/<uuid:uuid>/brev.docx", published_letter.letter_docx_file, name="letter-docx"),
    path("breve/<uuid:uuid>/noter.<slug:form>", published_letter.letter_notes, name="letter-notes"),
    path("breve/<uuid:uuid>/naeste-moede.ics", published_letter.letter_ics, name="letter-calendar"),
    path("breve/<uuid:uuid>/filer/<uuid:attachment>/", published_letter.letter_attachment, name="letter-attachment"),
    path("brev/<str:token>/", published_letter.letter_link, name="letter-link"),
    path("brev/<str:token>/brev.pdf", published_letter.letter_link_pdf, name="letter-link-pdf"),
    path("brev/<str:token>/brev.docx", published_letter.letter_link_docx, name="letter-link-docx"),
    path("brev/<str:token>/noter.<slug:form>", published_letter.letter_link_notes, name="letter-link-notes"),
    path("brev/<str:token>/naeste-moede.ics", published_letter.letter_link_ics, name="letter-link-calendar"),
    path(
        "brev/<str:token>/filer/<uuid:attachment>/",
        published_letter.letter_link_attachment,
        name="letter-link-attachment",
    ),
    path(f"{MEETING}udskrift/", printing.print_pack, name="print-pack"),
    # --- letter and print (end) ---
    # --- promises (begin) ---
    path(f"{MEETING}loefter/", promises.promises, name="promises"),
    path(f"{MEETING}loefter/<uuid:point>/", promises.promise_answer, name="promise-answer"),
    # --- promises (end) ---
    # --- hearing (begin) ---
    path(f"{MEETING}hoering/", hearing.hearing, name="hearing"),
    path(f"{MEETING}hoering/aabn/", hearing.hearing_open, name="hearing-open"),
    path(f"{MEETING}hoering/luk/", hearing.hearing_close, name="hearing-close"),
    path(f"{MEETING}hoering/svar/<uuid:remark>/", hearing.remark_reply, name="remark-reply"),
    path("hoering/<str:token>/", hearing.hearing_answer, name="hearing-answer"),
    # --- hearing (end) ---
]
