# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Table codes: guessing is stopped at every address that takes one, a hall behind one address is not."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samspil.core import clock
from samspil.core.throttle import TRIES
from samspil.dialogue.room.actions.codes import LONGEST
from samspil.dialogue.tests import factories as make

pytestmark = pytest.mark.django_db

WRONG = "ZZZZZZ"
PLACES = {
    "find": lambda client, code: client.post("/bord/", {"code": code}),
    "table": lambda client, code: client.get(f"/bord/{code}/"),
    "manifest": lambda client, code: client.get(f"/bord/{code}/app.webmanifest"),
    "harvest": lambda client, code: client.get(f"/bord/{code}/hoest/"),
    "names": lambda client, code: client.post(f"/bord/{code}/navne/", {"note": "x"}),
    "write": lambda client, code: client.post(f"/bord/{code}/noter/", {"note": "x"}),
    "change": lambda client, code: client.post(f"/bord/{code}/noter/{uuid4()}/", {"do": "star"}),
    "answer": lambda client, code: client.post(f"/bord/{code}/hoest/{uuid4()}/", {}),
    "live": lambda client, code: client.get("/live/", {"channel": f"table:{uuid4()}", "code": code}),
}


@pytest.fixture
def tables():
    return list(make.MeetingFactory(tables=50, rounds=1).tables.order_by("number"))


@pytest.mark.parametrize("name", PLACES)
def test_guessing_is_stopped_wherever_a_code_is_taken(name, tables):
    said = [PLACES[name](Client(), WRONG).status_code for _ in range(TRIES + 1)]
    cache.clear()

    assert said == [404] * TRIES + [429]
    # Not even a right one is confirmed, at any of them, and no header helps.
    for ask in PLACES.values():
        assert ask(Client(headers={"x-forwarded-for": "198.51.100.9"}), tables[0].code).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.9").get(f"/bord/{tables[0].code}/").status_code == 200


def test_a_whole_hall_types_right_codes_behind_one_address(tables):
    for table in tables:
        client = Client()
        assert client.post("/bord/", {"code": table.code.lower()}).status_code == 302
        assert client.get(f"/bord/{table.code}/").status_code == 200


@pytest.mark.parametrize("typed", ["kam-34x", "KAM 34X.", "KAM٣٤X", "ＫＡＭ３４Ｘ", "КАМ34Х", "кам34х"])
def test_reported_a_code_is_taken_as_it_is_typed(typed):
    """With signs between, with other digits, and with the letters of a keyboard on which they look the same."""
    table = make.MeetingFactory(tables=1, rounds=1).tables.get()
    type(table).objects.update(code="KAM34X")

    assert Client().post("/bord/", {"code": typed}).url == "/bord/KAM34X/"


def test_who_sits_at_a_table_goes_on_while_somebody_else_guesses():
    tables, seated = list(make.live_meeting().tables.order_by("number")), Client()
    assert seated.get(f"/bord/{tables[0].code}/").status_code == 200
    for _ in range(TRIES + 1):
        Client().get(f"/bord/{WRONG}/")

    written = seated.post(f"/bord/{tables[0].code}/noter/", {"note": "Færre beskeder"})
    assert written.status_code == 302
    assert seated.get("/live/", {"channel": f"table:{tables[0].uuid}", "code": tables[0].code}).status_code == 200
    # It knows its own table and no other.
    assert seated.get(f"/bord/{tables[1].code}/").status_code == 429


def test_pages_left_open_after_the_letter_keep_nobody_out(tables):
    ended = make.live_meeting().tables.order_by("number").first()
    left = Client()
    left.get(f"/bord/{ended.code}/")
    type(ended.meeting).objects.filter(pk=ended.meeting_id).update(published_at=clock.now())

    asked = [left.get("/live/", {"channel": f"table:{ended.uuid}", "code": ended.code}) for _ in range(TRIES + 1)]

    assert {answer.status_code for answer in asked} == {404}
    assert Client().get(f"/bord/{tables[0].code}/").status_code == 200


def test_no_code_at_all_is_no_guess():
    for _ in range(TRIES + 1):
        assert Client().get("/live/", {"channel": f"room:{uuid4()}"}).status_code == 404


def test_the_one_who_guesses_is_told_to_wait():
    for _ in range(TRIES):
        Client().post(reverse("dialogue:table-find"), {"code": WRONG})

    page = Client().post(reverse("dialogue:table-find"), {"code": WRONG}).content.decode()
    assert "Vent to minutter" in page


@pytest.mark.parametrize("ended", ["sent", "long ago"])
def test_a_code_ends_with_its_meeting(tables, ended):
    meeting, client = tables[0].meeting, Client()
    assert client.get(f"/bord/{tables[0].code}/").status_code == 200
    now = clock.now()
    if ended == "sent":
        meeting.sorting_closed_at = meeting.published_at = now
    else:
        meeting.starts_at, meeting.ends_at = now - LONGEST - dt.timedelta(hours=2), now - LONGEST
    meeting.save()

    for name, ask in PLACES.items():
        assert ask(client, tables[0].code).status_code == 404, name
