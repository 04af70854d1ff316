# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The pages of an import. Who may open them: tests/test_access_matrix.py."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from samspil.core import clock
from samspil.people.importing import tasks
from samspil.people.importing.actions.importing import import_files
from samspil.people.importing.actions.runs import import_take
from samspil.people.importing.tests import files as example
from samspil.people.models import Enrolment, ImportRun, Person
from samspil.people.tests.pages import text

ON = dt.date(2026, 10, 1)
KINDS = ("schools", "pupils", "guardians", "staff", "seats")
pytestmark = pytest.mark.django_db


def upload(client, files, on="01.10.2026"):
    """Sends the files; answers the page of the run, which waits."""
    sent = [SimpleUploadedFile(file.name, file.data) for file in files]
    return client.post("/import/", {"upload": sent, "on": on}, follow=True)


def worked(client):
    """Lets the worker do what is asked; answers the page of the run afterwards."""
    run = ImportRun.objects.latest("pk")
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


def test_what_changes_is_shown_by_name_field_and_value_and_gone_afterwards(officer, cast):
    import_files(files=example.csv_files(), on=ON, by=None, now=clock.now(), confirmed=KINDS)
    guardians = (
        example.GUARDIANS.replace("olena@example.org", "ny@example.org")
        .replace("v1;e2;Olena;Østergård;ny@example.org", "v1;e2;Olena;Østergård;anden@example.org")
        .replace("far;nej;nej", "far;ja;nej")
    )
    files = {"forældre": guardians, "skoler": example.SCHOOLS.replace("Bakkeskolen", "Bakken")}
    upload(officer, example.csv_files(**files))

    page = worked(officer)

    assert "Olena Østergård: e-mail fra »olena@example.org« til »ny@example.org«" in page
    assert "Per Ærø, Navnet er beskyttet: forældremyndighed fra »nej« til »ja«" in page
    assert "Bakkeskolen: navn fra »Bakkeskolen« til »Bakken«" in page
    assert escape("forældre.csv, linje 3: »e-mail« er noget andet end i forældre.csv, linje 2") in page
    run = ImportRun.objects.get(state="proevet")
    assert "ny@example.org" not in str(run.report)
    Person.objects.filter(external_id="v1").update(address_protected=True)
    assert "ny@example.org" not in text(officer.get(f"/import/{run.uuid}/"))

    officer.post(f"/import/{run.uuid}/nej/")

    run.refresh_from_db()
    assert run.altered == ""


def test_a_file_that_cannot_be_read_says_where(officer, cast):
    upload(officer, example.csv_files(elever=example.PUPILS.replace("e3;Cille", "e3;")))

    page = worked(officer)

    assert "Filen skal rettes først" in page
    assert escape("elever.csv, linje 4: Feltet »fornavn« er tomt.") in page
    assert ImportRun.objects.get().content == ""


def test_an_import_whose_worker_died_says_so_and_can_be_tried_again(officer, cast):
    upload(officer, example.csv_files(skoler=""))
    run = ImportRun.objects.get()
    import_take(uuid=run.uuid, now=clock.now() - dt.timedelta(minutes=1))

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
