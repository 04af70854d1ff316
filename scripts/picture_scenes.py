# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the pictures need beside the demo. Each is run in the server's environment and prints what is asked for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings

from samspil.core import clock
from samspil.demo import meetings as demo
from samspil.dialogue.hearing.mails import PURPOSE as HEARING
from samspil.dialogue.letter import actions as letter
from samspil.dialogue.letter.queries.draft import letter_start
from samspil.dialogue.models import Hearing, HearingAsk, Invitation, Letter, Meeting, Note, Round
from samspil.dialogue.notes.actions.notes import note_essential_set, note_quotable_set, note_write
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.recipes.classes import CLASS_4_6
from samspil.dialogue.publishing.actions import publishing, showing
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.seating.actions import guests as seating
from samspil.dialogue.seating.actions import plans as seating_plans
from samspil.dialogue.seating.guest_lines import read
from samspil.dialogue.sorting.actions import closing
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.sorting.actions.vectors import words_embed
from samspil.engines.sorting import Move, NotePlace, PointCreate, ThemeCreate, Unit
from samspil.engines.themes import default_embedder
from samspil.people.links.actions import link_issue
from samspil.people.models import User
from tests.journeys.class_evening import GUESTS, SAID, TITLE, Said

POINTS = {
    "I frikvarteret": ("Alle er med i legen i frikvarteret.", "first"),
    "Om aftenen": ("Telefonerne sover om aftenen.", "second"),
}


def ids() -> None:
    note = Note.objects.filter(meeting__uuid=demo.meeting_id(demo.OVER), essential=True).order_by("number")[0]
    names = (demo.OVER, demo.LIVE, demo.PLANNED)
    print(*(demo.meeting_id(name) for name in names), note.pk)


def answer_link() -> None:
    invitation = Invitation.objects.filter(meeting__uuid=demo.meeting_id(demo.PLANNED), reply__isnull=True)[0]
    print(_link("invitation", {"invitation": str(invitation.uuid)}))


def hearing_link() -> None:
    """The demo's hearing is over; the picture shows it while it lasted, to somebody who has not answered."""
    now = clock.now()
    hearing = Hearing.objects.get(meeting__uuid=demo.meeting_id(demo.OVER))
    Hearing.objects.filter(pk=hearing.pk).update(closes_at=now + timedelta(days=3), closed_at=None)
    ask = HearingAsk.objects.filter(hearing=hearing, answered_at__isnull=True)[0]
    print(_link(HEARING, {"hearing": str(ask.uuid)}))


def last_minutes() -> None:
    """Two minutes are left of the demo's round, so that the table's harvest is open."""
    running = Round.objects.filter(meeting__uuid=demo.meeting_id(demo.LIVE), closed_at__isnull=True)
    running.filter(started_at__isnull=False).update(ends_at=clock.now() + timedelta(minutes=2))


def show_map() -> None:
    meeting, by = Meeting.objects.get(uuid=demo.meeting_id(demo.LIVE)), _officer()
    for press in ("close", "map"):
        meeting = _press(meeting, press, by, clock.now())


def show_theme() -> None:
    _press(Meeting.objects.get(uuid=demo.meeting_id(demo.LIVE)), "theme-next", _officer(), clock.now())


def end_evening() -> None:
    meeting = Meeting.objects.get(uuid=demo.meeting_id(demo.LIVE))
    _press(meeting, "end", _officer(), clock.now())


def classes() -> None:
    """A class meeting in the last minutes of its first round, and one whose letter everybody may read."""
    by, now = _officer(), clock.now()
    live = _meeting(by, now - timedelta(minutes=25))
    live = _round(live, by, now - timedelta(minutes=13), "first")
    over = _hold(_meeting(by, now - timedelta(days=3)), by, now - timedelta(days=3))
    # Else the worker does it, in its own time.
    words_embed(meeting=live.uuid, embedder=default_embedder(model=settings.LANGUAGE_MODEL))
    table = live.tables.get(number=1)
    shown = Letter.objects.get(meeting=over)
    print(live.uuid, over.uuid, table.code, shown.public_uuid)


def _meeting(by: User, at: datetime) -> Meeting:
    meeting = planning.meeting_create(recipe=CLASS_4_6, title=TITLE, place="Havneskolen", starts_at=at, by=by, now=at)
    lines, _wrong = read(GUESTS)
    seating.guests_add(meeting=meeting, lines=lines, by=by, now=at)
    plan = seating_plans.seating_ask(meeting=meeting, by=by, now=at)
    seating_plans.seating_accept(plan=plan, by=by, now=at)
    return Meeting.objects.get(pk=meeting.pk)


def _round(meeting: Meeting, by: User, at: datetime, which: str) -> Meeting:
    meeting = _press(meeting, "start", by, at)
    for table, said in _said(which):
        note = note_write(
            uuid=uuid4(), table=meeting.tables.get(number=table), round_=meeting.current_round, text=said.text,
            language=SAID[table].language, written_at=at, now=at,
        ).note  # fmt: skip
        if said.quotable:
            note_quotable_set(note=note, quotable=True, now=at)
        if table == 1:
            note_essential_set(note=note, essential=True, now=at)
    return meeting


def _said(which: str) -> Iterator[tuple[int, Said]]:
    for number, table in SAID.items():
        for said in table.first if which == "first" else table.second:
            yield number, said


def _hold(meeting: Meeting, by: User, at: datetime) -> Meeting:
    for which in ("first", "second"):
        meeting = _press(_round(meeting, by, at, which), "close", by, at)
    meeting = _press(meeting, "end", by, at)
    for title, (statement, which) in POINTS.items():
        texts = {said.text for _table, said in _said(which)}
        theme, point = str(uuid4()), str(uuid4())
        places = [NotePlace(Unit(str(note.pk)), point) for note in meeting.notes.filter(text__in=texts)]
        made: list[Move] = [ThemeCreate(theme=theme, title=title), PointCreate(point, statement, theme), *places]
        sorting_moves(meeting=meeting, moves=made, by=by, now=at)
    closing.sorting_close(meeting=meeting, by=by, now=at)
    meeting.refresh_from_db()
    texts_ = letter_start(meeting=meeting, by=by)
    draft = letter.letter_save(meeting=meeting, texts=texts_, theme_texts={}, revision=0, by=by, now=at)
    publishing.letter_publish(
        meeting=meeting, number=1, revision=draft.revision, names_checked=True, by=by, now=at + timedelta(days=1)
    )
    showing.letter_show(meeting=meeting, indexed=False, by=by, now=at + timedelta(days=1))
    return meeting


def _press(meeting: Meeting, press: str, by: User, at: datetime) -> Meeting:
    return room.control(meeting=meeting, press=press, seen_version=meeting.control_version, by=by, now=at)


def _officer() -> User:
    return Meeting.objects.get(uuid=demo.meeting_id(demo.LIVE)).created_by


def _link(purpose: str, scope: dict[str, str]) -> str:
    now = clock.now()
    return link_issue(purpose=purpose, scope=scope, expires_at=now + timedelta(days=9), by=None, now=now)[1]
