# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Points and themes at the desk: merged, split, renamed, and in another order."""

import re

import pytest

from samspil.dialogue.sorting.queries.board import board_of
from samspil.dialogue.sorting.tests.desk import html

pytestmark = pytest.mark.django_db


def test_points_are_merged_with_the_single_voice_kept_and_taken_out_again(desk, meeting, notes, points):
    desk.do("place", unit=str(notes[0].pk), point=points[0])
    desk.do("place", unit=str(notes[1].pk), point=points[1])
    assert "lægges ind under" in html(desk.see(gor="saml", punkt=points[1]))

    answer = desk.do("merge", source=points[1], into=points[0], stay="1")
    assert "Heri: kun ét bord" in html(answer)
    assert "Tag ud igen" in html(desk.see(gor="punkt", punkt=points[0]))

    desk.do("restore", point=points[1], stay="1")
    assert set(board_of(meeting=meeting).points) == set(points)


def test_a_point_is_split_renamed_moved_and_removed(desk, meeting, notes, points):
    for note in notes[:2]:
        desk.do("place", unit=str(note.pk), point=points[0])
    assert "Hvilke noter skal med" in html(desk.see(gor="delpunkt", punkt=points[0]))

    desk.do("split", point=points[0], unit=str(notes[1].pk), statement="Skriv, hvad ting koster", stay="1")
    desk.do("state", point=points[0], statement="Kun ét brev", stay="1")
    desk.do("point-move", point=points[0], theme="", title="Penge", stay="1")
    desk.do("point-remove", point=points[1], stay="1")

    board = board_of(meeting=meeting)
    assert [theme.title for theme in board.themes] == ["Færre beskeder", "Penge"]
    assert [point.statement for point in board.points.values()] == ["Skriv, hvad ting koster", "Kun ét brev"]


def test_themes_are_renamed_ordered_and_removed(desk, meeting, notes, points):
    desk.do("theme", title="Et tomt tema", stay="1")
    new = board_of(meeting=meeting).themes[1].id
    assert "Ret temaet" in html(desk.see(gor="temaet", tema=new))

    desk.do("theme-rename", theme=new, title="Det første", stay="1")
    desk.do("theme-order", theme=new, after="", stay="1")
    assert [theme.title for theme in board_of(meeting=meeting).themes] == ["Det første", "Færre beskeder"]
    desk.do("theme-remove", theme=new, stay="1")
    assert len(board_of(meeting=meeting).themes) == 1


def order_of(meeting):
    board = board_of(meeting=meeting)
    return [(theme.title, [point.statement for point in theme.points]) for theme in board.themes]


def test_one_press_puts_what_most_tables_said_first(desk, meeting, notes, points):
    desk.do("theme", title="Penge", stay="1")
    money = board_of(meeting=meeting).themes[1].id
    desk.do("point", statement="Mad er dyrt", theme=money, unit=[str(note.pk) for note in notes[:3]], stay="1")
    desk.do("place", unit=str(notes[3].pk), point=points[1])
    assert "Flest borde først" in html(desk.see())

    answer = desk.do("by-tables", stay="1")

    assert "Intet er ændret" not in html(answer)
    assert order_of(meeting) == [
        ("Penge", ["Mad er dyrt"]),
        ("Færre beskeder", ["Sig, hvad det koster", "Ét brev om ugen"]),
    ]
    # Nothing is left to do, and the press says so; one undo takes all of it back.
    assert "står allerede efter" in desk.do("by-tables", stay="1").content.decode()
    desk.post("sorting-undo")
    assert order_of(meeting)[0] == ("Færre beskeder", ["Ét brev om ugen", "Sig, hvad det koster"])


def buttons(page, way):
    """The fields of the form whose button goes this way."""
    found = re.search(r'<form[^>]*>((?:(?!</form>).)*data-step="' + way + r'")', page, re.DOTALL)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[1]) if found else []
    return {name: value for name, value in fields if name not in ("csrfmiddlewaretoken", "key")}


def test_a_point_goes_up_and_down_by_button_and_into_the_next_theme(desk, meeting, notes, points):
    desk.do("theme", title="Penge", stay="1")

    def press(way):
        fields = buttons(desk.see(gor="punkt", punkt=points[0]).content.decode(), way)
        return desk.do(**fields) if fields else None

    assert press("up") is None
    for _time in range(2):
        press("down")
    assert order_of(meeting) == [("Færre beskeder", ["Sig, hvad det koster"]), ("Penge", ["Ét brev om ugen"])]
    assert press("down") is None
    for _time in range(2):
        press("up")
    assert order_of(meeting) == [("Færre beskeder", ["Ét brev om ugen", "Sig, hvad det koster"]), ("Penge", [])]


def test_a_theme_goes_up_by_button(desk, meeting, notes, points):
    desk.do("theme", title="Penge", stay="1")
    new = board_of(meeting=meeting).themes[1].id
    page = desk.see(gor="temaet", tema=new).content.decode()

    assert buttons(page, "down") == {}
    desk.do(**buttons(page, "up"))
    assert [title for title, _points in order_of(meeting)] == ["Penge", "Færre beskeder"]


def test_a_new_point_in_the_words_of_another_is_that_point(desk, meeting, notes, points):
    desk.do("place", unit=str(notes[0].pk), point=points[0])
    words = board_of(meeting=meeting).points[points[0]].statement

    desk.do("point", statement=f" {words.upper()} ", theme="", unit=str(notes[1].pk), stay="1")
    alone = desk.do("point", statement=words, theme="", stay="1")

    board = board_of(meeting=meeting)
    assert set(board.points) == set(points)
    assert {unit.note for unit in board.points[points[0]].units} == {str(note.pk) for note in notes[:2]}
    assert "Det punkt er der allerede." in html(alone)
