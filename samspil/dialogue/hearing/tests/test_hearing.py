# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Hearings: who is asked, what is kept, what the letter waits for, and what it says of it in the end."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.calendar.models import Holiday
from samspil.calendar.queries import school_calendar
from samspil.core import clock
from samspil.core.audit import personal_values
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.hearing import queries
from samspil.dialogue.hearing.actions import KIND, NotReady, hearing_close, hearing_open, remark_reply
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.content import HearingFigures, from_json, to_json
from samspil.dialogue.letter.docx import docx_file
from samspil.dialogue.letter.words.facts import hearing_words
from samspil.dialogue.models import Hearing, HearingRemark, InvitationReply
from samspil.dialogue.notes.actions.notes import note_withdraw
from samspil.dialogue.overview.queries import home
from samspil.dialogue.privacy.actions.erasing import note_erase
from samspil.dialogue.publishing.actions.publishing import NotReady as LetterNotReady
from samspil.dialogue.publishing.mails import LetterMail
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.hearing_evening import a_hearing, say, tokens
from samspil.dialogue.tests.letter_evening import an_evening, invite, point_uuid
from samspil.dialogue.tests.promise_evening import publish
from samspil.engines.sorting import NoteUnplace, Unit

DAY = dt.timedelta(days=1)
OVER = LATER + 8 * DAY


def reply(evening, remark=None, **more):
    values = {"taken": True, "reply": "Det er rettet.", "revision": 1, "by": evening.by, "now": LATER, **more}
    return remark_reply(remark=remark or evening.remark, **values)


def test_the_page_counts_whom_a_hearing_would_ask_without_reading_their_addresses(db, django_assert_max_num_queries):
    evening = an_evening()
    invite(evening, 3)

    with django_assert_max_num_queries(3) as asked:
        count = queries.to_ask_count(meeting=evening.meeting, now=LATER)

    assert count == len(queries.to_ask(meeting=evening.meeting, now=LATER)) == 3
    assert not any('"people_person"."email",' in query["sql"] for query in asked.captured_queries)


def test_a_second_press_opens_nothing_and_writes_to_nobody(evening):
    again = hearing_open(meeting=evening.meeting, days=3, by=evening.by, now=LATER + DAY)

    assert again == evening.hearing
    assert MessageRecipient.objects.filter(kind=KIND).count() == 2


@pytest.mark.django_db
def test_what_cannot_be_published_cannot_be_heard():
    evening = an_evening()
    invite(evening)
    with pytest.raises(Refused) as unsaved:
        hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)
    evening.draft()
    evening.move(NoteUnplace(Unit(str(evening.notes["single"].pk)), evening.single))

    with pytest.raises(NotReady) as refused:
        hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)

    assert unsaved.value.code == "letter-not-saved"
    assert [obstacle.where for obstacle in refused.value.obstacles] == ["desk"]
    assert not Hearing.objects.exists()


@pytest.mark.django_db
def test_where_nobody_can_be_asked_it_says_so():
    evening = an_evening()
    evening.draft()

    with pytest.raises(Refused) as refused:
        hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)
    invite(evening)
    opened = hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)

    assert refused.value.code == "hearing-nobody"
    assert opened.asks.count() == 2


@pytest.mark.django_db
def test_all_are_asked_but_those_who_said_no():
    evening = an_evening()
    for people in (2, 3, 1):
        invite(evening, people=people)
    came, stayed, _silent = evening.meeting.invitations.order_by("pk")
    InvitationReply.objects.create(invitation=came, coming=True, people=2, answered_at=LATER)
    InvitationReply.objects.create(invitation=stayed, coming=False, people=0, answered_at=LATER)
    evening.draft()

    opened = hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)

    assert opened.asks.count() == 2 + 1


@pytest.mark.parametrize("days", [0, 61])
@pytest.mark.django_db
def test_it_lasts_from_one_day_to_sixty(days):
    evening = an_evening()
    invite(evening)
    evening.draft()

    with pytest.raises(Refused) as refused:
        hearing_open(meeting=evening.meeting, days=days, by=evening.by, now=LATER)

    assert refused.value.code == "hearing-days"


def test_the_last_day_is_open_until_midnight_in_denmark(evening):
    last = dt.datetime(2026, 10, 27, 22, 59, tzinfo=dt.UTC)

    assert queries.is_open(evening.hearing, now=last)
    assert not queries.is_open(evening.hearing, now=last + dt.timedelta(minutes=1))


def test_the_draft_is_heard_as_it_was_whatever_is_sorted_meanwhile(evening):
    evening.move(NoteUnplace(Unit(str(evening.notes["single"].pk)), evening.single))

    heard = queries.heard(meeting=evening.meeting, now=LATER)

    assert "Et sygt barn får en opringning den første dag." in [row.point.statement for row in heard.rows if row.point]


def test_an_erased_note_goes_from_what_is_heard_too(db):
    evening = an_evening()
    invite(evening)
    evening.draft()
    note = evening.notes["weekly4b"]
    quote_pick(
        meeting=evening.meeting,
        point=point_uuid(evening.weekly),
        note=note,
        text="Ti beskeder om dagen.",
        by=evening.by,
        now=LATER,
    )
    hearing = hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)
    before = str(hearing.content)

    note_erase(note=note, by=evening.by, now=LATER)

    hearing.refresh_from_db()
    assert "Ti beskeder om dagen." in before
    assert "Ti beskeder om dagen." not in str(hearing.content)


def test_a_note_that_an_officer_takes_back_is_quoted_no_more_in_what_is_heard(db):
    evening = an_evening()
    invite(evening)
    note = evening.notes["plenum"]
    evening.draft()
    pick = {"meeting": evening.meeting, "by": evening.by, "now": LATER}
    quote_pick(**pick, point=point_uuid(evening.said_in_plenum), note=note, text=note.text)
    hearing = hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)
    before = str(hearing.content)

    note_withdraw(note=note, by=evening.by, now=LATER)

    hearing.refresh_from_db()
    assert note.text in before
    assert note.text not in str(hearing.content)


def test_the_same_answer_twice_is_one_and_what_it_was_stays_in_the_trail(evening):
    first = say(evening.token, {evening.weekly: ("differs", "Vi sagde højst én.")}, now=LATER)
    second = say(evening.token, {evening.weekly: ("missing", "Højst én, og aldrig om aftenen.")}, now=LATER)

    assert (first, second) == (0, 1)
    assert HearingRemark.objects.get().revision == 2
    trail = AuditEntry.objects.filter(action="hearing.answer").order_by("pk").last()
    assert personal_values(trail)["words"] == ("Vi sagde højst én.", "Højst én, og aldrig om aftenen.")


def test_whoever_takes_everything_back_has_not_answered(evening):
    second = tokens(evening.hearing)[1]
    say(second, {"": ("missing", "Lektierne.")}, now=LATER)
    before = queries.figures(meeting=evening.meeting)

    say(second, {"": None}, now=LATER)

    assert before == HearingFigures(asked=2, answered=2, agreed=0, remarked=2, remarks=2)
    assert queries.figures(meeting=evening.meeting) == HearingFigures(2, 1, 0, 1, 1)


def test_after_the_last_day_nothing_is_kept_and_it_is_said(evening):
    with pytest.raises(Refused) as refused:
        say(evening.token, {evening.weekly: ("agree", "")}, now=OVER)

    assert refused.value.code == "hearing-over"
    assert HearingRemark.objects.get().verdict == "differs"


def test_a_point_that_was_not_heard_cannot_be_answered(evening):
    assert say(evening.token, {str(evening.meeting.uuid): ("agree", "")}, now=LATER) == 0


def test_an_answer_to_words_that_have_changed_is_refused(evening):
    reply(evening)
    say(evening.token, {evening.weekly: ("differs", "Noget helt andet.")}, now=LATER)
    changed = HearingRemark.objects.get()

    with pytest.raises(Refused) as refused:
        reply(evening)
    answered = reply(evening, revision=changed.revision)

    assert changed.taken is None
    assert refused.value.code == "remark-changed"
    assert answered.taken is True


def test_an_answer_to_a_remark_has_words(evening):
    with pytest.raises(Refused) as refused:
        reply(evening, reply="  ")

    assert refused.value.code == "remark-no-words"


@pytest.mark.parametrize(
    "values",
    [
        {"verdict": "missing", "words": ""},
        {"verdict": "differs", "words": ""},
        {"verdict": "agree", "words": "", "point": None},
        {"verdict": "måske", "words": "Ord"},
        {"taken": True},
        {"reply": "Det er rettet."},
    ],
)
def test_the_database_itself_refuses_half_a_remark(evening, values):
    ask = evening.hearing.asks.exclude(pk=evening.remark.ask_id).get()
    whole = {"ask": ask, "point": point_uuid(evening.weekly), "verdict": "differs", "words": "Ord", "given_at": LATER}

    with pytest.raises(IntegrityError), transaction.atomic():
        HearingRemark.objects.create(**{**whole, **values})
    HearingRemark.objects.create(**whole)


def test_the_letter_waits_until_the_hearing_is_over_and_each_remark_is_answered(evening):
    with pytest.raises(LetterNotReady) as while_open:
        publish(evening, now=LATER)
    hearing_close(meeting=evening.meeting, by=evening.by, now=LATER)
    with pytest.raises(LetterNotReady) as unanswered:
        publish(evening, now=LATER)
    reply(evening)

    version = publish(evening, now=LATER)

    assert len(while_open.value.obstacles) == 2
    assert len(unanswered.value.obstacles) == 1
    content = from_json(version.content)
    assert content.hearing == HearingFigures(asked=2, answered=1, agreed=0, remarked=1, remarks=1)
    assert from_json(to_json(content)) == content


def test_a_hearing_whose_last_day_has_passed_holds_nothing_up(evening):
    reply(evening)

    assert publish(evening, now=OVER).number == 1


def test_after_the_letter_is_sent_nothing_more_is_heard(evening):
    reply(evening)
    publish(evening, now=OVER)

    with pytest.raises(Refused) as refused:
        hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=OVER)

    assert refused.value.code == "hearing-letter-sent"


def test_they_can_be_heard_again_and_the_newest_counts(evening):
    reply(evening)
    second = hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=OVER)
    for token in tokens(second):
        say(token, {evening.weekly: ("agree", "")}, now=OVER)

    assert second.number == 2
    assert queries.figures(meeting=evening.meeting) == HearingFigures(2, 2, 2, 0, 0)


def test_the_officers_next_thing_is_to_follow_it_and_then_to_answer(evening):
    evening.meeting.sorting_closed_at = LATER
    evening.meeting.save()

    unanswered = home.row(meeting=evening.meeting, now=LATER).next.title
    reply(evening)
    following = home.row(meeting=evening.meeting, now=LATER).next.title
    after = home.row(meeting=evening.meeting, now=OVER).next.title

    assert unanswered == "Svar på én bemærkning til brevet"
    assert following == "Følg høringen"
    assert after == "Skriv brevet"


def test_a_letter_from_before_there_were_hearings_can_still_be_read(evening):
    reply(evening)
    content = dict(publish(evening, now=OVER).content)
    del content["hearing"]

    assert from_json(content).hearing is None


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((64, 38, 29, 9), "38 af 64 læste udkastet og svarede. 29 havde ikke noget at rette. 9 skrev en bemærkning."),
        ((64, 38, 35, 3), "38 af 64 læste udkastet og svarede. Hver"),
        ((64, 3, 2, 1), "Færre end 5 af 64 svarede på udkastet."),
        ((64, 62, 50, 12), "Alle på nær færre end 5 af 64 læste udkastet og svarede."),
        ((8, 6, 5, 1), "De inviterede, der ikke sagde nej, kunne læse et udkast først og sige, hvad der ikke passede."),
    ],
)
def test_few_are_never_told_apart(figures, said):
    asked, answered, agreed, remarked = figures

    words = " ".join(hearing_words(HearingFigures(asked, answered, agreed, remarked, remarked)))

    assert words.startswith(said)
    assert words.endswith("Hver bemærkning har fået et svar.")


@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80))
def test_no_sentence_lets_a_reader_work_out_fewer_than_five(agreed, remarked, silent):
    """Where a part is said, no part that can be worked out from it is under five."""
    asked, answered = agreed + remarked + silent, agreed + remarked
    words = " ".join(hearing_words(HearingFigures(asked, answered, agreed, remarked, remarked)))

    said_answered = f"{answered} af {asked}" in words
    said_agreed = "havde ingen bemærkninger." in words
    said_remarked = "rettede noget." in words
    if said_answered:
        assert min(answered, silent) >= 5
    if said_agreed or said_remarked:
        assert min(agreed, remarked, silent) >= 5


def test_page_file_and_mail_say_it_alike(evening):
    reply(evening)
    content = from_json(publish(evening, now=OVER).content)
    said = "Hver bemærkning har fået et svar."

    mail = LetterMail(content).to(language="da", token="x")

    assert said in mail.text
    assert said in mail.html
    assert docx_file(content)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 2), st.sampled_from(["agree", "differs", "missing"]), st.integers(0, 3)
    ),
    max_size=20,
)


@given(steps=STEPS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_last_word_of_each_is_kept_once_whatever_is_posted_again(db, steps):
    """Retries, double posts and changes of mind: one row for each who was asked and each point, with the last words."""
    with transaction.atomic():
        evening = a_hearing(people=3, now=LATER)
        HearingRemark.objects.all().delete()
        links, points = tokens(evening.hearing), [evening.weekly, evening.first, evening.single]
        last = {}
        for who, point, verdict, again in steps:
            words = "" if verdict == "agree" else f"Ord {again}"
            for _ in range(1 + again % 2):
                say(links[who], {points[point]: (verdict, words)}, now=LATER)
            last[who, point] = (verdict, words)

        kept = sorted(HearingRemark.objects.values_list("verdict", "words"))
        assert kept == sorted(last.values())
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_hearing_that_would_end_in_a_holiday_lasts_until_the_end_of_the_next_school_day():
    evening = an_evening()
    invite(evening)
    evening.draft()
    last = clock.today(LATER) + 7 * DAY
    Holiday.objects.create(name="Ferie", first_on=last - DAY, last_on=last + 9 * DAY)

    hearing = hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=LATER)

    open_until = clock.local(hearing.closes_at - dt.timedelta(seconds=1)).date()
    assert open_until == school_calendar().on_or_after(last)
    assert open_until > last + 9 * DAY
