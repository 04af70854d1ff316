# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who sits where: the list, the wishes, the plan on its way, and what a killed worker leaves."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samspil.core.errors import Refused
from samspil.dialogue.models import Guest, InvitationReply, SeatingPlan
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.seating import queries, tasks
from samspil.dialogue.seating.actions import guests as seating
from samspil.dialogue.seating.actions import plans
from samspil.dialogue.seating.enums import SeatingState, WishKind
from samspil.dialogue.seating.guest_lines import read
from samspil.dialogue.tests.factories import InvitationFactory, MeetingFactory
from samspil.people.addresses.actions import address_ensure

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def paste(meeting, text, by):
    lines, wrong = read(text)
    assert wrong == []
    return seating.guests_add(meeting=meeting, lines=lines, by=by, now=NOW)


def people(*groups, each=4):
    """So many from each group, the first of whom needs nothing special."""
    return "\n".join(f"{group}-{number}; {group}" for group in groups for number in range(1, each + 1))


def reply(cast, meeting, coming, languages="", kind="bestyrelse", **of):
    of = of or {"board": cast.board}
    invitation = InvitationFactory(meeting=meeting, address=address_ensure(kind=kind, **of))
    InvitationReply.objects.create(
        invitation=invitation, coming=coming > 0, people=coming, languages=languages, answered_at=NOW
    )
    return invitation


def guest(meeting, name):
    return meeting.guests.get(name=name)


@pytest.fixture
def table_meeting(cast):
    return MeetingFactory(tables=4, created_by=cast.officer)


def test_a_reply_gives_places_that_can_be_named(cast, table_meeting):
    reply(cast, table_meeting, 4, "Arabisk")
    reply(cast, table_meeting, 2, kind="udvalg", committee=cast.committee)

    filled = seating.guests_fill(meeting=table_meeting, by=cast.officer, now=NOW)
    again = seating.guests_fill(meeting=table_meeting, by=cast.officer, now=NOW)

    assert (filled.added, again.added) == (6, 0)
    names = list(table_meeting.guests.filter(group="Åskolen").order_by("pk").values_list("name", flat=True))
    assert names == ["Åskolen 1", "Åskolen 2", "Åskolen 3", "Åskolen 4"]
    first = guest(table_meeting, "Åskolen 1")
    assert (first.languages, first.needs_help, first.takes_notes) == (["ar"], True, False)
    assert table_meeting.guests.filter(kind="committee", takes_notes=True).count() == 2


def test_a_name_takes_the_place_of_its_school_and_stays_when_the_reply_gets_smaller(cast, table_meeting):
    invitation = reply(cast, table_meeting, 3)
    seating.guests_fill(meeting=table_meeting, by=cast.officer, now=NOW)

    filled = paste(table_meeting, "Amina; Åskolen; arabisk\nBo; Åskolen\nBo; Åskolen", cast.officer)
    InvitationReply.objects.filter(invitation=invitation).update(people=1)
    fewer = seating.guests_fill(meeting=table_meeting, by=cast.officer, now=NOW)

    assert (filled.named, filled.added, filled.known) == (2, 0, 1)
    assert fewer.removed == 1
    assert sorted(table_meeting.guests.values_list("name", flat=True)) == ["Amina", "Bo"]


def test_the_quick_plan_is_there_at_once_and_the_worker_proves_it(
    cast, table_meeting, django_capture_on_commit_callbacks
):
    paste(table_meeting, people("A", "B", "C", "D") + "\nUma; Udvalget\nVera; Udvalget", cast.officer)
    one, other = guest(table_meeting, "A-1"), guest(table_meeting, "A-2")
    seating.wish_add(meeting=table_meeting, kind=WishKind.TOGETHER, one=one, other=other, by=cast.officer, now=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        plan = plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW)
    assert len(plan.content["seats"]) == 18
    if plan.state == SeatingState.WAITING:
        assert DBTaskResult.objects.get().args_kwargs["args"] == [str(plan.uuid)]
        tasks.seating_work.call(str(plan.uuid))
        plan.refresh_from_db()

    assert (plan.state, plan.content["optimal"]) == (SeatingState.READY, True)
    seats = plan.content["seats"]
    assert seats[str(one.uuid)] == seats[str(other.uuid)]
    assert "Amina" not in str(plan.content)
    assert {row["code"] for row in plan.content["unmet"]} == {"note-taker"}


def waiting(cast, meeting):
    """A plan that the quick rule did not prove best."""
    paste(meeting, people("A", "B", "C", "D"), cast.officer)
    plan = plans.seating_ask(meeting=meeting, by=cast.officer, now=NOW)
    SeatingPlan.objects.filter(pk=plan.pk).update(state=SeatingState.WAITING, finished_at=None)
    plan.refresh_from_db()
    return plan


def test_what_a_killed_worker_left_is_found_again_and_given_up_in_the_end(cast, table_meeting):
    plan = waiting(cast, table_meeting)
    SeatingPlan.objects.filter(pk=plan.pk).update(started_at=NOW)

    tasks.look_after(now=NOW + MINUTE / 2)
    assert DBTaskResult.objects.count() == 0
    tasks.look_after(now=NOW + 2 * MINUTE)
    tasks.look_after(now=NOW + 2 * MINUTE)
    assert DBTaskResult.objects.count() == 1
    tasks.look_after(now=NOW + 11 * MINUTE)

    plan.refresh_from_db()
    assert (plan.state, len(plan.content["seats"])) == (SeatingState.READY, 16)
    assert tasks.seating_work.call(str(plan.uuid)) is False


def test_a_second_worker_changes_nothing(cast, table_meeting):
    plan = waiting(cast, table_meeting)

    assert tasks.seating_work.call(str(plan.uuid)) is True
    plan.refresh_from_db()
    first = plan.content
    assert tasks.seating_work.call(str(plan.uuid)) is False

    plan.refresh_from_db()
    assert plan.content == first


def test_a_list_that_changed_while_the_worker_looked_keeps_the_quick_plan(cast, table_meeting):
    plan = waiting(cast, table_meeting)
    quick = plan.content
    paste(table_meeting, "Ny; E", cast.officer)

    assert tasks.seating_work.call(str(plan.uuid)) is False

    plan.refresh_from_db()
    assert (plan.state, plan.content) == (SeatingState.READY, quick)
    with pytest.raises(Refused, match="Tilpas planen"):
        plans.seating_accept(plan=plan, by=cast.officer, now=NOW)


def test_accepting_seats_people_and_writes_the_note_takers(cast, table_meeting):
    takers = "\n".join(f"Taler {number}; Udvalget" for number in range(1, 5))
    paste(table_meeting, f"{people('A', 'B', 'C', 'D')}\n{takers}", cast.officer)
    plan = plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW)

    plans.seating_accept(plan=plan, by=cast.officer, now=NOW)
    plans.seating_accept(plan=plan, by=cast.officer, now=NOW)

    assert not table_meeting.guests.filter(table__isnull=True).exists()
    names = set(table_meeting.tables.values_list("note_taker", flat=True))
    assert names == {"Taler 1", "Taler 2", "Taler 3", "Taler 4"}
    assert [len(found) for found in _by_table(table_meeting).values()] == [5, 5, 5, 5]


def _by_table(meeting):
    tables = {}
    for one in meeting.guests.select_related("table"):
        tables.setdefault(one.table.number, []).append(one)
    return tables


def test_somebody_who_stays_at_home_moves_few(cast, table_meeting):
    paste(table_meeting, people("A", "B", "C", "D"), cast.officer)
    plans.seating_accept(
        plan=plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW), by=cast.officer, now=NOW
    )
    before = queries.seats_before(meeting=table_meeting)

    seating.guest_absent_set(guest=guest(table_meeting, "A-1"), absent=True, by=cast.officer, now=NOW)
    plan = plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW)

    after = plan.content["seats"]
    assert len(after) == 15
    assert sum(1 for person, number in after.items() if before[person] != number) == len(plan.content["moved"]) <= 1


def test_a_class_meeting_of_names_alone_is_spread(cast):
    meeting = MeetingFactory(tables=5)
    paste(meeting, "\n".join(f"Forælder {number}" for number in range(22)), cast.officer)

    plan = plans.seating_ask(meeting=meeting, by=cast.officer, now=NOW)

    assert plan.state == SeatingState.READY
    sizes = [list(plan.content["seats"].values()).count(number) for number in range(1, 6)]
    assert sorted(sizes) == [4, 4, 4, 5, 5]
    shown = queries.seating_page(meeting=meeting)["shown"]
    assert shown.unmet == ("Ingen på listen er sat til at skrive noter. Lad hvert bord vælge en referent.",)


def test_too_many_people_and_wishes_against_each_other_are_said_in_words(cast):
    meeting = MeetingFactory(tables=2)
    paste(meeting, people("A", each=3), cast.officer)
    seating.table_seats_set(meeting=meeting, seats=1, by=cast.officer, now=NOW)
    plan = plans.seating_ask(meeting=meeting, by=cast.officer, now=NOW)
    assert plan.state == SeatingState.IMPOSSIBLE
    problems = queries.seating_page(meeting=meeting)["shown"].problems
    assert problems[0].startswith("Der kommer 3, og der er plads til 2.")

    seating.table_seats_set(meeting=meeting, seats=8, by=cast.officer, now=NOW)
    one, other = guest(meeting, "A-1"), guest(meeting, "A-2")
    first = meeting.tables.get(number=1)
    for who in (one, other):
        seating.wish_add(meeting=meeting, kind=WishKind.FIXED, one=who, table=first, by=cast.officer, now=NOW)
    seating.wish_add(meeting=meeting, kind=WishKind.APART, one=one, other=other, by=cast.officer, now=NOW)
    plans.seating_ask(meeting=meeting, by=cast.officer, now=NOW)

    problems = queries.seating_page(meeting=meeting)["shown"].problems
    assert "A-1 og A-2 skal sidde hver for sig, men har begge en fast plads ved bord 1." in problems[0]


def test_wishes_are_refused_with_what_to_do_and_one_wish_is_one(cast, table_meeting):
    paste(table_meeting, "Amina\nBo", cast.officer)
    amina, bo = guest(table_meeting, "Amina"), guest(table_meeting, "Bo")

    def wish(kind, **values):
        return seating.wish_add(meeting=table_meeting, kind=kind, one=amina, by=cast.officer, now=NOW, **values)

    with pytest.raises(Refused, match="Vælg et bord"):
        wish(WishKind.FIXED)
    with pytest.raises(Refused, match="den anden person"):
        wish(WishKind.APART)
    with pytest.raises(Refused, match="to forskellige"):
        wish(WishKind.APART, other=amina)
    wish(WishKind.APART, other=bo)
    seating.wish_add(meeting=table_meeting, kind=WishKind.APART, one=bo, other=amina, by=cast.officer, now=NOW)
    assert table_meeting.seating_wishes.count() == 1


def test_an_empty_list_and_a_meeting_without_tables_are_refused(cast, table_meeting):
    with pytest.raises(Refused, match="Listen er tom"):
        plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW)
    bare = MeetingFactory()
    paste(bare, "Amina", cast.officer)
    with pytest.raises(Refused, match="ingen borde"):
        plans.seating_ask(meeting=bare, by=cast.officer, now=NOW)


def test_a_press_while_the_worker_looks_is_the_same_plan(cast, table_meeting):
    plan = waiting(cast, table_meeting)
    # What it was asked with: nobody sat anywhere.
    again = plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW, fresh=True)
    assert again == plan


def test_removing_people_takes_their_names_from_the_tables(cast, table_meeting):
    paste(table_meeting, "Amina; Udvalget\nBo; A", cast.officer)
    plans.seating_accept(
        plan=plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW), by=cast.officer, now=NOW
    )
    assert table_meeting.tables.filter(note_taker="Amina").exists()

    seating.guests_clear(meeting=table_meeting, by=cast.officer, now=NOW)

    assert not Guest.objects.exists()
    assert not SeatingPlan.objects.exists()
    assert not table_meeting.tables.exclude(note_taker="").exists()


def test_names_are_forgotten_sixty_days_after_the_meeting(cast, table_meeting):
    paste(table_meeting, "Amina; Udvalget\nBo; A", cast.officer)
    plans.seating_accept(
        plan=plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW), by=cast.officer, now=NOW
    )
    day = dt.timedelta(days=1)

    assert seating.guests_forget(now=table_meeting.ends_at + 60 * day) == 0
    assert seating.guests_forget(now=table_meeting.ends_at + 61 * day) == 1

    assert not Guest.objects.exists()
    assert not table_meeting.tables.filter(note_taker="Amina").exists()
    assert seating.guests_forget(now=table_meeting.ends_at + 62 * day) == 0


def test_a_table_that_goes_takes_its_fixed_seats_with_it(cast, table_meeting):
    paste(table_meeting, "Amina", cast.officer)
    amina = guest(table_meeting, "Amina")
    last = table_meeting.tables.get(number=4)
    seating.wish_add(meeting=table_meeting, kind=WishKind.FIXED, one=amina, table=last, by=cast.officer, now=NOW)

    planning.tables_set(meeting=table_meeting, count=3, by=cast.officer, now=NOW)

    assert not table_meeting.seating_wishes.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("; Åskolen", "Linje 1: Navnet mangler"),
        ("Bo; Åskolen; klingonsk", "»klingonsk« er ikke et sprog"),
        ("Bo" * 100, "Der er plads til 120 tegn"),
    ],
)
def test_a_list_that_cannot_be_read_is_kept_in_the_field(officer, table_meeting, text, said):
    answer = officer.post(reverse("dialogue:guests-paste", args=[table_meeting.uuid]), {"people": text})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert text in page
    assert not Guest.objects.exists()


def test_a_line_with_a_mistake_keeps_what_was_typed(cast, officer, table_meeting):
    paste(table_meeting, "Amina; Åskolen\nBo; Åskolen", cast.officer)
    amina, bo = guest(table_meeting, "Amina"), guest(table_meeting, "Bo")
    url = reverse("dialogue:seating-guests", args=[table_meeting.uuid])
    typed = {
        "guest": [amina.uuid, bo.uuid],
        f"g-{amina.uuid}-name": "Amina Warsame",
        f"g-{amina.uuid}-languages": "klingonsk",
        f"g-{bo.uuid}-name": "Bo",
        f"g-{bo.uuid}-absent": "on",
    }

    wrong = officer.post(url, typed)
    right = officer.post(url, {**typed, f"g-{amina.uuid}-languages": "kun arabisk"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Amina Warsame" in wrong.content.decode()
    amina.refresh_from_db()
    bo.refresh_from_db()
    assert (amina.name, amina.languages, amina.needs_help, bo.absent) == ("Amina Warsame", ["ar"], True, True)


def test_a_list_that_was_open_keeps_what_others_changed_meanwhile(cast, officer, table_meeting):
    paste(table_meeting, "Amina; Åskolen\nBo; Åskolen", cast.officer)
    amina, bo = guest(table_meeting, "Amina"), guest(table_meeting, "Bo")
    url = reverse("dialogue:seating-guests", args=[table_meeting.uuid])
    page = officer.get(url).content.decode()
    was = {
        key: html.unescape(re.search(rf'name="g-{key}-was" value="([^"]*)"', page)[1]) for key in (amina.uuid, bo.uuid)
    }
    Guest.objects.filter(pk=amina.pk).update(
        name="Amina Warsame", languages=["ar"], needs_help=True, absent=True, table=table_meeting.tables.first()
    )
    bo.delete()

    saved = officer.post(
        url,
        {
            "guest": [amina.uuid, bo.uuid],
            f"g-{amina.uuid}-name": "Amina",
            f"g-{amina.uuid}-takes_notes": "on",
            f"g-{amina.uuid}-was": was[amina.uuid],
            f"g-{bo.uuid}-name": "Bo Berg",
            f"g-{bo.uuid}-was": was[bo.uuid],
        },
        follow=True,
    )

    amina.refresh_from_db()
    assert (amina.name, amina.languages, amina.needs_help, amina.absent) == ("Amina Warsame", ["ar"], True, True)
    assert amina.takes_notes is True
    assert amina.table is not None
    assert "En anden har taget nogen af listen, mens du skrev. Resten er gemt." in saved.content.decode()


def test_the_page_says_why_and_lists_whom_it_seats(cast, officer, table_meeting):
    paste(table_meeting, f"{people('A', 'B')}\nUma; Udvalget; arabisk\nSana; A; kun arabisk", cast.officer)
    officer.post(reverse("dialogue:seating-ask", args=[table_meeting.uuid]))
    page = officer.get(reverse("dialogue:seating", args=[table_meeting.uuid])).content.decode()
    assert "Uma taler arabisk." in page
    assert "Kan hjælpe Sana på arabisk." in page
    assert "Kan skrive noter ved bordet." in page

    plan = SeatingPlan.objects.get()
    officer.post(reverse("dialogue:seating-accept", args=[table_meeting.uuid]), {"plan": plan.uuid})
    printed = officer.get(reverse("dialogue:seating-print", args=[table_meeting.uuid])).content.decode()

    assert "Referent: Uma" in printed
    assert printed.index("A-1") < printed.index("Bord for bord")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("A-1; A\nB-1; B", "Ingen er sat til at skrive noter endnu."),
        ("A-1; A; referent\nB-1; B", "Der står en referent ved 1 af"),
    ],
)
def test_accepting_a_plan_says_who_takes_notes(cast, officer, table_meeting, lines, said):
    paste(table_meeting, lines, cast.officer)
    officer.post(reverse("dialogue:seating-ask", args=[table_meeting.uuid]))
    address = reverse("dialogue:seating-accept", args=[table_meeting.uuid])
    page = officer.post(address, {"plan": SeatingPlan.objects.get().uuid}, follow=True).content.decode()

    assert said in page
    assert "Referenterne står ved bordene" not in page


def test_a_waiting_page_refreshes_without_javascript_and_is_told_when_it_is_over(cast, officer, table_meeting):
    plan = waiting(cast, table_meeting)
    url = reverse("dialogue:seating", args=[table_meeting.uuid])

    page = officer.get(url).content.decode()
    still = officer.get(f"{url}?saa=waiting")
    tasks.seating_work.call(str(plan.uuid))
    done = officer.get(f"{url}?saa=waiting")

    assert 'http-equiv="refresh"' in page
    assert ("HX-Refresh" in still.headers, "HX-Refresh" in done.headers) == (False, True)
    assert 'http-equiv="refresh"' not in officer.get(url).content.decode()


def test_pages_ask_no_more_for_many_than_for_few(cast, officer, table_meeting):
    def queries_for(name):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            officer.get(reverse(name, args=[table_meeting.uuid]))
        return len(asked)

    names = ("dialogue:seating", "dialogue:seating-guests", "dialogue:seating-print")
    paste(table_meeting, people("A", each=1), cast.officer)
    plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW)
    few = [queries_for(name) for name in names]
    paste(table_meeting, people("A", "B", "C"), cast.officer)
    plans.seating_ask(meeting=table_meeting, by=cast.officer, now=NOW)

    assert [queries_for(name) for name in names] == few


def test_what_is_written_of_a_guest_is_no_html(cast, officer, table_meeting):
    paste(table_meeting, '<i>"Bo" & co</i>; Åskolen', cast.officer)

    page = officer.get(reverse("dialogue:seating-guests", args=[table_meeting.uuid])).text

    assert 'value="&lt;i&gt;&quot;Bo&quot; &amp; co&lt;/i&gt;" aria-label="Navn: &lt;i&gt;' in page
    assert "<i>" not in page
