# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
import re
import threading

import pytest
import time_machine
from django.db import connection

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.meetings.enums import RoundState, Stage
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.room.queries import room as queries
from samspil.dialogue.tests import factories
from samspil.live.models import LiveEvent

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def press(meeting, what, now=NOW, by=None, seen=None):
    seen = meeting.control_version if seen is None else seen
    return room.control(meeting=meeting, press=what, seen_version=seen, by=by, now=now)


def test_pause_keeps_the_time_and_resume_gives_it_back(meeting):
    paused = press(meeting, "pause", NOW)
    resumed = press(paused, "resume", NOW + 20 * MINUTE)

    round_ = resumed.current_round
    assert round_.time_left(NOW + 20 * MINUTE) == 10 * MINUTE
    assert round_.state(NOW + 31 * MINUTE) == RoundState.OVER


def test_two_minutes_more_when_time_is_up_count_from_now(meeting):
    late = NOW + 40 * MINUTE

    extended = press(meeting, "extend", late)

    assert extended.current_round.time_left(late) == 2 * MINUTE


def test_next_round_closes_the_one_before(meeting):
    second = press(meeting, "start", NOW)

    assert second.current_round.number == 2
    assert second.rounds.get(number=1).closed_at == NOW


def test_reopening_gives_a_minute_at_least(meeting):
    closed = press(meeting, "close", NOW + 14 * MINUTE + dt.timedelta(seconds=50))

    reopened = press(closed, "reopen", NOW + 30 * MINUTE)

    assert reopened.current_round.state(NOW + 30 * MINUTE) == RoundState.RUNNING
    assert reopened.current_round.time_left(NOW + 30 * MINUTE) == MINUTE


@pytest.mark.parametrize("what", ["resume", "fly", "", "reopen"])
def test_a_press_that_does_not_fit_is_refused_and_changes_nothing(meeting, what):
    with pytest.raises(Refused):
        press(meeting, what)

    meeting.refresh_from_db()
    assert meeting.control_version == 0


def test_the_evening_from_first_round_to_sorting(meeting, cast):
    meeting = press(meeting, "start", NOW)
    meeting = press(meeting, "start", NOW + 16 * MINUTE)
    with pytest.raises(Refused) as refused:
        press(meeting, "start", NOW + 40 * MINUTE)
    meeting = press(meeting, "end", NOW + 41 * MINUTE, by=cast.officer)

    assert refused.value.code == "no-more-rounds"
    assert meeting.stage == Stage.SORTING
    assert all(round_.closed_at for round_ in meeting.rounds.all())


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_press_at_once_give_two_minutes_not_four():
    meeting = factories.live_meeting()
    outcomes = []

    def extend():
        try:
            press(meeting, "extend", NOW, seen=0)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=extend) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    meeting.refresh_from_db()
    assert sorted(outcomes) == ["control-changed", "done"]
    assert meeting.current_round.time_left(NOW) == 12 * MINUTE


def test_each_press_is_told_to_the_room_and_left_in_the_trail(meeting, cast):
    press(meeting, "pause", by=cast.officer)

    assert list(LiveEvent.objects.values_list("channel_id", "kind").order_by("channel_id")) == [
        (f"notes:{meeting.uuid}", "pause"),
        (f"room:{meeting.uuid}", "pause"),
    ]


def test_the_room_shows_the_question_in_the_readers_language(meeting):
    shown = {
        language: queries.room(meeting=meeting, language=language, now=NOW) for language in ("da", "en", "ar", "so")
    }

    assert shown["en"].question.body == "What works in round 1?"
    assert (shown["ar"].direction, shown["ar"].question.language) == ("rtl", "ar")
    assert (shown["so"].question.body, shown["so"].question.is_fallback) == ("Hvad virker?", True)
    assert shown["da"].clock.digits == "10:00"


def test_control_page_without_javascript(meeting, officer, cast):
    with time_machine.travel(NOW, tick=False):
        officer.force_login(cast.officer)
        page = officer.get(f"/moeder/{meeting.uuid}/styring/")
        answer = officer.post(f"/moeder/{meeting.uuid}/styring/tryk/", {"press": "pause", "version": "0"}, follow=True)
        stale = officer.post(f"/moeder/{meeting.uuid}/styring/tryk/", {"press": "extend", "version": "0"})

    assert "Hold pause" in page.text
    assert "Gå videre" in answer.text
    assert stale.status_code == 409
    assert "En anden trykkede lige før dig" in stale.text


def test_notes_go_to_the_big_screen_only_when_the_officer_has_chosen_it(meeting, officer, cast):
    first, address = meeting.current_round, f"/moeder/{meeting.uuid}/styring/"
    factories.NoteFactory(table=meeting.tables.get(number=2), round=first, text="Færre beskeder, tak")
    officer.force_login(cast.officer)
    switch = re.compile(r'value="newest" aria-pressed="(\w+)".*?<strong>([\w ]+)</strong>', re.DOTALL)

    assert queries.writing(meeting=meeting, round_=first).newest == ()
    assert switch.search(officer.get(address).text).groups() == ("false", "slået fra")

    meeting = press(meeting, "newest", by=cast.officer)
    assert [note.text for note in queries.writing(meeting=meeting, round_=first).newest] == ["Færre beskeder, tak"]
    assert switch.search(officer.get(address).text).groups() == ("true", "slået til")


def test_the_big_screen_by_link_needs_no_login_and_names_no_table(meeting, officer, client):
    factories.NoteFactory(
        table=meeting.tables.get(number=2), round=meeting.current_round, text="Ring hellere for meget"
    )
    press(meeting, "newest")
    page = officer.post(f"/moeder/{meeting.uuid}/styring/link/")
    address = page.context["screen"]
    officer.logout()

    screen = officer.get(address.removeprefix("http://localhost:8000"))

    assert screen.status_code == 200
    assert "Ring hellere for meget" in screen.text
    # Three tables are too few for a figure (promise 6).
    assert "Bordene skriver." in screen.text
    assert "af 3 borde" not in screen.text
    assert "Bord 2" not in screen.text


def test_a_note_costs_few_questions_to_the_database(meeting, client, django_assert_num_queries):
    """Ten tables send at the same moment, and what one asks the others wait for."""
    table = meeting.tables.get(number=1)
    client.get(f"/bord/{table.code}/")
    words = {"round": 1, "language": "da", "note": "Ring hellere end at skrive"}

    # The table; the note with its number; its two events; the names. Two more make the transaction.
    with django_assert_num_queries(4 + 2):
        answer = client.post(f"/bord/{table.code}/noter/", words, headers={"accept": "application/json"})

    assert answer.json()["saved"]
