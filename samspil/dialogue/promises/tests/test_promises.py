# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Answers to a letter's points: what is kept, how it is read, and how the next meeting begins."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samspil.core.errors import Refused
from samspil.dialogue.meetings.enums import ItemKind, MeetingKind
from samspil.dialogue.meetings.series import earlier_meeting
from samspil.dialogue.models import Meeting, PromiseAnswer
from samspil.dialogue.overview.queries import home
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.promises import words as promise_words
from samspil.dialogue.promises.enums import PromiseState
from samspil.dialogue.promises.ledger import standing
from samspil.dialogue.promises.queries import answers as promises
from samspil.dialogue.promises.queries.since import since_last
from samspil.dialogue.tests.factories import LATER, OFFICERS, MeetingFactory, officer
from samspil.dialogue.tests.promise_evening import DUE, answer, publish, sent_evening
from samspil.engines.sorting import NotePlace, NoteUnplace, PointState, Unit

DAY = dt.timedelta(days=1)


@dataclass
class Said:
    state: str
    on: dt.date
    due_on: dt.date | None = None
    words: str = "Ord"
    owner_name: str = "Hanne"

    @property
    def answered_at(self):
        return dt.datetime.combine(self.on, dt.time(10), dt.UTC)


def read(*history, today):
    return standing(history, today=today)


MONDAY = dt.date(2027, 1, 4)


def test_nobody_has_answered():
    assert standing([], today=MONDAY) is None
    assert promise_words.state_words(None) == "Ingen har svaret endnu"
    assert promise_words.face(None).icon == "hourglass"


def test_a_promise_is_under_way_on_its_day_and_over_time_the_day_after():
    promised = Said("promise", MONDAY, MONDAY + 7 * DAY)

    assert read(promised, today=MONDAY + 7 * DAY).late == 0
    late = read(promised, today=MONDAY + 8 * DAY)
    assert late.late == 1
    assert promise_words.state_words(late) == "Løfte, 1 dag over tiden"
    assert promise_words.face(late).icon == "error"


def test_a_date_moved_in_time_counts_and_one_moved_too_late_is_a_bid():
    promised = Said("promise", MONDAY, MONDAY + 7 * DAY)
    in_time = Said("promise", MONDAY + 7 * DAY, MONDAY + 20 * DAY)
    too_late = Said("promise", MONDAY + 8 * DAY, MONDAY + 20 * DAY)

    moved = read(promised, in_time, today=MONDAY + 10 * DAY)
    bid = read(promised, too_late, today=MONDAY + 10 * DAY)

    assert (moved.due_on, moved.late, moved.bid) == (MONDAY + 20 * DAY, 0, None)
    assert (bid.due_on, bid.late, bid.bid) == (MONDAY + 7 * DAY, 3, MONDAY + 20 * DAY)
    assert promise_words.line(bid) == (
        "Løfte, 3 dage over tiden · Hanne · skulle være holdt 11.01.2027. Nyt bud på en dato: 24. januar."
    )


def test_to_look_into_an_overdue_promise_does_not_make_it_punctual():
    promised = Said("promise", MONDAY, MONDAY + DAY)
    looked = Said("looking", MONDAY + 5 * DAY, MONDAY + 30 * DAY)

    assert read(promised, looked, today=MONDAY + 6 * DAY).late == 5


def test_a_promise_after_looking_into_it_is_a_new_date():
    looked = Said("looking", MONDAY, MONDAY + DAY)
    promised = Said("promise", MONDAY + 5 * DAY, MONDAY + 30 * DAY)

    assert read(looked, promised, today=MONDAY + 6 * DAY).late == 0


@pytest.mark.parametrize("state", ["kept", "already", "no"])
def test_what_is_settled_is_never_over_time(state):
    promised = Said("promise", MONDAY, MONDAY + DAY)

    settled = read(promised, Said(state, MONDAY + 9 * DAY, MONDAY + DAY), today=MONDAY + 40 * DAY)

    assert (settled.late, settled.due_on) == (0, None)


def test_the_words_stand_in_every_language_the_letter_speaks():
    late = read(Said("promise", MONDAY, MONDAY + 7 * DAY), today=MONDAY + 26 * DAY)

    with translation.override("da"):
        assert promise_words.line(late) == "Løfte, 19 dage over tiden · Hanne · skulle være holdt 11.01.2027"
        assert promise_words.tally([late, None]) == "1 over tiden, 1 uden svar"


@pytest.mark.django_db
def test_an_answer_is_added_and_the_earlier_ones_stay(evening):
    answer(evening, evening.weekly)
    answer(evening, evening.weekly, state="kept", words="Alle skoler har et ugebrev.", now=LATER + DAY)

    rows = PromiseAnswer.objects.order_by("number")
    ledger = promises.ledger(meeting=evening.meeting, now=LATER + 2 * DAY)
    assert [row.state for row in rows] == ["promise", "kept"]
    assert ledger.unanswered == 4
    assert next(row for row in ledger.rows if row.point.ref == evening.weekly).standing.state == "kept"


@pytest.mark.django_db
def test_the_same_answer_pressed_twice_is_one(evening):
    first = answer(evening, evening.weekly, seen=0)
    second = answer(evening, evening.weekly, seen=0, now=LATER + DAY)

    assert second == first
    assert PromiseAnswer.objects.count() == 1


@pytest.mark.django_db
def test_an_answer_given_without_seeing_a_colleagues_is_refused(evening):
    answer(evening, evening.weekly, state="no", words="Ikke i år.")

    with pytest.raises(Refused) as refused:
        answer(evening, evening.weekly, seen=0)

    assert refused.value.code == "promise-changed"
    assert PromiseAnswer.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"state": "kept"}, "promise-not-given"),
        ({"due_on": None}, "promise-no-owner"),
        ({"owner_name": ""}, "promise-no-owner"),
        ({"owner_email": ""}, "promise-no-owner"),
    ],
)
def test_what_is_no_answer_is_refused(evening, values, code):
    with pytest.raises(Refused) as refused:
        answer(evening, evening.weekly, **values)

    assert refused.value.code == code


@pytest.mark.django_db
def test_a_point_outside_the_letter_cannot_be_answered(evening):
    with pytest.raises(Refused) as refused:
        answer(evening, str(uuid4()), seen=0)

    assert refused.value.code == "promise-no-point"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"words": ""},
        {"due_on": None},
        {"owner_name": ""},
        {"owner_email": None},
        {"state": "no", "words": ""},
        {"state": "måske"},
        {"number": 1},
        {"number": 0},
    ],
)
def test_the_database_itself_refuses_half_a_promise(evening, values):
    answer(evening, evening.weekly)
    row = PromiseAnswer.objects.get()
    whole = {
        "meeting": row.meeting,
        "point": row.point,
        "number": 2,
        "state": "promise",
        "words": "Ord",
        "owner_name": "Hanne",
        "owner_email": "hanne@example.org",
        "due_on": DUE,
        "answered_at": LATER,
        "answered_by": evening.by,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseAnswer.objects.create(**{**whole, **values})
    PromiseAnswer.objects.create(**whole)


@pytest.mark.django_db
def test_a_correction_of_the_letter_keeps_the_answers(evening):
    answer(evening, evening.weekly)

    evening.move(PointState(evening.weekly, "Ét brev om ugen, og kun det."))
    publish(evening, changes="Et punkt er skrevet tydeligere.", now=LATER + DAY)

    ledger = promises.ledger(meeting=evening.meeting, now=LATER + DAY)
    row = next(row for row in ledger.rows if row.standing is not None)
    assert row.point.statement == "Ét brev om ugen, og kun det."


@pytest.mark.django_db
def test_the_answer_to_a_point_that_was_taken_out_is_still_shown_to_officers(evening):
    answer(evening, evening.single)
    evening.move(
        NoteUnplace(Unit(str(evening.notes["single"].pk)), evening.single),
        NotePlace(Unit(str(evening.notes["single"].pk)), evening.weekly),
    )
    publish(evening, changes="To punkter er samlet.", now=LATER + DAY)

    ledger = promises.ledger(meeting=evening.meeting, now=LATER + DAY)
    gone = promises.taken_out(meeting=evening.meeting, shown=ledger, now=LATER + DAY)

    assert evening.single not in [row.point.ref for row in ledger.rows]
    assert [(row.point.statement, row.standing.state) for row in gone] == [
        ("Et sygt barn får en opringning den første dag.", "promise")
    ]


@pytest.mark.django_db
def test_the_officers_next_thing_is_to_answer_and_then_what_is_over_time(evening):
    first = home.home(held=OFFICERS, now=LATER).first
    for point in promises.ledger(meeting=evening.meeting, now=LATER).content.points:
        answer(evening, point.ref)
    done = home.home(held=OFFICERS, now=LATER).first
    late = home.home(held=OFFICERS, now=LATER + 200 * DAY)

    assert first.next.title == "Svar på 5 punkter i brevet"
    assert done is None
    assert late.first.next.title == "5 løfter er over tiden"
    assert len(late.overdue) == 5


@pytest.mark.django_db
def test_home_asks_the_same_number_of_questions_for_one_letter_and_for_three(evening):
    answer(evening, evening.weekly)
    with CaptureQueriesContext(
        connection,
    ) as one:
        home.home(held=OFFICERS, now=LATER + 200 * DAY)
    for _ in range(2):
        more = sent_evening()
        answer(more, more.weekly)

    with CaptureQueriesContext(connection) as three:
        home.home(held=OFFICERS, now=LATER + 200 * DAY)

    assert len(three) == len(one)


@pytest.mark.django_db
def test_a_copy_of_the_meeting_opens_with_since_last(evening):
    answer(evening, evening.weekly)

    copy = planning.meeting_copy(meeting=evening.meeting, starts_at=LATER + 60 * DAY, by=evening.by, now=LATER)
    again = planning.meeting_copy(meeting=copy, starts_at=LATER + 90 * DAY, by=evening.by, now=LATER)

    assert copy.agenda.order_by("position").first().kind == ItemKind.SINCE
    assert again.agenda.filter(kind=ItemKind.SINCE).count() == 1
    since = since_last(meeting=again, now=LATER)
    assert since.meeting == evening.meeting
    assert since.ledger.unanswered == 4


@pytest.mark.django_db
def test_since_last_stands_after_the_welcome(evening):
    planning.agenda_item_add(
        meeting=evening.meeting, kind=ItemKind.WELCOME, title="Velkommen", minutes=5, by=evening.by, now=LATER
    )
    welcome = evening.meeting.agenda.get(kind=ItemKind.WELCOME)
    planning.agenda_item_move(item=welcome, up=True, by=evening.by, now=LATER)

    copy = planning.meeting_copy(meeting=evening.meeting, starts_at=LATER + 60 * DAY, by=evening.by, now=LATER)

    assert [item.kind for item in copy.agenda.order_by("position")[:3]] == ["welcome", "since", "talk"]


@pytest.mark.django_db
def test_a_meeting_on_the_day_that_the_letter_names_follows_it_and_others_do_not(evening):
    named = dt.datetime.combine(evening.meeting.next_on, dt.time(16), dt.UTC)

    assert earlier_meeting(meeting=MeetingFactory(starts_at=named)) == evening.meeting
    assert earlier_meeting(meeting=MeetingFactory(starts_at=named + DAY)) is None


@pytest.mark.django_db
def test_the_day_says_nothing_when_the_kind_is_another_or_more_than_one_could_be_meant(evening):
    named = dt.datetime.combine(evening.meeting.next_on, dt.time(16), dt.UTC)
    theme = MeetingFactory(starts_at=named, kind=MeetingKind.THEME)
    alone = MeetingFactory(starts_at=named)
    found = earlier_meeting(meeting=alone)

    other = MeetingFactory(starts_at=named + dt.timedelta(hours=3))

    assert earlier_meeting(meeting=theme) is None
    assert found == evening.meeting
    assert earlier_meeting(meeting=alone) is None
    assert earlier_meeting(meeting=other) is None


@pytest.mark.django_db
def test_two_letters_that_name_the_same_day_are_no_answer(evening):
    named = dt.datetime.combine(evening.meeting.next_on, dt.time(16), dt.UTC)
    MeetingFactory(ended=True, published_at=LATER, next_on=evening.meeting.next_on)

    assert earlier_meeting(meeting=MeetingFactory(starts_at=named)) is None


@pytest.mark.django_db
def test_what_one_class_said_is_never_read_aloud_at_another_meeting(evening):
    evening.meeting.kind = MeetingKind.CLASS
    evening.meeting.save()
    named = dt.datetime.combine(evening.meeting.next_on, dt.time(16), dt.UTC)

    copy = planning.meeting_copy(meeting=evening.meeting, starts_at=LATER + 60 * DAY, by=evening.by, now=LATER)

    assert since_last(meeting=copy, now=LATER) is None
    assert not copy.agenda.filter(kind=ItemKind.SINCE).exists()
    assert earlier_meeting(meeting=MeetingFactory(starts_at=named, kind=MeetingKind.CLASS)) is None
    assert earlier_meeting(meeting=MeetingFactory(starts_at=named)) is None


@pytest.mark.django_db
def test_a_meeting_copied_before_the_letter_was_sent_opens_with_it_once_it_is(db):
    from samspil.dialogue.tests.letter_evening import an_evening

    early = an_evening()
    copy = planning.meeting_copy(meeting=early.meeting, starts_at=LATER + 60 * DAY, by=officer(), now=LATER)
    before = copy.agenda.filter(kind=ItemKind.SINCE).exists()

    publish(early)

    assert not before
    assert Meeting.objects.get(pk=copy.pk).agenda.filter(kind=ItemKind.SINCE).exists()


@pytest.mark.django_db
def test_every_state_has_a_face_and_words(evening):
    for state in PromiseState:
        shown = read(Said(state, MONDAY, MONDAY), today=MONDAY)

        assert promise_words.face(shown).icon
        assert promise_words.state_words(shown)


def test_the_points_of_a_letter_are_read_by_the_database(evening):
    refs = promises.point_refs(meetings=[evening.meeting.pk])

    content = promises.ledger(meeting=evening.meeting, now=LATER).content
    assert refs == {evening.meeting.pk: {point.ref for point in content.points}}
    assert UUID(evening.weekly)
