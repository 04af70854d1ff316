# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a live channel draws: to each role its own picture of its own meeting, as it is now, in its language."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from samspil.core import texts
from samspil.dialogue.conftest import NOW
from samspil.dialogue.notes.actions import notes
from samspil.dialogue.room import live

pytestmark = pytest.mark.django_db
SAID = "Et brev om ugen er nok."


@pytest.fixture
def evening(meeting):
    """Five minutes into round one, whose question stands in two languages; tables one and two have written."""
    first = meeting.current_round
    first.question = texts.create(bodies={"da": "Hvad skal vi?", "en": "What shall we do?"}, by=None, now=NOW)
    first.save()
    for number, words in ((1, SAID), (2, "Ring hellere.")):
        table = meeting.tables.get(number=number)
        notes.note_write(uuid=uuid4(), table=table, round_=first, text=words, language="da", now=NOW)
    with time_machine.travel(NOW, tick=False):
        yield meeting


def test_a_table_is_drawn_the_clock_and_the_question_in_its_language_and_nothing_else_of_the_meeting(evening):
    drawn = live.room_render(f"room:{evening.uuid}", "en", live.TABLE)

    assert set(drawn) == {"clock", "question"}
    assert "What shall we do?" in drawn["question"]
    assert "10:00" in drawn["clock"]
    others = [table.code for table in evening.tables.all()]
    assert not any(words in "".join(drawn.values()) for words in [*others, SAID, "Ring hellere."])


@pytest.mark.parametrize(("role", "part"), [(live.PROJECTOR, "stage"), (live.OFFICER, "panel")])
def test_screen_and_control_are_drawn_the_round_that_is_on(evening, role, part):
    drawn = live.room_render(f"room:{evening.uuid}", "en", role)
    with time_machine.travel(NOW + dt.timedelta(minutes=4), tick=False):
        later = live.room_render(f"room:{evening.uuid}", "da", role)

    assert set(drawn) == set(later) == {part}
    assert "What shall we do?" in drawn[part]
    assert "10:00" in drawn[part]
    assert "Hvad skal vi?" in later[part]
    assert "6:00" in later[part]


@pytest.mark.parametrize(("role", "part"), [(live.PROJECTOR, "foot"), (live.OFFICER, "tables")])
def test_screen_and_control_are_drawn_who_has_written(evening, role, part):
    assert set(live.notes_render(f"notes:{evening.uuid}", "da", role)) == {part}


def test_a_table_is_drawn_its_own_notes(evening):
    one, two, three = (live.table_render(f"table:{table.uuid}", "da", live.TABLE) for table in evening.tables.all())

    assert [SAID in drawn["notes"] for drawn in (one, two, three)] == [True, False, False]
    assert "Ring hellere." in two["notes"]


@pytest.mark.parametrize("render", [live.room_render, live.notes_render, live.table_render])
@pytest.mark.parametrize("channel", ["room:nonsense", "room:3f1a6c1e-6f0a-4c7e-9d55-0b6f3b0a7c11"])
def test_what_is_not_there_is_not_drawn(db, render, channel):
    assert render(channel, "da", live.TABLE) == {}
