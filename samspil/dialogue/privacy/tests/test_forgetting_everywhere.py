# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A person who was erased stands in no column, no file, no mail and no line of the log."""

import logging

import pytest

from samspil.core import clock
from samspil.core.tests.everywhere import places
from samspil.dialogue.meetings.enums import Handout
from samspil.dialogue.models import Guest, InvitationReply, Letter, MeetingTable, PromiseAnswer
from samspil.dialogue.planning.actions.plan import round_update
from samspil.dialogue.planning.actions.printing import pack_ask, pack_draw
from samspil.dialogue.planning.enums import PackPart
from samspil.dialogue.publishing.actions.publishing import letter_publish, letter_send
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite
from samspil.dialogue.tests.promise_evening import answer
from samspil.people.erasure.actions import person_erase
from samspil.people.persons.actions import person_change

pytestmark = pytest.mark.django_db
NAME, EMAIL, LOCAL, PHONE = "Ibenholt Kragelund", "ibk.kragelund@example.org", "ibk.kragelund", "23456789"
STRINGS = (NAME, EMAIL, LOCAL, PHONE, "23 45 67 89")


def test_a_persons_strings_are_nowhere_once_they_are_erased(caplog):
    caplog.set_level(logging.DEBUG)
    evening = an_evening()
    invite(evening)
    seat = evening.meeting.invitations.get().address.board.seats.order_by("pk").first()
    person = person_change(
        person=seat.person,
        by=evening.by,
        now=LATER,
        given_name="Ibenholt",
        family_name="Kragelund",
        email=EMAIL,
        phone=PHONE,
    )
    invitation = evening.meeting.invitations.get()
    InvitationReply.objects.create(
        invitation=invitation,
        coming=True,
        people=1,
        answered_by=NAME,
        access_needs=f"Teleslynge til {NAME}, ring {PHONE}",
        answered_at=LATER,
    )
    Guest.objects.create(meeting=evening.meeting, name=NAME)
    MeetingTable.objects.filter(meeting=evening.meeting, number=1).update(note_taker=NAME)
    round_ = evening.meeting.rounds.first()
    for asked in (f"Hvad siger {NAME}?", f"Skriv til {EMAIL}. Hvad siger I?"):
        questions = {"da": asked, "en": f"Ask {NAME}."}
        round_update(round_=round_, questions=questions, handout=Handout.NONE, by=evening.by, now=LATER)
    signs = pack_ask(meeting=evening.meeting, part=PackPart.SIGNS, by=evening.by, now=LATER)
    assert pack_draw(uuid=signs.uuid, now=clock.now)
    evening.draft(introduction=f"Tak til {NAME} ({EMAIL}).", sender_name=NAME)
    evening.draft(introduction=f"Tak til alle. Ring {PHONE}.", sender_name=NAME)
    letter = evening.draft(sender_name=NAME, closing=f"Skriv til {EMAIL}.")
    version = letter_publish(meeting=evening.meeting, number=1, revision=letter.revision, by=evening.by, now=LATER)
    letter_send(version=version, by=evening.by, now=LATER)
    Letter.objects.update(theme_texts={evening.fewer: f"Spørg {NAME}."})
    answer(evening, evening.weekly, owner_name=NAME, owner_email=EMAIL, words=f"Det gør {NAME}. Skriv til {EMAIL}.")
    stands = {"invitationreply.answered_by", "guest.name", "promiseanswer.words", "printpack.content"}
    assert {f"dialogue_{where}" for where in stands} | {"core_textversion.body"} <= places(*STRINGS)

    person_erase(person=person, by=evening.by, now=LATER)

    assert places(*STRINGS) == set()
    assert not [line for line in caplog.messages if any(said in line for said in STRINGS)]
    assert (InvitationReply.objects.get().people, PromiseAnswer.objects.get().state) == (1, "promise")
