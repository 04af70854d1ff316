# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The tables' papers on their way through the worker: asked for once, drawn once, old when the plan is another."""

import datetime as dt
import io
from uuid import uuid4

import pytest
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from samspil.core.enqueueing import tasks_take_over, worker_name
from samspil.core.errors import Refused
from samspil.dialogue.models import PrintPack
from samspil.dialogue.planning import queries, tasks
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.actions import printing
from samspil.dialogue.planning.enums import PackPart, PackState
from samspil.dialogue.seating.actions.guests import guests_add, guests_clear
from samspil.dialogue.seating.guest_lines import read
from samspil.dialogue.tests.factories import MeetingFactory
from samspil.ui import pdf

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def tabled(cast):
    return MeetingFactory(tables=2, rounds=1, created_by=cast.officer)


@pytest.fixture
def ask(tabled, django_capture_on_commit_callbacks):
    def asked(part=PackPart.SIGNS, now=NOW):
        with django_capture_on_commit_callbacks(execute=True):
            return printing.pack_ask(meeting=tabled, part=part, by=tabled.created_by, now=now)

    return asked


def waiting_tasks():
    return DBTaskResult.objects.filter(task_path=tasks.pack_work.module_path, status=TaskResultStatus.READY)


def shown(meeting, part=PackPart.SIGNS):
    return next(pack for pack in queries.packs(meeting=meeting) if pack.part == part)


def read_back(meeting, part=PackPart.SIGNS):
    return PdfReader(io.BytesIO(queries.pack_file(meeting=meeting, part=part)))


def test_asked_twice_it_is_one_task_and_one_file(ask, tabled):
    assert ask().pk == ask(now=NOW + MINUTE).pk
    assert waiting_tasks().count() == PrintPack.objects.count() == 1

    assert tasks.pack_work.call(str(PrintPack.objects.get().uuid)) is True
    assert len(read_back(tabled).pages) == 2
    pack = PrintPack.objects.get()
    assert (pack.state, pack.done, pack.total) == (PackState.READY, 2, 2)

    assert tasks.pack_work.call(str(pack.uuid)) is False
    assert ask(now=NOW + MINUTE).asked_at == NOW
    assert waiting_tasks().count() == 1


def test_a_plan_that_was_changed_is_said_and_drawn_anew(ask, tabled, officer):
    address = reverse("dialogue:print-pack", args=[tabled.uuid])
    tasks.pack_work.call(str(ask().uuid))
    assert "Hent PDF" in officer.get(address).content.decode()

    planning.note_takers_set(meeting=tabled, names={1: "Åse Ibsen"}, by=tabled.created_by, now=NOW)

    page = officer.get(address).content.decode()
    assert "Planen er ændret, siden filen blev lavet" in page
    assert "Hent PDF" not in page
    assert ask(now=NOW + MINUTE).state == PackState.WAITING
    tasks.pack_work.call(str(PrintPack.objects.get().uuid))
    assert "Åse Ibsen" in read_back(tabled).pages[0].extract_text()
    assert not shown(tabled).old


@pytest.mark.parametrize("change", ["title", "place", "question", "table", "minutes"])
def test_only_what_stands_on_the_paper_makes_it_old(ask, tabled, change):
    tasks.pack_work.call(str(ask().uuid))
    by = tabled.created_by
    match change:
        case "title" | "place":
            planning.meeting_update(meeting=tabled, values={change: "Et andet"}, by=by, now=NOW, tell=True)
        case "question":
            round_ = tabled.rounds.get()
            planning.round_update(round_=round_, questions={"da": "Og nu?"}, handout=round_.handout, by=by, now=NOW)
        case "table":
            planning.tables_set(meeting=tabled, count=3, by=by, now=NOW)
        case "minutes":
            tabled.rounds.update(minutes=20)

    assert shown(tabled).old is (change != "place")


def test_the_page_says_how_far_it_is_without_a_script_too(ask, tabled, officer):
    address = reverse("dialogue:print-pack", args=[tabled.uuid])
    assert 'http-equiv="refresh"' not in officer.get(address).content.decode()

    pack = printing.pack_begin(uuid=ask().uuid, now=NOW)
    printing.pack_progress(pack=pack, done=1, now=NOW)

    page = officer.get(address).content.decode()
    assert "1 af 2 borde er tegnet." in page
    assert '<noscript><meta http-equiv="refresh"' in page
    printing.pack_finish(pack=pack, content=b"%PDF")
    done = officer.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Vi er færdige." in done
    assert "hx-trigger" not in done


def test_the_press_leads_back_and_the_file_is_for_nobodys_cache(tabled, officer):
    answer = officer.post(reverse("dialogue:print-ask", args=[tabled.uuid]), {"part": "noter"})
    assert answer["Location"] == reverse("dialogue:print-pack", args=[tabled.uuid]) + "#noter"
    tasks.pack_work.call(str(PrintPack.objects.get().uuid))

    file = officer.get(reverse("dialogue:print-file", args=[tabled.uuid, "noter"]))
    assert file["Content-Type"] == "application/pdf"
    assert {"private", "no-store"} <= set(file["Cache-Control"].replace(" ", "").split(","))
    assert officer.get(reverse("dialogue:print-file", args=[tabled.uuid, "alt"])).status_code == 404
    assert officer.get(reverse("dialogue:print-file", args=[tabled.uuid, "andet"])).status_code == 404
    assert officer.post(reverse("dialogue:print-ask", args=[tabled.uuid]), {"part": "andet"}).status_code == 404


def test_without_tables_there_is_nothing_to_print(cast, officer):
    bare = MeetingFactory(created_by=cast.officer)

    with pytest.raises(Refused, match="ingen borde"):
        printing.pack_ask(meeting=bare, part=PackPart.WHOLE, by=cast.officer, now=NOW)
    assert "Gå til planen" in officer.get(reverse("dialogue:print-pack", args=[bare.uuid])).content.decode()
    answer = officer.post(reverse("dialogue:print-ask", args=[bare.uuid]), {"part": "alt"})
    assert answer.status_code == 409


def test_parts_with_nothing_in_them_are_not_offered(tabled):
    tabled.rounds.all().delete()

    assert [pack.part for pack in queries.packs(meeting=tabled)] == [PackPart.WHOLE, PackPart.SIGNS, PackPart.NOTES]


def test_a_killed_worker_leaves_no_second_file(ask, tabled):
    pack, killed = ask(), uuid4()
    waiting_tasks().get().claim(worker_name("print", killed))
    first = printing.pack_begin(uuid=pack.uuid, now=NOW)
    printing.pack_progress(pack=first, done=1, now=NOW)

    assert tasks_take_over(now=NOW) == 1
    assert waiting_tasks().count() == 1
    second = printing.pack_begin(uuid=pack.uuid, now=NOW)

    # It was only slow: what it says late counts no more.
    assert printing.pack_progress(pack=first, done=2, now=NOW) is False
    assert printing.pack_finish(pack=first, content=b"first") is False
    assert shown(tabled).pack.done == 0
    assert printing.pack_finish(pack=second, content=b"second") is True
    assert queries.pack_file(meeting=tabled, part=PackPart.SIGNS) == b"second"


def test_what_stands_still_is_begun_again_and_given_up_in_the_end(ask, tabled, officer):
    pack = ask()
    DBTaskResult.objects.all().delete()
    tasks.look_after(now=NOW + MINUTE)
    assert waiting_tasks().count() == 0
    tasks.look_after(now=NOW + 2 * MINUTE)
    tasks.look_after(now=NOW + 3 * MINUTE)
    assert waiting_tasks().count() == 1

    for minute in range(tasks.MOST_ATTEMPTS):
        printing.pack_begin(uuid=pack.uuid, now=NOW + minute * MINUTE)
    tasks.look_after(now=NOW + 5 * MINUTE)

    page = officer.get(reverse("dialogue:print-pack", args=[tabled.uuid])).content.decode()
    assert "Filen blev ikke lavet" in page
    assert "Lav PDF igen" in page
    assert ask(now=NOW + 6 * MINUTE).attempt == 0


def test_a_machine_without_fonts_is_said(ask, tabled, officer, monkeypatch, tmp_path):
    pack = ask()
    monkeypatch.setattr(pdf, "FONTS", tmp_path)

    assert tasks.pack_work.call(str(pack.uuid)) is False
    assert "samspil check" in officer.get(reverse("dialogue:print-pack", args=[tabled.uuid])).content.decode()


def test_a_name_that_goes_takes_the_file_along(ask, tabled):
    lines, _wrong = read("Åse Ibsen; Åskolen")
    guests_add(meeting=tabled, lines=lines, by=tabled.created_by, now=NOW)
    tabled.guests.update(table=tabled.tables.get(number=1))
    planning.note_takers_set(meeting=tabled, names={1: "Åse Ibsen"}, by=tabled.created_by, now=NOW)
    ready, drawn = ask(), ask(PackPart.WHOLE)
    tasks.pack_work.call(str(ready.uuid))
    begun = printing.pack_begin(uuid=drawn.uuid, now=NOW)

    guests_clear(meeting=tabled, by=None, now=NOW)

    assert not PrintPack.objects.filter(pk=ready.pk).exists()
    assert printing.pack_finish(pack=begun, content=b"with the name") is False
    assert shown(tabled, PackPart.WHOLE).waiting


def test_a_file_is_kept_for_two_weeks_and_an_old_one_for_a_day(ask, tabled):
    tasks.pack_work.call(str(ask().uuid))

    assert printing.packs_forget(now=NOW + printing.KEEP) == 0
    assert printing.packs_forget(now=NOW + printing.KEEP + MINUTE) == 1
    tasks.pack_work.call(str(ask().uuid))
    planning.tables_set(meeting=tabled, count=3, by=tabled.created_by, now=NOW)
    assert printing.packs_forget(now=NOW) == 1


class Desk:
    """Officers who ask, and workers of whom any may be late or killed; knows which attempt is the newest."""

    def __init__(self, meeting):
        PrintPack.objects.all().delete()
        self.meeting, self.attempts, self.finished, self.now = meeting, [], None, NOW

    def do(self, step, which):
        self.now += MINUTE
        if step in {"ask", "begin", "drop", "tables"} or self.attempts:
            getattr(self, step)(which)

    def ask(self, _which):
        printing.pack_ask(meeting=self.meeting, part=PackPart.SIGNS, by=self.meeting.created_by, now=self.now)

    def begin(self, _which):
        for row in PrintPack.objects.filter(state=PackState.WAITING):
            self.attempts.append(printing.pack_begin(uuid=row.uuid, now=self.now))

    def progress(self, which):
        self.told(which, printing.pack_progress(pack=self.by(which), done=which, now=self.now))

    def finish(self, which):
        content = str(self.now).encode()
        if self.told(which, printing.pack_finish(pack=self.by(which), content=content)):
            self.finished = content

    def fail(self, which):
        self.told(which, printing.pack_fail(pack=self.by(which), state=PackState.FAILED))

    def drop(self, _which):
        printing.packs_drop_old()

    def tables(self, which):
        planning.tables_set(meeting=self.meeting, count=1 + which, by=self.meeting.created_by, now=self.now)

    def by(self, which):
        return self.attempts[which % len(self.attempts)]

    def told(self, which, heard):
        """Nobody but the newest is heard."""
        assert not heard or self.by(which) is self.attempts[-1]
        return heard


STEPS = st.tuples(st.sampled_from(["ask", "begin", "progress", "finish", "fail", "drop", "tables"]), st.integers(0, 3))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(STEPS, max_size=25))
def test_whoever_is_killed_or_late_one_file_is_made_and_progress_is_true(tabled, steps):
    desk = Desk(tabled)
    for step, which in steps:
        desk.do(step, which)
        for row in PrintPack.objects.filter(state=PackState.READY):
            assert (bytes(row.content), row.done) == (desk.finished, row.total)
        assert PrintPack.objects.count() <= 1
