# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The calendar entry of a meeting: in the mail, by the personal link, and for the officer."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samspil.core.tests import rfc5545
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting import actions
from samspil.dialogue.models import Meeting
from samspil.dialogue.tests import factories
from samspil.people.links.actions import link_issue
from samspil.people.tests.factories import BoardSeatFactory, PersonFactory, RoleAddressFactory
from tests.cast import Cast

NOW = factories.EVENING - dt.timedelta(days=30)


@pytest.fixture
def meeting(db: None) -> Meeting:
    return factories.MeetingFactory(tables=2, rounds=1, title="Trivsel; hjem, skole")


def _invite(meeting: Meeting, language: str) -> None:
    seat = BoardSeatFactory(is_chair=True, person=PersonFactory(language=language))
    address = RoleAddressFactory(board=seat.board)
    actions.invitations_set(
        meeting=meeting,
        addresses=[*(row.address for row in meeting.invitations.all()), address],
        by=meeting.created_by,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("language", "name", "summary"),
    [
        ("da", "moede.ics", "Trivsel; hjem, skole"),
        ("en", "meeting.ics", "Dialogue meeting: Trivsel; hjem, skole"),
        ("ar", "اجتماع.ics", "اجتماع حوار: Trivsel; hjem, skole"),
        ("pl", "moede.ics", "Trivsel; hjem, skole"),
    ],
)
def test_each_reader_gets_the_entry_in_their_own_language(
    meeting: Meeting, language: str, name: str, summary: str
) -> None:
    _invite(meeting, "da")
    _invite(meeting, language)
    # Whatever the officer who presses reads.
    with translation.override("en" if language != "en" else "ar"):
        actions.invitations_send(meeting=meeting, by=meeting.created_by, now=NOW)
    row = MessageRecipient.objects.get(language=language, pk=MessageRecipient.objects.latest("pk").pk)
    (file,) = row.attachments.all()
    read = rfc5545.read(bytes(file.content))
    assert (file.name, file.method, read.method) == (name, "PUBLISH", "PUBLISH")
    assert rfc5545.text(read.events[0]["SUMMARY"]) == summary
    assert read.events[0]["UID"] == f"{meeting.uuid}@samspil"


def test_the_personal_link_gives_the_same_entry(meeting: Meeting, client: Client) -> None:
    invitation = factories.InvitationFactory(meeting=meeting)
    _link, token = link_issue(
        purpose=actions.PURPOSE,
        scope={"invitation": str(invitation.uuid)},
        expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=1),
        by=None,
        now=dt.datetime.now(dt.UTC),
    )
    made = client.get(reverse("dialogue:invitation-ics", args=[token]))
    (event,) = rfc5545.read(made.content).events
    assert (event["UID"], event["SEQUENCE"]) == (meeting.uid, "0")
    assert made.headers["Content-Disposition"] == 'attachment; filename="moede.ics"'


def test_an_officer_takes_the_entry_from_the_meeting(meeting: Meeting, cast: Cast, officer: Client) -> None:
    made = officer.get(reverse("dialogue:meeting-ics", args=[meeting.uuid]))
    assert [event["UID"] for event in rfc5545.read(made.content).events] == [meeting.uid]
