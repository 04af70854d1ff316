# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the demo's coming meeting has besides its plan: wishes and a seating plan. And the live one's first sorting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from samspil.core import clock
from samspil.demo import places
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.models import Meeting, Note
from samspil.dialogue.seating.actions import guests as seating
from samspil.dialogue.seating.actions import plans as seating_plans
from samspil.dialogue.seating.enums import WishKind
from samspil.dialogue.seating.guest_lines import read
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.wishes import actions as wishing
from samspil.dialogue.wishes.enums import WishOutcome
from samspil.engines.sorting import Move, NotePlace, PointCreate, ThemeCreate, Unit
from samspil.people.models import Board, BoardSeat

if TYPE_CHECKING:
    from samspil.people.models import User

# School, title, why, schools that stand behind it, what became of it, and the reason.
WISHES = (
    (
        "Havneskolen",
        "Tolk ved skole-hjem-samtaler",
        "Flere familier har deres børn til at oversætte. Vi vil vide, hvad kommunen kan hjælpe med.",
        ("Engskolen", "Bakkeskolen", "Åskolen"),
        WishOutcome.AGENDA,
        "",
    ),
    (
        "Åskolen",
        "Færre aftener, flere morgener",
        "Halvdelen af vores forældre arbejder på skift. Kan vi prøve møder om morgenen?",
        ("Lindeskolen",),
        WishOutcome.OPEN,
        "",
    ),
    (
        "Lindeskolen",
        "Mobiltelefoner i frikvarteret",
        "Vi har talt om det hele efteråret og vil gerne høre de andre skoler.",
        (),
        WishOutcome.NOT_NOW,
        "Udvalget har et tema om skærme til foråret. Vi vil ikke tale om det to gange.",
    ),
)
PEOPLE = """
Vibeke Storm; Børne- og Ungdomsudvalget
Peter Lauge; Børne- og Ungdomsudvalget
Signe Hald; Børne- og Ungdomsudvalget
Mette Holm Krogh; Forvaltningen
Jonas Rask; Forvaltningen; tyrkisk
Aisha Karimi; Havneskolen; arabisk
Birgit Østergaard; Åskolen; referent
Zeynep Aydin; Åskolen; kun tyrkisk
Anders Bruun; Bakkeskolen
Lis Munk; Bakkeskolen
Rikke Dahl; Engskolen
"""
# Round one as an officer has begun to sort it: theme → statement → how the notes begin.
SORTED: dict[str, dict[str, tuple[str, ...]]] = {
    "Skolen begynder hos sig selv": {
        "De voksne ændrede noget i dagen, før de bad familien om noget.": (
            "De byttede om på timerne",
            "to voksne i idræt",
            "Skolen flyttede garderoben",
            "The teacher called",
        ),
        "Nogen på skolen sagde undskyld.": ("Nogen på skolen sagde undskyld",),
    },
    "Først bliver der spurgt": {
        "Forældre og børn blev spurgt, før nogen fandt på en løsning.": ("Vi blev spurgt", "سألوا ابنتي"),
        "Ro på, før der tales om skyld.": ("Ro på, før",),
    },
    "Andre børn hjælper": {
        "En makker og hele klassen var med.": ("En makker i frikvarteret",),
    },
}


def deadline(starts_at: datetime) -> dict[str, object]:
    return {"wishes_by": clock.today(starts_at - timedelta(days=12))}


def wishes(meeting: Meeting, by: User, at: datetime) -> None:
    boards = {board.school.name: board for board in Board.objects.select_related("school").order_by("pk")}
    for place, (school, title, why, behind, outcome, reason) in enumerate(WISHES):
        moment = at + timedelta(hours=place)
        own = BoardSeat.objects.get(board=boards[school], is_chair=True).person.user
        wish = wishing.wish_make(meeting=meeting, board=boards[school], title=title, why=why, by=own, now=moment)
        for other in behind:
            wishing.wish_second(wish=wish, board=boards[other], by=by, now=moment)
        if outcome != WishOutcome.OPEN:
            wishing.wish_decide(wish=wish, outcome=outcome, reason=reason, by=by, now=moment + timedelta(hours=20))
    wishing.meeting_goal_set(kind=MeetingKind.DIALOGUE, a_year=2, by=by, now=at)


def seats(meeting: Meeting, by: User, at: datetime) -> None:
    """Places from the replies, some of them named, one wish, and a plan that is accepted."""
    seating.guests_fill(meeting=meeting, by=by, now=at)
    lines, _wrong = read(PEOPLE)
    seating.guests_add(meeting=meeting, lines=lines, by=by, now=at)
    chair = meeting.guests.get(name=places.SCHOOLS[0][2])
    other = meeting.guests.get(name=places.SCHOOLS[1][2])
    seating.wish_add(meeting=meeting, kind=WishKind.TOGETHER, one=chair, other=other, by=by, now=at)
    plan = seating_plans.seating_ask(meeting=meeting, by=by, now=at)
    seating_plans.seating_accept(plan=plan, by=by, now=at)


def early_sorting(meeting: Meeting, by: User, at: datetime) -> None:
    """While the second round runs: so that the map has something to show when it is over."""
    for number, (title, points) in enumerate(SORTED.items(), start=1):
        theme = str(uuid5(meeting.uuid, f"theme:{number}"))
        moves: list[Move] = [ThemeCreate(theme=theme, title=title)]
        for statement, notes in points.items():
            point = str(uuid5(meeting.uuid, statement))
            moves.append(PointCreate(point=point, statement=statement, theme=theme))
            for words in notes:
                note = Note.objects.get(meeting=meeting, text__startswith=words)
                moves.append(NotePlace(unit=Unit(str(note.pk)), point=point))
        sorting_moves(meeting=meeting, moves=moves, by=by, now=at + timedelta(seconds=30 * number))
