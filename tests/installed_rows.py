# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Run by an installation (`samspil django shell < …`): an evening under way and a letter that is sent.

Prints the code of a table and the secret of a personal link to the letter. Goes through the actions alone, for the
factories of the tests are not part of an installation.
"""

from datetime import timedelta
from uuid import uuid4

from samspil.core import clock
from samspil.dialogue.letter.actions import letter_save
from samspil.dialogue.notes.actions.notes import note_write
from samspil.dialogue.planning.actions.plan import meeting_create
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.publishing.links import PURPOSE
from samspil.dialogue.room.actions.control import control
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.engines.sorting import NotePlace, PointCreate, ThemeCreate, Unit
from samspil.people.links.actions import link_issue
from samspil.people.models import User

now = clock.now()
by = User.objects.get()


def evening(title):
    meeting = meeting_create(recipe=DIALOGUE_3X15, title=title, place="Rådhuset", starts_at=now, by=by, now=now)
    meeting = control(meeting=meeting, press="start", seen_version=meeting.control_version, by=by, now=now)
    return meeting, meeting.tables.order_by("number").first(), meeting.current_round


def publish(meeting, table, round_):
    note = note_write(
        uuid=uuid4(),
        table=table,
        round_=round_,
        text="رسالة واحدة تكفي. ≥ 1 بريد",
        language="ar",
        written_at=now,
        now=now,
    ).note
    for press in ("close", "end"):
        meeting = control(meeting=meeting, press=press, seen_version=meeting.control_version, by=by, now=now)
    theme, point = str(uuid4()), str(uuid4())
    moves = [
        ThemeCreate(theme, "Færre beskeder"),
        PointCreate(point, "Én besked om ugen er nok.", theme),
        NotePlace(Unit(str(note.pk)), point),
    ]
    sorting_moves(meeting=meeting, moves=moves, by=by, now=now)
    texts = {"title": "Tak for i går", "greeting": "Kære alle", "introduction": "Det sagde I.", "closing": "På gensyn."}
    sender = {"sender_name": "Mette Holm", "sender_title": "Børn og Unge"}
    draft = letter_save(meeting=meeting, texts={**texts, **sender}, theme_texts={}, revision=0, by=by, now=now)
    return letter_publish(meeting=meeting, number=1, revision=draft.revision, names_checked=True, by=by, now=now).letter


_, live_table, _ = evening("Dialogmøde")
letter = publish(*evening("Det forrige møde"))
_, token = link_issue(
    purpose=PURPOSE, scope={"letter": str(letter.uuid)}, expires_at=now + timedelta(days=1), by=by, now=now
)
print(live_table.code, token)  # noqa: T201 (the test reads it)
