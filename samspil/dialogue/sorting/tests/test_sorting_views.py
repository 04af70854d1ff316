# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The desk's pages without JavaScript: every move is a form."""

from uuid import uuid4

import pytest
from django.urls import reverse

from samspil.dialogue.models import NoteReading
from samspil.dialogue.sorting import live as sorting_live
from samspil.dialogue.sorting.actions.closing import sorting_close
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.sorting.queries.board import board_for, board_of
from samspil.dialogue.sorting.tests.desk import html, unit
from samspil.dialogue.tests.factories import LATER, officer
from samspil.engines import sorting as s
from samspil.engines.sorting import Unit

pytestmark = pytest.mark.django_db


def test_the_desk_shows_the_first_note(desk, notes, points):
    page = html(desk.see())

    assert "Send ét brev om ugen" in page
    assert "0 af 4 noter" in page
    assert "Ét brev om ugen" in page


def test_only_officers_know_the_desk(client, meeting, django_user_model):
    address = reverse("dialogue:sorting", args=[meeting.uuid])
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("olena@example.org"))
    assert client.get(address).status_code == 404


def test_taking_a_suggestion_goes_on_to_the_next_note(desk, meeting, notes, points):
    first = str(notes[0].pk)

    answer = desk.do("place", unit=first, focus=first, point=points[0])

    assert board_of(meeting=meeting).places(unit(notes[0])) == (points[0],)
    assert answer.redirect_chain[0][0].endswith(f"?note={notes[1].pk}")
    page = html(answer)
    assert "Note 1 ligger nu under" in page.replace("\n", " ")
    assert "1 bord, 1 note" in page


def test_a_note_can_stay_to_support_several(desk, meeting, notes, points):
    first = str(notes[0].pk)

    answer = desk.do("place", unit=first, focus=first, point=points, stay="1")

    assert set(board_of(meeting=meeting).places(unit(notes[0]))) == set(points)
    assert answer.redirect_chain[0][0].endswith(f"?note={first}")
    assert "Støtter den også?" not in html(answer)  # there is no third point


def test_the_same_form_sent_twice_is_one_move(client, desk, meeting, notes, points):
    first = str(notes[0].pk)
    form = {"do": "place", "key": str(uuid4()), "unit": first, "focus": first, "point": points[0]}
    before = meeting.moves.count()

    for _ in range(2):
        client.post(reverse("dialogue:sorting-move", args=[meeting.uuid]), form)

    assert meeting.moves.count() == before + 1


def test_a_press_asks_as_little_as_it_may(client, meeting, notes, points, django_assert_max_num_queries):
    """Who asks, what they hold, the meeting; the move under its lock; what stands now; the seat."""
    address, first = reverse("dialogue:sorting-move", args=[meeting.uuid]), str(notes[0].pk)
    client.force_login(officer())
    form = {"do": "place", "key": str(uuid4()), "unit": first, "focus": first, "point": points[0]}
    client.get(reverse("dialogue:sorting", args=[meeting.uuid]), {"note": str(notes[2].pk)})

    with django_assert_max_num_queries(23):
        answer = client.post(address, form, headers={"HX-Request": "true", "HX-Target": "desk"})

    assert "1 bord, 1 note" in html(answer)


def test_a_new_point_in_a_new_theme_takes_the_note_along(desk, meeting, notes):
    first = str(notes[0].pk)
    assert "Hvad siger punktet?" in html(desk.see(note=first, gor="nyt"))

    desk.do("point", unit=first, focus=first, statement=" Ét  brev ", theme="", title="Færre beskeder")

    theme = board_of(meeting=meeting).themes[0]
    assert (theme.title, theme.points[0].statement, theme.points[0].units) == (
        "Færre beskeder",
        "Ét brev",
        (unit(notes[0]),),
    )


def test_a_refused_form_keeps_its_words(desk, meeting, notes):
    first = str(notes[0].pk)

    answer = desk.do("point", unit=first, focus=first, statement="x" * 301, theme="")

    assert answer.status_code == 409
    assert "x" * 301 in html(answer)
    assert "301 tegn" in html(answer)
    assert meeting.moves.count() == 0


@pytest.mark.parametrize(
    ("do", "field", "length"),
    [
        ("point", "statement", 301), ("state", "statement", 301), ("split", "statement", 301),
        ("theme", "title", 121), ("theme-rename", "title", 121), ("point", "title", 121), ("point-move", "title", 121),
        ("aside", "text", 201),
    ],
)  # fmt: skip
def test_no_field_of_the_desk_cuts_what_is_pasted_and_all_of_it_stands_there_after(
    desk, meeting, notes, points, do, field, length
):
    first, theme = str(notes[0].pk), board_of(meeting=meeting).themes[0].id
    desk.do("place", unit=first, focus=first, point=points[0])
    desk.do("place", unit=str(notes[1].pk), focus=first, point=points[0])
    before, words = meeting.moves.count(), "ø" * length
    sent = {"statement": "Et andet punkt", "title": "", "theme": theme, "reason": "other", "expected": "99"}
    if field == "title" and do.startswith("point"):
        sent["theme"] = "ny"

    asked = str(notes[2].pk) if do == "aside" else first

    answer = desk.do(do, unit=asked, focus=asked, point=points[0], **{**sent, field: words})

    assert answer.status_code == 409
    assert words in html(answer)
    assert f"{length} tegn" in html(answer)
    assert "maxlength" not in html(answer)
    assert meeting.moves.count() == before


def test_a_move_against_a_changed_board_is_explained_and_the_board_is_fresh(desk, meeting, by, notes, points):
    sorting_moves(meeting=meeting, moves=[s.PointMerge(points[1], points[0])], by=officer(), now=LATER)
    first = str(notes[0].pk)

    answer = desk.do("place", unit=first, focus=first, point=points[1])

    assert answer.status_code == 409
    assert "Punktet er her ikke mere" in html(answer)
    assert "Sig, hvad det koster" not in html(answer).split('id="themes"')[1].split("sp-desk-foot")[0]
    assert "Send ét brev om ugen" in html(answer)


def test_a_note_is_set_aside_with_a_reason_and_brought_back(desk, meeting, notes):
    first = str(notes[0].pk)
    assert "Hvorfor lægges noten til side?" in html(desk.see(note=first, gor="til-side"))

    desk.do("aside", unit=first, focus=first, reason="off-topic")

    assert unit(notes[0]) in board_of(meeting=meeting).asides
    assert "Handler om noget andet" in html(desk.see(note=first))
    asides = html(desk.see()).split("sp-desk-more")[1]
    assert "1 note lagt til side" in asides
    desk.do("back", unit=first, focus=first, stay="1")
    assert board_of(meeting=meeting).asides == {}


def test_what_is_set_aside_is_listed_by_reason(client, desk, meeting, notes):
    desk.do("aside", unit=str(notes[0].pk), reason="other", text="Hører til skolens egen plan")

    page = html(client.get(reverse("dialogue:sorting-asides", args=[meeting.uuid])))

    assert "En anden grund" in page
    assert "Hører til skolens egen plan" in page
    assert "Send ét brev om ugen" in page


def test_a_reason_of_ones_own_needs_words(desk, notes):
    answer = desk.do("aside", unit=str(notes[0].pk), focus=str(notes[0].pk), reason="other")

    assert answer.status_code == 409
    assert "Skriv grunden" in html(answer)


def test_a_note_is_split_by_new_lines(desk, meeting, notes, points):
    first = str(notes[0].pk)
    assert "Siger noten to ting?" in html(desk.see(note=first, gor="del"))

    changed = desk.do("note-split", note=first, focus=first, lines="Send et brev\nRing", stay="1")
    assert "Ordene skal være de samme" in html(changed)
    answer = desk.do(
        "note-split", note=first, focus=first, lines="Send ét brev om ugen.\nRing, når det haster.", stay="1"
    )
    assert "del 1 af 2" in html(answer)

    desk.do("place", unit=f"{first}.1", focus=f"{first}.1", point=points[0])
    answer = desk.do("aside", unit=f"{first}.2", focus=f"{first}.2", reason="unclear")
    sorting = board_for(meeting=meeting)
    assert sorting.placement(first) == s.Placement.PLACED
    assert sorting.unit_text(Unit(first, 2)) == "Ring, når det haster."
    assert "Skriv prisen" in html(answer)


def test_after_the_sorting_is_closed_comes_the_letter(desk, meeting, by, notes, points):
    sorting_close(meeting=meeting, by=by, now=LATER)
    page = html(desk.see())
    assert "Sorteringen er lukket" in page
    assert reverse("dialogue:letter-edit", args=[meeting.uuid]) in page
    assert "Åbn sorteringen igen" in page


def test_when_the_letter_is_sent_nothing_offers_to_close_the_sorting(desk, meeting, by, notes, points):
    sorting_close(meeting=meeting, by=by, now=LATER)
    type(meeting).objects.filter(pk=meeting.pk).update(published_at=LATER)

    page = html(desk.see())
    assert "Luk sorteringen" not in page
    assert "kommer med, når du sender en rettelse" in page
    # Pressed in a tab that is older it says why.
    assert "lukkes ikke mere" in html(desk.post("sorting-close", do="close"))


def test_while_the_evening_runs_the_desk_says_when_it_can_be_closed(desk, meeting, notes):
    type(meeting).objects.filter(pk=meeting.pk).update(ended_at=None)
    page = html(desk.see())
    assert "Luk sorteringen" not in page
    assert "når aftenen er slut" in page


def test_undo_takes_back_the_latest(desk, meeting, notes, points):
    desk.do("place", unit=str(notes[0].pk), focus=str(notes[0].pk), point=points[0])

    answer = desk.post("sorting-undo", focus=str(notes[1].pk))

    assert board_of(meeting=meeting).places(unit(notes[0])) == ()
    assert answer.redirect_chain[0][0].endswith(f"?note={notes[0].pk}")


def test_a_note_taken_later_comes_last(desk, meeting, notes):
    answer = desk.post("sorting-later", focus=str(notes[0].pk))

    assert answer.redirect_chain[0][0].endswith(f"?note={notes[1].pk}")
    for note in notes[1:]:
        desk.do("aside", unit=str(note.pk), focus=str(note.pk), reason="unclear")
    assert answer.context["desk"].queue[-1] == unit(notes[0])
    assert "Send ét brev om ugen" in html(desk.see())


def test_search_finds_points_and_notes(desk, notes, points):
    # Some programs make two signs of »é«.
    for query in ("BREV ét", "BREV e\u0301t"):
        page = html(desk.see(gor="soeg", q=query))

        assert "1 punkt" in page
        assert "2 noter" in page


def test_the_filter_shows_points_of_one_table(desk, notes, points):
    assert 'data-only="single"' in html(desk.see(vis="enkelt"))
    assert 'data-only="single"' not in html(desk.see())


def test_notes_that_may_say_the_same_are_asked_for_afterwards(client, desk, meeting, notes, points):
    answer = client.get(reverse("dialogue:sorting-hint", args=[meeting.uuid]), {"note": str(notes[0].pk)})

    assert answer.status_code == 200
    assert "<html" not in html(answer)
    assert desk.see(gor="fem").status_code == 200


def test_several_notes_become_a_point_in_one_press(desk, meeting, notes):
    units = [str(notes[0].pk), str(notes[2].pk)]

    desk.do("point", unit=units, focus=str(notes[1].pk), statement="Ét brev", theme="", gor="fem")

    (point,) = board_of(meeting=meeting).points.values()
    assert {one.note for one in point.units} == set(units)


def test_help_lists_the_keys(desk, notes):
    assert "Alle genveje" in html(desk.see(gor="hjaelp"))


@pytest.mark.parametrize("query", [{"note": "x"}, {"note": str(uuid4())}, {"gor": "x"}, {"gor": "punkt", "punkt": "x"}])
def test_an_address_that_says_nothing_shows_the_desk(desk, notes, query):
    assert desk.see(**query).status_code == 200


@pytest.mark.parametrize(
    "form",
    [
        {"do": "x"},
        {"do": "place"},
        {"do": "merge", "source": "x"},
        {"do": "aside", "unit": str(uuid4()), "reason": "x"},
    ],
)
def test_a_form_that_says_nothing_is_refused(desk, meeting, notes, form):
    assert desk.do(**form).status_code == 409
    assert meeting.moves.count() == 0


def test_when_all_are_placed_the_sorting_can_be_closed_and_opened(desk, meeting, notes, points):
    for note in notes:
        desk.do("place", unit=str(note.pk), focus=str(note.pk), point=points[0])
    page = html(desk.see())
    assert "Alle noter er lagt på plads" in page

    desk.post("sorting-close", do="close")
    meeting.refresh_from_db()
    assert meeting.sorting_closed_at is not None
    assert "Åbn sorteringen igen" in html(desk.see())
    desk.post("sorting-close", do="open")
    meeting.refresh_from_db()
    assert meeting.sorting_closed_at is None


def test_a_closed_desk_can_be_read_and_takes_no_moves(desk, meeting, by, notes, points):
    sorting_close(meeting=meeting, by=by, now=LATER)

    assert desk.see(note=str(notes[0].pk)).status_code == 200
    answer = desk.do("place", unit=str(notes[0].pk), focus=str(notes[0].pk), point=points[0])
    assert answer.status_code == 409
    assert "Sorteringen er lukket" in html(answer)


def test_htmx_gets_the_desk_alone_and_a_panel_alone(client, meeting, desk, notes, points):
    address = reverse("dialogue:sorting", args=[meeting.uuid])
    first = str(notes[0].pk)

    panel = client.get(address, {"gor": "nyt"}, headers={"HX-Request": "true", "HX-Target": "note-panel"})
    moved = client.post(
        reverse("dialogue:sorting-move", args=[meeting.uuid]),
        {"do": "place", "unit": first, "focus": first, "point": points[0]},
        headers={"HX-Request": "true", "HX-Target": "desk"},
    )

    assert html(panel).lstrip().startswith("<section")
    assert html(moved).lstrip().startswith('<div id="desk"')
    assert moved["HX-Push-Url"].endswith(f"?note={notes[1].pk}")


def test_names_are_chosen_word_by_word(client, meeting, desk, notes):
    note = notes[3]
    address = reverse("dialogue:sorting-names", args=[meeting.uuid, note.pk])
    assert "Her står måske et navn" in html(desk.see(note=str(note.pk)))
    assert 'value="w9-14" checked' in html(client.get(address))

    client.post(address, {"word": ["w9-14"], "revision": "1"})

    assert NoteReading.objects.get(note=note).text == "Ring til [navn] i tide"
    assert "Bringes sådan" in html(desk.see(note=str(note.pk)))


def test_the_live_parts_are_drawn_for_each_officer(rf, meeting, by, notes, points):
    channel = f"sorting:{meeting.uuid}"
    request = rf.get("/")
    request.user = by

    role = sorting_live.access(request, channel)
    parts = sorting_live.render(channel, "da", role)

    assert set(parts) == set(sorting_live.PARTS)
    assert "0 af 4 noter" in parts["progress"]
    assert 'form="place"' in parts["themes"]
    assert sorting_live.access(request, "sorting:x") is None
