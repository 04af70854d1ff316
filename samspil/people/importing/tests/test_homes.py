# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Homes, and by what right somebody is there, from the guardians' file."""

import datetime as dt

import pytest

from samspil.people.importing.actions import importing
from samspil.people.importing.tests import files as example
from samspil.people.importing.tests.test_importing import ON, bring
from samspil.people.models import Guardianship, Person

pytestmark = pytest.mark.django_db
HEAD = "voksen-id;elev-id;fornavn;efternavn;relation;grund;hjem;fra;til"
LATER = ON + dt.timedelta(days=30)


def files(*lines):
    return example.csv_files(forældre="\n".join([HEAD, *lines]), ansatte="", bestyrelser="")


def ties(pupil="e1"):
    rows = Guardianship.objects.filter(pupil__external_id=pupil).order_by("guardian__external_id", "from_on")
    return {row.guardian.external_id: (row.home, row.reason, row.from_on, row.until_on) for row in rows}


def test_a_home_is_stated_kept_changed_and_taken_away():
    lines = ["v1;e1;Olena;Østergård;mor;;A;;", "v2;e1;Per;Ærø;far;; hos  far ;;", "v3;e1;Rie;Ås;stedmor;;a;;"]
    bring(files(*lines))
    assert {who: row[0] for who, row in ties().items()} == {"v1": "A", "v2": "hos far", "v3": "a"}
    assert bring(files(*lines), on=LATER).changes == 0
    # Another way of writing the same is no change, an empty field says nothing.
    same = ["v1;e1;Olena;Østergård;mor;;a;;", "v2;e1;Per;Ærø;far;;;;", "v3;e1;Rie;Ås;stedmor;;A;;"]
    assert bring(files(*same), on=LATER).changes == 0

    other = ["v1;e1;Olena;Østergård;mor;;B;;", "v2;e1;Per;Ærø;far;;-;;", lines[2]]
    dry = importing.import_report(files=files(*other), on=LATER)
    fields = [(row.name, field.label, field.old, field.new) for row in dry.changes_named for field in row.fields]
    assert fields == [("Olena Østergård", "hjem", "A", "B"), ("Per Ærø", "hjem", "hos far", "intet")]
    bring(files(*other), on=LATER)

    assert {who: row[0] for who, row in ties().items()} == {"v1": "B", "v2": "", "v3": "a"}


def test_a_foster_carer_is_known_with_reason_and_dates():
    lines = ["v1;e1;Olena;Østergård;mor;;;;", "v4;e1;Mia;Pleje;plejefamilie;anbringelse;A;01.09.2026;01.02.2027"]
    bring(files(*lines))
    assert ties()["v4"] == ("A", "anbringelse", dt.date(2026, 9, 1), dt.date(2027, 2, 1))

    longer = lines[1].replace("01.02.2027", "01.03.2027").replace("anbringelse", "-")
    bring(files(lines[0], longer))
    assert ties()["v4"] == ("A", "", dt.date(2026, 9, 1), dt.date(2027, 3, 1))

    # Once the decision is over, the line is history: it neither keeps nor makes anybody.
    after = dt.date(2027, 3, 1)
    assert bring(files(lines[0], longer), on=after).changes == 0
    new = "v5;e1;Ove;Ovre;plejefamilie;afgørelse;;01.09.2026;01.02.2027"
    assert bring(files(lines[0], longer, new), on=after).changes == 0
    assert not Person.objects.filter(external_id="v5").exists()


def test_who_was_written_on_by_hand_stays_until_a_file_speaks_of_them():
    lines = ["v1;e1;Olena;Østergård;mor;;;;", "v4;e1;Mia;Pleje;plejefamilie;anbringelse;A;;"]
    bring(files(*lines))
    Guardianship.objects.filter(guardian__external_id="v4").update(by_hand=True)

    assert bring(files(lines[0]), on=LATER, confirmed=["guardians"]).changes == 0
    assert ties()["v4"][3] is None
    bring(files(*lines), on=LATER)
    assert not Guardianship.objects.filter(by_hand=True).exists()
    bring(files(lines[0]), on=LATER, confirmed=["guardians"])

    assert ties()["v4"][3] == LATER


def test_what_cannot_be_understood_is_named():
    wrong = {
        "v1;e1;A;B;mor;måske;;;": "»grund« skal være et af: -, afgørelse, anbringelse, samtykke.",
        f"v1;e1;A;B;mor;;{'x' * 21};;": "»hjem« har 21 tegn. Der er plads til 20.",
        "v1;e1;A;B;mor;;;02.08.2026;01.08.2026": "Datoen »til« ligger før datoen »fra«.",
    }
    for line, words in wrong.items():
        with pytest.raises(importing.ImportRefused) as caught:
            bring(files(line))
        assert words in str(caught.value)


def test_lines_that_disagree_about_a_home_are_told():
    report = importing.import_report(
        files=files("v1;e1;Olena;Ås;mor;;A;;", "v1;e1;Olena;Ås;mor;;a;;", "v1;e1;Olena;Ås;mor;;B;;"), on=ON
    )

    assert [str(notice) for notice in report.notices] == [
        "forældre.csv, linje 4: »hjem« er noget andet end i forældre.csv, linje 2 om det samme. Det, der står dér, "
        "gælder."
    ]
