# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What comes after a class's own meeting: hearing, letter and promises reach each guardian by themselves."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from samspil.delivery.models import MessageRecipient
from samspil.dialogue.hearing.actions import hearing_open
from samspil.dialogue.hearing.queries import to_ask
from samspil.dialogue.inviting.actions import change_mails_send
from samspil.dialogue.models import InvitationReply, MailRhythm
from samspil.dialogue.overview.actions import link_renew
from samspil.dialogue.promises.actions.mails import DIGEST_KIND
from samspil.dialogue.promises.actions.rhythms import rhythm_choose
from samspil.dialogue.promises.enums import Rhythm
from samspil.dialogue.promises.tests.test_promise_rounds import tick
from samspil.dialogue.publishing.actions.publishing import KIND, letter_send
from samspil.dialogue.tests.class_meeting import DAY, EARLY, OfClass, of_class
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.dialogue.tests.promise_evening import answer, publish
from samspil.people.links.actions import link_issue
from samspil.people.models import AccessLink, Enrolment, Guardianship, Person
from tests.made_once import made_once

HOUR = dt.timedelta(hours=1)


class Evening:
    """The evening of a class whose guardians were invited."""

    def __init__(self) -> None:
        self.evening = an_evening()
        self.of: OfClass = of_class(self.evening.meeting)
        self.of.invite()
        self.evening.meeting.refresh_from_db()

    def reached(self, kind: str) -> set[object]:
        return set(MessageRecipient.objects.filter(kind=kind).values_list("person_uuid", flat=True))


evening = made_once(Evening)


def letter_link(made: Evening, person: Person) -> tuple[AccessLink, str]:
    pupils = list(Guardianship.objects.filter(guardian=person).values_list("pupil_id", flat=True))
    return link_issue(
        purpose="letter", scope={"letter": str(made.evening.version.letter.uuid)}, expires_at=LATER + 300 * DAY,
        person=person, pupils=pupils, by=None, now=LATER,
    )  # fmt: skip


def leave(person: Person, day: dt.date) -> None:
    pupils = Guardianship.objects.filter(guardian=person).values("pupil")
    Enrolment.objects.filter(pupil__in=pupils).update(until_on=day)


def test_the_hearing_leaves_out_who_said_no_and_who_may_not_be_written_to(evening: Evening) -> None:
    of = evening.of
    assert {holder.person_pk for _address, holder in to_ask(meeting=of.meeting, now=LATER)} == {of.anna.pk, of.dina.pk}

    InvitationReply.objects.create(
        invitation=of.row(of.anna), coming=False, answered_at=EARLY, sequence=of.meeting.sequence
    )
    assert {holder.person_pk for _address, holder in to_ask(meeting=of.meeting, now=LATER)} == {of.dina.pk}
    Guardianship.objects.filter(guardian=of.dina).update(contact_allowed=False)
    assert to_ask(meeting=of.meeting, now=LATER) == []


def test_a_class_that_is_split_after_the_meeting_is_asked_and_reads_the_letter_all_the_same(evening: Evening) -> None:
    of = evening.of
    leave(of.anna, LATER.date() - 2 * DAY)
    evening.evening.draft()

    hearing_open(meeting=of.meeting, days=5, names_checked=True, by=of.teacher, now=LATER)
    assert evening.reached("hearing") == {of.anna.uuid, of.dina.uuid}
    of.meeting.hearings.update(closed_at=LATER)
    letter_send(version=publish(evening.evening), by=of.teacher, now=LATER)

    assert evening.reached(KIND) == {of.anna.uuid, of.dina.uuid}
    assert not AccessLink.objects.filter(purpose__in=["hearing", "letter"], role_address__isnull=False).exists()
    _link, token = letter_link(evening, of.anna)
    with time_machine.travel(LATER, tick=False):
        url = reverse("dialogue:letter-link", args=[token])
        assert Client().get(url).status_code == 200
        Guardianship.objects.filter(guardian=of.anna).update(until_on=LATER.date())
        assert Client().get(url).status_code == 404


def test_a_guardian_chooses_for_themselves_how_often_promises_are_told(evening: Evening) -> None:
    of = evening.of
    publish(evening.evening)
    link, token = letter_link(evening, of.anna)
    with time_machine.travel(LATER, tick=False):
        page = reverse("dialogue:letter-link-mails", args=[token])
        assert "Valget gælder kun de mails, du selv får." in Client().get(page).text
        Client().post(page, {"rhythm": Rhythm.NEVER})
    chosen = MailRhythm.objects.get()
    assert (chosen.address, chosen.person, chosen.rhythm) == (None, of.anna, Rhythm.NEVER)

    answer(evening.evening, evening.evening.weekly, now=LATER, by=of.teacher)
    assert tick(evening.evening, LATER + DAY) == 1
    assert evening.reached(DIGEST_KIND) == {of.dina.uuid}

    # Back to Mondays: only what came after that is told, and to that guardian alone.
    rhythm_choose(link=link, rhythm=Rhythm.WEEKLY, now=LATER + DAY)
    answer(evening.evening, evening.evening.single, now=LATER + 2 * DAY, by=of.teacher)
    tick(evening.evening, LATER + 3 * DAY)
    assert MessageRecipient.objects.filter(kind=DIGEST_KIND, person_uuid=of.anna.uuid).count() == 0
    assert MessageRecipient.objects.filter(kind=DIGEST_KIND, person_uuid=of.dina.uuid).count() == 2
    tick(evening.evening, LATER + 10 * DAY)
    assert MessageRecipient.objects.filter(kind=DIGEST_KIND, person_uuid=of.anna.uuid).count() == 1
    assert tick(evening.evening, LATER + 17 * DAY) == 0


def test_nobody_is_told_of_promises_who_left_the_guardians(evening: Evening) -> None:
    publish(evening.evening)
    answer(evening.evening, evening.evening.weekly, now=LATER, by=evening.of.teacher)
    Guardianship.objects.filter(guardian=evening.of.dina).update(until_on=LATER.date())
    tick(evening.evening, LATER + DAY)
    assert evening.reached(DIGEST_KIND) == {evening.of.anna.uuid}


def test_no_officer_reads_a_mail_of_the_class_or_has_it_sent_to_another_address(
    evening: Evening, officer: Client
) -> None:
    of = evening.of
    evening.evening.draft()
    hearing_open(meeting=of.meeting, days=5, names_checked=True, by=of.teacher, now=LATER)
    of.meeting.hearings.update(closed_at=LATER)
    letter_send(version=publish(evening.evening), by=of.teacher, now=LATER)
    answer(evening.evening, evening.evening.weekly, now=LATER, by=of.teacher)
    tick(evening.evening, LATER + DAY)
    change_mails_send(meeting=of.meeting, by=of.teacher, now=LATER)
    link = AccessLink.objects.filter(purpose="letter", person=of.anna).latest("pk")
    link_renew(meeting=of.meeting, link=link, by=of.teacher, now=LATER)

    mails = MessageRecipient.objects.exclude(message__closed=True)
    assert MessageRecipient.objects.values("kind").distinct().count() >= 6
    assert list(mails.values_list("kind", flat=True)) == []
    outbox = officer.get(reverse("delivery:outbox")).text
    assert of.anna.name in outbox
    assert of.meeting.title not in outbox
    assert evening.evening.version.content["title"] not in outbox


@pytest.mark.parametrize("person", ["anna", "dina"])
def test_the_answer_page_of_one_says_nothing_of_another(evening: Evening, person: str) -> None:
    of = evening.of
    with time_machine.travel(EARLY, tick=False):
        text = Client().get(of.answer_url(getattr(of, person))).text
    assert "Voksen" not in text
    assert "Barn" not in text
