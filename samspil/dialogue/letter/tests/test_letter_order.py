# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What stands where in the letter, and what withdrawn notes and small meetings may not add to it."""

from uuid import UUID, uuid4

import pytest

from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.content import Point
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.letter.queries.sources import named_languages
from samspil.dialogue.letter.words.facts import figures
from samspil.dialogue.models import InvitationReply, Note
from samspil.dialogue.notes.actions.translations import note_translate
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.translating import words_digest
from samspil.dialogue.tests.factories import LATER, InvitationFactory, NoteFactory, RoundFactory
from samspil.dialogue.tests.letter_evening import an_evening, point_uuid
from samspil.engines.sorting import (
    AsideReason,
    NoteAside,
    NotePlace,
    NoteSplit,
    PointCreate,
    PointMove,
    ThemeCreate,
    ThemeOrder,
    Unit,
    text_digest,
)
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


evening = made_once(an_evening)


def ref(number):
    return str(UUID(int=number))


@pytest.fixture
def arrivals(evening):
    """Notes in the order they arrived and were sorted; their ids say the order in which the letter has them."""
    table, other = evening.meeting.tables.order_by("number")[:2]
    first, second = evening.meeting.rounds.get(number=1), RoundFactory(meeting=evening.meeting, number=2)
    talk = evening.notes["talk"].talk
    common = {"meeting": evening.meeting, "table": None, "round": None}
    return [
        NoteFactory(uuid=ref(1), **common, origin=Origin.PLENUM),
        NoteFactory(uuid=ref(2), **common, origin=Origin.TALK, talk=talk, slide=7),
        NoteFactory(uuid=ref(3), table=table, round=second),
        NoteFactory(uuid=ref(6), table=table, round=first),
        NoteFactory(uuid=ref(4), table=other, round=first),
        NoteFactory(uuid=ref(5), table=table, round=first),
    ]


# Tables round by round, in a round by id and not by arrival; then the talk, then the plenum.
IN_ORDER = [ref(number) for number in (4, 5, 6, 3, 2, 1)]


def test_behind_a_point_stand_the_tables_round_by_round_then_the_talk_then_the_plenum(evening, arrivals):
    point = str(uuid4())
    evening.move(PointCreate(point, "Det sagde mange.", evening.fewer))
    evening.move(*(NotePlace(Unit(str(note.pk)), point) for note in arrivals))

    found = point_of(evening, point)

    assert [note.ref for note in found.notes] == IN_ORDER
    assert [note.place.round for note in found.notes] == [1, 1, 1, 2, None, None]
    assert [note.place.slide for note in found.notes] == [None, None, None, None, 7, None]


def test_what_was_set_aside_stands_in_the_same_order(evening, arrivals):
    evening.move(*(NoteAside(Unit(str(note.pk)), AsideReason.OFF_TOPIC) for note in arrivals))

    (group,) = [group for group in letter_content(meeting=evening.meeting).asides if group.reason == "off-topic"]
    assert [note.ref for note in group.notes] == IN_ORDER


def test_themes_and_points_stand_as_on_the_desk_and_those_without_a_theme_last(evening):
    theme, early, late, loose = (str(uuid4()) for _ in range(4))
    evening.move(
        PointCreate(loose, "Aa uden tema."),
        ThemeCreate(theme, "Aa kommer sidst"),
        PointCreate(late, "Aa blev flyttet.", evening.fewer),
        PointCreate(early, "Zz blev flyttet.", evening.fewer),
        PointMove(early, evening.fewer, after=evening.weekly),
        ThemeOrder(theme, evening.fewer),
    )
    table, round_ = evening.meeting.tables.first(), evening.meeting.rounds.get()
    for point in (loose, early, late):
        evening.move(NotePlace(Unit(str(NoteFactory(table=table, round=round_).pk)), point))
    more = str(uuid4())
    evening.move(PointCreate(more, "Mere", theme))
    evening.move(NotePlace(Unit(str(NoteFactory(table=table, round=round_).pk)), more))

    themes = letter_content(meeting=evening.meeting).themes

    assert [found.ref for found in themes] == [evening.fewer, theme, evening.school, ""]
    assert [point.ref for point in themes[0].points] == [evening.weekly, early, late]


def test_a_point_from_the_talk_and_the_plenum_stands_under_the_talk(evening):
    evening.move(NotePlace(Unit(str(evening.notes["plenum"].pk)), evening.said_in_talk))

    content = letter_content(meeting=evening.meeting)

    assert [(point.ref, point.talk_notes, point.plenum_notes) for point in content.talk] == [
        (evening.said_in_talk, 1, 1)
    ]
    assert [point.ref for point in content.plenum] == [evening.said_in_plenum]


def point_of(evening, point):
    return next(found for found in letter_content(meeting=evening.meeting).points if found.ref == point)


# Withdrawn.


def withdraw(note):
    Note.objects.filter(pk=note.pk).update(withdrawn_at=LATER)


@pytest.mark.parametrize("taken_back", [True, False])
def test_a_withdrawn_note_helps_name_no_language(evening, taken_back):
    polish = [
        NoteFactory(table=table, round=evening.meeting.rounds.get(), text="Krótki list.", language="pl")
        for table in evening.meeting.tables.order_by("number")[:5]
    ]
    evening.move(*(NotePlace(Unit(str(note.pk)), evening.weekly) for note in polish))
    # Another of the same table does not stand in for the one that is gone from the fifth.
    NoteFactory(table=polish[0].table, round=polish[0].round, text="Drugi list.", language="pl")
    if taken_back:
        withdraw(polish[4])

    shown = [note for note in point_of(evening, evening.weekly).notes if note.language == "pl"]

    assert ("pl" in named_languages(evening.meeting.notes.all())) is not taken_back
    assert [note.names_language for note in shown] == ([False] * 4 if taken_back else [True] * 5)


def test_a_note_that_is_withdrawn_after_it_was_placed_is_behind_no_point(evening):
    withdraw(evening.notes["weekly1"])
    withdraw(evening.notes["weekly4b"])

    found = point_of(evening, evening.weekly)

    assert {note.ref for note in found.notes} == {str(evening.notes[f"weekly{number}"].pk) for number in (2, 3, 4)}
    assert (found.tables, found.table_notes, found.dissent_tables) == (3, 3, 0)


def test_a_note_that_is_withdrawn_is_quoted_no_more_and_is_in_no_figure(evening):
    for key, point in (("weekly1", evening.weekly), ("weekly2", evening.weekly)):
        note = evening.notes[key]
        pick = {"meeting": evening.meeting, "by": evening.by, "now": LATER}
        quote_pick(**pick, point=point_uuid(point), note=note, text=note.text)
    before = letter_content(meeting=evening.meeting).facts

    withdraw(evening.notes["weekly1"])
    withdraw(evening.notes["talk"])

    content = letter_content(meeting=evening.meeting)
    assert [quote.ref for quote in point_of(evening, evening.weekly).quotes] == [str(evening.notes["weekly2"].pk)]
    assert (before.notes - content.facts.notes, before.used - content.facts.used) == (2, 2)
    assert (before.talk_notes, content.facts.talk_notes) == (1, 0)


# Parts of a note.


def split(evening, text, cut, **more):
    note = NoteFactory(table=evening.meeting.tables.first(), round=evening.meeting.rounds.get(), text=text, **more)
    evening.move(NoteSplit(str(note.pk), ((0, cut), (cut, len(text))), text_digest(text)))
    return note


def test_parts_of_one_note_set_aside_for_one_reason_are_one_note(evening):
    note = split(evening, "Maden var god. Kaffen også.", 14)
    evening.move(*(NoteAside(Unit(str(note.pk), part), AsideReason.OFF_TOPIC) for part in (2, 1)))

    (group,) = [group for group in letter_content(meeting=evening.meeting).asides if group.reason == "off-topic"]

    assert (group.count, [shown.text for shown in group.notes]) == (1, ["Maden var god. … Kaffen også."])


def test_a_part_says_so_and_has_no_danish_of_the_whole(evening):
    text = "Mniej wiadomości. Dzwońcie."
    note = split(evening, text, 17, language="pl")
    whole = NoteFactory(table=note.table, round=note.round, text=text, language="pl")
    for one in (note, whole):
        note_translate(note=one, text="Færre beskeder. Ring.", digest=words_digest(text, ""), by=evening.by, now=LATER)
    evening.move(
        NotePlace(Unit(str(note.pk), 2), evening.weekly),
        NotePlace(Unit(str(note.pk), 1), evening.first),
        NotePlace(Unit(str(whole.pk)), evening.weekly),
    )

    shown = {note.ref: note for note in point_of(evening, evening.weekly).notes}

    part, entire = shown[str(note.pk)], shown[str(whole.pk)]
    assert (part.text, part.part, part.danish) == ("Dzwońcie.", 2, "")
    assert (entire.text, entire.part, entire.danish) == (text, 0, "Færre beskeder. Ring.")


# Only one table, and few.


@pytest.mark.parametrize(
    ("tables", "agreeing", "small", "single"),
    [
        (1, 0, False, True),
        (0, 0, False, False),
        (2, 0, False, False),
        (1, 1, False, False),
        (1, 0, True, False),
    ],
)
def test_only_one_table_is_said_of_one_that_stands_alone_among_many(tables, agreeing, small, single):
    point = Point("p", "Sådan.", tables, 6, 0, tables, agreeing=agreeing, small=small)

    assert point.is_single is single


@pytest.mark.parametrize(("tables", "small"), [(5, True), (6, False)])
def test_a_letter_of_four_tables_is_small_and_one_of_five_is_not(tables, small):
    evening = an_evening(tables=6)
    evening.notes["single"].delete()
    gone = evening.meeting.tables.filter(number=6)
    if small:
        evening.notes["arabic"].delete()
        gone = evening.meeting.tables.filter(number__gte=5)
    gone.delete()

    content = letter_content(meeting=evening.meeting)

    assert {content.facts.small, *(point.small for point in content.points)} == {small}


@pytest.mark.parametrize(("replies", "people"), [((0, 3, 4), 7), ((0, 0), None), ((), None)])
def test_people_are_those_who_said_they_would_come_and_nobody_where_none_did(evening, replies, people):
    for coming in replies:
        invitation = InvitationFactory(meeting=evening.meeting)
        InvitationReply.objects.create(invitation=invitation, coming=bool(coming), people=coming, answered_at=LATER)

    assert letter_content(meeting=evening.meeting).facts.people == people


def test_how_many_said_yes_is_not_known_while_a_yes_to_the_old_day_is_not_confirmed(evening):
    """Four of twenty-four had confirmed the new day: the letter said to all that fewer than five were there."""
    for sequence, people in ((0, 20), (1, 4)):
        invitation = InvitationFactory(meeting=evening.meeting)
        InvitationReply.objects.create(
            invitation=invitation, coming=True, people=people, answered_at=LATER, sequence=sequence
        )
    evening.meeting.sequence = 1
    evening.meeting.save()
    unknown = letter_content(meeting=evening.meeting).facts
    InvitationReply.objects.update(sequence=1)

    assert unknown.people is None
    assert "sagde ja til at komme" not in {figure.label for figure in figures(unknown)}
    assert letter_content(meeting=evening.meeting).facts.people == 24
