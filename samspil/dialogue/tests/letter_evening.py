# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A small meeting that is over and sorted, for the tests of the letter.

Six tables, one round of notes, a talk and the plenum. Two themes, three table points (one from a single table, one with
somebody who sees it differently), one point from the talk, one from the plenum, and notes set aside for two reasons.
"""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from samspil.dialogue.letter.actions import letter_save
from samspil.dialogue.models import Letter, Meeting, Note, NoteReading
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.tests.factories import (
    LATER,
    AgendaItemFactory,
    InvitationFactory,
    MeetingFactory,
    NoteFactory,
    officer,
)
from samspil.engines.sorting import (
    AsideReason,
    NoteAside,
    NotePlace,
    PointCreate,
    ThemeCreate,
    Unit,
)
from samspil.people.tests.factories import BoardSeatFactory, MunicipalityFactory, RoleAddressFactory

NAME = "Karlotta"
MASKED = "[navn]"
SECRET = "Villads slog en anden i går"


@dataclass
class Evening:
    meeting: Meeting
    by: object
    fewer: str = field(default_factory=lambda: str(uuid4()))
    school: str = field(default_factory=lambda: str(uuid4()))
    weekly: str = field(default_factory=lambda: str(uuid4()))
    single: str = field(default_factory=lambda: str(uuid4()))
    first: str = field(default_factory=lambda: str(uuid4()))
    said_in_talk: str = field(default_factory=lambda: str(uuid4()))
    said_in_plenum: str = field(default_factory=lambda: str(uuid4()))
    notes: dict[str, Note] = field(default_factory=dict)

    def move(self, *moves):
        sorting_moves(meeting=self.meeting, moves=moves, by=self.by, now=LATER)

    def draft(self, **texts) -> Letter:
        words = {
            "title": "Færre beskeder og hjælp i tide",
            "greeting": "Kære alle",
            "introduction": "Tak for en god aften. I sad ved {borde} borde og skrev {noter} noter.",
            "closing": "Vi ses {næste møde}.",
            "sender_name": "Mette Holm",
            "sender_title": "Børn og Unge",
        }
        letter = Letter.objects.filter(meeting=self.meeting).first()
        return letter_save(
            meeting=self.meeting,
            texts={**words, **texts},
            theme_texts={self.fewer: "Det talte I mest om."},
            revision=letter.revision if letter else 0,
            by=self.by,
            now=LATER,
        )

    def mask(self, note: Note, text: str, dissent_text: str = "") -> NoteReading:
        return NoteReading.objects.update_or_create(
            note=note,
            defaults={
                "text": text,
                "dissent_text": dissent_text,
                "of_revision": note.revision,
                "made_at": LATER,
                "made_by": self.by,
            },
        )[0]


def an_evening(*, tables: int = 6, sorted_out: bool = True) -> Evening:
    MunicipalityFactory()
    meeting = MeetingFactory(ended=True, tables=tables, rounds=1, title="Dialogmøde om samarbejde")
    meeting.next_on = LATER.date().replace(month=12)
    meeting.save()
    evening = Evening(meeting, officer())
    _write(evening)
    if sorted_out:
        _sort(evening)
    return evening


def invite(evening: Evening, people: int = 2) -> None:
    """A board of `people` that was written to."""
    seats = [BoardSeatFactory() for _ in range(1)]
    board = seats[0].board
    seats += [BoardSeatFactory(board=board) for _ in range(people - 1)]
    InvitationFactory(meeting=evening.meeting, address=RoleAddressFactory(kind="bestyrelse", board=board))


def _write(evening: Evening) -> None:
    meeting = evening.meeting
    round_ = meeting.rounds.get(number=1)
    tables = list(meeting.tables.order_by("number"))

    def say(key, table, text, **more):
        evening.notes[key] = NoteFactory(table=tables[table - 1], round=round_, text=text, **more)

    for number in range(1, 5):
        say(f"weekly{number}", number, f"Én besked om ugen er nok, siger vi. Udgave {number}.")
    say("weekly4b", 4, "Ti beskeder om dagen. Så slukker jeg.", dissent=True, dissent_text="Jeg vil høre mere.")
    say("arabic", 5, "أطلب من ابنتي أن تترجم لي.", language="ar")
    say("named", 2, f"{NAME}s mor fik aldrig svar fra skolen.")
    say("single", 6, "Ring den første dag, når et barn er sygt.")
    say("same", 1, "Færre beskeder, som vi sagde.")
    say("secret", 3, SECRET)
    say("withdrawn", 3, "Denne note blev taget tilbage.", withdrawn_at=LATER)
    talk = AgendaItemFactory(meeting=meeting, position=1, title="Oplæg om samarbejde")
    common = {"meeting": meeting, "table": None, "round": None}
    evening.notes["talk"] = NoteFactory(**common, origin=Origin.TALK, talk=talk, slide=4, text="Skolen går først.")
    evening.notes["plenum"] = NoteFactory(**common, origin=Origin.PLENUM, text="Lad os mødes igen til foråret.")


def _sort(evening: Evening) -> None:
    def at(point, *keys):
        return [NotePlace(Unit(str(evening.notes[key].pk)), point) for key in keys]

    evening.move(
        ThemeCreate(evening.fewer, "Færre beskeder"),
        ThemeCreate(evening.school, "Skolen tager det første skridt"),
        PointCreate(evening.weekly, "Én samlet besked om ugen er nok.", evening.fewer),
        PointCreate(evening.first, "Skolen svarer, når en familie skriver.", evening.school),
        PointCreate(evening.single, "Et sygt barn får en opringning den første dag.", evening.school),
        PointCreate(evening.said_in_talk, "Skolen tager det første skridt, når noget er svært.", evening.school),
        PointCreate(evening.said_in_plenum, "Vi mødes igen til foråret.", evening.school),
        *at(evening.weekly, "weekly1", "weekly2", "weekly3", "weekly4", "weekly4b"),
        *at(evening.first, "arabic", "named"),
        *at(evening.single, "single"),
        *at(evening.said_in_talk, "talk"),
        *at(evening.said_in_plenum, "plenum"),
        NoteAside(Unit(str(evening.notes["same"].pk)), AsideReason.SAME_TABLE),
        NoteAside(Unit(str(evening.notes["secret"].pk)), AsideReason.NAMES_PERSON),
    )
    evening.mask(evening.notes["named"], f"{MASKED} mor fik aldrig svar fra skolen.")


def point_uuid(value: str) -> UUID:
    return UUID(value)
