# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The officer of bench.desk on an evening so small that the right answer is known: keys, hits, and where notes end."""

import pytest

from bench.desk_officer import Officer
from bench.suggestions import Meeting, Note
from samspil.dialogue.meetings.models import Meeting as Evening
from samspil.dialogue.sorting.queries import suggestions
from samspil.dialogue.sorting.queries.board import board_for
from samspil.engines.sorting import Unit
from samspil.engines.themes import NgramEmbedder

pytestmark = pytest.mark.django_db
STATEMENTS = {
    "besked": "Send én samlet besked om ugen",
    "besked-kort": "Send en kort besked om ugen",
    "besked-dag": "Send besked samme dag om ugen",
    "besked-tolk": "Send en samlet besked på flere sprog om ugen",
    "besked-foto": "Send besked med et billede om ugen",
    "besked-lyd": "Send besked som lyd om ugen",
    "legeplads": "Zebrastribe ved skolens legeplads",
}
FIRST = tuple(
    Note(f"n{at}", statement, point, frozenset({point})) for at, (point, statement) in enumerate(STATEMENTS.items())
)
# One whose words are those of its point, and one whose words are those of six others.
ALIKE = Note("alike", "Send én samlet besked om ugen", "besked", frozenset({"besked"}))
UNLIKE = Note("unlike", "Send besked om ugen", "legeplads", frozenset({"legeplads"}))
# "n" and Enter; one digit; "/", »zebr« and Enter.
NEW, HIT, MISS = 2, 1, 6


@pytest.fixture
def officer(monkeypatch):
    """At a desk without the language model; nobody embeds, so what is suggested comes from the letters."""
    embedder = NgramEmbedder(dim=256)
    monkeypatch.setattr(suggestions, "default_embedder", lambda **_asked: embedder)
    return Officer(Meeting((*FIRST, ALIKE, UNLIKE), STATEMENTS))


def test_keys_and_right_points_are_counted_as_they_are_pressed_and_shown(officer):
    for note in (*FIRST, ALIKE, UNLIKE):
        officer.sort(note, hurry=True)

    counted = officer.result()
    presses = [NEW] * len(FIRST) + [HIT, MISS]
    assert counted["keystrokes"] == round(sum(presses) / len(presses), 4)
    assert (counted["top1"], counted["top5"]) == (0.5, 0.5)
    assert len(counted["moves_ms"]) == len(presses)


def test_each_note_ends_at_its_own_point(officer):
    for note in (*FIRST, ALIKE, UNLIKE):
        officer.sort(note, hurry=True)

    board = board_for(meeting=Evening.objects.get()).board
    lie = {
        words: [board.points[place].statement for place in board.places(Unit(str(pk)))]
        for pk, words in Evening.objects.get().notes.values_list("pk", "text")
    }
    assert lie == {note.text: [STATEMENTS[note.point]] for note in (*FIRST, UNLIKE)}


def test_a_point_that_is_right_too_counts_as_found_and_the_note_goes_to_its_own(officer):
    also = Note("alike", ALIKE.text, "legeplads", frozenset({"legeplads", "besked"}))
    for note in (*FIRST, also):
        officer.sort(note, hurry=True)

    assert (officer.result()["top1"], officer.result()["top5"]) == (1.0, 1.0)
