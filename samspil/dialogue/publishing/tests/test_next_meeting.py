# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The day that a letter announces becomes the meeting: one entry in calendars, and the letter says what has changed."""

import datetime as dt

import pytest

from samspil.core.tests import rfc5545
from samspil.dialogue.models import Meeting
from samspil.dialogue.planning.actions.changes import meeting_call_off
from samspil.dialogue.planning.actions.plan import meeting_copy, meeting_create, meeting_update
from samspil.dialogue.planning.recipes import RECIPES
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite

DAY = dt.timedelta(days=1)
NEXT = dt.datetime(2026, 12, 20, 16, tzinfo=dt.UTC)


@pytest.fixture
def evening(cast):
    made = an_evening()
    invite(made)
    return made


def _publish(evening, number=1):
    letter = evening.draft(closing=f"Vi ses {{næste møde}}. Udgave {number}.")
    said = "" if number == 1 else "Rettet"
    return letter_publish(
        meeting=evening.meeting, number=number, revision=letter.revision, changes=said, by=evening.by, now=LATER
    )


def _entry(client, version):
    return rfc5545.read(client.get(f"/breve/{version.uuid}/naeste-moede.ics").content)


def test_the_announced_day_keeps_its_name_when_the_meeting_is_made(evening, officer):
    version = _publish(evening)
    (announced,) = _entry(officer, version).events
    made = meeting_copy(meeting=evening.meeting, starts_at=NEXT, by=evening.by, now=LATER)
    taken = officer.get(f"/moeder/{made.uuid}/moede.ics")
    (event,) = rfc5545.read(taken.content).events
    assert event["UID"] == announced["UID"] == made.uid
    assert int(event["SEQUENCE"]) > int(announced["SEQUENCE"])


def test_each_version_of_the_letter_has_a_higher_number_and_the_meeting_the_highest(evening, officer):
    numbers = [int(_entry(officer, _publish(evening, number)).events[0]["SEQUENCE"]) for number in (1, 2, 3)]
    made = meeting_copy(meeting=evening.meeting, starts_at=NEXT, by=evening.by, now=LATER)
    assert numbers == [0, 1, 2]
    assert made.sequence > 2


def test_a_meeting_that_is_not_copied_takes_the_day_too(evening):
    _publish(evening)
    made = meeting_create(recipe=RECIPES[0], title="Det næste", starts_at=NEXT, by=evening.by, now=LATER)
    assert made.uid == evening.meeting.next_uid


def test_one_meeting_takes_it_and_another_day_is_another_meeting(evening):
    _publish(evening)
    other = meeting_copy(meeting=evening.meeting, starts_at=NEXT + 3 * DAY, by=evening.by, now=LATER)
    first = meeting_copy(meeting=evening.meeting, starts_at=NEXT, by=evening.by, now=LATER)
    second = meeting_copy(meeting=evening.meeting, starts_at=NEXT, by=evening.by, now=LATER)
    assert first.uid == evening.meeting.next_uid
    assert (other.uid, second.uid) == (f"{other.uuid}@samspil", f"{second.uuid}@samspil")


def test_the_plan_that_gets_the_day_later_takes_it_unless_somebody_was_written_to(evening):
    _publish(evening)
    made = meeting_copy(meeting=evening.meeting, starts_at=NEXT + DAY, by=evening.by, now=LATER)
    late = meeting_copy(meeting=evening.meeting, starts_at=NEXT + 2 * DAY, by=evening.by, now=LATER)
    Meeting.objects.filter(pk=late.pk).update(invited_at=LATER)
    for meeting in (late, made):
        values = {"starts_at": NEXT, "ends_at": NEXT + dt.timedelta(hours=2)}
        meeting_update(meeting=meeting, values=values, by=evening.by, now=LATER, tell=True)
    assert (late.uid, made.uid) == (f"{late.uuid}@samspil", evening.meeting.next_uid)


def test_the_letter_says_that_the_announced_meeting_is_moved_and_called_off(evening, officer):
    version = _publish(evening)
    made = meeting_copy(meeting=evening.meeting, starts_at=NEXT, by=evening.by, now=LATER)
    page = f"/breve/{version.uuid}/"
    assert "siden brevet blev sendt" not in officer.get(page).text
    values = {"starts_at": NEXT + DAY, "ends_at": NEXT + DAY + dt.timedelta(hours=2)}
    meeting_update(meeting=made, values=values, by=evening.by, now=LATER)
    told = officer.get(page).text
    assert "Næste møde er ændret, siden brevet blev sendt" in told
    assert "mandag 21. december 2026" in told
    assert _entry(officer, version).events[0]["DTSTART"] == "20261221T160000Z"
    meeting_call_off(meeting=made, reason="Salen er under vand.", by=evening.by, now=LATER)
    assert "Næste møde er aflyst" in officer.get(page).text
    cancel = _entry(officer, version)
    assert (cancel.method, cancel.events[0]["UID"]) == ("CANCEL", evening.meeting.next_uid)
