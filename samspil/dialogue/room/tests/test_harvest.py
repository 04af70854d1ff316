# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""In the last minutes of a round tables see notes of others that are like their own, and what they say counts."""

import datetime as dt
from uuid import uuid4

import pytest

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.letter.queries.draft import draft
from samspil.dialogue.models import Echo, Meeting, NoteVector
from samspil.dialogue.notes.actions import notes
from samspil.dialogue.notes.enums import HarvestAnswer
from samspil.dialogue.notes.tests.test_notes import write
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.room.actions.harvest import echo_set
from samspil.dialogue.room.queries import harvest as queries
from samspil.dialogue.room.queries import room as room_queries
from samspil.dialogue.sorting.actions import closing
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.sorting.queries.board import board_for, desk_board_for
from samspil.dialogue.sorting.queries.suggestions import suggestions
from samspil.dialogue.tests.factories import EVENING, live_meeting, officer
from samspil.engines import sorting as s
from samspil.engines.sorting import text_digest
from samspil.engines.themes import default_embedder
from samspil.people.tests.factories import PersonFactory
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
LAST = EVENING + dt.timedelta(minutes=13)
SAME, DIFFERS, NO = HarvestAnswer.SAME, HarvestAnswer.DIFFERS, HarvestAnswer.NO


def understood(note):
    """What the worker does as notes arrive."""
    embedder = default_embedder()
    vector = embedder.embed_notes([note.text])[0].astype("<f4").tobytes()
    NoteVector.objects.create(note=note, embedder=embedder.name, digest=text_digest(note.text), vector=vector)
    return note


def a_meeting_with_notes():
    """Three tables: one and two want fewer messages, three speaks of the playground and of messages."""
    meeting = live_meeting()
    return meeting, {
        name: understood(write(meeting, table=table, text=text).note)
        for name, table, text in (
            ("one", 1, "Vi får alt for mange beskeder fra skolen"),
            ("two", 2, "Færre beskeder, saml dem i ét ugebrev"),
            ("three", 3, "For mange beskeder på Aula"),
            ("play", 3, "Legepladsen er for lille til alle børnene"),
        )
    }


held = made_once(a_meeting_with_notes)


@pytest.fixture
def meeting(held):
    return held[0]


@pytest.fixture
def said(held):
    return held[1]


def table(meeting, number=1):
    return (
        Meeting.objects.get(pk=meeting.pk).tables.select_related("meeting__current_round__meeting").get(number=number)
    )


def cards(meeting, number=1, now=LAST):
    found = queries.harvest(table=table(meeting, number), now=now)
    return [card.note.text for card in found.waiting] if found else None


def test_it_is_shown_in_the_last_three_minutes_and_until_the_round_is_closed(meeting, said):
    assert cards(meeting, now=EVENING + dt.timedelta(minutes=11, seconds=59)) is None
    assert cards(meeting, now=EVENING + dt.timedelta(minutes=12))
    assert cards(meeting, now=EVENING + dt.timedelta(minutes=40))

    room.control(meeting=meeting, press="close", seen_version=0, by=None, now=LAST)

    assert cards(meeting) is None


def test_a_table_sees_what_is_most_like_its_own_and_never_its_own(meeting, said):
    shown = cards(meeting)

    assert set(shown[:2]) == {said["two"].text, said["three"].text}
    assert said["one"].text not in shown


def test_essential_notes_come_first(meeting, said):
    understood(write(meeting, table=1, text="Legepladsen mangler plads").note)
    play = meeting.notes.get(text="Legepladsen mangler plads")
    notes.note_essential_set(note=play, essential=True, now=NOW)

    assert cards(meeting)[0] == said["play"].text


def test_withdrawn_and_named_notes_are_shown_to_nobody(meeting, said):
    PersonFactory(given_name="Ottilie")
    understood(write(meeting, table=2, text="Ottilie får for mange beskeder").note)
    notes.note_withdraw(note=said["two"], now=NOW)

    shown = cards(meeting)

    assert said["three"].text in shown
    assert not any("Ottilie" in text or text == said["two"].text for text in shown)


def test_the_page_tells_nobody_which_table_wrote_what(meeting, said, client, time_machine):
    time_machine.move_to(LAST)
    own = table(meeting)

    page = client.get(f"/bord/{own.code}/").content.decode()
    alone = client.get(f"/bord/{own.code}/hoest/").content.decode()

    for html in (page, alone):
        assert said["two"].text in html
    for other in meeting.tables.exclude(number=1):
        assert other.code not in alone
        assert str(other.uuid) not in alone
        assert f"ord {other.number}" not in alone


def test_an_answer_can_be_changed_and_works_without_javascript(meeting, said, client, time_machine):
    time_machine.move_to(LAST)
    url = f"/bord/{table(meeting).code}/hoest/{said['two'].pk}/"

    plain = client.post(url, {"own": said["one"].pk, "answer": "no"})
    quick = client.post(url, {"own": said["one"].pk, "answer": "same"}, headers={"Accept": "application/json"})

    assert plain.status_code == 302
    assert quick.json()["saved"]
    assert "I har svaret på 1 note" in quick.json()["harvest"]
    assert list(Echo.objects.values_list("note", "own", "answer")) == [(said["two"].pk, said["one"].pk, "same")]


@pytest.mark.parametrize("case", ["own note", "not its own beside it", "unknown answer", "unknown note"])
def test_what_is_not_the_tables_to_answer_is_refused(meeting, said, client, case):
    note, own, answer = {
        "own note": (said["one"].pk, said["one"].pk, "same"),
        "not its own beside it": (said["two"].pk, said["three"].pk, "same"),
        "unknown answer": (said["two"].pk, said["one"].pk, "maybe"),
        "unknown note": (uuid4(), said["one"].pk, "same"),
    }[case]

    answered = client.post(f"/bord/{table(meeting).code}/hoest/{note}/", {"own": own, "answer": answer})

    assert answered.status_code == 404
    assert not Echo.objects.exists()


def test_an_answer_that_comes_late_is_taken_until_sorting_closes(meeting, said, cast):
    room.control(meeting=meeting, press="close", seen_version=0, by=cast.officer, now=LAST)
    echo_set(table=table(meeting), note=said["two"], own=said["one"], answer=SAME, now=LAST)
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=LAST)
    closing.sorting_close(meeting=meeting, by=cast.officer, now=LAST)

    with pytest.raises(Refused) as refused:
        echo_set(table=table(meeting), note=said["three"], own=said["one"], answer=SAME, now=LAST)

    assert refused.value.code == "sorting-closed"
    assert Echo.objects.count() == 1


def test_an_answer_after_the_tables_are_asked_no_more_is_refused_with_a_sentence(meeting, said, client):
    """A phone that was away when it was switched off sends what it has kept."""
    url = f"/bord/{table(meeting).code}/hoest/{said['two'].pk}/"
    sent = {"own": str(said["one"].pk), "answer": SAME}
    Meeting.objects.filter(pk=meeting.pk).update(harvest=False)

    app = client.post(url, sent, headers={"Accept": "application/json"})
    page = client.post(url, sent, follow=True)

    assert (app.status_code, app.json()["saved"], app.json()["code"]) == (422, False, "harvest-off")
    assert app.json()["message"] in page.text
    assert not Echo.objects.exists()


def test_what_tables_say_leads_the_suggestions_and_gives_points_their_strength(meeting, said):
    by = officer()
    moves = [
        s.ThemeCreate("t", "Beskeder"),
        s.PointCreate("few", "Færre beskeder", "t"),
        s.PointCreate("room", "Mere plads ude", "t"),
        s.NotePlace(s.Unit(str(said["two"].pk)), "few"),
        s.NotePlace(s.Unit(str(said["play"].pk)), "room"),
    ]
    sorting_moves(meeting=meeting, moves=moves, by=by, now=LAST)
    echo_set(table=table(meeting, 1), note=said["play"], own=said["one"], answer=SAME, now=LAST)
    echo_set(table=table(meeting, 1), note=said["two"], own=said["one"], answer=DIFFERS, now=LAST)
    echo_set(table=table(meeting, 3), note=said["two"], own=said["three"], answer=SAME, now=LAST)

    sorting = desk_board_for(meeting=meeting)
    (first, *_rest) = suggestions(sorting=sorting, unit=s.Unit(str(said["one"].pk)))

    assert (first.point.id, first.why) == ("room", "Et bord siger: det samme som »Legepladsen er for lille til alle …«")
    few, more_room = (board_for(meeting=meeting).tallies[point] for point in ("few", "room"))
    assert (few.tables, few.agreeing_tables, few.differing_tables) == ({2}, {3}, {1})
    assert (more_room.tables, more_room.agreeing_tables) == ({3}, {1})
    point = next(point for point in draft(meeting=meeting, by=by).content.points if point.ref == "few")
    assert (point.agreeing, point.differing, point.is_single) == (1, 1, False)


def test_a_table_that_wrote_at_the_point_is_not_counted_again(meeting, said):
    by = officer()
    both = [s.PointCreate("few", "Færre beskeder")]
    both += [s.NotePlace(s.Unit(str(said[name].pk)), "few") for name in ("one", "two")]
    sorting_moves(meeting=meeting, moves=both, by=by, now=LAST)

    echo_set(table=table(meeting, 1), note=said["two"], own=said["one"], answer=SAME, now=LAST)
    echo_set(table=table(meeting, 3), note=said["two"], own=said["three"], answer=NO, now=LAST)

    tally = board_for(meeting=meeting).tallies["few"]
    assert (tally.tables, tally.agreeing, tally.differing) == ({1, 2}, 0, 0)


def test_the_facilitator_may_leave_it_out(meeting, said, cast):
    room.control(meeting=meeting, press="harvest", seen_version=0, by=cast.officer, now=NOW)

    assert cards(meeting) is None


def test_a_yes_or_a_mask_taken_back_takes_the_card_as_well(meeting, said):
    Meeting.objects.filter(pk=meeting.pk).update(kind="class")
    notes.note_quotable_set(note=said["two"], quotable=True, now=NOW)
    echo_set(table=table(meeting), note=said["two"], own=said["one"], answer=SAME, now=LAST)
    shown = queries.harvest(table=table(meeting), now=LAST)
    assert [card.note.text for card in shown.answered] == [said["two"].text]

    notes.note_quotable_set(note=said["two"], quotable=False, now=NOW)

    assert queries.harvest(table=table(meeting), now=LAST).answered == ()
    assert Echo.objects.count() == 1


def test_with_two_tables_nothing_is_shown_since_the_other_is_known(meeting, said):
    said["three"].delete()
    said["play"].delete()
    meeting.tables.filter(number=3).delete()

    assert queries.harvest(table=table(meeting), now=LAST) is None


def test_it_stays_while_the_clock_rests(meeting, said):
    first = meeting.rounds.get(number=1)
    first.left, first.ends_at = dt.timedelta(minutes=2), None
    first.save()

    assert cards(meeting)
    assert room_queries.room(meeting=table(meeting).meeting, language="da", now=LAST).harvest_ms == "1"


def test_a_note_that_seems_to_name_somebody_is_not_on_the_big_screen(meeting, said):
    PersonFactory(given_name="Ottilie")
    write(meeting, table=2, text="Ottilie driller", now=LAST)
    assert room_queries.writing(meeting=meeting, round_=meeting.rounds.get(number=1)).newest == ()
    meeting.show_newest = True
    newest = room_queries.writing(meeting=meeting, round_=meeting.rounds.get(number=1)).newest

    assert len(newest) == 3
    assert "Ottilie driller" not in [note.text for note in newest]
