# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""»Nyt møde som dette«: no day of the earlier meeting, no name that another has, and one line »Siden sidst«."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core import clock
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.models import Meeting
from samspil.dialogue.planning.actions.plan import meeting_copy
from samspil.dialogue.planning.rules import MONTHS, names_a_day, title_like, without_days
from samspil.dialogue.tests import factories
from tests.forms import fields_of

MARCH = dt.datetime(2027, 3, 10, 16, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("title", "taken", "proposal"),
    [
        ("Dialogmøde", ["Dialogmøde"], "Dialogmøde (2)"),
        ("Dialogmøde (2)", ["Dialogmøde", "dialogmøde (2)"], "Dialogmøde (3)"),
        ("Dialogmøde december 2026", ["Dialogmøde december 2026"], "Dialogmøde"),
        ("Dialogmøde den 10. december", ["Dialogmøde"], "Dialogmøde (2)"),
        ("Dialogmøde, onsdag 9/12", [], "Dialogmøde"),
        ("December", ["December"], "December (2)"),
        ("x" * 160, ["x" * 160], "x" * 156 + " (2)"),
    ],
)
def test_a_proposed_name_is_the_same_without_its_day_and_is_free(title, taken, proposal):
    assert title_like(title, taken) == proposal


@given(st.lists(st.text("ab (2)", max_size=6), max_size=8), st.text("ab (2)", min_size=1, max_size=6))
def test_a_proposed_name_is_nobodys(taken, title):
    proposal = title_like(title, taken)
    assert proposal.casefold() not in {name.casefold() for name in taken}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Alle får et brev.", "Alle får et brev."),
        ("I får et brev senest 18. december. Udvalget svarer på alt.", "Udvalget svarer på alt."),
        ("Brevet kommer 18/12.", ""),
        ("Brevet kommer i uge 51.", ""),
        ("Vi mødes kl. 17.30 i hallen. Kom i god tid.", "Vi mødes kl. 17.30 i hallen. Kom i god tid."),
        ("Vi ses den 2026-12-18\nTag kaffe med", "Tag kaffe med"),
    ],
)
def test_sentences_that_name_a_day_stay_behind(text, kept):
    assert without_days(text) == kept


@given(
    st.lists(st.sampled_from(["Et brev.", "Svar d. 3. marts.", "Senest 1.12.2026.", "Kaffe kl. 18.10."]), max_size=6)
)
def test_nothing_that_is_kept_names_a_day(sentences):
    assert not names_a_day(without_days(" ".join(sentences)))


@pytest.mark.parametrize("month", MONTHS.split("|"))
def test_every_month_is_a_day(month):
    assert names_a_day(f"Senest 3. {month} får I svar")


@pytest.fixture
def december(cast):
    return factories.MeetingFactory(
        title="Dialogmøde",
        tables=1,
        starts_at=dt.datetime(2026, 12, 9, 16, tzinfo=dt.UTC),
        afterwards="I får et brev senest 18. december. Alle får svar.",
        reply_by=dt.date(2026, 12, 1),
        wishes_by=dt.date(2026, 11, 20),
        next_on=dt.date(2027, 3, 10),
    )


def test_a_copy_in_march_says_nothing_of_december(december, cast):
    copy = meeting_copy(meeting=december, starts_at=MARCH, by=cast.officer, now=factories.LATER)
    assert (copy.title, copy.afterwards) == ("Dialogmøde (2)", "Alle får svar.")
    assert (copy.reply_by, copy.wishes_by, copy.next_on, copy.invited_at) == (None, None, None, None)


def test_a_copy_has_one_line_that_looks_back(december, cast):
    factories.AgendaItemFactory(meeting=december, kind=ItemKind.SINCE, title="Siden sidst")
    factories.AgendaItemFactory(meeting=december, kind=ItemKind.OTHER, title="siden sidst ")
    Meeting.objects.filter(pk=december.pk).update(published_at=factories.LATER)
    copy = meeting_copy(meeting=december, starts_at=MARCH, by=cast.officer, now=factories.LATER)
    assert list(copy.agenda.values_list("kind", flat=True)) == [ItemKind.SINCE]


def test_a_line_that_was_written_by_hand_is_the_line_that_looks_back(december, cast):
    factories.AgendaItemFactory(meeting=december, kind=ItemKind.OTHER, title="Siden sidst")
    Meeting.objects.filter(pk=december.pk).update(published_at=factories.LATER)
    copy = meeting_copy(meeting=december, starts_at=MARCH, by=cast.officer, now=factories.LATER)
    assert list(copy.agenda.values_list("kind", flat=True)) == [ItemKind.SINCE]


def test_the_page_asks_for_a_day_and_refuses_a_name_that_another_has(december, cast, officer):
    page = f"/moeder/{december.uuid}/kopi/"
    shown = officer.get(page).text
    assert 'value="Dialogmøde (2)"' in shown
    assert "09.12.2026" not in shown
    again = {"title": "dialogmøde", "day": "10.03.2028", "begins": "17.00"}
    refused = officer.post(page, again)
    assert refused.status_code == 422
    assert "Et andet møde hedder det samme" in refused.text
    assert officer.post(page, again | {"title": "Dialogmøde i foråret"}).status_code == 302
    assert Meeting.objects.get(title="Dialogmøde i foråret").starts_at.year == 2028


def test_the_day_that_the_letter_announces_is_proposed_while_it_lies_ahead(december, cast, officer):
    ahead = clock.today(clock.now()) + dt.timedelta(days=90)
    Meeting.objects.filter(pk=december.pk).update(next_on=ahead)
    assert f'value="{ahead:%d.%m.%Y}"' in officer.get(f"/moeder/{december.uuid}/kopi/").text
    Meeting.objects.filter(pk=december.pk).update(next_on=clock.today(clock.now()) - dt.timedelta(days=1))
    assert 'name="day" value' not in officer.get(f"/moeder/{december.uuid}/kopi/").text


@pytest.mark.parametrize(("address", "form"), [("/moeder/nyt/", "nyt"), ("/moeder/{uuid}/kopi/", "kopi")])
def test_a_meeting_that_is_pressed_for_twice_is_one(december, officer, address, form):
    page, before = address.format(uuid=december.uuid), Meeting.objects.count()
    press = fields_of(officer.get(page).content, form) | {"title": "I maj", "day": "11.05.2028", "begins": "17.00"}

    first, again = (officer.post(page, press) for _press in range(2))

    assert (first.status_code, first["Location"]) == (302, again["Location"])
    assert Meeting.objects.count() == before + 1
