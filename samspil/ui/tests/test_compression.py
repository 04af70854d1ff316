# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Pages are compressed where no secret stands in them, and a stream never is."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from samspil.dialogue.models import Meeting
from samspil.dialogue.tests import factories
from samspil.people.tests.factories import UserFactory
from samspil.ui.compression import CompressionMiddleware

pytestmark = pytest.mark.django_db
ZIPPED = {"accept-encoding": "gzip, deflate"}
NOTES = 45
# What a table's page with 45 notes of 150 signs may be: 152 kB went over the wire before it was compressed.
MOST_SENT, MOST_DRAWN = 12_000, 135_000


def table_with_notes() -> str:
    meeting: Meeting = factories.live_meeting()
    table, round_ = meeting.tables.get(number=1), meeting.rounds.get(number=1)
    for number in range(NOTES):
        factories.NoteFactory(table=table, round=round_, text=f"Note {number}: " + "vi vil gerne høre fra jer før " * 5)
    return f"/bord/{table.code}/"


def test_a_table_s_page_with_many_notes_is_small_on_the_wire(client: Client) -> None:
    answer = client.get(table_with_notes(), headers=ZIPPED)

    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    page = gzip.decompress(answer.content)
    assert page.decode().count('id="note-') == NOTES + 1
    assert len(answer.content) < MOST_SENT
    assert len(page) < MOST_DRAWN


def test_the_same_page_is_never_twice_as_long(client: Client) -> None:
    """Its length tells nothing of what is in it: tokens are masked, and random bytes are added."""
    url = table_with_notes()

    assert len({len(client.get(url, headers=ZIPPED).content) for _ in range(8)}) > 1


def test_what_belongs_to_one_who_is_logged_in_goes_as_it_is(client: Client) -> None:
    client.force_login(UserFactory())

    assert "Content-Encoding" not in client.get("/bord/", headers=ZIPPED)


@pytest.mark.parametrize(("kind", "zipped"), [("text/html; charset=utf-8", True), ("application/json", True),
                                              ("text/event-stream", False), ("application/pdf", False)])  # fmt: skip
def test_only_pages_and_answers_are_compressed(kind: str, zipped: bool) -> None:
    request = RequestFactory().get("/", headers=ZIPPED)
    answer = CompressionMiddleware(lambda _: HttpResponse(b"words " * 500, content_type=kind))(request)

    assert answer.has_header("Content-Encoding") is zipped
