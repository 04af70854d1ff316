# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A class's guardians are invited one by one: each with a link, an answer and a place of their own."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from samspil.core.errors import Refused
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting.actions import invitations_send, reminders_send
from samspil.dialogue.inviting.queries import answers, guardians_unreached, people_written_to
from samspil.dialogue.models import Guest, Invitation, InvitationReply
from samspil.dialogue.publishing.queries.versions import recipient_count
from samspil.dialogue.seating.actions.guests import guests_fill
from samspil.dialogue.tests.class_meeting import DAY, EARLY, OfClass, adult, of_class
from samspil.people.erasure.actions import person_erase, person_export
from samspil.people.models import AccessLink, Enrolment, Guardianship, Person
from samspil.people.roles.queries.held import roles_of
from samspil.people.tests import factories as make
from tests.made_once import made_once

parents = made_once(of_class)
SOON = EARLY + DAY


@pytest.fixture(autouse=True)
def _the_day(parents: OfClass):
    with time_machine.travel(EARLY, tick=False):
        yield


@pytest.fixture
def teacher(parents: OfClass, client: Client) -> Client:
    client.force_login(parents.teacher)
    return client


def page_of(parents: OfClass, more: str = "") -> str:
    return f"/moeder/{parents.meeting.uuid}/invitation/{more}"


def answer(parents: OfClass, person: Person, now: dt.datetime = EARLY, **said: str):
    with time_machine.travel(now, tick=False):
        return Client().post(parents.answer_url(person, now), {"coming": "yes", "people": "1", "seen": "0"} | said)


def test_each_guardian_whom_a_mail_reaches_gets_a_row_a_mail_and_a_link_of_their_own(parents: OfClass) -> None:
    sent = parents.invite()

    assert (sent.mails, sent.empty) == (2, ())
    assert {row.person for row in parents.meeting.invitations.all()} == {parents.anna, parents.dina}
    assert not parents.meeting.invitations.filter(invited_at__isnull=True).exists()
    assert set(AccessLink.objects.values_list("person", "as_guardian")) == {
        (parents.anna.pk, True),
        (parents.dina.pk, True),
    }
    assert people_written_to(meeting=parents.meeting, now=SOON) == 2
    with pytest.raises(Refused, match="ingen nye"):
        invitations_send(meeting=parents.meeting, by=parents.teacher, now=SOON)
    assert parents.invite(SOON).mails == 0
    assert MessageRecipient.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(meeting=parents.meeting, address=parents.address, person=parents.anna)


def test_the_teacher_invites_the_class_with_one_press_after_a_look_at_the_mail(
    parents: OfClass, teacher: Client
) -> None:
    board = make.RoleAddressFactory(board__school=parents.school_class.school)
    assert "Invitér forældrene i 3.a, og se mailen" in teacher.get(page_of(parents)).text

    shown = teacher.post(page_of(parents), {"all": "klasse"}, follow=True)

    assert shown.redirect_chain == [(page_of(parents, "se/"), 302)]
    assert "2 mails er klar. De er ikke sendt endnu." in shown.text
    assert "Du får mailen, fordi du er voksen for et barn i 3.a." in shown.text
    assert not parents.meeting.invitations.filter(address=board).exists()
    sent = teacher.post(page_of(parents, "send/"), follow=True).text
    assert "2 mails er på vej." in sent
    assert "0 af 2 har svaret. Hver forælder svarer for sig. 0 kommer." in sent
    # Who was asked is no choice any more, and the class is not offered again.
    assert 'value="klasse"' not in sent
    assert sent.count('type="checkbox"') == 1


def test_who_is_not_reached_is_named_to_the_teacher_as_soon_as_the_class_is_on_the_list(
    parents: OfClass, teacher: Client
) -> None:
    assert "Mailen når ikke alle" not in teacher.get(page_of(parents)).text
    parents.invite()

    text = teacher.get(page_of(parents)).text

    assert "Mailen når ikke alle" in text
    for words in ("Bo Voksen", "voksen for Ali Barn", "Carl Voksen", "Finn Barn", "Dina Voksen"):
        assert words in text
    found = guardians_unreached(
        meeting=parents.meeting, answers=answers(meeting=parents.meeting), viewer=None, now=EARLY,
        held=roles_of(user=parents.teacher, now=EARLY),
    )  # fmt: skip
    assert [row.name for row in found.without_email] == ["Bo Voksen"]
    assert [row.name for row in found.no_contact] == ["Carl Voksen"]
    assert found.nobody == ("Finn Barn",)


def test_a_protected_name_is_masked_for_who_does_not_work_there(parents: OfClass) -> None:
    parents.invite()
    Person.objects.filter(pk=parents.bo.pk).update(name_protected=True)

    found = answers(meeting=parents.meeting)
    unreached = guardians_unreached(
        meeting=parents.meeting, answers=found, held=frozenset(), viewer=None, now=EARLY
    )  # fmt: skip

    assert sorted(row.title for row in found.rows) == ["Anna Voksen", "Navnet er beskyttet"]
    assert [row.name for row in unreached.without_email] == ["Navnet er beskyttet"]


def test_guardians_who_came_after_are_offered_and_the_others_get_nothing_twice(
    parents: OfClass, teacher: Client
) -> None:
    parents.invite()
    pupil = make.EnrolmentFactory(school_class=parents.school_class).pupil
    new = adult("Ny", pupil).guardian
    assert 'value="klasse"' in teacher.get(page_of(parents)).text

    assert parents.invite(SOON).mails == 1

    assert parents.row(new).invited_at == SOON
    assert parents.meeting.invitations.count() == 3
    assert 'value="klasse"' not in teacher.get(page_of(parents)).text


def test_each_answers_for_themselves_and_counts_once(parents: OfClass, teacher: Client) -> None:
    parents.invite()
    url = parents.answer_url(parents.anna)
    page = Client().get(url).text
    assert "Tæl kun dem med, der ikke selv har fået et link." in page
    assert 'name="people" value="1"' in page
    assert "answered_by" not in page

    answer(parents, parents.anna)
    again = Client().get(url).text
    assert "Svaret er givet" in again
    assert "jer alle" not in again
    assert "Forældrene i klassen, 3.a" not in again.partition("I har svaret")[2]
    answer(parents, parents.dina, coming="no")

    found = answers(meeting=parents.meeting)
    assert (found.asked, found.answered, found.people, found.silent) == (2, 2, 1, 0)
    assert "Anna Voksen" in teacher.get("/").text
    assert "Dina Voksen" in teacher.get("/").text


def test_a_reminder_goes_to_the_silent_alone_while_they_are_there(parents: OfClass) -> None:
    parents.invite()
    answer(parents, parents.anna)
    assert reminders_send(meeting=parents.meeting, by=parents.teacher, now=SOON).mails == 1
    Guardianship.objects.filter(guardian=parents.dina).update(contact_allowed=False)

    sent = reminders_send(meeting=parents.meeting, by=parents.teacher, now=SOON + 2 * DAY)

    # The class's address is not asked about: whoever may not be written to is named by a mask.
    assert (sent.mails, sent.empty) == (0, ("Navnet er beskyttet",))


@pytest.mark.parametrize("ended", [{"until_on": EARLY.date()}, {"contact_allowed": False}])
def test_nothing_reaches_whoever_is_no_guardian_or_may_not_be_written_to(
    parents: OfClass, ended: dict[str, object]
) -> None:
    parents.invite()
    url = parents.answer_url(parents.anna)
    Guardianship.objects.filter(guardian=parents.anna).update(**ended)

    assert Client().get(url).status_code == 404
    assert people_written_to(meeting=parents.meeting, now=SOON) == 1
    assert recipient_count(meeting=parents.meeting, now=SOON) == 1


def test_a_child_who_leaves_before_the_meeting_takes_the_link_along_and_after_it_not_the_letter(
    parents: OfClass,
) -> None:
    parents.invite()
    url = parents.answer_url(parents.anna)
    after = parents.meeting.ends_at + DAY
    Enrolment.objects.filter(pupil=parents.ties["anna"].pupil).update(until_on=SOON.date())

    with time_machine.travel(SOON, tick=False):
        assert Client().get(url).status_code == 404
    assert recipient_count(meeting=parents.meeting, now=SOON) == 1
    assert recipient_count(meeting=parents.meeting, now=after) == 1

    Enrolment.objects.filter(pupil=parents.ties["anna"].pupil).update(until_on=after.date())
    assert recipient_count(meeting=parents.meeting, now=after) == 2


def test_a_seat_bears_the_guardians_name_but_for_one_that_is_protected(parents: OfClass) -> None:
    parents.invite()
    answer(parents, parents.anna, people="2")
    answer(parents, parents.dina, languages="arabisk")

    for _press in range(2):
        guests_fill(meeting=parents.meeting, by=parents.teacher, now=EARLY)

    found = [(guest.name, guest.unnamed, guest.group) for guest in parents.meeting.guests.order_by("pk")]
    assert found == [("Anna Voksen", False, ""), ("Forælder 1", True, ""), ("Forælder 2", True, "")]
    assert Guest.objects.get(name="Forælder 2").languages == ["ar"]


def test_what_a_guardian_answered_is_told_to_them_and_goes_with_them(parents: OfClass) -> None:
    parents.invite()
    answer(parents, parents.anna, languages="polsk", access_needs="En plads ved døren")
    told = person_export(person=parents.anna, by=None, now=EARLY)["dialogue"]
    assert told["svar på invitationer"] == [
        {
            "møde": "Forældremøde i 3.a", "dato": EARLY.isoformat(), "kommer": True, "antal": 1, "sprog": "polsk",
            "behov": "En plads ved døren",
        }
    ]  # fmt: skip

    person_erase(person=parents.anna, by=None, now=EARLY)

    reply = InvitationReply.objects.get()
    assert (reply.coming, reply.people) == (True, 1)
    assert not any((reply.languages, reply.access_needs, reply.answered_by))
    assert "Anna" not in str([row.title for row in answers(meeting=parents.meeting).rows])


def test_many_guardians_are_listed_and_written_to_without_a_query_for_each(
    parents: OfClass, teacher: Client, django_assert_max_num_queries
) -> None:
    parents.invite()
    teacher.get(page_of(parents))
    with django_assert_max_num_queries(60) as few:
        teacher.get(page_of(parents))
    for number in range(4):
        adult(f"Ny{number}", make.EnrolmentFactory(school_class=parents.school_class).pupil)
    parents.invite(SOON)
    with django_assert_max_num_queries(len(few)):
        teacher.get(page_of(parents))
