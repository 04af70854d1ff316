# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The demo's three meetings: one over with its letter, one live in round two, one planned and half answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from samspil.core import clock
from samspil.demo import coming, places, promises
from samspil.demo import notes as invented
from samspil.demo.evenings import evening
from samspil.demo.notes import Written
from samspil.dialogue.inviting import actions as inviting
from samspil.dialogue.inviting.queries import addresses
from samspil.dialogue.letter import actions as letter
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.models import Invitation, Letter, Meeting, MeetingTable, Note
from samspil.dialogue.notes.actions.notes import note_dissent_set, note_essential_set, note_write, origin_note_write
from samspil.dialogue.notes.actions.translations import note_translate
from samspil.dialogue.notes.translating import words_digest
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.dialogue.publishing.actions import publishing
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.sorting.actions import closing
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.engines.sorting import AsideReason, Move, NoteAside, NotePlace, PointCreate, ThemeCreate, Unit
from samspil.people.addresses.actions import address_mailbox_set
from samspil.people.addresses.enums import AddressKind
from samspil.people.links.actions import link_issue

if TYPE_CHECKING:
    from samspil.people.models import User

# On the demo's table sign; the bar »Se som …« opens it.
LIVE_CODE = "FJRD47"
OVER, LIVE, PLANNED = "over", "live", "planned"
ASIDE = {
    "duplicate": AsideReason.SAME_TABLE,
    "off_topic": AsideReason.OFF_TOPIC,
    "names_person": AsideReason.NAMES_PERSON,
}
AFTERWARDS = (
    "Alle får et brev inden to uger. Udvalget svarer på hvert punkt i brevet. "
    "På næste møde begynder vi med det, der er sket."
)


def meeting_id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"samspil-demo:meeting:{name}")


@dataclass(frozen=True, slots=True)
class Scale:
    """Of the meetings that are over, live and planned: tables, and how many of those invited have answered.

    `copies`: how many times each note is written again, in other words, at other tables.
    """

    copies: int
    tables: tuple[int, int, int]
    answered: tuple[int, int, int]

    def of(self, block: str | list[Written], *, tables: int) -> list[Written]:
        """The notes of a block of lines."""
        lines = invented.read(block) if isinstance(block, str) else block
        return list(invented.repeated(lines, copies=self.copies, tables=tables))


SMALL = Scale(copies=0, tables=(12, 8, 6), answered=(8, 7, 5))
CITY = Scale(copies=2, tables=(30, 30, 30), answered=(60, 55, 35))


def load(*, officers: list[User], scale: Scale = SMALL, now: datetime) -> None:
    over(officers[0], officers[1], scale, now)
    live(officers[0], scale, now)
    planned(officers[0], scale, now)


def _plan(name: str, title: str, starts_at: datetime, by: User, at: datetime, tables: int) -> Meeting:
    meeting = planning.meeting_create(
        recipe=DIALOGUE_3X15, title=title, place="Fjordby Rådhus, Byrådssalen", starts_at=starts_at, by=by, now=at
    )
    Meeting.objects.filter(pk=meeting.pk).update(uuid=meeting_id(name))
    meeting.refresh_from_db()
    planning.tables_set(meeting=meeting, count=tables, by=by, now=at)
    values = {
        "afterwards": AFTERWARDS,
        "languages": ["da", "en", "ar"],
        "reply_by": clock.today(starts_at - timedelta(days=7)),
    }
    planning.meeting_update(meeting=meeting, values=values, by=by, now=at)
    talk = meeting.agenda.get(kind=ItemKind.TALK)
    planning.agenda_item_update(
        item=talk, title="Oplæg: Når skolen spørger først", speaker="Lene Askjær, forsker", minutes=25, by=by, now=at
    )
    return meeting


def _invite(meeting: Meeting, by: User, at: datetime, answering: int) -> None:
    """Every board and the committee; the first `answering` of them answer."""
    invited = [
        address
        for address in addresses(meeting=meeting)
        if address.kind in {AddressKind.WHOLE_BOARD, AddressKind.COMMITTEE}
    ]
    inviting.invitations_set(meeting=meeting, addresses=invited, by=by, now=at)
    inviting.invitations_send(meeting=meeting, by=by, now=at)
    # Within a week, however many they are.
    pause = timedelta(hours=20) * min(1.0, 8 / answering)
    for number, invitation in enumerate(meeting.invitations.order_by("pk")[:answering], start=1):
        _answer(invitation, by, at + pause * number, people=(4, 5, 7, 4, 6, 5, 8, 6)[number % 8])


def _answer(invitation: Invitation, by: User, at: datetime, people: int) -> None:
    link, _token = link_issue(
        purpose=inviting.PURPOSE,
        scope={"invitation": str(invitation.uuid)},
        expires_at=at + timedelta(days=60),
        by=by,
        now=at,
    )
    inviting.reply_give(
        link=link,
        coming=people > 0,
        people=people,
        languages="dansk, arabisk" if people == 7 else "dansk",
        access_needs="En plads tæt på døren" if people == 4 else "",
        answered_by="",
        now=at,
    )


def _press(meeting: Meeting, press: str, by: User, at: datetime) -> Meeting:
    return room.control(meeting=meeting, press=press, seen_version=meeting.control_version, by=by, now=at)


class Evening:
    """Writes the tables' notes as they would have come, one after the other through the round."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.tables = {table.number: table for table in meeting.tables.all()}
        self.rounds = {round_.number: round_ for round_ in meeting.rounds.all()}
        self.count = 0

    def write(self, line: Written, at: datetime) -> Note:
        self.count += 1
        table, round_ = self.tables[line.table], self.rounds[line.round]
        round_.refresh_from_db()
        uuid = uuid5(meeting_id(str(self.meeting.uuid)), f"note:{self.count}")
        note = note_write(
            uuid=uuid, table=table, round_=round_, text=line.text, language=line.language, written_at=at, now=at
        ).note
        if line.essential:
            note_essential_set(note=note, essential=True, now=at)
        if line.dissent:
            note_dissent_set(note=note, dissent=True, text=line.dissent_text, now=at)
        return note


def over(officer: User, other: User, scale: Scale, now: datetime) -> None:
    """Held a month ago; sorted by two officers; the letter is sent."""
    starts = evening(now, -30)
    tables, answered = scale.tables[0], scale.answered[0]
    title = "Hvad skal skole og hjem bruge tiden på?"
    meeting = _plan(OVER, title, starts, officer, starts - timedelta(days=40), tables)
    _invite(meeting, officer, starts - timedelta(days=30), answered)
    _give_mailboxes(meeting, officer, starts)
    notes = _hold(meeting, scale, officer, starts + timedelta(minutes=35))
    at = starts + timedelta(hours=16)
    for slide, text in invented.TALK_NOTES:
        talk = meeting.agenda.get(kind=ItemKind.TALK)
        uuid = uuid5(meeting.uuid, text)
        origin_note_write(uuid=uuid, meeting=meeting, text=text, talk=talk, slide=slide, by=officer, now=at)
    for text in invented.PLENUM_NOTES:
        origin_note_write(uuid=uuid5(meeting.uuid, text), meeting=meeting, text=text, by=officer, now=at)
    _say_in_danish(notes, officer, at)
    _sort(meeting, scale, notes, officer, other, at)
    closing.sorting_close(meeting=meeting, by=officer, now=at + timedelta(hours=3))
    _write_letter(meeting, officer, at + timedelta(days=1), starts)
    promises.hear(meeting, officer, at + timedelta(days=1, hours=1))
    sent = at + timedelta(days=9)
    _send_letter(meeting, officer, sent)
    promises.promise(meeting, officer, sent, now)


def _hold(meeting: Meeting, scale: Scale, by: User, at: datetime) -> dict[str, Note]:
    """Three rounds; answers the notes by their words."""
    blocks = [block for points in invented.SORTED.values() for block in points.values()]
    lines = [line for block in (*blocks, *invented.ASIDE.values()) for line in scale.of(block, tables=scale.tables[0])]
    found: dict[str, Note] = {}
    for number in (1, 2, 3):
        meeting = _press(meeting, "start", by, at)
        hand = Evening(meeting)
        hand.count = number * 1000
        inside = [line for line in lines if line.round == number]
        for place, line in enumerate(inside):
            moment = at + timedelta(seconds=60 + 780 * place / len(inside))
            found[line.text] = hand.write(line, moment)
        at += timedelta(minutes=15)
        meeting = _press(meeting, "close", by, at)
        at += timedelta(minutes=1)
    _press(meeting, "end", by, at)
    return found


def _give_mailboxes(meeting: Meeting, by: User, at: datetime) -> None:
    """Half of the chairs have a fixed mailbox, which the letter gives to the other boards."""
    chairs = [address for address in addresses(meeting=meeting) if address.kind == AddressKind.BOARD_CHAIR]
    for address in chairs[::2]:
        if address.board is not None:
            # As an address is written: »Søndre Skole« has no blank in one.
            school = places.email(address.board.school.name).partition("@")[0].replace(".", "-")
            address_mailbox_set(address=address, mailbox=f"formand@{school}.example", by=by, now=at)


def _say_in_danish(notes: dict[str, Note], by: User, at: datetime) -> None:
    for words, danish in invented.DANISH.items():
        digest = words_digest(words, notes[words].dissent_text)
        note_translate(note=notes[words], text=danish, digest=digest, by=by, now=at)


def _sort(meeting: Meeting, scale: Scale, notes: dict[str, Note], officer: User, other: User, at: datetime) -> None:
    """Themes and points as two officers would make them: one press a note."""

    def units(block: str) -> list[Unit]:
        return [Unit(str(notes[line.text].pk)) for line in scale.of(block, tables=scale.tables[0])]

    moves: list[list[Move]] = []
    for theme_number, (title, points) in enumerate(invented.SORTED.items(), start=1):
        theme = str(uuid5(meeting.uuid, f"theme:{theme_number}"))
        moves.append([ThemeCreate(theme=theme, title=title)])
        for statement, block in points.items():
            point = str(uuid5(meeting.uuid, statement))
            moves.append([PointCreate(point=point, statement=statement, theme=theme)])
            moves += [[NotePlace(unit=unit, point=point)] for unit in units(block)]
    for reason, block in invented.ASIDE.items():
        moves += [[NoteAside(unit=unit, reason=ASIDE[reason])] for unit in units(block)]
    first = str(uuid5(meeting.uuid, "theme:2"))
    for text, statement in (
        (invented.TALK_NOTES[0][1], "Når et barn har det svært, fortæller skolen først, hvad den selv vil prøve."),
        (invented.TALK_NOTES[1][1], "Begynd med at fjerne noget, før I lægger noget nyt til."),
        (invented.PLENUM_NOTES[0], "Begynd med at fjerne noget, før I lægger noget nyt til."),
    ):
        point = str(uuid5(meeting.uuid, statement))
        moves.append([NotePlace(unit=Unit(str(uuid5(meeting.uuid, text))), point=point)])
    own = str(uuid5(meeting.uuid, "plenum"))
    moves.append([PointCreate(point=own, statement="Bestyrelserne vil høre fra hinanden mellem møderne.", theme=first)])
    moves.append([NotePlace(unit=Unit(str(uuid5(meeting.uuid, invented.PLENUM_NOTES[1]))), point=own)])
    for number, press in enumerate(moves):
        by = other if number % 5 == 4 else officer
        sorting_moves(meeting=meeting, moves=press, by=by, now=at + timedelta(seconds=9 * number))


def _write_letter(meeting: Meeting, by: User, at: datetime, starts: datetime) -> None:
    following = clock.today(starts + timedelta(days=180))
    planning.meeting_update(
        meeting=meeting,
        values={"next_on": following, "next_from": starts.time(), "next_until": (starts + timedelta(hours=2)).time()},
        by=by,
        now=at,
    )
    letter.letter_save(
        meeting=meeting,
        texts={
            "title": "Færre beskeder, hjælp i tide og en ny start hvert år",
            "greeting": "Kære alle",
            "introduction": (
                "Tak for en god aften. Vi sad ved {borde} borde og talte om, hvordan skole og hjem kan hjælpe "
                "hinanden, uden at nogen får mere at bære på.\n\n"
                "Her er det, I sagde. Til hvert punkt hører de noter, det bygger på."
            ),
            "closing": "Udvalget læser brevet på sit næste møde. Tak, fordi I brugte aftenen på det.",
            "sender_name": "Mette Holm Krogh",
            "sender_title": "Børn og Unge, Fjordby Kommune",
        },
        theme_texts={},
        revision=0,
        by=by,
        now=at,
    )
    for statement, words in invented.QUOTED.items():
        note = Note.objects.filter(meeting=meeting, text__contains=words).earliest("written_at", "pk")
        letter.quote_pick(meeting=meeting, point=uuid5(meeting.uuid, statement), note=note, text=words, by=by, now=at)
    meeting.refresh_from_db()


def _send_letter(meeting: Meeting, by: User, sent: datetime) -> None:
    revision = Letter.objects.get(meeting=meeting).revision
    version = publishing.letter_publish(
        meeting=meeting, number=1, revision=revision, names_checked=True, by=by, now=sent
    )
    publishing.letter_send(version=version, by=by, now=sent)


def live(officer: User, scale: Scale, now: datetime) -> None:
    """Under way: round one is over, round two has 8 minutes and 24 seconds left when the demo is loaded."""
    starts = now - timedelta(minutes=58)
    meeting = _plan(LIVE, "Dialogmøde i Fjordby", starts, officer, now - timedelta(days=45), scale.tables[1])
    MeetingTable.objects.filter(meeting=meeting, number=7).update(code=LIVE_CODE)
    _invite(meeting, officer, now - timedelta(days=30), scale.answered[1])
    two = now - timedelta(minutes=6, seconds=36)
    one = two - timedelta(minutes=16)
    for number, began in ((1, one), (2, two)):
        meeting = _press(meeting, "start", officer, began)
        hand = Evening(meeting)
        hand.count = number * 1000
        inside = [line for line in scale.of(invented.LIVE, tables=scale.tables[1]) if line.round == number]
        length = 780 if number == 1 else 360
        for place, line in enumerate(inside):
            hand.write(line, began + timedelta(seconds=40 + length * place / len(inside)))
        if number == 1:
            meeting = _press(meeting, "close", officer, began + timedelta(minutes=15))
    coming.early_sorting(meeting, officer, two + timedelta(minutes=1))


@transaction.atomic
def live_again(*, now: datetime) -> None:
    """On a later start the evening is live again, if nobody has gone further: eight minutes left of round two."""
    meeting = Meeting.objects.select_for_update().filter(uuid=meeting_id(LIVE), ended_at__isnull=True).first()
    round_ = meeting.current_round if meeting else None
    if meeting is None or round_ is None or round_.number != 2 or round_.closed_at:
        return
    round_.ends_at, round_.left = now + timedelta(minutes=8, seconds=24), None
    round_.save(update_fields=["ends_at", "left"])
    meeting.starts_at = now - timedelta(minutes=58)
    meeting.ends_at = meeting.starts_at + timedelta(minutes=DIALOGUE_3X15.minutes)
    meeting.save(update_fields=["starts_at", "ends_at"])


def planned(officer: User, scale: Scale, now: datetime) -> None:
    """Next month: invited, five of eight have answered."""
    starts = evening(now, 30)
    title = "Temaaften om sprog og nye familier"
    meeting = _plan(PLANNED, title, starts, officer, now - timedelta(days=12), scale.tables[2])
    values = coming.deadline(starts)
    planning.meeting_update(meeting=meeting, values=values, by=officer, now=now - timedelta(days=11))
    # It follows the meeting whose letter was answered, so the evening opens with what came of it.
    Meeting.objects.filter(pk=meeting.pk).update(copied_from=Meeting.objects.get(uuid=meeting_id(OVER)))
    meeting.refresh_from_db()
    planning.since_item_ensure(meeting=meeting, by=officer, now=now - timedelta(days=11))
    planning.meeting_later(meeting=meeting, minutes=10, by=officer, now=now - timedelta(days=11))
    _invite(meeting, officer, now - timedelta(days=9), scale.answered[2])
    coming.wishes(meeting, officer, now - timedelta(days=6))
    coming.seats(meeting, officer, now - timedelta(days=1))
