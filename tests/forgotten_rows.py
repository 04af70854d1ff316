# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What officers do in a meeting in which people are named, run beside a server (`ServerProcess.shell`).

Those who take part use the real pages: tests/faults/test_a_person_is_forgotten.py.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from samspil.core import clock
from samspil.dialogue.hearing.actions import hearing_close, hearing_open, remark_reply
from samspil.dialogue.inviting.actions.invitations import invitations_send, invitations_set
from samspil.dialogue.letter.actions import letter_save
from samspil.dialogue.meetings.enums import Handout, ItemKind
from samspil.dialogue.models import HearingRemark, Meeting, Note
from samspil.dialogue.planning.actions.attachments import attachment_add, attachment_remove
from samspil.dialogue.planning.actions.plan import (
    agenda_item_add,
    agenda_item_remove,
    agenda_item_update,
    meeting_create,
    meeting_update,
    note_takers_set,
    round_update,
)
from samspil.dialogue.planning.actions.printing import pack_ask
from samspil.dialogue.planning.enums import PackPart
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.dialogue.privacy.actions.erasing import note_erase
from samspil.dialogue.promises.actions.answers import Answer, promise_answer
from samspil.dialogue.promises.enums import PromiseState
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.room.actions.control import control
from samspil.dialogue.seating.actions.guests import guests_add, guests_remove
from samspil.dialogue.seating.guest_lines import GuestLine
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.wishes.actions import wish_make, wish_withdraw
from samspil.engines.sorting import NotePlace, PointCreate, PointState, ThemeCreate, Unit
from samspil.people.addresses.actions import address_ensure, address_mailbox_set
from samspil.people.addresses.enums import AddressKind
from samspil.people.models import Board, User
from samspil.people.schools.actions.schools import municipality_save

NOW = clock.now()
BY = User.objects.order_by("pk").first()
WHO = {"by": BY, "now": NOW}


def plan(names: str, said: str, mailbox: str, listed: str) -> None:
    """Plan and invite: `names`, and `said` with their addresses, stand in every field that an officer writes in."""
    meeting = meeting_create(
        recipe=DIALOGUE_3X15, title="Aften", place="Rådhuset", starts_at=NOW + timedelta(days=1), **WHO
    )
    for title, place in ((f"Aften, {said}", f"Hos {said}"), ("Dialogmøde", "Rådhuset")):
        meeting_update(
            meeting=meeting, values={"title": title, "place": place, "afterwards": said, "wishes_by": NOW.date()}, **WHO
        )
    talk = agenda_item_add(
        meeting=meeting, kind=ItemKind.TALK, title=f"Oplæg ved {said}", minutes=5, speaker=said, **WHO
    )
    agenda_item_update(item=talk, title="Oplæg", speaker=said, minutes=6, **WHO)
    gone = agenda_item_add(meeting=meeting, kind=ItemKind.OTHER, title=f"Tak til {said}", minutes=5, **WHO)
    agenda_item_remove(item=gone, **WHO)
    round_ = meeting.rounds.order_by("number").first()
    for asked in (f"Hvad siger {said}?", "Hvad siger I?"):
        round_update(round_=round_, questions={"da": asked}, handout=Handout.NONE, **WHO)
    for keep in (True, False):
        file = SimpleUploadedFile(f"Oplæg {names} {keep}.pdf", b"%PDF-1.4")
        attached = attachment_add(meeting=meeting, upload=file, title=f"Af {said}", **WHO)
        if not keep:
            attachment_remove(attachment=attached, **WHO)
    note_takers_set(meeting=meeting, names={1: names}, **WHO)
    board = Board.objects.order_by("pk").first()
    for keep in (True, False):
        wish = wish_make(meeting=meeting, board=board, title=f"Ros til {names} {keep}", why=f"Tak, {said}.", **WHO)
        if not keep:
            wish_withdraw(wish=wish, **WHO)
    guests_add(
        meeting=meeting, lines=[GuestLine(name, "Udvalget", (), False, False) for name in (names, listed)], **WHO
    )
    pack_ask(meeting=meeting, part=PackPart.SIGNS, **WHO)
    chair = address_ensure(kind=AddressKind.BOARD_CHAIR, board=board)
    address_mailbox_set(address=chair, mailbox=mailbox, **WHO)
    municipality_save(accessibility_contact=names, **WHO)
    invitations_set(
        meeting=meeting, addresses=[address_ensure(kind=AddressKind.WHOLE_BOARD, board=board), chair], **WHO
    )
    invitations_send(meeting=meeting, **WHO)


def begin() -> None:
    meeting = _meeting()
    control(meeting=meeting, press="start", seen_version=meeting.control_version, **WHO)
    print(meeting.tables.order_by("number").first().code)  # noqa: T201 (the test reads it)


def hear(names: str, said: str) -> None:
    """Sort what was written, and ask whether the draft fits."""
    for press in ("close", "end"):
        meeting = _meeting()
        control(meeting=meeting, press=press, seen_version=meeting.control_version, **WHO)
    meeting = _meeting()
    theme, point = str(uuid4()), str(uuid4())
    moves = [ThemeCreate(theme, f"Fra {names}"), PointCreate(point, f"Ifølge {names}", theme)]
    notes = [NotePlace(Unit(str(note.pk)), point) for note in meeting.notes.order_by("pk")]
    sorting_moves(meeting=meeting, moves=[*moves, *notes], **WHO)
    sorting_moves(meeting=meeting, moves=[PointState(point, "Én besked om ugen er nok.")], **WHO)
    _draft(meeting, f"Tak til {said}.", 0)
    hearing_open(meeting=meeting, days=3, names_checked=True, **WHO)


def send(said: str, owner: str, email: str) -> None:
    meeting = _meeting()
    hearing_close(meeting=meeting, **WHO)
    for remark in HearingRemark.objects.exclude(verdict="agree"):
        remark_reply(remark=remark, taken=True, reply=f"Tak til {said}.", revision=remark.revision, **WHO)
    draft = _draft(meeting, f"Særlig tak til {said}.", meeting.letter.revision)
    letter_publish(meeting=meeting, number=1, revision=draft.revision, names_checked=True, **WHO)
    point = UUID(meeting.letter.versions.get().content["themes"][0]["points"][0]["ref"])
    answer = Answer(PromiseState.PROMISE, f"Det gør {said}.", owner, None, email, (NOW + timedelta(days=90)).date())
    promise_answer(meeting=meeting, point=point, answer=answer, seen=0, **WHO)


def take_off(listed: str) -> None:
    meeting = _meeting()
    guests_remove(meeting=meeting, guests=list(meeting.guests.filter(name=listed)), **WHO)


def erase_notes() -> None:
    for note in Note.objects.all():
        note_erase(note=note, **WHO)


def _draft(meeting: Meeting, introduction: str, revision: int) -> object:
    texts = {"title": "Tak for i går", "greeting": "Kære alle", "introduction": introduction, "closing": "På gensyn."}
    sender = {"sender_name": "Mette Holm", "sender_title": "Børn og Unge"}
    return letter_save(meeting=meeting, texts={**texts, **sender}, theme_texts={}, revision=revision, **WHO)


def _meeting() -> Meeting:
    return Meeting.objects.get()
