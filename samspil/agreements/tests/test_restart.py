# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A class's restart: last year's agreement, what is dropped, what is written, and what is issued."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from samspil.agreements import rules
from samspil.agreements.actions import drafting as actions
from samspil.agreements.enums import Per, Section, Source, Step
from samspil.agreements.models import Agreement, AgreementVersion, Line
from samspil.agreements.queries import agreements as queries
from samspil.agreements.tests.room import NOW, families, write
from samspil.commitments.models import Commitment
from samspil.commitments.queries import commitments_of
from samspil.core.errors import Refused
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db


def begin(room):
    return actions.agreement_begin(school_class=room.school_class, by=room.teacher, now=NOW)


def said(agreement, section=None):
    lines = queries.draft(agreement=agreement).lines
    return [line.said("da")[0] for line in lines if section in (None, line.section)]


def test_it_begins_with_last_years_lines(room):
    made = begin(room)

    assert made.former == room.former
    assert said(made) == [
        "Vi svarer inden for to skoledage.",
        "At I læser sammen.",
        "At I kigger i ugebrevet.",
        "Skriv i Aula før kl. 8.",
    ]  # what families had a mind to give is asked anew
    assert {line.source for line in queries.lines_of(agreement=made)} == {Source.LAST_YEAR}
    assert made.minutes_a_week == 120
    assert made.review_on is None
    assert begin(room) == made
    assert len(said(made)) == 4


def test_without_last_years_it_is_empty(room):
    lonely = make.SchoolClassFactory(school=room.school_class.school, name="1.c", letter="c")

    made = actions.agreement_begin(school_class=lonely, by=None, now=NOW)

    assert made.former is None
    assert queries.draft(agreement=made).lines == ()
    assert queries.last_content(agreement=made) is None


def test_a_split_class_begins_with_that_of_most_of_its_pupils(room):
    """Two of six went to 3.x with three from another class that had an agreement of its own."""
    other = make.SchoolClassFactory(school=room.before.school, year=room.before.year, name="2.c", letter="c")
    theirs = actions.agreement_begin(school_class=other, by=None, now=NOW)
    split = make.SchoolClassFactory(school=room.before.school, name="3.x", letter="x")
    for pupil in [*room.pupils[:2], *families(other, 3)]:
        make.EnrolmentFactory(pupil=pupil, school_class=split, from_on=split.year.starts_on)

    assert queries.former_of(school_class=split, day=NOW.date()) == theirs


def test_dropping_comes_first_and_can_be_taken_back(room):
    made = begin(room)
    reading = made.lines.get(minutes=20)

    assert actions.lines_drop(agreement=made, refs=[reading.uuid], by=room.teacher, now=NOW) == 1

    price = queries.price(content=queries.draft(agreement=made), last=queries.last_content(agreement=made))
    assert (price.before, price.now, price.saved) == (110, 10, 100)
    assert "At I læser sammen." not in said(made)
    assert actions.lines_drop(agreement=made, refs=[reading.uuid], by=room.teacher, now=NOW) == 0
    actions.line_restore(line=reading, by=room.teacher, now=NOW)
    assert "At I læser sammen." in said(made)


def test_nobody_drops_a_line_of_another_class(room):
    made = begin(room)
    foreign = room.former.lines.get(minutes=20)

    assert actions.lines_drop(agreement=made, refs=[foreign.uuid], by=room.teacher, now=NOW) == 0

    foreign.refresh_from_db()
    assert foreign.dropped_at is None


def test_two_editors_lose_nothing(room):
    made = begin(room)
    line = made.lines.get(minutes=20)
    actions.line_write(line=line, draft=actions.LineDraft(words="Amals ord", minutes=5, times=1, per=Per.WEEK),
                       seen=0, by=None, now=NOW)  # fmt: skip

    mine = actions.LineDraft(words="Sofies ord")
    with pytest.raises(Refused, match="Begge står her"):
        actions.line_write(line=line, draft=mine, seen=0, by=room.teacher, now=NOW)
    assert "Amals ord" in said(made)
    actions.line_write(line=line, draft=mine, seen=1, by=room.teacher, now=NOW)

    assert "Sofies ord" in said(made)
    assert [version.body for version in line.text.versions.order_by("number")][-2:] == ["Amals ord", "Sofies ord"]


@pytest.mark.parametrize(
    ("minutes", "times", "per", "a_week"),
    [(20, 1, "school_day", 100), (10, 1, "week", 10), (10, 2, "week", 20), (60, 1, "month", 15), (120, 1, "year", 3),
     (1, 1, "year", 1), (None, 1, "week", 0), (20, None, "week", 0), (20, 1, "", 0)],
)  # fmt: skip
def test_a_recurring_hope_has_its_price(minutes, times, per, a_week):
    assert rules.minutes_a_week(minutes, times, per) == a_week


@pytest.mark.parametrize("section", [section for section in Section if section != Section.HOPE])
def test_only_a_hope_has_a_price(room, section):
    """What a home offers has no price, date or verdict; nor has anything of the school's a price for a home."""
    made = begin(room)
    values = {"text": made.lines.first().text, "situation": "Ro" if section == Section.CHANNEL else ""}
    with pytest.raises(IntegrityError, match="agreement_price_of_hopes_alone"):
        Line.objects.create(agreement=made, section=section, number=9, minutes=5, times=1, per=Per.WEEK, **values)


def test_the_same_line_twice_is_one(room):
    made = begin(room)

    first, second = (write(made, Section.AIM, "At nye bliver taget godt imod.") for _press in range(2))

    assert first == second


def test_an_agreement_says_what_the_school_promises(room):
    lonely = make.SchoolClassFactory(school=room.school_class.school, name="1.d", letter="d")
    made = actions.agreement_begin(school_class=lonely, by=None, now=NOW)

    with pytest.raises(Refused, match="skolen lover"):
        actions.agreement_issue(agreement=made, by=None, now=NOW)
    write(made, Section.PROMISE, "Vi ringer med godt nyt.")
    with pytest.raises(Refused, match="ser på aftalen igen"):
        actions.agreement_issue(agreement=made, by=None, now=NOW)
    assert not AgreementVersion.objects.filter(agreement=made).exists()


def test_what_is_issued_is_frozen_and_promised(room):
    made = begin(room)
    figures = {"review_on": dt.date(2027, 1, 25), "answer_days": 2}
    actions.figures_set(agreement=made, figures=figures, seen=0, by=room.teacher, now=NOW)

    first = actions.agreement_issue(agreement=made, by=room.teacher, now=NOW)
    again = actions.agreement_issue(agreement=made, by=room.teacher, now=NOW)
    write(made, Section.PROMISE, "Vi ringer med godt nyt.")
    second = actions.agreement_issue(agreement=made, changes="Et løfte til", by=room.teacher, now=NOW)

    assert again == first
    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert len(rules.from_json(first.content).section("promise")) == 1
    assert rules.to_json(rules.from_json(second.content)) == second.content
    stands = commitments_of(feature=queries.FEATURE, subjects=[made.uuid], now=NOW)[made.uuid]
    assert [stand.commitment.words for stand in stands.values()] == said(made, "promise")
    assert {stand.latest.due_on for stand in stands.values()} == {dt.date(2027, 1, 25)}
    assert {stand.commitment.owner for stand in stands.values()} == {"school"}


def test_no_home_owes_anything(room):
    """Promise 4: of all sections only the school's promises become commitments."""
    made = begin(room)
    for section in Section:
        write(made, section, f"Noget om {section}", **({"situation": "Ro"} if section == Section.CHANNEL else {}))
    actions.figures_set(agreement=made, figures={"review_on": NOW.date()}, seen=0, by=None, now=NOW)
    actions.agreement_issue(agreement=made, by=None, now=NOW)

    refs = set(Commitment.objects.filter(subject=made.uuid).values_list("ref", flat=True))

    assert refs == set(made.lines.filter(section=Section.PROMISE).values_list("uuid", flat=True))


def test_steps_are_done_once(room):
    made = begin(room)
    for _press in range(2):
        actions.step_done(agreement=made, step=Step.LAST_YEAR, by=room.teacher, now=NOW)

    assert list(queries.steps_done(agreement=made)) == [Step.LAST_YEAR]


refs = st.sampled_from([f"r{number}" for number in range(8)])
line_said = st.builds(
    rules.LineSaid,
    ref=refs,
    section=st.sampled_from(Section.values),
    bodies=st.fixed_dictionaries({"da": st.sampled_from(["a", "b"])}),
    minutes=st.integers(0, 60),
)
contents = st.lists(line_said, max_size=8, unique_by=lambda line: line.ref).map(
    lambda lines: rules.Content(school="S", class_name="3.b", year="2026-2027", lines=tuple(lines))
)


@given(contents, contents)
def test_two_years_side_by_side_leave_nothing_out(before, after):
    changes = [change for rows in rules.compare(before, after).values() for change in rows]

    assert sorted(change.before.ref for change in changes if change.before) == sorted(one.ref for one in before.lines)
    assert sorted(change.after.ref for change in changes if change.after) == sorted(one.ref for one in after.lines)
    both = {one.ref for one in before.lines} & {one.ref for one in after.lines}
    assert sum(change.kind in ("same", "changed") for change in changes) == len(both)


@given(contents)
def test_an_agreement_is_the_same_as_json(content):
    assert rules.from_json(rules.to_json(content)) == content


def test_one_agreement_a_class(room):
    begin(room)

    assert Agreement.objects.filter(school_class=room.school_class).count() == 1


def test_the_school_year_rolls_over(room):
    """Each class whose pupils had an agreement gets a draft; a class without one gets none; twice adds nothing."""
    lonely = make.SchoolClassFactory(school=room.school_class.school, name="0.a", letter="a", grade=0)
    families(lonely, 2)
    leavers = make.SchoolClassFactory(school=room.school_class.school, year=room.before.year, name="9.b", letter="b")
    families(leavers, 2)
    actions.agreement_begin(school_class=leavers, by=None, now=NOW)

    assert actions.agreements_roll_over(year=room.school_class.year, by=None, now=NOW) == 1
    assert actions.agreements_roll_over(year=room.school_class.year, by=None, now=NOW) == 0

    made = Agreement.objects.get(school_class=room.school_class)
    assert made.former == room.former
    assert said(made)[0] == "Vi svarer inden for to skoledage."
    assert [line.source for line in queries.lines_of(agreement=made)] == [Source.LAST_YEAR] * 4
    assert {line.ref for line in queries.lines_of(agreement=made)} <= set(
        room.former.lines.values_list("ref", flat=True)
    )
    assert not Agreement.objects.filter(school_class=lonely).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_one_class_as_for_three(room, number):
    for one in range(number - 1):
        place = make.SchoolClassFactory(school=room.school_class.school, name=f"3.{one}", letter=str(one))
        for pupil in room.pupils[:2]:
            make.EnrolmentFactory(pupil=pupil, school_class=place, from_on=place.year.starts_on)

    with CaptureQueriesContext(connection) as asked:
        assert actions.agreements_roll_over(year=room.school_class.year, by=None, now=NOW) == number

    assert len(asked) == 12
