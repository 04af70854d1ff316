# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of the seating plan and the boards' wishes in the access matrix (see tests/access_rows.py)."""

from typing import Any

from tests.access_rows import NO, OFFICER_IS_LED, Row, only
from tests.access_rows_meetings import SAFE_LAST, acts, both, live_meeting, looks, meeting
from tests.cast import Cast


def with_guest(cast: Cast) -> dict[str, Any]:
    """The meeting with a guest, whom the form names."""
    from samspil.dialogue.models import Guest

    cast.made["guest"] = Guest.objects.create(meeting=live_meeting(cast), name="Amina")
    return meeting(cast)


def away(cast: Cast) -> dict[str, Any]:
    return {"away": cast.made["guest"].uuid}


SEATING = {
    "dialogue:seating": looks(meeting),
    "dialogue:seating-ask": acts(meeting),
    "dialogue:seating-accept": Row(url=meeting, get=OFFICER_IS_LED, post=only(officer=404), why="No plan was named."),
    "dialogue:seating-absent": acts(with_guest, data=away),
    "dialogue:seating-print": looks(meeting),
    "dialogue:seating-guests": both(meeting),
    "dialogue:guests-fill": acts(meeting),
    "dialogue:guests-paste": acts(meeting),
    "dialogue:guests-clear": acts(meeting),
    "dialogue:seating-wish": acts(meeting),
    "dialogue:table-seats": acts(meeting),
}


def wishing(cast: Cast) -> dict[str, Any]:
    """A coming meeting to which Åskolen's board is invited asks for wishes; there is one."""
    import datetime as dt

    from samspil.dialogue.models import AgendaWish
    from samspil.dialogue.tests import factories as make
    from samspil.people.addresses.actions import address_ensure

    now = dt.datetime.now(dt.UTC)
    starts, deadline = now + dt.timedelta(days=30), (now + dt.timedelta(days=9)).date()
    coming = make.MeetingFactory(starts_at=starts, wishes_by=deadline, invited_at=now)
    make.InvitationFactory(meeting=coming, address=address_ensure(kind="bestyrelse", board=cast.board))
    cast.made["wish"] = AgendaWish.objects.create(
        meeting=coming, board=cast.board, title="Lektier", why="Mange spørger.", created_at=now,
        created_by=cast.board_member,
    )  # fmt: skip
    return {"uuid": coming.uuid}


def wish(cast: Cast) -> dict[str, Any]:
    return {**wishing(cast), "wish": cast.made["wish"].uuid}


def wish_words(cast: Cast) -> dict[str, Any]:
    return {"board": cast.board.uuid, "title": "Ferie", "why": "Den ligger skævt."}


_BOARD = {"board_member": 200, "board_chair": 200}
_BOARD_POSTS = {"board_member": 302, "board_chair": 302}

WISHES = {
    "dialogue:wishes": Row(
        url=wishing,
        get=only(**_BOARD, officer=200),
        post=only(**_BOARD_POSTS, officer=404),
        data=wish_words,
        why="Only boards wish.",
    ),
    "dialogue:wish-press": Row(url=wish, get=only(others=302), post=only(**_BOARD_POSTS, officer=404)),
    "dialogue:wish-decide": acts(wish),
    "dialogue:wish-file": Row(url=wish, get=only(), post=NO, why="A wish without a file."),
    "dialogue:meeting-goal": acts(get=SAFE_LAST),
}
