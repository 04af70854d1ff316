# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The draft on paper: asked for by looking, drawn by the worker, true to the draft as it is, and soon gone."""

import datetime as dt
import io

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from samspil.dialogue.models import DraftPrint
from samspil.dialogue.notes.actions.readings import note_mask
from samspil.dialogue.planning.enums import PackState
from samspil.dialogue.publishing import tasks
from samspil.dialogue.publishing.actions import draft_prints
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.ui import pdf
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]
MINUTE = dt.timedelta(minutes=1)

evening = made_once(an_evening)


@pytest.fixture
def look(evening, client, django_capture_on_commit_callbacks):
    """What an officer's browser gets who looks at the draft on paper."""
    client.force_login(evening.by)
    evening.draft()

    def looked(query="", form="pdf", **headers):
        with django_capture_on_commit_callbacks(execute=True):
            return client.get(f"/moeder/{evening.meeting.uuid}/brev/se/{form}/{query}", headers=headers)

    return looked


def waiting_tasks():
    return DBTaskResult.objects.filter(task_path=tasks.draft_print_work.module_path, status=TaskResultStatus.READY)


def work():
    return [tasks.draft_print_work.call(*row.args_kwargs["args"]) for row in waiting_tasks()]


def words(answer):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_looking_twice_asks_once_and_then_opens_the_file(look):
    pages = [look().text, look().text]

    assert all("Udkastet bliver tegnet om lidt" in page and 'http-equiv="refresh"' in page for page in pages)
    assert waiting_tasks().count() == DraftPrint.objects.count() == 1
    assert work() == [True]
    assert look(HX_Request="true").headers["HX-Redirect"].endswith("/se/pdf/?")
    answer = look()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Udkast" in words(answer)
    assert work() == [False]


def test_a_draft_that_was_changed_is_drawn_anew(look, evening):
    look()
    work()
    letter = evening.draft()
    letter.title = "Færre og bedre beskeder"
    letter.save()

    assert "Udkastet bliver tegnet" in look().text
    work()
    assert "Færre og bedre beskeder" in words(look())


def test_each_part_has_a_file_of_its_own(look):
    for form in ("pdf", "kort", "bilag"):
        look(form=form)
    work()

    assert DraftPrint.objects.filter(state=PackState.READY).count() == 3
    assert len(PdfReader(io.BytesIO(look(form="kort").content)).pages) <= 2


def test_words_that_go_take_the_file_along_also_one_that_is_being_drawn(look, evening):
    look()
    work()
    look(form="kort")
    begun = draft_prints._begin(DraftPrint.objects.get(part="kort").uuid)
    note = evening.meeting.notes.exclude(text="").order_by("number").first()

    note_mask(note=note, spans=[(0, len(note.text.split()[0]))], by=evening.by, now=LATER)

    assert not DraftPrint.objects.exists()
    assert draft_prints.draft_print_fail(row=begun, state=PackState.FAILED) is False


def test_a_machine_without_fonts_is_said_and_asked_again(look, monkeypatch, tmp_path):
    look()
    with monkeypatch.context() as without:
        without.setattr(pdf, "FONTS", tmp_path)
        assert work() == [False]
    assert "samspil check" in look().text

    again = look("?sprog=da&igen=1")
    assert again.headers["Location"].endswith("/se/pdf/?sprog=da")
    assert "Udkastet bliver tegnet" in look().text


def test_what_stands_still_is_begun_again_given_up_and_forgotten(look):
    look()
    waiting_tasks().delete()
    row = DraftPrint.objects.get()
    tasks.draft_prints_look_after(now=row.asked_at + MINUTE / 2)
    assert not waiting_tasks().exists()

    tasks.draft_prints_look_after(now=row.asked_at + 2 * MINUTE)
    assert waiting_tasks().count() == 1

    DraftPrint.objects.update(attempt=3)
    tasks.draft_prints_look_after(now=row.asked_at + 3 * MINUTE)
    assert "Filen blev ikke lavet" in look().text

    tasks.draft_prints_look_after(now=row.asked_at + 16 * MINUTE)
    assert not DraftPrint.objects.exists()
