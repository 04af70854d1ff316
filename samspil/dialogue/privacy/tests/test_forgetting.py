# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A person who is taken out of the data: their words and name go from hearings and promises, the counts stay."""

import datetime as dt
import json

import pytest

from samspil.core.audit import Verdict, verify
from samspil.core.models import AuditEntry
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.hearing.queries import figures, waiting
from samspil.dialogue.inviting.actions.invitations import PURPOSE as INVITATION
from samspil.dialogue.models import HearingAsk, HearingRemark, InvitationReply, PromiseAnswer
from samspil.dialogue.promises.actions.mails import REMINDER_KIND, promise_reminders_send
from samspil.dialogue.tests.factories import LATER, InvitationFactory, officer
from samspil.dialogue.tests.hearing_evening import a_hearing
from samspil.dialogue.tests.promise_evening import answer, sent_evening
from samspil.people.addresses.queries import RoleRecipient
from samspil.people.erasure.actions import person_erase, person_export
from samspil.people.links.actions import link_issue, link_used
from samspil.people.models import Person
from samspil.people.tests.factories import PersonFactory, RoleAddressFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def asked(evening) -> Person:
    """Whoever wrote the remark."""
    return Person.objects.get(uuid=evening.remark.ask.key.partition(":")[2])


def test_what_somebody_said_in_a_hearing_is_erased_and_still_counted():
    evening = a_hearing(now=LATER)
    person, before = asked(evening), figures(meeting=evening.meeting)

    exported = person_export(person=person, by=evening.by, now=LATER)
    touched = person_erase(person=person, by=evening.by, now=LATER)
    again = person_erase(person=person, by=evening.by, now=LATER)

    remark = HearingRemark.objects.get()
    assert exported["dialogue"]["høringssvar"][0]["ord"] == "Vi sagde højst én."
    assert (touched["dialogue"] > 0, again["dialogue"]) == (True, 0)
    assert (remark.words, remark.erased_at is None) == ("", False)
    assert str(person.uuid) not in "".join(HearingAsk.objects.values_list("key", flat=True))
    assert figures(meeting=evening.meeting) == before
    # What was said still waits for its answer.
    assert waiting(meeting=evening.meeting, now=LATER).unanswered == 1
    assert verify(AuditEntry.objects.get(action="hearing.answer")) == Verdict.ERASED


@pytest.mark.parametrize(("others", "left"), [(0, ""), (1, "Vi sagde højst én.")])
def test_what_was_said_from_a_roles_mailbox_is_erased_with_the_one_person_whose_it_is(others, left):
    evening = a_hearing(now=LATER)
    address = RoleAddressFactory(mailbox="Hanne@example.org")
    people = [PersonFactory(email="hanne@example.org") for _number in range(1 + others)]
    HearingAsk.objects.filter(pk=evening.remark.ask_id).update(key=f"address:{address.uuid}")

    person_erase(person=people[0], by=evening.by, now=LATER)

    assert HearingRemark.objects.get().words == left


@pytest.mark.parametrize(("others", "left"), [(0, ""), (1, "Jeg bruger kørestol.")])
def test_what_was_answered_from_a_roles_mailbox_is_erased_with_the_one_person_whose_it_is(others, left):
    """Signed with less than a name: only the link tells whose it is."""
    invitation = InvitationFactory(address=RoleAddressFactory(mailbox="hanne@example.org"))
    people = [PersonFactory(email="hanne@example.org") for _number in range(1 + others)]
    scope = {"invitation": str(invitation.uuid), "meeting": str(invitation.meeting.uuid)}
    holder = RoleRecipient("Formanden", "hanne@example.org", "da", f"address:{invitation.address.uuid}")
    link, _token = link_issue(
        purpose=INVITATION, scope=scope, expires_at=LATER + DAY, holder=holder, by=None, now=LATER
    )
    link_used(link=link, now=LATER)
    InvitationReply.objects.create(
        invitation=invitation, coming=True, people=1, access_needs="Jeg bruger kørestol.", answered_at=LATER
    )

    person_erase(person=people[0], by=officer(), now=LATER)

    assert InvitationReply.objects.get().access_needs == left


def test_an_owner_is_forgotten_and_the_promise_stays():
    evening = sent_evening()
    owner = PersonFactory(email="hanne@example.org")
    answer(evening, evening.weekly, due_on=(LATER + DAY).date())
    answer(evening, evening.single, owner_email="en.anden@example.org")

    exported = person_export(person=owner, by=evening.by, now=LATER)
    person_erase(person=owner, by=officer(), now=LATER)
    promise_reminders_send(meeting=evening.meeting, now=LATER + 2 * DAY)

    erased, other = PromiseAnswer.objects.order_by("pk")
    assert json.dumps(exported["dialogue"], ensure_ascii=False).count("Vi samler det i ét brev") == 1
    assert (erased.owner_name, erased.owner_email, erased.state) == ("Slettet person", "", "promise")
    assert other.owner_name == "Hanne Toft"
    reminder = MessageRecipient.objects.get(kind=REMINDER_KIND)
    assert reminder.address == evening.by.email
