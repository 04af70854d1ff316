# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Suggestions at the desk follow the board and the worker's vectors."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samspil.core.enqueueing import enqueue_once
from samspil.dialogue.models import Note, NoteVector, StatementVector
from samspil.dialogue.notes.actions.notes import note_edit, note_withdraw
from samspil.dialogue.notes.actions.translations import note_translate
from samspil.dialogue.notes.translating import words_digest
from samspil.dialogue.sorting import tasks as embedding
from samspil.dialogue.sorting.actions import vectors
from samspil.dialogue.sorting.actions.moves import seat_take, sorting_move, sorting_moves, sorting_undo
from samspil.dialogue.sorting.actions.vectors import words_embed
from samspil.dialogue.sorting.queries import suggestions as suggest
from samspil.dialogue.sorting.queries.board import board_for
from samspil.dialogue.tests.factories import LATER, MeetingFactory, NoteFactory, officer
from samspil.engines import sorting as s
from samspil.engines.sorting import Unit
from samspil.engines.themes import NgramEmbedder

pytestmark = pytest.mark.django_db

EMBEDDER = NgramEmbedder(dim=256)
TEXTS = (
    "Send kun én besked om ugen, ikke fem hver dag",
    "Ring til os, når der er noget godt at fortælle",
    "Én samlet besked fredag er nok for os",
    "Vi får alt for mange beskeder hver eneste dag",
)


@pytest.fixture(autouse=True)
def small_embedder(monkeypatch):
    """The desk as it is where no model is installed."""
    monkeypatch.setattr(suggest, "default_embedder", lambda **_asked: EMBEDDER)


@pytest.fixture
def by():
    return officer()


@pytest.fixture
def meeting():
    return MeetingFactory(ended=True, tables=4, rounds=1)


@pytest.fixture
def notes(meeting):
    first, tables = meeting.rounds.get(), meeting.tables.order_by("number")
    return [NoteFactory(table=table, round=first, text=text) for table, text in zip(tables, TEXTS, strict=True)]


@pytest.fixture
def points(meeting, by):
    ids = [str(uuid4()), str(uuid4())]
    moves = [s.PointCreate(ids[0], "Én samlet besked om ugen"), s.PointCreate(ids[1], "Ring, når noget går godt")]
    sorting_moves(meeting=meeting, moves=moves, by=by, now=LATER)
    return ids


def unit(note):
    return Unit(str(note.pk))


def shown(meeting, note):
    return [one.point.id for one in suggest.suggestions(sorting=board_for(meeting=meeting), unit=unit(note))]


def test_words_are_compared_by_letters_until_the_vectors_are_there(meeting, notes, points):
    assert shown(meeting, notes[0])[0] == points[0]

    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER) == 6

    assert shown(meeting, notes[0])[0] == points[0]
    assert shown(meeting, notes[1])[0] == points[1]
    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER) == 0


def test_a_desk_in_step_answers_as_one_that_begins_again(meeting, by, notes, points):
    words_embed(meeting=meeting.uuid, embedder=EMBEDDER)
    new = str(uuid4())
    steps = [
        lambda: sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[2]), points[0]), by=by, now=LATER),
        lambda: sorting_move(meeting=meeting, move=s.PointCreate(new, "Færre beskeder"), by=by, now=LATER),
        lambda: sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[3]), new), by=by, now=LATER),
        lambda: words_embed(meeting=meeting.uuid, embedder=EMBEDDER),
        lambda: sorting_move(meeting=meeting, move=s.PointState(new, "Mange beskeder"), by=by, now=LATER),
        lambda: note_edit(note=notes[1], text="Ring hjem med godt nyt", now=LATER, by=by),
        lambda: sorting_move(
            meeting=meeting, move=s.NoteAside(unit(notes[1]), s.AsideReason.UNCLEAR), by=by, now=LATER
        ),
        lambda: sorting_undo(meeting=meeting, by=by, now=LATER),
        lambda: sorting_move(meeting=meeting, move=s.PointMerge(new, points[0]), by=by, now=LATER),
        lambda: note_withdraw(note=notes[3], now=LATER, by=by),
    ]
    for step in steps:
        step()
        sorting = board_for(meeting=meeting)
        in_step = [suggest.suggestions(sorting=sorting, unit=unit(note)) for note in notes]
        group = suggest.new_point_group(sorting=sorting)
        suggest.forget(meeting.uuid)
        assert [suggest.suggestions(sorting=sorting, unit=unit(note)) for note in notes] == in_step
        assert suggest.new_point_group(sorting=sorting) == group


def test_a_note_set_aside_is_not_suggested_for(meeting, by, notes, points):
    sorting_move(meeting=meeting, move=s.NoteAside(unit(notes[0]), s.AsideReason.UNCLEAR), by=by, now=LATER)

    assert shown(meeting, notes[0]) == []


def test_new_words_get_a_new_vector(meeting, by, notes, points):
    words_embed(meeting=meeting.uuid, embedder=EMBEDDER)
    before = bytes(NoteVector.objects.get(note=notes[0]).vector)
    note_edit(note=notes[0], text="Noget helt andet", now=LATER, by=by)
    sorting_move(meeting=meeting, move=s.PointState(points[0], "Andre ord"), by=by, now=LATER)

    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER) == 2

    assert bytes(NoteVector.objects.get(note=notes[0]).vector) != before
    assert StatementVector.objects.filter(meeting=meeting).count() == 2


def test_a_burst_of_notes_is_one_task(meeting):
    for _ in range(3):
        enqueue_once(embedding.notes_embed, meeting.uuid)
    enqueue_once(embedding.notes_embed, uuid4())

    assert DBTaskResult.objects.filter(task_path=embedding.notes_embed.module_path).count() == 2


def test_a_meeting_that_is_gone_is_no_work(db):
    assert words_embed(meeting=uuid4(), embedder=EMBEDDER) == 0


@pytest.mark.parametrize(
    ("text", "cut"),
    [("Kort", "Kort"), ("Saml det hele i en besked om fredagen, tak", "Saml det hele i en besked om fredagen …")],
)
def test_an_excerpt_ends_at_a_word(text, cut):
    assert suggest.excerpt(text) == cut


def test_a_point_begins_with_the_words_of_the_most_central_danish_note(meeting, notes):
    arabic = NoteFactory(table=notes[0].table, round=notes[0].round, text="رسالة واحدة", language="ar")

    assert suggest.start_words([arabic, notes[2], notes[0]]) == TEXTS[2]
    assert suggest.start_words([arabic]) == ""
    assert suggest.start_words([]) == ""
    assert suggest.start_words([notes[2]], most=20) == "Én samlet besked …"


def test_a_desk_with_few_points_says_where_to_begin(client, meeting, by, notes):
    more = [
        NoteFactory(table=notes[0].table, round=notes[0].round, text=f"Én samlet besked om fredagen er nok {sign}")
        for sign in ("for os", "hos os", "her")
    ]
    words_embed(meeting=meeting.uuid, embedder=EMBEDDER)
    client.force_login(by)
    group = suggest.new_point_group(sorting=board_for(meeting=meeting))
    start = suggest.start_words([Note.objects.get(pk=note) for note in group.units])

    # Without JavaScript the hint stands on the page itself.
    page = client.get(reverse("dialogue:sorting", args=[meeting.uuid])).content.decode()
    assert f"Begynd her: {len(group.units)} noter ligner hinanden" in page
    assert {str(note.pk) for note in more} <= set(group.units)

    panel = client.get(reverse("dialogue:sorting", args=[meeting.uuid]), {"gor": "fem"}).content.decode()
    assert f">{start}</textarea>" in panel
    client.post(
        reverse("dialogue:sorting-move", args=[meeting.uuid]),
        {"do": "point", "key": str(uuid4()), "unit": group.units, "statement": "Én samlet besked er nok."},
    )
    point = next(iter(board_for(meeting=meeting).board.points.values()))
    assert {unit.note for unit in point.units} == set(group.units)


def test_with_points_enough_the_hint_is_a_line(client, meeting, by, notes):
    sorting_moves(
        meeting=meeting, moves=[s.PointCreate(str(uuid4()), f"Punkt {n}") for n in range(3)], by=by, now=LATER
    )
    client.force_login(by)

    page = client.get(reverse("dialogue:sorting", args=[meeting.uuid])).content.decode()
    assert "Begynd her" not in page


class Recorder(NgramEmbedder):
    """Tells what it was asked, in order; `meanwhile` happens with the first note."""

    def __init__(self, meanwhile=lambda: None):
        super().__init__(dim=256)
        self.asked = []
        self._meanwhile = meanwhile

    def embed_notes(self, texts):
        if not any(text in TEXTS for text in self.asked):
            self._meanwhile()
        self.asked += texts
        return super().embed_notes(texts)

    def embed_statements(self, texts):
        self.asked.append(texts[0])
        return super().embed_statements(texts)


def test_points_come_before_notes_also_one_written_meanwhile(meeting, by, notes, points, monkeypatch):
    monkeypatch.setattr(vectors, "BATCH", 2)
    seat_take(meeting=meeting, by=by, now=LATER, note=str(notes[3].pk))
    new = s.PointCreate(str(uuid4()), "Et helt nyt punkt")
    embedder = Recorder(lambda: sorting_move(meeting=meeting, move=new, by=by, now=LATER))

    assert words_embed(meeting=meeting.uuid, embedder=embedder) == 7

    assert set(embedder.asked[:2]) == {"Én samlet besked om ugen", "Ring, når noget går godt"}
    # The note an officer has before them, a batch's other note, the new point, and then the rest.
    assert embedder.asked[2:] == [TEXTS[3], TEXTS[0], "Et helt nyt punkt", TEXTS[1], TEXTS[2]]


def test_a_meeting_with_many_notes_lets_another_have_its_turn(meeting, notes, monkeypatch):
    monkeypatch.setattr(vectors, "BATCH", 2)

    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER, most=2) == 2
    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER) == 2


def test_the_desk_says_that_suggestions_are_not_ready(client, meeting, by, notes, points):
    client.force_login(by)
    address, says = reverse("dialogue:sorting", args=[meeting.uuid]), "Forslagene er ved at blive klar."

    def page(**headers):
        return client.get(address, {"note": str(notes[0].pk)}, headers=headers).content.decode()

    assert says in page()
    words_embed(meeting=meeting.uuid, embedder=EMBEDDER)
    assert says not in page()

    sorting_move(meeting=meeting, move=s.PointCreate(str(uuid4()), "Et helt nyt punkt"), by=by, now=LATER)
    part = page(**{"HX-Request": "true", "HX-Target": "suggestions"})
    assert says in part
    assert part.strip().startswith('<div id="suggestions"')
    words_embed(meeting=meeting.uuid, embedder=EMBEDDER)
    assert says not in page()


def test_without_points_there_is_nothing_to_wait_for(client, meeting, by, notes):
    client.force_login(by)
    page = client.get(reverse("dialogue:sorting", args=[meeting.uuid])).content.decode()
    assert "Forslagene er ved at blive klar." not in page


def test_words_that_come_back_are_understood_again(meeting, by, notes, points, django_capture_on_commit_callbacks):
    sorting_move(meeting=meeting, move=s.PointState(points[0], "Andre ord"), by=by, now=LATER)
    words_embed(meeting=meeting.uuid, embedder=EMBEDDER)

    with django_capture_on_commit_callbacks(execute=True):
        sorting_undo(meeting=meeting, by=by, now=LATER)

    assert DBTaskResult.objects.filter(task_path=embedding.notes_embed.module_path).exists()
    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER) == 1


def test_a_note_whose_task_was_lost_is_found_again(meeting, notes):
    waiting = DBTaskResult.objects.filter(task_path=embedding.notes_embed.module_path)
    received = notes[0].received_at

    embedding.look_after(now=received)
    assert not waiting.exists()
    embedding.look_after(now=received + 2 * embedding.PATIENCE)
    assert waiting.count() == 1


def test_a_note_in_another_language_is_compared_by_its_approved_danish(
    client, meeting, by, notes, points, django_capture_on_commit_callbacks
):
    arabic = NoteFactory(table=notes[0].table, round=notes[0].round, text="اتصلوا بنا", language="ar")
    words_embed(meeting=meeting.uuid, embedder=EMBEDDER)
    before = bytes(NoteVector.objects.get(note=arabic).vector)

    with django_capture_on_commit_callbacks(execute=True):
        danish = "Ring til os, når noget går godt"
        digest = words_digest(arabic.text, arabic.dissent_text)
        note_translate(note=arabic, text=danish, digest=digest, by=by, now=LATER)
    # Until the new vector is there by its letters, and then with it.
    assert shown(meeting, arabic)[0] == points[1]
    assert DBTaskResult.objects.filter(task_path=embedding.notes_embed.module_path).exists()
    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER) == 1
    assert bytes(NoteVector.objects.get(note=arabic).vector) != before
    assert shown(meeting, arabic)[0] == points[1]

    # The table says something else now: the reading is of older words.
    note_edit(note=arabic, text="كلمات أخرى", now=LATER, by=by)
    assert words_embed(meeting=meeting.uuid, embedder=EMBEDDER) == 1
