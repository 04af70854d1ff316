# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The map on the big screen: what it shows, what it never shows, and two who press at once."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.meetings.enums import Screen
from samspil.dialogue.models import Echo, NoteReading
from samspil.dialogue.room import live as sse
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.room.queries.plenum import plenum
from samspil.dialogue.sorting.actions.moves import sorting_move, sorting_moves, sorting_undo
from samspil.dialogue.tests import factories
from samspil.engines.sorting import NotePlace, PointCreate, ThemeCreate, ThemeRemove, Unit
from samspil.live.models import LiveEvent

pytestmark = pytest.mark.django_db
SECRET = "Karlottas mor sagde det ved bord syv"


def press(meeting, what, seen=None):
    seen = meeting.control_version if seen is None else seen
    return room.control(meeting=meeting, press=what, seen_version=seen, by=None, now=NOW)


class Hall:
    """Round one is closed; two themes are being sorted while the evening goes on."""

    def __init__(self, meeting, by):
        # Fewer than five tables show no figures at all.
        for number in (4, 5):
            factories.MeetingTableFactory(meeting=meeting, number=number)
        self.meeting, self.by = press(meeting, "close"), by
        self.themes = [str(uuid4()), str(uuid4())]
        self.points = [str(uuid4()), str(uuid4())]
        round_ = meeting.rounds.get(number=1)
        self.notes = [
            factories.NoteFactory(table=table, round=round_, text=f"{SECRET} {number}", dissent=number == 0)
            for number, table in enumerate(meeting.tables.order_by("number")[:3])
        ]
        self.move(
            ThemeCreate(theme=self.themes[0], title="Færre beskeder"),
            ThemeCreate(theme=self.themes[1], title="Skolen først"),
            PointCreate(point=self.points[0], statement="Én besked om ugen er nok.", theme=self.themes[0]),
            PointCreate(point=self.points[1], statement="Skolen begynder.", theme=self.themes[1]),
        )
        self.move(NotePlace(unit=Unit(str(self.notes[0].pk)), point=self.points[0]))

    def move(self, *moves):
        sorting_moves(meeting=self.meeting, moves=moves, by=self.by, now=NOW)

    def place(self, number, point=0):
        self.move(NotePlace(unit=Unit(str(self.notes[number].pk)), point=self.points[point]))

    def press(self, what, seen=None):
        self.meeting = press(self.meeting, what, seen)
        return self.meeting

    def legend(self):
        return sse.notes_render(f"notes:{self.meeting.uuid}", "da", sse.PROJECTOR)["foot"]

    def drawn(self):
        return sse.room_render(f"room:{self.meeting.uuid}", "da", sse.PROJECTOR)["stage"]


@pytest.fixture
def hall(cast, meeting):
    return Hall(meeting, cast.officer)


def test_the_map_shows_points_and_counts_and_one_theme_at_a_time(hall):
    hall.press("map")
    everything = hall.drawn()
    hall.press("theme-next")
    one = hall.drawn()

    assert "Færre beskeder" in everything
    assert "Skolen først" in everything
    assert "Tema 1 af 2" in one
    assert "Én besked om ugen er nok." in one
    assert "Kun ét bord. Ved 1 ser nogen det anderledes." in one
    assert "1 af 3 noter" in one
    assert 'role="img"' in one


def test_the_map_says_as_the_letter_does_that_other_tables_said_the_same(hall):
    hall.place(1, point=1)
    for number, answer in ((0, "differs"), (2, "same")):
        Echo.objects.create(
            table=hall.notes[number].table, note=hall.notes[1], own=hall.notes[number], answer=answer, answered_at=NOW
        )
    alone, echoed = (theme.points[0].words for theme in plenum(meeting=hall.meeting).themes)

    assert alone == "Kun ét bord. Ved 1 ser nogen det anderledes."
    assert echoed == "1 af 5 borde. 1 bord mere siger det samme. 1 bord mere ser det anderledes"


def test_the_map_never_shows_a_note_a_table_or_who_said_it(hall):
    NoteReading.objects.create(
        note=hall.notes[0], text="En læsning af noten", of_revision=1, made_at=NOW, made_by=hall.by
    )
    hall.press("map")
    for _theme in hall.themes:
        hall.press("theme-next")
        stage = hall.drawn()
        foot = sse.notes_render(f"notes:{hall.meeting.uuid}", "da", sse.PROJECTOR)["foot"]
        for words in (SECRET, "En læsning af noten", *(f"Bord {table.number}" for table in hall.meeting.tables.all())):
            assert words not in stage + foot


def test_the_map_follows_the_sorting_and_only_while_it_is_shown(hall):
    def told():
        return LiveEvent.objects.filter(channel=f"room:{hall.meeting.uuid}").count()

    before = told()
    hall.place(1)
    assert told() == before
    hall.press("map")
    shown = told()

    hall.place(2)
    assert told() == shown + 1
    assert "3 af 3 noter" in hall.drawn()
    sorting_undo(meeting=hall.meeting, by=hall.by, now=NOW)

    assert told() == shown + 2
    assert "2 af 3 noter" in hall.drawn()
    assert "Kortet vokser endnu." in hall.drawn()


def test_themes_are_gone_through_one_by_one_and_back(hall):
    hall.press("map")
    hall.press("theme-next")
    hall.press("theme-next")
    assert "Tema 2 af 2" in hall.drawn()
    with pytest.raises(Refused, match="ikke flere temaer"):
        hall.press("theme-next")
    hall.press("theme-previous")
    assert "Tema 1 af 2" in hall.drawn()
    with pytest.raises(Refused, match="ikke flere temaer"):
        hall.press("theme-previous")
    hall.press("map")

    assert hall.meeting.plenum_theme is None
    hall.press("question")
    assert "Hvad virker?" in hall.drawn()
    with pytest.raises(Refused, match="viser ikke kortet"):
        hall.press("theme-next")


def test_two_facilitators_never_step_twice(hall):
    hall.press("map")
    seen = hall.meeting.control_version
    hall.press("theme-next", seen)

    with pytest.raises(Refused, match="En anden trykkede lige før dig"):
        hall.press("theme-next", seen)

    hall.meeting.refresh_from_db()
    assert str(hall.meeting.plenum_theme) == hall.themes[0]


def test_the_clock_stays_while_a_round_is_on_and_a_new_round_takes_the_map_away(meeting):
    with pytest.raises(Refused, match="Runden er i gang"):
        press(meeting, "map")
    shown = press(press(meeting, "close"), "map")
    assert shown.screen == Screen.MAP

    assert press(shown, "start").screen == Screen.QUESTION


def test_a_theme_that_is_taken_away_shows_all_themes_again(hall):
    hall.press("map")
    hall.press("theme-next")
    empty = str(uuid4())
    hall.move(ThemeCreate(theme=empty, title="Et tomt tema"))
    hall.press("theme-next")
    hall.press("theme-next")
    assert "Et tomt tema" in hall.drawn()

    sorting_move(meeting=hall.meeting, move=ThemeRemove(theme=empty), by=hall.by, now=NOW)

    assert "Det, I har talt om" in hall.drawn()
    hall.press("theme-next")
    assert "Tema 1 af 2" in hall.drawn()


def test_a_point_without_a_theme_is_on_the_map_too(hall):
    loose = str(uuid4())
    hall.move(PointCreate(point=loose, statement="Tolk til alle.", theme=""))
    hall.move(NotePlace(unit=Unit(str(hall.notes[1].pk)), point=loose))
    hall.press("map")

    assert "Uden tema endnu" in hall.drawn()
    assert "Tolk til alle." in hall.drawn()
    assert plenum(meeting=hall.meeting).numbered == 2


def test_nothing_sorted_yet_says_what_will_come(meeting):
    shown = press(press(meeting, "close"), "map")

    stage = sse.room_render(f"room:{shown.uuid}", "da", sse.PROJECTOR)["stage"]

    assert "Temaerne kommer frem her." in stage


def test_twelve_themes_and_many_points_are_cut_to_what_there_is_room_for(hall):
    long = "Et meget langt navn på et tema, som ingen har gjort kortere endnu"
    for number in range(10):
        hall.move(ThemeCreate(theme=str(uuid4()), title=f"{long} {number}"))
    for number in range(9):
        hall.move(
            PointCreate(point=str(uuid4()), statement=f"Endnu et udsagn nummer {number}. " * 8, theme=hall.themes[0])
        )
    hall.press("map")
    hall.press("theme-next")

    found = plenum(meeting=hall.meeting)

    assert found.focus.more == 5
    assert found.focus.shown[0].count == 1
    assert found.themes[-1].is_long
    assert "Og 5 punkter mere." in hall.drawn()


def test_the_control_page_offers_what_can_be_pressed(cast, officer, hall):
    page = officer.get(reverse("dialogue:control", args=[hall.meeting.uuid])).content.decode()
    assert "Vis kortet" in page

    officer.post(
        reverse("dialogue:control-press", args=[hall.meeting.uuid]),
        {"press": "map", "version": hall.meeting.control_version},
    )

    page = officer.get(reverse("dialogue:control", args=[hall.meeting.uuid])).content.decode()
    assert "Alle 2 temaer." in page
    assert "Næste tema" in page
    hall.meeting.refresh_from_db()
    assert hall.meeting.screen == Screen.MAP
    projector = officer.get(reverse("dialogue:projector", args=[hall.meeting.uuid])).content.decode()
    assert "Det, I har talt om" in projector
    assert "sp-pj-legend" in projector


def test_tables_keep_their_clock_and_do_not_get_the_map(hall):
    hall.press("map")

    drawn = sse.room_render(f"room:{hall.meeting.uuid}", "da", sse.TABLE)

    assert set(drawn) == {"clock", "question"}
    assert "Færre beskeder" not in str(drawn)
    code = hall.meeting.tables.first().code
    assert "Færre beskeder" not in Client().get(reverse("dialogue:table", args=[code])).content.decode()


def test_the_screen_speaks_arabic_when_somebody_chooses_it_and_not_for_its_device(cast, officer, hall):
    hall.press("map")
    url = reverse("dialogue:projector", args=[hall.meeting.uuid])

    plain = officer.get(url, headers={"Accept-Language": "ar, en"}).content.decode()
    chosen = officer.get(f"{url}?sprog=ar").content.decode()

    assert 'lang="da" dir="ltr"' in plain
    assert 'lang="ar" dir="rtl"' in chosen


def test_few_tables_are_shown_without_figures(hall):
    hall.meeting.tables.filter(number__gt=3).delete()
    hall.press("map")
    hall.press("theme-next")

    one = hall.drawn()

    assert "Én besked om ugen er nok." in one
    assert "Kun ét bord" not in one
    assert "ser nogen det anderledes" not in one
    assert "er lagt på plads" not in one
    assert "Et kort over temaerne." in one
    assert "sp-seed" not in one
    assert "sp-bubble-single" not in one


def test_the_words_under_the_map_fit_what_it_shows(hall):
    hall.press("map")
    many = hall.legend()
    hall.meeting.tables.filter(number__gt=3).delete()
    few = hall.legend()

    assert "kun ét bord, og stadig med" in many
    assert "bord" not in few
    assert "et punkt" in few
