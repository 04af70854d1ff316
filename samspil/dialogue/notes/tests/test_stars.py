# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The most essential notes: three for each table in each round, whatever is taken back and brought back."""

import pytest

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.models import Note
from samspil.dialogue.notes.actions import notes
from samspil.dialogue.notes.tests.test_notes import write
from samspil.dialogue.room.actions import control as room

pytestmark = pytest.mark.django_db


def star(note):
    return notes.note_essential_set(note=note, essential=True, now=NOW)


def starred(meeting, **more):
    """A table's three stars of a round."""
    return [star(write(meeting, text=f"Vigtigt {number}", **more).note) for number in range(3)]


def test_each_table_has_three_stars_in_each_round(meeting):
    starred(meeting)
    starred(meeting, table=2)
    meeting = room.control(meeting=meeting, press="start", seen_version=0, by=None, now=NOW)
    starred(meeting, round_=2)

    fourth = write(meeting, text="En til", round_=2).note
    with pytest.raises(Refused):
        star(fourth)

    assert Note.objects.filter(essential=True).count() == 9


def test_a_star_given_twice_is_one_and_one_taken_back_is_free_again(meeting):
    first, *_rest = starred(meeting)
    star(first)
    notes.note_essential_set(note=first, essential=False, now=NOW)

    star(write(meeting, text="En til").note)

    assert Note.objects.filter(essential=True).count() == 3
    assert not Note.objects.get(pk=first.pk).essential


def test_a_note_that_was_taken_back_has_no_star_and_brings_no_fourth(meeting):
    """Two devices at one table: one takes the note back, the other gives it a star on the page it still shows."""
    back = notes.note_withdraw(note=write(meeting, text="Taget tilbage").note, now=NOW)
    star(back)
    starred(meeting)

    notes.note_restore(note=back, now=NOW)

    assert Note.objects.filter(essential=True).count() == 3
    assert not Note.objects.get(pk=back.pk).essential
