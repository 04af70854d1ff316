# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The officer's page of holidays: written, read from a file, changed by two at once."""

import html
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from samspil.calendar.models import Holiday
from samspil.core.models import AuditEntry
from samspil.people.models import SchoolYear
from tests.cast import make_cast

pytestmark = pytest.mark.django_db

PAGE = "/ferier/2026-2027/"
TWO = "Efterårsferie; 12.10.2026; 16.10.2026\nSommerferie; 26.06.2027; 08.08.2027"


@pytest.fixture
def officer(client):
    client.force_login(make_cast().officer)
    with time_machine.travel("2026-09-01T10:00:00+02:00", tick=True):
        yield client


def field(answer, name):
    page = answer.content.decode()
    if name == "seen":
        return re.search(r'name="seen" value="([^"]*)"', page)[1]
    return html.unescape(re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]).strip()


def save(client, text, page=PAGE, seen=None):
    return client.post(page, {"lines": text, "seen": seen or field(client.get(page), "seen")}, follow=True)


def test_holidays_are_saved_shown_and_counted_and_a_summer_belongs_to_both_years(officer):
    answer = save(officer, TWO)

    assert field(answer, "lines") == TWO
    assert "Skoleåret har " in answer.content.decode()
    assert field(officer.get("/ferier/2027-2028/"), "lines") == TWO.splitlines()[1]
    assert AuditEntry.objects.get(action="holidays.set").changes["holidays"][0] == []
    save(officer, TWO.splitlines()[1])
    assert list(Holiday.objects.values_list("name", flat=True)) == ["Sommerferie"]


def test_a_year_that_no_import_has_brought_is_made_with_its_first_holiday(officer):
    SchoolYear.objects.filter(name="2027-2028").delete()

    save(officer, "Efterårsferie; 11.10.2027; 15.10.2027", page="/ferier/2027-2028/")

    assert SchoolYear.objects.filter(name="2027-2028").exists()
    assert officer.get("/ferier/2031-2032/").status_code == 404


def test_saved_twice_nothing_is_doubled_and_nothing_is_noted(officer):
    save(officer, TWO)
    save(officer, f"{TWO}\n{TWO}")

    assert Holiday.objects.count() == 2
    assert AuditEntry.objects.filter(action="holidays.set").count() == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ferie; i morgen", "Linje 3: "),
        ("Gammel ferie; 12.10.2025; 16.10.2025", "ligger uden for skoleåret 2026-2027"),
        ("Efterårsferie; 12.10.2026; 20.10.2026", "Den ferie står der allerede"),
    ],
)
def test_a_line_that_is_wrong_saves_nothing_and_keeps_the_words(officer, line, said):
    answer = save(officer, f"{TWO}\n{line}")

    assert (answer.status_code, Holiday.objects.count()) == (422, 0)
    assert said in answer.content.decode()
    assert field(answer, "lines") == f"{TWO}\n{line}"


def test_of_two_at_once_the_second_sees_both_lists_and_may_then_save(officer):
    seen = field(officer.get(PAGE), "seen")
    save(officer, TWO)

    late = save(officer, "Vinterferie; 15.02.2027; 19.02.2027", seen=seen)

    assert (late.status_code, Holiday.objects.count()) == (422, 2)
    assert "En anden har ændret ferierne" in late.content.decode()
    assert "<strong>Efterårsferie</strong>" in late.content.decode()
    assert field(late, "lines") == "Vinterferie; 15.02.2027; 19.02.2027"
    save(officer, f"{TWO}\n{field(late, 'lines')}", seen=field(late, "seen"))
    assert Holiday.objects.count() == 3


def test_a_file_fills_the_field_beside_what_is_typed_and_saves_nothing(officer):
    file = SimpleUploadedFile("ferier.csv", b"Navn;Fra;Til\nVinterferie;15-02-2027;19-02-2027\n")

    answer = officer.post(PAGE, {"lines": TWO, "seen": field(officer.get(PAGE), "seen"), "file": file})

    assert (answer.status_code, Holiday.objects.count()) == (200, 0)
    assert field(answer, "lines") == f"{TWO}\nVinterferie; 15-02-2027; 19-02-2027"
    assert "Filen er læst" in answer.content.decode()


def test_a_file_that_cannot_be_read_keeps_what_is_typed(officer):
    answer = officer.post(PAGE, {"lines": TWO, "seen": "", "file": SimpleUploadedFile("x.ics", b"BEGIN:VCALENDAR\n")})

    assert answer.status_code == 422
    assert field(answer, "lines") == TWO
    assert "Kalenderfilen kan ikke læses." in answer.content.decode()
