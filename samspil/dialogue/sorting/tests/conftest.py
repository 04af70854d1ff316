# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An evening of four tables that is sorted at the desk."""

from uuid import uuid4

import pytest

from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.sorting.tests.desk import Desk
from samspil.dialogue.tests.factories import LATER, MeetingFactory, NoteFactory, officer
from samspil.engines import sorting as s


@pytest.fixture
def by(client):
    user = officer()
    client.force_login(user)
    return user


@pytest.fixture
def meeting():
    return MeetingFactory(ended=True, tables=4, rounds=1, title="Dialogmøde 7. oktober")


@pytest.fixture
def notes(meeting):
    first = meeting.rounds.get()
    texts = ("Send ét brev om ugen. Ring, når det haster.", "Skriv prisen", "Send kun ét brev", "Ring til Karla i tide")
    return [
        NoteFactory(table=table, round=first, text=text)
        for table, text in zip(meeting.tables.order_by("number"), texts, strict=True)
    ]


@pytest.fixture
def points(meeting, by):
    theme, ids = str(uuid4()), [str(uuid4()), str(uuid4())]
    moves = [s.ThemeCreate(theme, "Færre beskeder")]
    moves += [s.PointCreate(ids[0], "Ét brev om ugen", theme), s.PointCreate(ids[1], "Sig, hvad det koster", theme)]
    sorting_moves(meeting=meeting, moves=moves, by=by, now=LATER)
    return ids


@pytest.fixture
def desk(client, meeting, by):
    return Desk(client, meeting)
