# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A phone offers notes that were acknowledged to a database that may have lost them: each stands once."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.models import Meeting, Note
from samspil.dialogue.notes.actions.notes import Written, note_edit, note_write
from samspil.dialogue.room.actions.control import control
from samspil.dialogue.tests import factories

MINUTE = dt.timedelta(minutes=1)


def offer(meeting: Meeting, uuid: UUID, text: str, **more: Any) -> Written:
    table = meeting.tables.select_related("meeting").get(number=more.pop("number", 1))
    given_ = {"round_": meeting.rounds.get(number=1), "language": "da", "now": NOW, "again": True, **more}
    return note_write(uuid=uuid, table=table, text=text, **given_)


@pytest.mark.django_db
def test_a_note_that_is_there_is_answered_as_it_stands_whatever_the_phone_remembers(meeting: Meeting) -> None:
    first = offer(meeting, uuid4(), "Mere ro", again=False).note
    note_edit(note=first, text="Mere ro i klassen", now=NOW)

    for remembered in ("Mere ro", "Mere ro i klassen", "Noget tredje"):
        again = offer(meeting, first.pk, remembered)
        assert (again.new, again.note.pk) == (False, first.pk)

    assert list(Note.objects.values_list("text", flat=True)) == ["Mere ro i klassen"]


@pytest.mark.django_db
def test_another_table_s_note_is_refused_when_it_is_offered_again_too(meeting: Meeting) -> None:
    uuid = uuid4()
    offer(meeting, uuid, "Mere ro", again=False)

    with pytest.raises(Refused, match="Noten kunne ikke gemmes"):
        offer(meeting, uuid, "Mere ro", number=2)


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "late"), [(-MINUTE, False), (MINUTE, True), (None, True)])
def test_a_lost_note_of_a_round_that_is_over_is_late_only_if_it_was_written_late(
    meeting: Meeting, written: dt.timedelta | None, late: bool
) -> None:
    meeting = control(
        meeting=meeting, press="close", seen_version=meeting.control_version, by=factories.officer(), now=NOW
    )
    written_at = None if written is None else NOW + written

    taken = offer(meeting, uuid4(), "Mere ro", now=NOW + 5 * MINUTE, written_at=written_at)

    assert (taken.new, taken.note.late) == (True, late)


@pytest.mark.django_db
def test_a_phone_s_offer_is_answered_with_the_note_that_stands(meeting: Meeting, client: Any) -> None:
    url = f"/bord/{meeting.tables.get(number=1).code}/noter/"
    form = {"uuid": str(uuid4()), "note": "Mere ro", "round": "1", "language": "da", "written_at": ""}
    client.post(url, form)

    again = client.post(url, {**form, "note": "Andre ord", "again": "1"}, headers={"accept": "application/json"})

    assert (again.json()["saved"], again.json()["uuid"]) == (True, form["uuid"])
    assert Note.objects.get().text == "Mere ro"


class OfferedAgain(TestCase):
    """Whatever part of the evening the older copy has, and however often and in what order phones offer."""

    @given(
        kept=st.sets(st.integers(0, 4)),
        offers=st.lists(st.integers(0, 4), max_size=12),
        others=st.sets(st.integers(0, 4)),
    )
    def test_each_acknowledged_note_stands_once(self, kept: set[int], offers: list[int], others: set[int]) -> None:
        meeting = factories.live_meeting()
        uuids = [uuid4() for _ in range(5)]
        for number in sorted(kept):
            offer(meeting, uuids[number], f"Note {number}", again=False)
            if number in others:
                note_edit(note=Note.objects.get(pk=uuids[number]), text=f"Note {number}, rettet", now=NOW)

        for number in offers:
            offer(meeting, uuids[number], f"Note {number}")

        expected = {uuids[number] for number in kept | set(offers)}
        assert sorted(Note.objects.filter(meeting=meeting).values_list("pk", flat=True)) == sorted(expected)
