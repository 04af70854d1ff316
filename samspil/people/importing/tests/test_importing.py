# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core.models import AuditEntry
from samspil.people.addresses.queries import recipients_of
from samspil.people.importing.actions import importing
from samspil.people.importing.files.tables import SourceFile
from samspil.people.importing.tests import files as example
from samspil.people.models import (
    Board,
    BoardSeat,
    Employment,
    Enrolment,
    Guardianship,
    ImportRun,
    Person,
    RoleAddress,
    School,
    SchoolClass,
)
from samspil.people.persons.actions import person_add

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 10, 1)
NOW = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
EVERYTHING = ("schools", "pupils", "guardians", "staff", "seats")


def bring(files, on=ON, confirmed=()):
    return importing.import_files(files=files, on=on, by=None, now=NOW, confirmed=confirmed)


def everything():
    """All rows an import may touch, without keys."""
    return {
        model.__name__: sorted((tuple(map(repr, row.values())) for row in model.objects.values()), key=str)
        for model in (School, SchoolClass, Person, Enrolment, Guardianship, Employment, Board, BoardSeat, RoleAddress)
    }


def test_a_language_that_no_file_says_is_unknown_and_kept_when_it_is_known():
    bring(example.csv_files())
    per = Person.objects.get(external_id="v2")
    assert (per.language, per.written_to_in) == ("", "da")

    Person.objects.filter(pk=per.pk).update(language="uk")
    bring(example.csv_files())

    assert Person.objects.get(pk=per.pk).language == "uk"


def test_an_import_brings_schools_classes_people_and_what_ties_them():
    report = bring(example.csv_files())

    assert {kind: count.new for kind, count in report.counts.items()} == {
        "schools": 2, "classes": 2, "persons": 10, "pupils": 3, "guardians": 4, "staff": 2, "teams": 0, "seats": 3,
    }  # fmt: skip
    olena = Person.objects.get(external_id="v1")
    assert (olena.email, olena.phone, olena.language) == ("olena@example.org", "20304050", "uk")
    assert Person.objects.get(external_id="e2").name_protected
    assert SchoolClass.objects.get(name="3.a").grade == 3
    per = Guardianship.objects.get(guardian__external_id="v2")
    assert (per.relation, per.custody, per.contact_allowed) == ("far", False, False)
    # The teacher in the board is the teacher in the staff file: known by e-mail and name.
    assert BoardSeat.objects.get(seat="medarbejder").person == Person.objects.get(external_id="s1")
    chair = RoleAddress.objects.get(kind="formand", board__school__name="Åskolen")
    assert [r.email for r in recipients_of(chair, ON)] == ["amina@example.org"]
    assert AuditEntry.objects.get(action="import_done").changes["persons"][1]["new"] == 10


def test_the_same_file_again_changes_nothing():
    bring(example.csv_files())
    before = everything()

    again = bring(example.csv_files(), on=ON + dt.timedelta(days=30))

    assert again.changes == 0
    assert everything() == before
    assert bring([example.workbook()], on=ON).counts["persons"].changed == 0


def test_a_dry_run_changes_nothing_and_says_the_same_as_the_run():
    dry = importing.import_report(files=example.csv_files(), on=ON)
    assert not Person.objects.exists()

    done = bring(example.csv_files())

    assert {k: (c.new, c.changed, c.ended) for k, c in dry.counts.items()} == {
        k: (c.new, c.changed, c.ended) for k, c in done.counts.items()
    }


@pytest.mark.parametrize(
    "change",
    [
        {"elever": example.PUPILS + "e4;;Uden fornavn;101A01;2026-2027;3.a;;\n"},
        {"elever": example.PUPILS + "e4;Dan;Olsen;999999;2026-2027;3.a;;\n"},
        {"forældre": example.GUARDIANS + "v9;findes-ikke;Ib;Ibsen;;;;;;\n"},
        {"ansatte": example.STAFF + "s9;Ib;Ibsen;;999999;lærer\n"},
    ],
)
def test_one_bad_line_stops_all_of_it(change):
    with pytest.raises(importing.ImportRefused, match="Intet er ændret") as caught:
        bring(example.csv_files(**change))

    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].where.line in (5, 6, 4)
    assert not School.objects.exists()
    assert not ImportRun.objects.exists()


def test_who_is_missing_is_ended_on_the_day_and_named_before():
    bring(example.csv_files())
    later = ON + dt.timedelta(days=60)
    pupils = "\n".join(line for line in example.PUPILS.splitlines() if not line.startswith("e1;"))
    files = example.csv_files(elever=pupils, forældre="", ansatte="", bestyrelser="", skoler="")

    dry = importing.import_report(files=files, on=later)
    assert [(row.kind, row.name, row.place) for row in dry.named] == [("pupils", "Asta Østergård", "3.a, Åskolen")]
    assert dry.confirm == ["pupils"]
    with pytest.raises(importing.ImportRefused, match="Mere end 5 %"):
        bring(files, on=later)
    assert Enrolment.objects.get(pupil__external_id="e1").until_on is None

    bring(files, on=later, confirmed=["pupils"])
    assert Enrolment.objects.get(pupil__external_id="e1").until_on == later
    assert Enrolment.objects.filter(until_on__isnull=True).count() == 2
    assert bring(files, on=later).changes == 0


def test_a_protected_name_is_not_shown_among_the_missing():
    bring(example.csv_files())
    pupils = "\n".join(line for line in example.PUPILS.splitlines() if not line.startswith("e2;"))

    dry = importing.import_report(files=example.csv_files(elever=pupils, forældre=""), on=ON)

    assert [row.name for row in dry.named] == ["Navnet er beskyttet"]
    assert "Ærø" not in str(dry.as_json())


def test_schools_that_the_file_does_not_name_keep_their_pupils():
    bring(example.csv_files())
    pupils = "\n".join(example.PUPILS.splitlines()[:3])

    report = bring(example.csv_files(elever=pupils, skoler="", forældre="", ansatte="", bestyrelser=""))

    assert report.counts["pupils"].ended == 0
    assert Enrolment.objects.filter(until_on__isnull=True).count() == 3


def test_few_missing_among_many_need_no_word():
    rows = [f"p{n};Elev;Nr {n};101A01;2026-2027;3.a;;" for n in range(40)]
    head = example.PUPILS.splitlines()[0]
    bring([SourceFile("s.csv", example.SCHOOLS.encode()), SourceFile("e.csv", "\n".join([head, *rows]).encode())])

    two = bring([SourceFile("e.csv", "\n".join([head, *rows[2:]]).encode())])
    assert (two.counts["pupils"].ended, two.counts["pupils"].current) == (2, 40)
    with pytest.raises(importing.ImportRefused, match="5 %"):
        bring([SourceFile("e.csv", "\n".join([head, *rows[4:]]).encode())])


def test_a_child_who_moves_class_is_ended_in_one_and_begun_in_the_other():
    bring(example.csv_files())
    later = ON + dt.timedelta(days=10)
    pupils = example.PUPILS.replace("e1;Asta;Østergård;101A01;2026-2027;3.a", "e1;Asta;Østergård;101A01;2026-2027;3.b")

    bring(example.csv_files(elever=pupils), on=later, confirmed=EVERYTHING)

    periods = Enrolment.objects.filter(pupil__external_id="e1").order_by("from_on")
    assert [(row.school_class.name, row.from_on, row.until_on) for row in periods] == [
        ("3.a", ON, later),
        ("3.b", later, None),
    ]


def test_a_new_chair_takes_over_without_two_at_a_time():
    bring(example.csv_files())
    later = ON + dt.timedelta(days=10)
    seats = example.SEATS.replace("forælder;ja", "forælder;nej").replace("medarbejder;nej", "medarbejder;ja")

    report = bring(example.csv_files(bestyrelser=seats), on=later)

    assert report.counts["seats"].changed == 2
    chairs = BoardSeat.objects.filter(is_chair=True).order_by("from_on")
    assert [(row.person.given_name, row.until_on) for row in chairs] == [("Amina", later), ("Mads", None)]
    assert bring(example.csv_files(bestyrelser=seats), on=later).changes == 0


def test_an_empty_field_keeps_what_is_known_and_a_dash_takes_it_away():
    bring(example.csv_files())
    empty = example.GUARDIANS.replace("olena@example.org", "").replace("20304050", "-").replace("ukrainsk", "")

    bring(example.csv_files(forældre=empty))

    olena = Person.objects.get(external_id="v1")
    assert (olena.email, olena.phone, olena.phone_digest, olena.language) == ("olena@example.org", "", "", "uk")


def test_protection_stays_when_the_file_does_not_speak_of_it():
    bring(example.csv_files())
    Person.objects.filter(external_id="e1").update(name_protected=True, address_protected=True)
    head, *rows = example.PUPILS.splitlines()
    shorter = "\n".join([head.rsplit(";", 1)[0], *(row.rsplit(";", 1)[0] for row in rows)])

    bring(example.csv_files(elever=shorter))

    assert Person.objects.filter(name_protected=True).count() == 2
    assert Person.objects.get(external_id="e1").address_protected


def test_somebody_entered_by_hand_is_known_again_and_gets_the_id():
    person = person_add(given_name="Olena", family_name="Østergård", email="Olena@Example.org", by=None, now=NOW)

    bring(example.csv_files())

    person.refresh_from_db()
    assert person.external_id == "v1"
    assert bring(example.csv_files()).changes == 0


def test_one_roster_goes_the_same_way():
    bring(example.oneroster())

    assert Enrolment.objects.count() == 2
    assert bring(example.oneroster()).changes == 0
    assert Guardianship.objects.filter(custody=True).count() == 2


NAMES = st.sampled_from(["Asta", "Bo", "Cille", "Åge", "Ægir"])
SCHOOL_NUMBERS = st.sampled_from(["101A01", "101A02"])


@st.composite
def municipality(draw):
    """Any small municipality: pupils with guardians, staff and board, in any order and with repeated lines."""
    pupils = draw(st.dictionaries(st.integers(1, 6), st.tuples(SCHOOL_NUMBERS, st.sampled_from(["1.a", "2b"]), NAMES)))
    guardians = draw(st.sets(st.tuples(st.integers(1, 4), st.sampled_from(sorted(pupils) or [0])), max_size=6))
    seats = draw(st.dictionaries(st.tuples(st.integers(1, 5), SCHOOL_NUMBERS), st.sampled_from(["forælder", "elev"])))
    chairs = {number: draw(st.sampled_from([n for n, s in seats if s == number])) for _, number in seats}
    lines = {
        "skoler": ["institutionsnummer;navn", "101A01;Åskolen", "101A02;Bakkeskolen"],
        "elever": ["elev-id;fornavn;institutionsnummer;skoleår;klasse"]
        + [f"e{key};{name};{school};2026-2027;{group}" for key, (school, group, name) in pupils.items()],
        "forældre": ["voksen-id;elev-id;fornavn;e-mail"]
        + [f"v{key};e{pupil};Voksen {key};v{key}@example.org" for key, pupil in guardians if pupil],
        "bestyrelser": ["institutionsnummer;fornavn;e-mail;plads;formand"]
        + [
            f"{number};Voksen {key};v{key}@example.org;{seat};{'ja' if chairs[number] == key else 'nej'}"
            for (key, number), seat in seats.items()
        ],
    }
    repeated = {name: [rows[0], *draw(st.permutations(rows[1:]))] for name, rows in lines.items()}
    return [SourceFile(f"{name}.csv", "\n".join(rows).encode()) for name, rows in repeated.items()]


@given(first=municipality(), second=municipality())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_came_before_a_file_brought_in_twice_changes_nothing_the_second_time(first, second):
    with transaction.atomic():
        bring(first)
        bring(second, on=ON + dt.timedelta(days=7), confirmed=EVERYTHING)
        before = everything()

        again = bring(second, on=ON + dt.timedelta(days=7), confirmed=EVERYTHING)

        assert again.changes == 0
        assert everything() == before
        transaction.set_rollback(True)
