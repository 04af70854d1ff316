# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Another day, time or place, or none: who relies on it is told, once, and what they answered waits to be confirmed."""

import datetime as dt
import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.core.tests import rfc5545
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting import actions
from samspil.dialogue.inviting.mails import CHANGED, INVITE
from samspil.dialogue.inviting.queries import answers, holding
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.models import InvitationReply, Meeting
from samspil.dialogue.planning.actions.changes import AskFirst, meeting_call_off
from samspil.dialogue.planning.actions.plan import agenda_item_add, meeting_later, meeting_update
from samspil.dialogue.planning.forms.meeting import MeetingForm
from samspil.dialogue.tests import factories
from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory
from tests.cast import Cast

# The pages read the clock: the meeting lies ahead of it.
NOW = clock.now().replace(microsecond=0)
# At an hour of the day that no meeting of it crosses midnight, whenever the tests run.
SOON = (NOW + dt.timedelta(days=40)).replace(hour=15, minute=0, second=0)
DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(db: None) -> Meeting:
    """Written to three persons: the members of one board, one of whom is its chair and invited as such too."""
    made = factories.MeetingFactory(tables=1, rounds=1, starts_at=SOON, title="Trivsel i skolen")
    seats = [BoardSeatFactory(is_chair=True)]
    board = seats[0].board
    seats += [BoardSeatFactory(board=board) for _ in range(2)]
    addresses = [RoleAddressFactory(kind=kind, board=board) for kind in ("formand", "bestyrelse")]
    actions.invitations_set(meeting=made, addresses=addresses, by=made.created_by, now=NOW)
    actions.invitations_send(meeting=made, by=made.created_by, now=NOW)
    return made


def _move(meeting: Meeting, *, tell: bool = True, days: int = 1, now: dt.datetime = NOW) -> None:
    moved = {"starts_at": meeting.starts_at + days * DAY, "ends_at": meeting.ends_at + days * DAY}
    meeting_update(meeting=meeting, values=moved, by=meeting.created_by, now=now, tell=tell)


def _told() -> list[MessageRecipient]:
    return list(MessageRecipient.objects.filter(kind=CHANGED).order_by("pk"))


def _files(row: MessageRecipient) -> list[rfc5545.Read]:
    return [rfc5545.read(bytes(file.content)) for file in row.attachments.order_by("pk")]


def _tokens(kind: str = "invitation") -> list[str]:
    rows = MessageRecipient.objects.filter(kind=kind).order_by("pk")
    return [re.search(r"/svar/([^/\s]+)/", row.text)[1] for row in rows]


def _answer(client: Client, token: str, **values: object) -> object:
    page = reverse("dialogue:invitation-answer", args=[token])
    return client.post(page, {"coming": "yes", "people": 3, **values})


def test_nothing_is_saved_before_the_officer_knows_that_people_are_told(meeting: Meeting) -> None:
    before = meeting.starts_at
    with pytest.raises(AskFirst, match="3 har fået") as asked:
        _move(meeting, tell=False)
    meeting.refresh_from_db()
    assert (asked.value.people, meeting.starts_at, meeting.sequence, _told()) == (3, before, 0, [])


@pytest.mark.parametrize(
    "change", [{"place": "Hallen"}, {"ends_at": SOON + dt.timedelta(hours=4)}, {"starts_at": SOON - DAY}]
)
def test_day_time_and_place_are_each_told(meeting: Meeting, change: dict[str, object]) -> None:
    with pytest.raises(AskFirst):
        meeting_update(meeting=meeting, values=change, by=meeting.created_by, now=NOW)


def test_to_end_later_is_a_change_too(meeting: Meeting) -> None:
    with pytest.raises(AskFirst):
        meeting_later(meeting=meeting, minutes=10, by=meeting.created_by, now=NOW)


def test_other_words_are_saved_without_a_mail(meeting: Meeting) -> None:
    meeting_update(meeting=meeting, values={"afterwards": "Et brev."}, by=meeting.created_by, now=NOW)
    assert (meeting.sequence, _told()) == (0, [])


def test_each_person_is_told_once_what_changed_with_the_same_entry_of_a_higher_number(meeting: Meeting) -> None:
    _move(meeting)
    meeting_update(meeting=meeting, values={"place": "Hallen"}, by=meeting.created_by, now=NOW, tell=True)
    rows = _told()
    assert len(rows) == 6
    assert len({row.address for row in rows}) == 3
    assert "Før: Ådal Rådhus" in rows[-1].text
    assert "Nu: Hallen" in rows[-1].text
    assert "Nu: Hallen" not in rows[0].text
    (first,), (last,) = _files(rows[0]), _files(rows[-1])
    assert (first.method, last.method) == ("PUBLISH", "PUBLISH")
    assert [entry.events[0]["SEQUENCE"] for entry in (first, last)] == ["1", "2"]
    assert {entry.events[0]["UID"] for entry in (first, last)} == {meeting.uid}
    assert last.events[0]["LOCATION"] == "Hallen"


def test_a_retry_sends_nothing_twice(meeting: Meeting) -> None:
    _move(meeting)
    actions.change_mails_send(meeting=meeting, by=meeting.created_by, now=NOW)
    same = {"starts_at": meeting.starts_at, "place": meeting.place}
    meeting_update(meeting=meeting, values=same, by=meeting.created_by, now=NOW, tell=True)
    assert (len(_told()), meeting.sequence) == (3, 1)


# It counts from where the meeting is: it need not be made anew for each example.
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["day", "place", "same", "title", "retry"]), max_size=6))
def test_each_change_is_told_once_whatever_is_pressed(meeting: Meeting, presses: list[str]) -> None:
    told, number = len(_told()), meeting.sequence
    for press in presses:
        values = {
            "day": {"starts_at": meeting.starts_at + DAY, "ends_at": meeting.ends_at + DAY},
            "place": {"place": meeting.place[:20] + "x" if meeting.place[-1] != "x" else "Hallen"},
            "title": {"title": f"{meeting.title[:20]}!"},
        }.get(press, {"place": meeting.place})
        meeting_update(meeting=meeting, values=values, by=meeting.created_by, now=NOW, tell=True)
        if press == "retry" and meeting.sequence:
            actions.change_mails_send(meeting=meeting, by=meeting.created_by, now=NOW)
    changed = sum(press in {"day", "place"} for press in presses)
    assert (meeting.sequence - number, len(_told()) - told) == (changed, 3 * changed)
    assert [change.sequence for change in meeting.changes.order_by("sequence")] == list(range(1, meeting.sequence + 1))


def test_an_answer_is_to_the_old_day_until_it_is_confirmed(meeting: Meeting, client: Client) -> None:
    token = _tokens()[0]
    _answer(client, token, seen=0)
    assert answers(meeting=meeting).people == 3
    _move(meeting)
    found = answers(meeting=meeting)
    assert (found.people, found.answered, found.to_the_old_day, found.silent) == (0, 0, 1, 1)
    assert not holding(meeting=meeting).exists()
    page = client.get(reverse("dialogue:invitation-answer", args=[token])).text
    assert "Jeres svar gælder det gamle" in page
    assert page.count("Før:") == 1
    _answer(client, token, seen=1)
    found = answers(meeting=meeting)
    assert (found.people, found.to_the_old_day) == (3, 0)
    assert "Jeres svar gælder det gamle" not in client.get(reverse("dialogue:invitation-answer", args=[token])).text


def test_moved_and_moved_back_is_said_as_it_is(meeting: Meeting, client: Client) -> None:
    token = _tokens()[0]
    _answer(client, token, seen=0)
    _move(meeting)
    _move(meeting, days=-1)
    page = client.get(reverse("dialogue:invitation-answer", args=[token])).text
    assert "Dag, tid og sted er, som de var." in page
    assert "gælder det gamle" not in page
    assert "Passer jeres svar stadig?" in page


def test_who_answered_a_page_with_the_old_day_has_not_answered(meeting: Meeting, client: Client) -> None:
    _move(meeting)
    refused = _answer(client, _tokens()[0], seen=0)
    assert "Intet er gemt" in refused.text
    assert 'name="seen" value="1"' in refused.text
    assert answers(meeting=meeting).answered == 0


def test_the_link_in_the_mail_of_a_change_opens_the_answer(meeting: Meeting, client: Client) -> None:
    _move(meeting)
    assert client.get(reverse("dialogue:invitation-answer", args=[_tokens(CHANGED)[0]])).status_code == 200


def test_who_has_answered_to_the_old_day_can_be_reminded(meeting: Meeting, client: Client) -> None:
    for token in _tokens()[:2]:
        _answer(client, token)
    _move(meeting)
    sent = actions.reminders_send(meeting=meeting, by=meeting.created_by, now=NOW)
    assert sent.mails == 3


def test_called_off_is_a_cancel_of_the_same_entry_with_the_reason(meeting: Meeting, client: Client) -> None:
    token = _tokens()[0]
    _answer(client, token)
    meeting_call_off(meeting=meeting, reason="Salen er under vand.", by=meeting.created_by, now=NOW)
    rows = _told()
    assert len(rows) == 3
    assert "Mødet er aflyst" in rows[0].subject
    assert "Salen er under vand." in rows[0].text
    assert "/svar/" not in rows[0].text
    (cancel,) = _files(rows[0])
    assert (cancel.method, cancel.events[0]["UID"], cancel.events[0]["SEQUENCE"]) == ("CANCEL", meeting.uid, "1")
    page = client.get(reverse("dialogue:invitation-answer", args=[token])).text
    assert "Salen er under vand." in page
    assert "<form" not in page
    assert _answer(client, token).status_code == 422


def _unsent(kind: str = INVITE) -> list[MessageRecipient]:
    return list(MessageRecipient.objects.filter(kind=kind, state__in=["waiting", "failed"]).order_by("pk"))


def test_reported_no_invitation_comes_after_the_meeting_was_called_off(meeting: Meeting) -> None:
    """The mail server was away: what waits would say come, after those who got their mail were told not to."""
    _tried(MessageRecipient.objects.filter(kind=INVITE).first())
    actions.reminders_send(meeting=meeting, by=meeting.created_by, now=NOW + 3 * DAY)
    _move(meeting)
    assert len(_unsent("reminder")) == 3
    meeting_call_off(meeting=meeting, reason="Salen er under vand.", by=meeting.created_by, now=NOW)
    assert (_unsent(), _unsent("reminder")) == ([], [])
    assert ["Mødet er aflyst" in row.subject for row in _unsent(CHANGED)] == [True] * 3


def test_the_calendar_is_offered_to_those_who_come(meeting: Meeting, client: Client) -> None:
    token = _tokens()[0]
    page = reverse("dialogue:invitation-answer", args=[token])
    for coming, offered in (("yes", True), ("no", False)):
        seen = re.search(r'name="seen_answer" value="([^"]*)"', client.get(page).text)
        answered = client.post(
            page, {"coming": coming, "people": 3, "seen_answer": seen[1] if seen else ""}, follow=True
        )
        assert ("Læg mødet i kalenderen" in answered.text) is offered


def test_reported_who_has_said_no_is_told_of_another_day(meeting: Meeting, client: Client) -> None:
    """It may suit them, and a calendar may hold the old one."""
    _answer(client, _tokens()[0], coming="no")
    _move(meeting)
    assert len({row.address for row in _told()}) == 3


def test_reported_no_invitation_to_the_old_day_comes_after_the_change(meeting: Meeting) -> None:
    """One that has been tried is tried again later, and would then be the last that somebody hears."""
    tried, failed, first = MessageRecipient.objects.filter(kind=INVITE).order_by("pk")
    _tried(tried)
    MessageRecipient.objects.filter(pk=failed.pk).update(state="failed", failure="refused", attempt=1, due_at=None)
    _move(meeting)
    # What nobody has tried goes first: they come in the order in which they were written.
    assert _unsent() == [first]
    assert len(_told()) == 3
    assert all("/svar/" in row.text for row in _told())


def _tried(row: MessageRecipient | None) -> None:
    assert row is not None
    MessageRecipient.objects.filter(pk=row.pk).update(attempt=1, retries=1, due_at=NOW + DAY)


def test_a_meeting_that_is_called_off_stays_so(meeting: Meeting) -> None:
    by = meeting.created_by
    meeting_call_off(meeting=meeting, reason="Sygdom", by=by, now=NOW)
    for act in (
        lambda: meeting_call_off(meeting=meeting, reason="Igen", by=by, now=NOW),
        lambda: _move(meeting),
        lambda: actions.invitations_send(meeting=meeting, by=by, now=NOW),
        lambda: actions.reminders_send(meeting=meeting, by=by, now=NOW),
    ):
        with pytest.raises(Refused, match="aflyst"):
            act()
    assert len(_told()) == 3


def test_a_meeting_that_has_begun_cannot_be_called_off_and_tells_nobody_of_its_end(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW)
    with pytest.raises(Refused, match="begyndt"):
        meeting_call_off(meeting=meeting, reason="For sent", by=meeting.created_by, now=NOW)
    meeting_later(meeting=meeting, minutes=10, by=meeting.created_by, now=NOW)
    assert _told() == []


def _plan(meeting: Meeting, **values: object) -> dict[str, object]:
    """What the plan's page posts of what and when."""
    meeting.refresh_from_db()
    shown = {name: value for name, value in MeetingForm.of(meeting).items() if value is not None}
    times = {name: shown[name].strftime("%H.%M") for name in ("begins", "ends")}
    return {**shown, "day": shown["day"].strftime("%d.%m.%Y"), **times, **values}


def test_the_plan_asks_and_says_how_many_then_does_it_with_what_was_typed(
    meeting: Meeting, cast: Cast, officer: Client
) -> None:
    url = reverse("dialogue:plan", args=[meeting.uuid])
    posted = _plan(meeting, place="Hallen", afterwards="Et brev.") | {"new-kind": "other", "new-title": "Kaffe"}
    posted |= {"new-minutes": "10", "press": "add"}
    asked = officer.post(url, posted)
    assert asked.status_code == 409
    assert "3 har fået dag og sted at vide" in asked.text
    meeting.refresh_from_db()
    assert (meeting.place, meeting.afterwards, _told()) == ("Ådal Rådhus", "Alle får et brev.", [])
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', asked.text))
    languages = re.findall(r'name="languages" value="([^"]*)"', asked.text)
    again = {**hidden, "languages": languages}
    back = officer.post(url, {**again, "besked": "nej"})
    assert 'value="Hallen"' in back.text
    assert "data-unsaved-no hidden" in back.text
    assert officer.post(url, {**again, "besked": "ja"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.afterwards, len(_told())) == ("Hallen", "Et brev.", 3)
    # What else stood on the page was saved at the first press, and not once more at the second.
    assert meeting.agenda.filter(title="Kaffe").count() == 1


@pytest.mark.parametrize("typed", [{}, {"day": 3}, {"day": 3, "place": "Hallen"}, {"ends": 1}, {"ends": -1}])
def test_to_end_later_with_another_day_typed_beside_it_is_one_change(
    meeting: Meeting, officer: Client, typed: dict[str, object]
) -> None:
    meeting.starts_at = meeting.starts_at.replace(hour=10, minute=0, second=0)
    meeting.ends_at = meeting.starts_at + dt.timedelta(hours=2)
    meeting.save()
    agenda_item_add(meeting=meeting, kind=ItemKind.OTHER, title="Kaffe", minutes=240, by=meeting.created_by, now=NOW)
    minutes = sum(meeting.agenda.values_list("minutes", flat=True))
    day = meeting.starts_at + dt.timedelta(days=int(typed.get("day", 0)))
    values = dict(typed) | {"day": day.strftime("%d.%m.%Y")}
    if "ends" in typed:
        ends = timezone.localtime(meeting.ends_at) + dt.timedelta(minutes=30 * int(typed["ends"]))
        values["ends"] = ends.strftime("%H.%M")
    url = reverse("dialogue:plan", args=[meeting.uuid])
    posted = {**_plan(meeting), **values, "press": "later"}

    assert officer.post(url, posted).status_code == 409
    for _twice in range(2):
        assert officer.post(url, {**posted, "besked": "ja"}).status_code == 302

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.ends_at) == (day, day + dt.timedelta(minutes=minutes))
    assert Counter(row.address for row in _told()).most_common(1)[0][1] == 1
    assert meeting.changes.count() == 1


def test_beside_another_mistake_it_is_said_what_is_saved(meeting: Meeting, officer: Client) -> None:
    url = reverse("dialogue:plan", args=[meeting.uuid])
    asked = officer.post(url, _plan(meeting, place="Hallen") | {"tables-count": "0"})
    assert asked.status_code == 422
    assert "Den er ikke gemt endnu" in asked.text
    assert "Intet er gemt" not in asked.text


def test_a_meeting_is_called_off_from_its_page_and_all_pages_say_so(
    meeting: Meeting, cast: Cast, officer: Client, client: Client
) -> None:
    url = reverse("dialogue:call-off", args=[meeting.uuid])
    assert "3 er inviteret og får en mail" in officer.get(url).text
    assert officer.post(url, {"reason": " "}).status_code == 422
    assert officer.post(url, {"reason": "Salen er under vand."}).status_code == 302
    code = meeting.tables.get(number=1).code
    projector = reverse("dialogue:projector", args=[meeting.uuid])
    for page in (
        officer.get(reverse("dialogue:meeting", args=[meeting.uuid])),
        officer.get(reverse("dialogue:meeting-list")),
        officer.get(reverse("dialogue:invitations", args=[meeting.uuid])),
        officer.get(reverse("dialogue:plan", args=[meeting.uuid])),
        officer.get(projector),
        client.get(reverse("dialogue:table", args=[code])),
    ):
        assert "Salen er under vand." in page.text, page.request["PATH_INFO"]
    doors = officer.get(reverse("dialogue:meeting", args=[meeting.uuid])).text
    # There is no evening, so there is nothing to seat, print, hold or sort.
    assert not [
        name
        for name in ("control", "seating", "print-pack", "paper", "sorting", "letter-edit")
        if reverse(f"dialogue:{name}", args=[meeting.uuid]) in doors
    ]
    taken = officer.get(reverse("dialogue:meeting-ics", args=[meeting.uuid]))
    assert rfc5545.read(taken.content).method == "CANCEL"


def test_no_page_of_a_called_off_meeting_waits_for_answers_or_invites(meeting: Meeting, officer: Client) -> None:
    """It said "0 of 7 have answered", that a yes was to the old day, and offered to invite sixteen more."""
    RoleAddressFactory()
    InvitationReply.objects.create(
        invitation=meeting.invitations.earliest("pk"), coming=True, people=2, answered_at=NOW, sequence=meeting.sequence
    )
    pages = [reverse(f"dialogue:{name}", args=[meeting.uuid]) for name in ("invitations", "meeting")]
    before = "".join(officer.get(page).text for page in pages)
    meeting_call_off(meeting=meeting, reason="Salen er under vand.", by=meeting.created_by, now=NOW)
    after = "".join(officer.get(page).text for page in pages)

    for words in ("af 1 har svaret", "Invitér alle"):
        assert words in before
        assert words not in after
    assert "gamle" not in after
    assert "Havde sagt ja" in after
