# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What boards wish to talk about: made, seconded, decided, and what is told afterwards."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspil.core import clock, registry
from samspil.core.errors import Refused
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting import actions as inviting
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.meetings.queries import agenda, missing_before_invitation
from samspil.dialogue.models import AgendaWish
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.tests.factories import EVENING, InvitationFactory, MeetingFactory
from samspil.dialogue.wishes import actions as wishing
from samspil.dialogue.wishes import queries
from samspil.dialogue.wishes.enums import WishOutcome
from samspil.people.addresses.actions import address_ensure
from samspil.people.links.actions import link_issue
from samspil.people.roles.queries.held import roles_of
from samspil.people.tests.factories import BoardSeatFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 9, 20, 8, tzinfo=dt.UTC)
DEADLINE = dt.date(2026, 9, 23)
# Half past eleven in the evening in Denmark, and half past midnight.
LAST, AFTER = dt.datetime(2026, 9, 23, 21, 30, tzinfo=dt.UTC), dt.datetime(2026, 9, 23, 22, 30, tzinfo=dt.UTC)


@pytest.fixture
def asking(cast):
    """Both boards are invited, and asked for wishes until the 23rd."""
    meeting = MeetingFactory(wishes_by=DEADLINE, invited_at=NOW, created_by=cast.officer)
    for board in (cast.board, cast.other_board):
        InvitationFactory(meeting=meeting, address=address_ensure(kind="formand", board=board))
    return meeting


def make(cast, meeting, title="Skærme i skolen", now=NOW, **values):
    return wishing.wish_make(
        meeting=meeting, board=cast.board, title=title, why="Mange spørger.", by=cast.board_member, now=now, **values
    )


def decide(cast, wish, outcome, reason="", **values):
    return wishing.wish_decide(wish=wish, outcome=outcome, reason=reason, by=cast.officer, now=NOW, **values)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the pages."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_wish_is_taken_until_the_end_of_the_day_and_not_after(cast, asking):
    make(cast, asking, now=LAST)

    with pytest.raises(Refused, match=r"Fristen var 23\. september.*Teksten står her endnu"):
        make(cast, asking, title="For sent", now=AFTER)
    assert [wish.title for wish in asking.wishes.all()] == ["Skærme i skolen"]


def test_the_same_wish_twice_is_one_and_a_sixth_is_refused(cast, asking):
    assert make(cast, asking) == make(cast, asking, title="skærme i skolen")
    for number in range(4):
        make(cast, asking, title=f"Emne {number}")

    with pytest.raises(Refused, match="Træk et af dem tilbage"):
        make(cast, asking, title="Det sjette")


def test_the_same_title_with_other_words_or_another_file_is_refused_and_nothing_is_lost(cast, asking):
    def pdf(body):
        return SimpleUploadedFile("bilag.pdf", b"%PDF-1.7 " + body, content_type="application/pdf")

    wish = make(cast, asking, upload=pdf(b"et"))
    again = make(cast, asking, upload=pdf(b"et"))
    without = make(cast, asking)
    with pytest.raises(Refused) as another_file:
        make(cast, asking, upload=pdf(b"to"))
    page = client_of(cast.board_member)
    with time_machine.travel(NOW):
        refused = page.post(
            reverse("dialogue:wishes", args=[asking.uuid]),
            {"board": str(cast.board.uuid), "title": "Skærme i skolen", "why": "En helt anden grund."},
        )

    assert again == without == wish
    assert another_file.value.code == "wish-title-taken"
    assert refused.status_code == 422
    assert "En helt anden grund." in refused.content.decode()
    assert "Teksten står her endnu." in refused.content.decode()
    assert AgendaWish.objects.get().why == "Mange spørger."


def test_a_wish_that_is_withdrawn_meanwhile_is_said_and_not_a_fault(cast, asking):
    wish = make(cast, asking)
    for _twice in range(2):
        wishing.wish_withdraw(wish=wish, by=cast.board_member, now=NOW)

    with pytest.raises(Refused) as decided:
        decide(cast, wish, WishOutcome.AGENDA)
    with pytest.raises(Refused) as seconded:
        wishing.wish_second(wish=wish, board=cast.other_board, by=cast.stranger, now=NOW)

    assert (decided.value.code, seconded.value.code) == ("wish-gone", "wish-gone")
    assert not asking.agenda.exists()


def test_a_board_seconds_once_and_never_its_own(cast, asking):
    wish = make(cast, asking)
    for _again in range(2):
        wishing.wish_second(wish=wish, board=cast.other_board, by=cast.stranger, now=NOW)
    with pytest.raises(Refused, match="jeres eget"):
        wishing.wish_second(wish=wish, board=cast.board, by=cast.board_member, now=NOW)
    assert queries.wishes(meeting=asking, boards=[])[0].boards == 2

    wishing.wish_unsecond(wish=wish, board=cast.other_board, by=cast.stranger, now=NOW)

    assert queries.wishes(meeting=asking, boards=[])[0].boards == 1
    with pytest.raises(Refused, match="Fristen var"):
        wishing.wish_second(wish=wish, board=cast.other_board, by=cast.stranger, now=AFTER)


def test_a_wish_on_the_agenda_is_one_line_however_often_it_is_said(cast, asking):
    wish = make(cast, asking)

    decide(cast, wish, WishOutcome.AGENDA)
    decide(cast, wish, WishOutcome.AGENDA, "Vi tager det efter pausen.")

    assert [line.item.title for line in agenda(meeting=asking).lines] == ["Skærme i skolen"]
    wish.refresh_from_db()
    assert (wish.outcome, wish.reason) == ("agenda", "Vi tager det efter pausen.")
    planning.agenda_item_remove(item=wish.agenda_item, by=cast.officer, now=NOW)
    wish.refresh_from_db()
    assert (wish.outcome, wish.agenda_item) == ("agenda", None)


@pytest.mark.parametrize("outcome", [WishOutcome.NOT_NOW, WishOutcome.OTHER])
def test_a_no_and_a_later_need_a_reason(cast, asking, outcome):
    wish = make(cast, asking)
    with pytest.raises(Refused, match="Skriv en grund"):
        decide(cast, wish, outcome, "  ")

    later = MeetingFactory(title="Forårsmødet", starts_at=EVENING + dt.timedelta(days=100))
    decide(cast, wish, outcome, "Vi mangler tallene.", other_meeting=later)

    wish.refresh_from_db()
    assert (wish.outcome, wish.reason) == (outcome, "Vi mangler tallene.")
    assert queries.wishes_moved_here(meeting=later) == ([wish] if outcome == WishOutcome.OTHER else [])


def test_the_meeting_a_wish_is_put_off_to_is_named_for_those_invited_to_it(cast, asking, at):
    at(NOW)
    later = MeetingFactory(title="Det lukkede møde", starts_at=EVENING + dt.timedelta(days=100))
    decide(cast, make(cast, asking), WishOutcome.OTHER, "Vi mangler tallene.", other_meeting=later)
    url = reverse("dialogue:wishes", args=[asking.uuid])

    page = client_of(cast.board_member).get(url).content.decode()
    assert "Det lukkede møde" not in page
    assert "et senere møde" in page
    assert "Det lukkede møde" in client_of(cast.officer).get(url).content.decode()

    InvitationFactory(meeting=later, address=address_ensure(kind="bestyrelse", board=cast.board))
    type(later).objects.filter(pk=later.pk).update(invited_at=NOW)
    assert "Det lukkede møde" in client_of(cast.board_member).get(url).content.decode()


def test_what_is_decided_cannot_be_withdrawn(cast, asking):
    first, second = make(cast, asking), make(cast, asking, title="Lektier")
    wishing.wish_withdraw(wish=second, by=cast.board_member, now=NOW)
    decide(cast, first, WishOutcome.NOT_NOW, "Ikke i år.")

    with pytest.raises(Refused, match="afgjort"):
        wishing.wish_withdraw(wish=first, by=cast.board_member, now=NOW)
    assert list(asking.wishes.all()) == [first]


def test_a_file_is_looked_at_and_the_words_are_kept_when_it_is_refused(cast, asking, at):
    at(NOW)
    client, url = client_of(cast.board_member), reverse("dialogue:wishes", args=[asking.uuid])
    typed = {"board": cast.board.uuid, "title": "Skærme i skolen", "why": "Mange spørger os om det."}
    program = SimpleUploadedFile("plan.pdf", b"MZ program")

    wrong = client.post(url, {**typed, "file": program})
    assert wrong.status_code == 422
    assert "Mange spørger os om det." in wrong.content.decode()
    assert not AgendaWish.objects.exists()

    right = client.post(url, {**typed, "file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x")})
    wish = AgendaWish.objects.get()
    file_url = reverse("dialogue:wish-file", args=[asking.uuid, wish.uuid])

    assert (right.status_code, wish.filename) == (302, "plan.pdf")
    assert client_of(cast.parent).get(file_url).status_code == 404
    read = client_of(cast.stranger).get(file_url)
    read.close()
    assert read.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'


def test_after_the_deadline_the_page_keeps_what_was_typed(cast, asking, at):
    at(AFTER)
    client, url = client_of(cast.board_chair), reverse("dialogue:wishes", args=[asking.uuid])

    answer = client.post(url, {"board": cast.board.uuid, "title": "For sent", "why": "Vi nåede det ikke."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Fristen var" in page
    assert "Vi nåede det ikke." in page
    assert "Send ønsket" not in client.get(url).content.decode()


def test_a_board_sees_what_became_of_its_wish_and_why(cast, asking, at):
    at(NOW)
    client, url = client_of(cast.board_member), reverse("dialogue:wishes", args=[asking.uuid])
    wish = make(cast, asking)
    assert "Ikke afgjort endnu" in client.get(url).content.decode()

    officer = client_of(cast.officer)
    answer = reverse("dialogue:wish-decide", args=[asking.uuid, wish.uuid])
    without = officer.post(answer, {f"w-{wish.uuid}-outcome": "not_now"})
    officer.post(answer, {f"w-{wish.uuid}-outcome": "not_now", f"w-{wish.uuid}-reason": "Vi venter på tallene."})

    assert without.status_code == 422
    page = client.get(url).content.decode()
    assert "Ikke denne gang" in page
    assert "Vi venter på tallene." in page
    assert client.post(answer, {}).status_code == 404


def test_a_changed_mind_says_that_the_line_still_stands_on_the_agenda(cast, asking, at):
    at(NOW)
    wish = make(cast, asking)
    decide(cast, wish, WishOutcome.AGENDA)
    typed = {f"w-{wish.uuid}-outcome": "not_now", f"w-{wish.uuid}-reason": "Aftenen er fuld."}

    page = client_of(cast.officer).post(
        reverse("dialogue:wish-decide", args=[asking.uuid, wish.uuid]), typed, follow=True
    )

    assert "Punktet står stadig på dagsordenen." in page.content.decode()
    assert asking.agenda.count() == 1


def test_seconding_by_the_page(cast, asking, at):
    at(NOW)
    wish = make(cast, asking)
    press = reverse("dialogue:wish-press", args=[asking.uuid, wish.uuid])
    client = client_of(cast.stranger)

    client.post(press, {"press": "second"})

    page = client.get(reverse("dialogue:wishes", args=[asking.uuid])).content.decode()
    assert "2 bestyrelser ønsker det" in page
    assert "I bakker det op" in page
    # Another board's wish is not theirs to withdraw.
    client.post(press, {"press": "withdraw"})
    assert asking.wishes.exists()


def test_nobody_who_was_not_asked_knows_of_the_page(cast, asking, at):
    at(NOW)
    url = reverse("dialogue:wishes", args=[asking.uuid])
    assert client_of(cast.parent).get(url).status_code == 404
    assert client_of(cast.board_member).get(url).status_code == 200

    # Boards are asked before the invitation goes out; where there is a list, only those on it.
    type(asking).objects.filter(pk=asking.pk).update(invited_at=None)
    assert client_of(cast.board_member).get(url).status_code == 200
    asking.invitations.filter(address__board=cast.board).delete()
    assert asking.invitations.exists()
    assert client_of(cast.board_member).get(url).status_code == 404
    assert queries.meetings_asking(held=roles_of(user=cast.board_member, now=NOW), now=NOW) == []
    # Without a list a dialogue meeting is every board's, and another meeting nobody's.
    asking.invitations.all().delete()
    assert client_of(cast.board_member).get(url).status_code == 200
    type(asking).objects.filter(pk=asking.pk).update(kind="theme")
    assert client_of(cast.board_member).get(url).status_code == 404


def test_the_first_page_and_the_mail_tell_boards_where_to_wish(cast, asking, at):
    at(NOW)
    assert asking.title in client_of(cast.board_member).get("/").content.decode()

    type(asking).objects.filter(pk=asking.pk).update(invited_at=None)
    asking.invitations.update(invited_at=None)
    inviting.invitations_send(meeting=asking, by=cast.officer, now=NOW)
    mail = MessageRecipient.objects.order_by("pk").first()
    assert "foreslå emner til dagsordenen til og med onsdag 23. september" in mail.text
    assert f"/moeder/{asking.uuid}/oensker/" in mail.text
    assert f"/moeder/{asking.uuid}/oensker/" in mail.html

    inviting.reminders_send(meeting=asking, by=cast.officer, now=AFTER)
    reminder = MessageRecipient.objects.order_by("pk").last()
    assert "oensker" not in reminder.text + reminder.html


def test_the_answer_page_tells_of_the_deadline_until_it_is_over(cast, asking, at):
    invitation = asking.invitations.first()
    _link, token = link_issue(
        purpose=inviting.PURPOSE, scope={"invitation": str(invitation.uuid)}, expires_at=EVENING, by=None, now=NOW
    )
    url = reverse("dialogue:invitation-answer", args=[token])

    at(NOW)
    assert f"/moeder/{asking.uuid}/oensker/" in Client().get(url).content.decode()
    at(AFTER)
    assert "oensker" not in Client().get(url).content.decode()


def test_somebody_on_two_boards_says_for_which(cast, asking, at):
    at(NOW)
    BoardSeatFactory(board=cast.other_board, person=cast.board_member.person)
    client, url = client_of(cast.board_member), reverse("dialogue:wishes", args=[asking.uuid])
    typed = {"title": "Ferie", "why": "Den ligger skævt."}

    without = client.post(url, typed)
    right = client.post(url, {**typed, "board": cast.other_board.uuid})

    assert (without.status_code, right.status_code) == (422, 302)
    assert asking.wishes.get().board == cast.other_board


def test_a_deadline_after_the_meeting_is_refused_in_the_plan(cast, officer, asking):
    url = reverse("dialogue:plan", args=[asking.uuid])
    typed = {
        "title": asking.title, "day": "07.10.2026", "begins": "17.00", "ends": "19.30", "kind": "dialogue",
        "languages": ["da"],
    }  # fmt: skip

    wrong = officer.post(url, {**typed, "wishes_by": "07.10.2026"})
    right = officer.post(url, {**typed, "wishes_by": "01.10.2026"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Fristen skal ligge før mødet" in wrong.content.decode()
    asking.refresh_from_db()
    assert asking.wishes_by == dt.date(2026, 10, 1)


def test_a_person_is_told_of_the_wishes_they_sent(cast, asking):
    make(cast, asking)

    held = registry.export(cast.board_member.person.uuid)["dialogue_wishes"]

    assert held["ønsker til dagsordenen"][0]["emne"] == "Skærme i skolen"
    assert "dialogue_wishes" not in registry.export(cast.stranger.person.uuid)


def test_the_year_says_what_is_held_planned_and_missing(cast):
    def year():
        found = queries.year_of_meetings(now=NOW)
        return found.held, found.planned, found.missing, found.words

    assert year() == (0, 0, 0, "Skriv, hvor mange dialogmøder kommunen har besluttet at holde om året.")
    wishing.meeting_goal_set(kind=MeetingKind.DIALOGUE, a_year=2, by=cast.officer, now=NOW)
    spring = dt.datetime(2026, 4, 7, 15, tzinfo=dt.UTC)
    MeetingFactory(starts_at=spring, opened_at=spring, ended_at=spring + dt.timedelta(hours=2))
    MeetingFactory(starts_at=spring, kind="class")
    # New Year's Eve in UTC is New Year's Day in Denmark.
    MeetingFactory(starts_at=dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC))
    assert year() == (1, 0, 1, "Der mangler ét møde i 2026.")

    MeetingFactory(starts_at=EVENING)

    assert year() == (1, 1, 0, "Når de planlagte møder er holdt, er årets møder nået.")


def test_the_list_shows_the_year_and_keeps_a_wrong_number(cast, officer):
    goal = reverse("dialogue:meeting-goal")
    wrong = officer.post(goal, {"a_year": "mange"})
    right = officer.post(goal, {"a_year": "2"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "mange" in wrong.content.decode()
    assert "0 af 2 møder er holdt." in officer.get(reverse("dialogue:meeting-list")).content.decode()


def test_no_invitation_goes_out_before_it_says_what_happens_afterwards(cast):
    meeting = MeetingFactory(afterwards="  ", created_by=cast.officer)
    InvitationFactory(meeting=meeting, address=address_ensure(kind="formand", board=cast.board), invited_at=None)
    assert [gap.anchor for gap in missing_before_invitation(meeting=meeting)] == ["id_afterwards"]
    with pytest.raises(Refused, match="hvad der sker efter mødet"):
        inviting.invitations_send(meeting=meeting, by=cast.officer, now=NOW)

    planning.meeting_update(meeting=meeting, values={"afterwards": "Alle får et brev."}, by=cast.officer, now=NOW)

    assert inviting.invitations_send(meeting=meeting, by=cast.officer, now=NOW).mails == 1


def test_the_page_asks_no_more_for_three_wishes_than_for_one(cast, asking, at):
    at(NOW)
    clients = client_of(cast.officer), client_of(cast.board_member)
    url = reverse("dialogue:wishes", args=[asking.uuid])

    def asked():
        counts = []
        for client in clients:
            with CaptureQueriesContext(connection) as found:
                client.get(url)
            counts.append(len(found))
        return counts

    make(cast, asking)
    one = asked()
    for title in ("Lektier", "Ferie"):
        wish = make(cast, asking, title=title)
        wishing.wish_second(wish=wish, board=cast.other_board, by=cast.stranger, now=NOW)

    assert asked() == one
