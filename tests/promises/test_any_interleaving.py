# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Promise 1, for whatever order things come in: tables that send, send again, come late, edit and withdraw, while two
officers place, merge, split and undo.

What was acknowledged is there once, with every wording it ever had; and each note is placed or set aside, or the desk
says that it is missing.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from samspil.core.errors import Refused
from samspil.dialogue.letter.queries.draft import draft
from samspil.dialogue.models import Meeting, Note
from samspil.dialogue.notes.actions import notes
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.sorting.actions import closing
from samspil.dialogue.sorting.actions.moves import sorting_move, sorting_undo
from samspil.dialogue.sorting.queries.board import Sorting, board_for
from samspil.dialogue.tests import factories
from samspil.engines import sorting as s
from samspil.people.models import User

pytestmark = pytest.mark.django_db

START = factories.EVENING + dt.timedelta(minutes=5)
THEME = "tema"
WORDS = ["Ring hellere. Skriv kortere.", "Et brev om ugen er nok, tak", "Hvem tager sig af det?", "أقل رسائل من فضلكم"]

key = st.integers(0, 11)
text = st.sampled_from(WORDS)
who = st.integers(0, 1)
device = st.one_of(
    st.tuples(st.just("send"), key, text, st.integers(1, 3), st.integers(1, 2)),
    st.tuples(st.just("again"), key),
    st.tuples(st.just("edit"), key, text),
    st.tuples(st.just("withdraw"), key),
    st.tuples(st.just("restore"), key),
    st.tuples(st.just("star"), key),
    st.tuples(st.just("dissent"), key, text),
)
desk = st.one_of(
    st.tuples(st.just("point"), who, key),
    st.tuples(st.just("place"), who, key, key),
    st.tuples(st.just("unplace"), who, key, key),
    st.tuples(st.just("aside"), who, key),
    st.tuples(st.just("split"), who, key),
    st.tuples(st.just("join"), who, key),
    st.tuples(st.just("merge"), who, key, key),
    st.tuples(st.just("divide"), who, key, key),
    st.tuples(st.just("undo"), who),
)
round_ends = st.tuples(st.just("next round"))


@dataclass
class World:
    """The evening, and what its devices believe: the note's table, its latest words, all its words."""

    meeting: Meeting
    officers: list[User]
    now: dt.datetime = START
    sent: dict[UUID, tuple[str, int, int]] = field(default_factory=dict)
    words: dict[UUID, list[str]] = field(default_factory=dict)
    withdrawn: set[UUID] = field(default_factory=set)
    points: list[str] = field(default_factory=list)

    def device(self, number: int) -> UUID:
        return UUID(int=number + 1, version=4)

    def note(self, number: int) -> Note | None:
        return Note.objects.filter(pk=self.device(number)).first()

    def unit(self, number: int) -> s.Unit:
        board = board_for(meeting=self.meeting).board
        uuid = str(self.device(number))
        return s.Unit(uuid, 1 + number % 2) if uuid in board.splits else s.Unit(uuid)

    def point(self, number: int) -> str:
        return self.points[number % len(self.points)] if self.points else "no point"

    def move(self, by: int, move: s.Move) -> None:
        sorting_move(meeting=self.meeting, move=move, by=self.officers[by], now=self.now)


@contextmanager
def refusals_count_as_no() -> Iterator[None]:
    """A refusal is an answer: the device keeps its words, the officer sees why; nothing is acknowledged."""
    try:
        yield
    except Refused as refused:
        event(f"refused: {refused.code}")


def send(world: World, number: int, words: str, table: int, round_: int) -> None:
    uuid = world.device(number)
    known = uuid in world.words
    if known:
        # An id is for one note's words; other words under it become a note of their own (test_notes).
        words = world.words[uuid][0]
    with refusals_count_as_no():
        written = notes.note_write(
            uuid=uuid,
            table=world.meeting.tables.get(number=table),
            round_=world.meeting.rounds.get(number=round_),
            text=words,
            language="da",
            now=world.now,
        )
        assert written.new is not known
        if written.new:
            world.sent[uuid], world.words[uuid] = (words, table, round_), [words]


def again(world: World, number: int) -> None:
    """The acknowledgement was lost: the device sends the same once more, though a round or more may have gone by."""
    uuid = world.device(number)
    if uuid in world.sent:
        words, table, round_ = world.sent[uuid]
        send(world, number, words, table, round_)


def change(world: World, kind: str, number: int, words: str = "") -> None:
    note = world.note(number)
    if note is None:
        return
    with refusals_count_as_no():
        match kind:
            case "edit":
                notes.note_edit(note=note, text=words, now=world.now)
                world.words[note.pk].append(words)
            case "withdraw":
                notes.note_withdraw(note=note, now=world.now)
                world.withdrawn.add(note.pk)
            case "restore":
                notes.note_restore(note=note, now=world.now)
                world.withdrawn.discard(note.pk)
            case "star":
                notes.note_essential_set(note=note, essential=True, now=world.now)
            case "dissent":
                notes.note_dissent_set(note=note, dissent=True, text=words, now=world.now)
                world.words[note.pk].append(words)


def at_the_desk(world: World, kind: str, by: int, *numbers: int) -> None:
    with refusals_count_as_no():
        if kind == "undo":
            sorting_undo(meeting=world.meeting, by=world.officers[by], now=world.now)
        else:
            DESK[kind](world, by, *numbers)


def new_point(world: World, by: int, _number: int) -> None:
    new = f"punkt {len(world.points)}"
    world.move(by, s.PointCreate(new, f"Udsagn {len(world.points)}", THEME))
    world.points.append(new)


def split(world: World, by: int, number: int) -> None:
    note = world.note(number)
    if note is not None:
        middle = note.text.find(" ") + 1
        spans = ((0, middle), (middle, len(note.text)))
        world.move(by, s.NoteSplit(str(note.pk), spans, s.text_digest(note.text)))


def divide(world: World, by: int, number: int, point: int) -> None:
    new = f"punkt {len(world.points)}"
    world.move(by, s.PointSplit(world.point(point), new, "Et andet udsagn", (world.unit(number),)))
    world.points.append(new)


DESK = {
    "point": new_point,
    "split": split,
    "divide": divide,
    "place": lambda w, by, note, point: w.move(by, s.NotePlace(w.unit(note), w.point(point))),
    "unplace": lambda w, by, note, point: w.move(by, s.NoteUnplace(w.unit(note), w.point(point))),
    "aside": lambda w, by, note: w.move(by, s.NoteAside(w.unit(note), s.AsideReason.OFF_TOPIC)),
    "join": lambda w, by, note: w.move(by, s.NoteJoin(str(w.device(note)))),
    "merge": lambda w, by, one, other: w.move(by, s.PointMerge(w.point(one), w.point(other))),
}


def next_round(world: World) -> None:
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    for press in ("close", "start"):
        with refusals_count_as_no():
            room.control(
                meeting=meeting, press=press, seen_version=meeting.control_version, by=world.officers[0], now=world.now
            )
        meeting.refresh_from_db()


def play(world: World, step: tuple[Any, ...]) -> None:
    world.now += dt.timedelta(seconds=20)
    match step:
        case ("send", number, words, table, round_):
            send(world, number, words, table, round_)
        case ("again", number):
            again(world, number)
        case ("next round",):
            next_round(world)
        case ("edit" | "withdraw" | "restore" | "star" | "dissent" as kind, *rest):
            change(world, kind, *rest)
        case (kind, by, *numbers):
            at_the_desk(world, kind, by, *numbers)


def nothing_is_lost_or_doubled(world: World) -> Sorting:
    kept = {note.pk: note for note in Note.objects.filter(meeting=world.meeting).order_by("number")}
    assert kept.keys() == world.words.keys()
    assert sorted(note.number for note in kept.values()) == list(range(1, len(kept) + 1))
    for uuid, said in world.words.items():
        note = kept[uuid]
        former = [words for old in note.revisions.all() for words in (old.text, old.dissent_text)]
        assert set(said) <= {note.text, note.dissent_text, *former}
        assert (note.withdrawn_at is not None) == (uuid in world.withdrawn)
    found = board_for(meeting=world.meeting)
    placement = found.accounts.placement
    assert placement.keys() == {str(uuid) for uuid in kept}
    assert {uuid for uuid, where in placement.items() if where == s.Placement.WITHDRAWN} == {
        str(uuid) for uuid in world.withdrawn
    }
    assert set(found.missing) == {
        uuid for uuid, where in placement.items() if where in {s.Placement.UNSORTED, s.Placement.PARTLY}
    }
    return found


def settle_the_rest(world: World) -> None:
    """What the desk calls missing is all there is left to do: when that is placed, every note is accounted for."""
    # Of its own: an officer may have undone the first.
    world.move(0, s.ThemeCreate("det sidste tema", "Resten"))
    world.move(0, s.PointCreate("resten", "Det sidste punkt", "det sidste tema"))
    for uuid in board_for(meeting=world.meeting).missing:
        found = board_for(meeting=world.meeting)
        if uuid in found.board.splits:
            world.move(0, s.NoteJoin(uuid))
        world.move(1, s.NotePlace(s.Unit(uuid), "resten"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    opening=st.lists(device, min_size=3, max_size=10),
    steps=st.lists(st.one_of(device, desk, desk, round_ends), max_size=40),
)
@example(opening=[], steps=[("undo", 0), ("undo", 1), ("undo", 0)])
def test_no_acknowledged_note_is_missing_or_doubled_and_each_is_placed_or_set_aside(
    opening: list[tuple[Any, ...]], steps: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        world = World(factories.live_meeting(), [factories.officer(), factories.officer()])

        world.move(0, s.ThemeCreate(THEME, "Et tema"))
        for step in [*opening, ("point", 0, 0), ("point", 1, 1), *steps]:
            play(world, step)
            nothing_is_lost_or_doubled(world)

        settle_the_rest(world)
        found = nothing_is_lost_or_doubled(world)
        assert not found.missing
        assert found.accounts.total == len(world.words) - len(world.withdrawn)
        counted = [found.accounts.count(where) for where in (s.Placement.PLACED, s.Placement.ASIDE)]
        assert sum(counted) == found.accounts.total
        published_counts_hold(world, found)
        transaction.set_rollback(True)


def published_counts_hold(world: World, found: Sorting) -> None:
    Meeting.objects.filter(pk=world.meeting.pk).update(opened_at=world.now, ended_at=world.now)
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    closing.sorting_close(meeting=meeting, by=world.officers[0], now=world.now)
    meeting.refresh_from_db()
    letter = draft(meeting=meeting, by=world.officers[0])
    facts = letter.content.facts
    assert facts.notes == found.accounts.total
    assert facts.used == found.accounts.count(s.Placement.PLACED)
    assert facts.aside == found.accounts.count(s.Placement.ASIDE)
    # Each note can be read in the letter, at a point or among those set aside.
    at_points = {note.ref for theme in letter.content.themes for point in theme.points for note in point.notes}
    set_aside = {note.ref for group in letter.content.asides for note in group.notes}
    assert at_points | set_aside == {str(uuid) for uuid in world.words.keys() - world.withdrawn}
