# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the first page says next is true at that moment."""

import datetime as dt
import re
from uuid import uuid4

import pytest

from samspil.delivery.actions.moves import move
from samspil.delivery.enums import Failure, State
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.overview.queries import home as queries
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.dialogue.promises.queries import answers as promises
from samspil.dialogue.publishing import tasks
from samspil.dialogue.publishing.actions.publishing import KIND
from samspil.dialogue.tests import factories
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.dialogue.tests.promise_evening import answer, publish, sent_evening
from tests.made_once import made_once

# What a copy of a mail has to say in each state.
WITH = {
    State.WAITING: {"due_at": LATER},
    State.SENDING: {"leased_by": uuid4(), "lease_until": LATER},
    State.SENT: {"sent_at": LATER, "transport": "smtp"},
    State.FAILED: {"failure": Failure.ADDRESS_UNKNOWN},
    State.IN_DOUBT: {"handing_over_at": LATER},
}
pytestmark = pytest.mark.django_db


def step(evening):
    evening.meeting.refresh_from_db()
    row = queries.row(meeting=evening.meeting, now=LATER)
    assert queries.rows(held=factories.OFFICERS, now=LATER)[0].next == row.next, (
        "the list says what the meeting's own page says"
    )
    return row.next


def an_answered_evening():
    """Every point has an answer; two are to have the letter by mail."""
    evening = sent_evening()
    for point in promises.ledger(meeting=evening.meeting, now=LATER).content.points:
        answer(evening, point.ref)
    return evening


answered = made_once(an_answered_evening)


def states(evening, *wanted):
    """Put the copies of the letter in these states."""
    rows = MessageRecipient.objects.filter(ref=evening.version.uuid, kind=KIND).order_by("pk")
    assert len(rows) == len(wanted)
    for row, state in zip(rows, wanted, strict=True):
        move(row, state, now=LATER, **WITH[state])


def test_a_letter_whose_mails_are_not_written_is_not_called_sent(answered):
    assert (step(answered).title, step(answered).words) == ("Brevet er på vej", "Mailene bliver skrevet nu.")


@pytest.mark.parametrize(
    ("wanted", "title", "words", "idle"),
    [
        ((State.WAITING, State.WAITING), "Brevet er på vej", "0 af 2 mails er sendt.", True),
        ((State.SENT, State.SENDING), "Brevet er på vej", "1 af 2 mails er sendt.", True),
        ((State.FAILED, State.WAITING), "Brevet er på vej", "0 af 2 mails er sendt.", True),
        ((State.SENT, State.SENT), "Se brevet", "Brevet er sendt til alle, der var inviteret.", True),
        (
            (State.SENT, State.FAILED),
            "Én mail med brevet kom ikke frem",
            "1 af 2 mails er sendt. Ret adressen, eller send igen.",
            False,
        ),
        (
            (State.IN_DOUBT, State.FAILED),
            "2 mails med brevet kom ikke frem",
            "0 af 2 mails er sendt. Ret adressen, eller send igen.",
            False,
        ),
    ],
)
def test_the_step_after_publishing_follows_the_mails(answered, wanted, title, words, idle):
    tasks.letter_mails.func(str(answered.version.uuid))
    states(answered, *wanted)

    assert (step(answered).title, step(answered).words, step(answered).idle) == (title, words, idle)


def test_a_letter_that_nobody_was_to_have_is_not_called_sent():
    evening = an_evening()
    publish(evening)
    for point in promises.ledger(meeting=evening.meeting, now=LATER).content.points:
        answer(evening, point.ref)

    assert step(evening).words == "Brevet er lagt frem. Ingen er inviteret, så det er ikke sendt til nogen."


def test_a_plan_that_is_too_long_is_not_called_ready():
    by, starts = factories.officer(), LATER + dt.timedelta(days=20)
    meeting = planning.meeting_create(
        recipe=DIALOGUE_3X15, title="Mødet", place="Salen", starts_at=starts, by=by, now=LATER
    )
    for round_ in meeting.rounds.all():
        planning.round_update(round_=round_, questions={"da": "Hvad virker?"}, handout=round_.handout, by=by, now=LATER)
    meeting.afterwards, meeting.reply_by = "Alle får et brev.", LATER.date()
    meeting.save()
    ready = queries.row(meeting=meeting, now=LATER).next
    item = meeting.agenda.first()
    planning.agenda_item_update(
        item=item, title=item.title, speaker=item.speaker, minutes=item.minutes + 130, by=by, now=LATER
    )

    too_long = queries.row(meeting=meeting, now=LATER).next

    assert ready.title == "Send invitationen"
    assert (too_long.title, too_long.words.split(" minut")[1]) == (
        "Gør aftenen kortere",
        "ter for lang. Ret den, før invitationen sendes.",
    )
    assert too_long.url.endswith("#dag")


def test_when_the_evening_is_long_past_the_next_step_is_the_sorting():
    meeting = factories.live_meeting()
    during = queries.row(meeting=meeting, now=meeting.ends_at).next
    after = queries.row(meeting=meeting, now=meeting.ends_at + dt.timedelta(hours=2)).next

    assert during.title == "Styr aftenen"
    assert after.title == "Sortér noterne"
    assert "/sortering/" in after.url


def test_a_meeting_without_notes_has_none_in_their_places():
    meeting = factories.MeetingFactory(ended=True, tables=1, rounds=1)

    assert "lagt på plads" not in queries.row(meeting=meeting, now=LATER).next.words


def test_the_door_to_the_sorting_tells_of_notes_and_not_of_invitations(cast, client):
    client.force_login(cast.officer)
    meeting = factories.MeetingFactory(tables=1, rounds=1)
    door = r'/sortering/">.*?<small>(.*?)</small>'
    before = re.search(door, client.get(f"/moeder/{meeting.uuid}/").text)[1]
    factories.NoteFactory(table=meeting.tables.get(), round=meeting.rounds.get())

    after = re.search(door, client.get(f"/moeder/{meeting.uuid}/").text)[1]

    assert (before, after) == ("Ingen noter endnu", "0 af 1 note er lagt på plads")


def test_no_step_of_a_meeting_claims_that_mails_are_sent_before_they_are():
    """After the letter comes what is promised; »Sendt« stood beside »0 af 33 er sendt«."""
    evening = an_evening()
    publish(evening)
    evening.meeting.refresh_from_db()
    assert not MessageRecipient.objects.filter(state=State.SENT).exists()

    row = queries.row(meeting=evening.meeting, now=LATER)

    assert row.steps[row.now] == "Løfterne"
    assert [step for step in row.steps if "endt" in step] == []
