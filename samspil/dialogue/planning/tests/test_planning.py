# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
import io
import resource
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, transaction
from django.utils import timezone
from docx import Document
from openpyxl import Workbook

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.meetings import queries
from samspil.dialogue.meetings.attachments import MAX_BYTES, checked
from samspil.dialogue.meetings.enums import Handout, ItemKind
from samspil.dialogue.models import Attachment, Meeting
from samspil.dialogue.planning.actions import attachments as attaching
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.forms.meeting import joined
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.dialogue.tests import factories
from tests.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast):
    return planning.meeting_create(
        recipe=DIALOGUE_3X15, title="Dialogmøde", starts_at=factories.EVENING, by=cast.officer, now=NOW
    )


def test_the_recipe_gives_agenda_rounds_questions_and_tables(planned):
    evening = queries.agenda(meeting=planned)
    rounds = queries.rounds(meeting=planned)

    assert [timezone.localtime(line.starts_at).strftime("%H.%M") for line in evening.lines] == [
        "17.00", "17.10", "17.35", "17.50", "18.05", "18.20", "18.50",
    ]  # fmt: skip
    assert [plan.round.minutes for plan in rounds] == [15, 15, 15]
    assert [plan.round.handout for plan in rounds] == [Handout.SPIRALS, Handout.ASSUMPTIONS, Handout.ELEMENTS]
    assert len({table.code for table in queries.tables(meeting=planned)}) == 12
    assert evening.over == 0


def test_reported_a_meeting_after_the_clocks_change_is_at_the_hour_that_was_typed():
    before, after = (joined(day, dt.time(17)) for day in (dt.date(2026, 10, 24), dt.date(2026, 10, 26)))

    assert [moment.astimezone(dt.UTC).hour for moment in (before, after)] == [15, 16]
    assert [timezone.localtime(moment).hour for moment in (before, after)] == [17, 17]


def test_an_evening_that_is_too_long_says_so_with_ways_out(planned, cast):
    talk = planned.agenda.get(kind=ItemKind.TALK)
    planning.agenda_item_update(item=talk, title="Oplæg", speaker="", minutes=35, by=cast.officer, now=NOW)

    evening = queries.agenda(meeting=planned)

    assert evening.over == 10
    assert [line.over for line in evening.lines] == [False, False, False, False, False, True, True]
    assert [way.press for way in evening.ways_out] == [
        f"shorten:{talk.uuid}", f"shorten:{planned.agenda.get(kind=ItemKind.PLENUM).uuid}", "later",
    ]  # fmt: skip


def test_each_way_out_brings_the_evening_back_in_time(planned, cast, officer):
    talk = planned.agenda.get(kind=ItemKind.TALK)
    for press in (f"shorten:{talk.uuid}", "later"):
        planning.agenda_item_update(item=talk, title="Oplæg", speaker="", minutes=40, by=cast.officer, now=NOW)

        officer.post(f"/moeder/{planned.uuid}/plan/", {"press": press})

        planned.refresh_from_db()
        talk.refresh_from_db()
        assert queries.agenda(meeting=planned).over == 0


def test_moving_a_round_keeps_numbers_in_the_order_of_the_evening(planned, cast):
    third = planned.agenda.get(round__number=3)

    planning.agenda_item_move(item=third, up=True, by=cast.officer, now=NOW)

    assert list(planned.agenda.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert list(
        planned.agenda.filter(kind=ItemKind.ROUND).order_by("position").values_list("round__number", flat=True)
    ) == [1, 2, 3]
    third.refresh_from_db()
    assert third.round.number == 2


def test_a_round_with_notes_is_not_removed(meeting, cast):
    item = factories.AgendaItemFactory(meeting=meeting, kind=ItemKind.ROUND, round=meeting.current_round)
    factories.NoteFactory(table=meeting.tables.get(number=1), round=meeting.current_round)

    with pytest.raises(Refused) as refused:
        planning.agenda_item_remove(item=item, by=cast.officer, now=NOW)

    assert refused.value.code == "round-has-notes"


def test_tables_with_notes_stay(meeting, cast):
    factories.NoteFactory(table=meeting.tables.get(number=3), round=meeting.current_round)

    with pytest.raises(Refused):
        planning.tables_set(meeting=meeting, count=2, by=cast.officer, now=NOW)
    planning.tables_set(meeting=meeting, count=5, by=cast.officer, now=NOW)

    assert list(meeting.tables.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_a_copy_takes_the_plan_and_leaves_the_people(planned, cast):
    planning.round_update(
        round_=planned.rounds.get(number=1),
        questions={"da": "Ny?", "ar": "جديد؟"},
        handout=Handout.NONE,
        by=cast.officer,
        now=NOW,
    )

    copy = planning.meeting_copy(
        meeting=planned, starts_at=factories.EVENING + dt.timedelta(days=180), by=cast.officer, now=NOW
    )

    assert [item.title for item in copy.agenda.order_by("position")] == [step.title for step in DIALOGUE_3X15.steps]
    assert queries.question(copy.rounds.get(number=1), "ar").body == "جديد؟"
    assert not {t.code for t in copy.tables.all()} & {t.code for t in planned.tables.all()}
    assert copy.copied_from == planned


def test_what_is_missing_before_the_invitation_is_named_with_its_place(cast):
    meeting = factories.MeetingFactory(place="", afterwards="")
    factories.RoundFactory(meeting=meeting, question=None)

    gaps = queries.missing_before_invitation(meeting=meeting)

    assert [gap.anchor for gap in gaps] == ["id_place", "id_afterwards", "runde-1"]


def pdf(name="slides.pdf", content=b"%PDF-1.7\nslides"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def zipped(name, **parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return SimpleUploadedFile(name, buffer.getvalue())


def office(name, kind):
    part = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    return zipped(name, **{"[Content_Types].xml": part})


def pptx():
    return office("Oplæg æøå.pptx", "presentationml.presentation")


def test_slides_are_kept_under_a_name_of_ours_and_served_as_a_download(meeting, cast, officer):
    kept = attaching.attachment_add(meeting=meeting, upload=pptx(), title="", by=cast.officer, now=NOW)

    answer = officer.get(f"/moeder/{meeting.uuid}/filer/{kept.uuid}/")

    assert kept.file.name == f"meetings/{meeting.uuid}/{kept.uuid}"
    answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (pdf(content=b"MZ\x90\x00 this is a program"), "file-other"),
        (pdf(name="virus.exe"), "file-kind"),
        (pdf(name="page.html", content=b"<script>"), "file-kind"),
        (pdf(content=b""), "file-empty"),
        (pdf(name="../../etc/passwd"), "file-kind"),
        (zipped("brev.docx", readme="any zip"), "file-other"),
        (zipped("brev.odt", mimetype="application/zip"), "file-other"),
        (office("brev.docx", "spreadsheetml.sheet"), "file-other"),
        (zipped("ark.xlsx", **{"[Content_Types].xml": "<Types/>"}), "file-other"),
        (pdf(name="brev.docx", content=b"PK\x03\x04 and nothing more"), "file-other"),
    ],
)
def test_what_may_not_be_attached_is_refused_in_words_and_not_kept(meeting, cast, upload, code):
    with pytest.raises(Refused) as refused:
        attaching.attachment_add(meeting=meeting, upload=upload, title="", by=cast.officer, now=NOW)

    assert refused.value.code == code
    assert not Attachment.objects.exists()


def test_a_file_that_only_begins_as_its_name_says_is_not_called_its_own_kind(meeting, cast):
    with pytest.raises(Refused, match=r"Filen hedder \.docx, men indholdet er ikke sådan en fil"):
        attaching.attachment_add(
            meeting=meeting, upload=zipped("brev.docx", readme="any zip"), title="", by=cast.officer, now=NOW
        )


def test_a_cpr_number_in_a_files_name_is_kept_nowhere(meeting, cast):
    kept = attaching.attachment_add(
        meeting=meeting, upload=pdf(name="Sag 010190-1234.pdf"), title="", by=cast.officer, now=NOW
    )

    assert (kept.filename, kept.title) == ("Sag xxxxxx-xxxx.pdf", "Sag xxxxxx-xxxx.pdf")


def files_of(meeting, settings):
    return {path for path in (settings.MEDIA_ROOT / "meetings" / str(meeting.uuid)).rglob("*") if path.is_file()}


def test_a_file_whose_row_cannot_be_saved_is_not_left_behind(meeting, cast, settings):
    """Nobody would find it again, neither who takes files away nor who erases a person."""
    before = files_of(meeting, settings)  # the meeting is shared between tests, and its folder with it
    with pytest.raises(DataError), transaction.atomic():
        attaching.attachment_add(meeting=meeting, upload=pdf(), title="T" * 5000, by=cast.officer, now=NOW)

    assert files_of(meeting, settings) == before
    kept = attaching.attachment_add(meeting=meeting, upload=pdf(), title="", by=cast.officer, now=NOW)
    assert len(files_of(meeting, settings)) == len(before) + 1
    with kept.file.open("rb") as file:
        assert file.read() == pdf().read()


def test_a_full_disk_says_try_again_and_keeps_no_half_file(planned, officer, settings):
    officer.raise_request_exception = False
    page = officer.get(f"/moeder/{planned.uuid}/plan/")
    data = fields_of(page.content, "plan") | {"press": "attach"}
    large = pdf(content=b"%PDF-1.4" + bytes(2_400_000))
    before = files_of(planned, settings)
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, allowed[1]))
    try:
        answer = officer.post(f"/moeder/{planned.uuid}/plan/", data | {"file-file": large})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert files_of(planned, settings) == before
    assert not planned.attachments.exists()


@pytest.mark.parametrize(
    "upload",
    [
        office("brev.docx", "wordprocessingml.document"),
        office("ark.xlsx", "spreadsheetml.sheet"),
        zipped("brev.odt", mimetype="application/vnd.oasis.opendocument.text"),
        zipped("oplæg.odp", mimetype="application/vnd.oasis.opendocument.presentation"),
    ],
)
def test_a_document_that_says_itself_what_it_is_is_taken(upload):
    assert checked(upload).filename == upload.name


def test_what_word_and_excel_files_are_made_with_here_is_taken():
    for name, book in (("brev.docx", Document()), ("ark.xlsx", Workbook())):
        buffer = io.BytesIO()
        book.save(buffer)
        assert checked(SimpleUploadedFile(name, buffer.getvalue())).filename == name


def test_a_slide_of_200_mb_is_refused_with_its_size():
    upload = pdf()
    upload.size = 200 * 1024 * 1024

    with pytest.raises(Refused) as refused:
        checked(upload)

    assert upload.size > MAX_BYTES
    assert "200 MB" in str(refused.value)


def test_the_plan_page_saves_and_shows_what_is_wrong(planned, officer):
    wrong = officer.post(
        f"/moeder/{planned.uuid}/plan/", {"title": "", "day": "32.13.2026", "begins": "25", "ends": "1"}
    )
    right = officer.post(
        f"/moeder/{planned.uuid}/plan/",
        {
            "title": "Nyt navn",
            "day": "7/10-2026",
            "begins": "17:00",
            "ends": "19.30",
            "place": "Salen",
            "kind": "dialogue",
            "languages": ["da", "ar"],
            "afterwards": "Brev",
        },
    )

    planned.refresh_from_db()
    assert wrong.status_code == 422
    assert right.status_code == 302
    assert (planned.title, planned.languages) == ("Nyt navn", ["da", "ar"])
    assert timezone.localtime(planned.ends_at).strftime("%H.%M") == "19.30"


def test_new_meeting_from_the_page(officer):
    answer = officer.post(
        "/moeder/nyt/",
        {"title": "Møde", "day": "07.10.2026", "begins": "17", "place": "", "recipe": "dialogue-3x15"},
    )

    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == f"/moeder/{meeting.uuid}/plan/"
    assert officer.get(answer.headers["Location"]).status_code == 200


def test_a_file_that_a_sent_letter_names_stays(meeting, cast):
    kept = attaching.attachment_add(meeting=meeting, upload=pdf(), title="", by=cast.officer, now=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(published_at=NOW)
    kept.refresh_from_db()

    with pytest.raises(Refused) as refused:
        attaching.attachment_remove(attachment=kept, by=cast.officer, now=NOW)

    assert refused.value.code == "file-sent"
    assert Attachment.objects.filter(pk=kept.pk).exists()
