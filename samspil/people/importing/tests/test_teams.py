# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Classes' teams from the staff's file and from OneRoster: only what the file names is changed."""

import datetime as dt

import pytest

from samspil.core import clock
from samspil.people.importing import tasks
from samspil.people.importing.actions import importing
from samspil.people.importing.actions.runs import import_ask
from samspil.people.importing.models import ImportRun
from samspil.people.importing.tests import files as example
from samspil.people.importing.tests.test_importing import EVERYTHING, ON, bring
from samspil.people.models import Employment, Person, Role
from samspil.people.teams.queries import class_teams_of
from samspil.people.tests.pages import text

pytestmark = pytest.mark.django_db
CLASSES = """institutionsnummer;skoleår;klasse;slags
101A01;2026-2027;3.a;
101A01;2026-2027;4.b;
101A02;2026-2027;5.c;
101A01;2025-2026;2.a;
101A01;2026-2027;Engelsk;hold
"""
END = dt.date(2027, 8, 1)


def staff(*classes, year=""):
    """The staff's file with Mads in these classes, one line each; None: the line names none."""
    lines = [f"s1;Mads;Lærer;101A01;lærer;{named or ''};{year}" for named in classes or (None,)]
    head = "person-id;fornavn;efternavn;institutionsnummer;rolle;klasser;skoleår"
    return "\n".join([head, *lines, "s2;Kirsten;Leder;101A01;leder;;"])


def files(*classes, year=""):
    return example.csv_files(klasser=CLASSES, ansatte=staff(*classes, year=year), bestyrelser="")


def teams():
    """Everybody's teams: (person, class, from, until)."""
    rows = Role.objects.filter(code="class_team").order_by("from_on", "school_class__name")
    return [(row.person.external_id, row.school_class.name, row.from_on, row.until_on) for row in rows]


def refusal(*classes, year=""):
    with pytest.raises(importing.ImportRefused) as caught:
        bring(files(*classes, year=year))
    assert not Role.objects.exists()
    return [str(problem) for problem in caught.value.problems]


def test_the_classes_of_a_line_become_teams_until_the_year_ends_and_once():
    report = bring(files("3.a, 4B", "3a"))

    assert report.counts["teams"].new == 2
    assert teams() == [("s1", "3.a", ON, END), ("s1", "4.b", ON, END)]
    mads = Person.objects.get(external_id="s1")
    assert [row.name for row in class_teams_of(person=mads, day=ON)] == ["3.a", "4.b"]
    assert bring(files("3.a, 4B", "3a"), on=ON + dt.timedelta(days=9)).changes == 0


def test_a_line_says_all_of_ones_classes_and_an_empty_one_says_nothing():
    bring(files("3.a, 4.b"))
    later = ON + dt.timedelta(days=30)

    assert bring(files(None), on=later).changes == 0
    dry = importing.import_report(files=files("4.b"), on=later)
    assert [(row.kind, row.name, row.place) for row in dry.named] == [("teams", "Mads Lærer", "3.a, Åskolen")]
    (changed,) = dry.changes_named
    assert (changed.kind, changed.name, changed.place) == ("teams", "Mads Lærer", "Åskolen")
    assert [(field.label, field.old, field.new) for field in changed.fields] == [("klasser", "3.a, 4.b", "4.b")]

    with pytest.raises(importing.ImportRefused, match="5 %"):
        bring(files("4.b"), on=later)
    bring(files("4.b"), on=later, confirmed=["teams"])
    assert teams() == [("s1", "3.a", ON, later), ("s1", "4.b", ON, END)]
    bring(files("-"), on=later, confirmed=["teams"])
    assert teams() == [("s1", "3.a", ON, later), ("s1", "4.b", ON, later)]


def test_the_team_of_somebody_else_and_of_another_year_stays():
    bring(files("3.a"))
    kirsten = Person.objects.get(external_id="s2")
    Role.objects.create(
        person=kirsten, code="class_team", school_class=Role.objects.get().school_class, from_on=ON, until_on=END
    )

    assert bring(files("3.a"), on=ON + dt.timedelta(days=1)).changes == 0
    coming = CLASSES + "101A01;2027-2028;4.a;\n"
    bring(example.csv_files(klasser=coming, ansatte=staff("4.a", year="2027-2028"), bestyrelser=""))

    assert ("s1", "3.a", ON, END) in teams()
    assert ("s2", "3.a", ON, END) in teams()
    assert ("s1", "4.a", END, dt.date(2028, 8, 1)) in teams()


def test_who_is_missing_in_the_staffs_file_is_in_no_team_from_that_day():
    bring(files("3.a"))
    later = ON + dt.timedelta(days=30)
    without = example.csv_files(klasser=CLASSES, ansatte=staff().replace("s1;", "s9;"), bestyrelser="")

    bring(without, on=later, confirmed=["staff"])

    mads = Person.objects.get(external_id="s1")
    assert Employment.objects.get(person=mads).until_on == later
    assert class_teams_of(person=mads, day=later - dt.timedelta(days=1)).count() == 1
    assert class_teams_of(person=mads, day=later).count() == 0


@pytest.mark.parametrize("name", ["9.z", "5.c", "Engelsk"])
def test_a_class_that_is_not_at_the_school_is_named(name):
    (words,) = refusal(f"3.a, {name}")

    assert words.startswith(f"ansatte.csv, linje 2: Klassen »{name}« findes ikke på Åskolen i skoleåret 2026-2027.")
    assert "anden skole" in words


def test_of_two_classes_with_nearly_the_same_name_the_exact_one_is_meant():
    two = CLASSES + "101A01;2026-2027;3A;\n"
    bring(example.csv_files(klasser=two, ansatte=staff("3A"), bestyrelser=""))
    assert [name for _, name, *_ in teams()] == ["3A"]

    with pytest.raises(importing.ImportRefused) as caught:
        bring(example.csv_files(klasser=two, ansatte=staff("3. a"), bestyrelser=""))
    (problem,) = caught.value.problems
    assert "»3. a« kan være 3.a eller 3A" in str(problem)
    assert [name for _, name, *_ in teams()] == ["3A"]


@pytest.mark.parametrize("said", [",", " , ,", "•"])
def test_a_cell_without_a_name_ends_no_team(said):
    bring(files("3.a"))

    with pytest.raises(importing.ImportRefused):
        bring(files(said), confirmed=["teams"])
    assert [name for _, name, *_ in teams()] == ["3.a"]


def test_a_file_with_both_headings_is_asked_which_is_meant():
    both = staff("3.a").replace("klasser;skoleår", "klasser;skoleår;klasse").replace("3.a;", "3.a;;4.b")

    with pytest.raises(importing.ImportRefused) as caught:
        bring(example.csv_files(klasser=CLASSES, ansatte=both, bestyrelser=""))
    assert "både »klasser« og »klasse«" in str(caught.value.problems[0])


def test_a_year_of_the_last_century_is_not_taken_for_one_of_the_next():
    assert "2026-2027" in refusal("3.a", year="99/00")[0]


def test_a_year_that_is_over_and_a_name_without_end_are_named():
    assert "Skoleåret 2025-2026 er slut" in refusal("2.a", year="2025/26")[0]
    assert "findes ikke på Åskolen i skoleåret 2025-2026" in refusal("3.a", year="2025/26")[0]
    assert "Skriv komma mellem klasserne" in refusal(" ".join(["3.a"] * 20))[0]
    assert "skal være som 2026-2027" in refusal("3.a", year="i år")[0]


def test_a_teacher_of_a_class_in_one_roster_is_in_its_team_and_of_a_group_is_not():
    group = "n4,,,c2,o1,u4,teacher,,,\n"
    same = example.oneroster(enrollments=example.ONEROSTER["enrollments.csv"] + group)

    bring(same)

    assert teams() == [("u4", "3.a", ON, END)]
    assert bring(same).changes == 0
    without = example.ONEROSTER["enrollments.csv"].replace("n3,,,c1,o1,u4,teacher,,,\n", "")
    assert bring(example.oneroster(enrollments=without)).changes == 0
    assert teams() == [("u4", "3.a", ON, END)]


def test_teachers_whom_one_roster_cannot_mean_are_told_and_left_out():
    users = example.ONEROSTER["users.csv"] + "u6,,,true,o9,teacher,,,Fremmed,Lærer,,,,,,\n"
    more = "n4,,,c1,o1,u5,teacher,,,\nn5,,,c1,o1,u6,aide,,,\nn6,,,c1,o1,u2,teacher,,,\n"
    enrollments = example.ONEROSTER["enrollments.csv"] + more

    report = importing.import_report(files=example.oneroster(users=users, enrollments=enrollments), on=ON)

    assert [str(notice) for notice in report.notices] == [
        "enrollments.csv, linje 5: Læreren »u5« er slettet i users og kommer ikke i teamet for 3.a.",
        "enrollments.csv, linje 6: »u6« er ikke ansat på klassens skole og kommer ikke i teamet for 3.a.",
        "enrollments.csv, linje 7: »u2« er ikke ansat på klassens skole og kommer ikke i teamet for 3.a.",
    ]
    assert report.counts["teams"].new == 1
    unknown = enrollments + "n7,,,c1,o1,u77,teacher,,,\n"
    wrong = importing.import_report(files=example.oneroster(users=users, enrollments=unknown), on=ON)
    assert "»u77«, som ikke står i filerne" in str(wrong.problems[0])


def test_the_page_shows_whose_teams_from_what_to_what(officer, cast):
    bring(files("3.a"), confirmed=EVERYTHING)
    run = import_ask(files=files("4.b"), on=ON, by=cast.officer, now=clock.now())
    tasks.import_work.call(str(run.uuid))

    shown = text(officer.get(f"/import/{ImportRun.objects.get(pk=run.pk).uuid}/"))

    assert "Mads Lærer, Åskolen: klasser fra »3.a« til »4.b«" in shown
    assert "Klassernes teams: Ja, 1 af 1 skal slutte." in shown
