# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The pages of schools, boards, roles, import and the demo. Who may open them: tests/test_access_matrix.py."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from samspil.core import clock
from samspil.core.models import AuditEntry
from samspil.people import actions, demo, tasks
from samspil.people.models import Board, BoardSeat, Enrolment, ImportRun, Role, RoleAddress, School, User
from samspil.people.tests import factories as make
from samspil.people.tests import import_files as example

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def text(response):
    return response.content.decode()


def test_an_officer_adds_a_school_and_its_board(officer, cast):
    wrong = officer.post("/skoler/ny/", {"institution_number": "12", "name": "Ny skole", "from_on": "01.08.2026"})
    assert "Et institutionsnummer har seks tegn" in text(wrong)

    made = officer.post("/skoler/ny/", {"institution_number": "1a2b3ø", "name": "Ny skole", "from_on": "01.08.2026"})
    school = School.objects.get(institution_number="1A2B3Ø")
    assert made.url == f"/skoler/{school.uuid}/"
    opened = officer.post(f"/skoler/{school.uuid}/bestyrelse/")
    board = Board.objects.get(school=school)
    assert opened.url == f"/bestyrelser/{board.uuid}/"
    assert RoleAddress.objects.filter(board=board).count() == 2
    assert AuditEntry.objects.filter(action__in=["school_add", "board_add"]).count() == 2


def test_an_officer_seats_ends_and_makes_chair(officer, cast):
    page = f"/bestyrelser/{cast.board.uuid}/"
    seat = {"given_name": "Ny", "family_name": "Medlem", "email": "ny@example.org", "seat": "foraelder"}

    officer.post(f"{page}pladser/", {**seat, "from_on": "01.08.2026"})
    new = BoardSeat.objects.get(person__given_name="Ny")
    twice = officer.post(f"{page}pladser/", {**seat, "from_on": "02.08.2026"})
    officer.post(f"/bestyrelser/pladser/{new.pk}/formand/")
    shown = text(officer.get(page))

    assert "Personen sidder allerede i bestyrelsen" in text(twice)
    assert BoardSeat.objects.filter(board=cast.board, is_chair=True, until_on__isnull=True).get().person == new.person
    assert "Ny Medlem" in shown
    assert "Tidligere medlemmer" in shown

    last = BoardSeat.objects.get(board=cast.board, person=cast.board_member.person)
    assert "kunne ikke læses" in text(officer.post(f"/bestyrelser/pladser/{last.pk}/slut/", {"on": "x"}, follow=True))
    officer.post(f"/bestyrelser/pladser/{last.pk}/slut/", {"on": "01.01.2030"})
    last.refresh_from_db()
    assert last.until_on == dt.date(2030, 1, 1)


def test_a_protected_name_is_not_on_the_board_page(client, cast):
    hidden = make.PersonFactory(given_name="Hemmelig", family_name="Person", name_protected=True)
    make.BoardSeatFactory(board=cast.board, person=hidden)
    client.force_login(cast.board_member)
    assert "Hemmelig" not in text(client.get(f"/bestyrelser/{cast.board.uuid}/"))

    client.force_login(cast.school_leader)
    assert "Hemmelig Person" in text(client.get(f"/bestyrelser/{cast.board.uuid}/"))


def test_the_list_of_boards_takes_as_many_queries_for_three_as_for_one(officer, cast, django_assert_max_num_queries):
    officer.get("/bestyrelser/")
    with django_assert_max_num_queries(12) as few:
        officer.get("/bestyrelser/")
    for _ in range(3):
        make.BoardSeatFactory(is_chair=True)
    with django_assert_max_num_queries(len(few)):
        page = text(officer.get("/bestyrelser/"))

    assert page.count("<tr>") == 1 + 5


def test_an_officer_gives_and_ends_the_role_of_officer(officer, cast):
    made = officer.post("/roller/", {"given_name": "Nye", "family_name": "Konsulent", "email": "nye@example.org"})
    assert made.status_code == 302
    role = Role.objects.get(person__given_name="Nye")
    taken = officer.post("/roller/", {"given_name": "Igen", "email": "NYE@example.org"})
    assert "Der er allerede en bruger med den e-mail" in text(taken)
    assert not Role.objects.filter(person__given_name="Igen").exists()

    officer.post(f"/roller/{role.pk}/slut/")
    role.refresh_from_db()
    assert role.until_on == clock.today(clock.now())
    own = Role.objects.get(person=cast.officer.person)
    refused = officer.post(f"/roller/{own.pk}/slut/")
    assert refused.status_code == 409
    assert "mindst én konsulent" in text(refused)


def upload(client, files, on="01.10.2026"):
    """Sends the files; answers the page of the run, which waits."""
    sent = [SimpleUploadedFile(file.name, file.data) for file in files]
    return client.post("/import/", {"upload": sent, "on": on}, follow=True)


def worked(client):
    """Lets the worker do what is asked; answers the page of the run afterwards."""
    run = ImportRun.objects.get()
    tasks.import_work.call(str(run.uuid))
    return text(client.get(f"/import/{run.uuid}/"))


def test_a_file_is_tried_shown_and_brought_in(officer, cast):
    waiting = text(upload(officer, example.csv_files(skoler="")))
    run = ImportRun.objects.get()
    assert "Filen bliver læst igennem. Det tager op til et minut" in waiting
    assert officer.get(f"/import/{run.uuid}/?saa=venter").headers.get("HX-Refresh") is None

    assert "Hvad filen vil ændre" in worked(officer)
    assert officer.get(f"/import/{run.uuid}/?saa=venter").headers["HX-Refresh"] == "true"
    assert not Enrolment.objects.filter(pupil__external_id="e1").exists()

    refused = officer.post(f"/import/{run.uuid}/ja/", follow=True)
    assert "Mere end 5 %" in text(refused)
    asked = officer.post(f"/import/{run.uuid}/ja/", {"slut": ["pupils", "guardians", "seats", "staff"]}, follow=True)
    assert "Filen bliver hentet ind" in text(asked)
    done = worked(officer)
    assert "Importen er gennemført" in done
    assert "Østergård" not in done
    assert Enrolment.objects.filter(pupil__external_id="e1").exists()


def test_a_file_that_cannot_be_read_says_where(officer, cast):
    upload(officer, example.csv_files(elever=example.PUPILS.replace("e3;Cille", "e3;")))

    page = worked(officer)

    assert "Filen skal rettes først" in page
    assert escape("elever.csv, linje 4: Feltet »fornavn« er tomt.") in page
    assert ImportRun.objects.get().content == ""


def test_an_import_whose_worker_died_says_so_and_can_be_tried_again(officer, cast):
    upload(officer, example.csv_files(skoler=""))
    run = ImportRun.objects.get()
    actions.import_take(uuid=run.uuid, now=clock.now() - dt.timedelta(minutes=1))

    assert "Noget gik galt undervejs. Intet er ændret." in text(officer.get(f"/import/{run.uuid}/"))
    again = officer.post(f"/import/{run.uuid}/igen/", follow=True)

    assert "Filen bliver læst igennem" in text(again)
    assert "Hvad filen vil ændre" in worked(officer)


def test_a_file_that_waits_long_can_be_asked_for_again(officer, cast):
    upload(officer, example.csv_files(skoler=""))
    ImportRun.objects.update(asked_at=clock.now() - dt.timedelta(minutes=3))

    assert "længere, end det plejer" in text(officer.get(f"/import/{ImportRun.objects.get().uuid}/"))


def test_a_file_can_be_thrown_away(officer, cast):
    upload(officer, example.csv_files(skoler=""))
    run = ImportRun.objects.get()

    officer.post(f"/import/{run.uuid}/nej/")

    run.refresh_from_db()
    assert (run.state, run.content) == ("droppet", "")
    assert officer.post(f"/import/{run.uuid}/ja/").status_code == 409
    assert officer.post(f"/import/{run.uuid}/igen/").status_code == 409


def test_an_upload_without_a_file_is_told_so(officer, cast):
    assert "sp-errors" in text(officer.post("/import/", {"on": "01.10.2026"}))


@pytest.fixture
def demo_person(cast):
    person = demo.DemoPerson(key="proeve", label="Prøve", person_uuid=cast.teacher.person.uuid, url="/min-side/")
    demo.register_demo_person(person)
    yield person
    demo._people.pop("proeve")


def test_in_the_demo_one_can_be_somebody_else(client, cast, settings, demo_person):
    settings.DEMO = True

    done = client.post("/demo/se-som/", {"hvem": "proeve"})

    assert done.url == "/min-side/"
    assert User.objects.get(pk=client.session["_auth_user_id"]) == cast.teacher
    assert client.get("/demo/se-som/").status_code == 405
    assert client.post("/demo/se-som/", {"hvem": "ukendt"}).status_code == 404


def test_outside_the_demo_nobody_is_anybody(client, cast, settings, demo_person):
    settings.DEMO = False

    assert client.post("/demo/se-som/", {"hvem": "proeve"}).status_code == 404
    assert "_auth_user_id" not in client.session
