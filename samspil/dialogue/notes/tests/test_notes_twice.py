# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note that is sent again is no error to the database: an error's statement, words and all, would be in its log."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.models import Meeting, Note
from samspil.dialogue.notes.actions.notes import Written, note_write, origin_note_write
from samspil.dialogue.tests import factories

Failed = list[str]


def watched(failed: Failed) -> Callable[..., Any]:
    """Remember the statements that the database refuses."""

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        except Exception:
            failed.append(sql)
            raise

    return watch


@pytest.fixture
def failed() -> Iterator[Failed]:
    statements: Failed = []
    with connection.execute_wrapper(watched(statements)):
        yield statements


def at_a_table(meeting: Meeting, uuid: UUID, text: str, number: int = 1) -> Written:
    table = meeting.tables.select_related("meeting").get(number=number)
    return note_write(uuid=uuid, table=table, round_=meeting.rounds.get(number=1), text=text, language="da", now=NOW)


def test_a_table_s_note_twice_is_one_and_no_error(meeting: Meeting, failed: Failed) -> None:
    uuid = uuid4()

    first, again, other = (at_a_table(meeting, uuid, text) for text in ("Ugebrev", "Ugebrev", "Færre beskeder"))

    assert (first.new, again.new, other.new) == (True, False, True)
    assert again.note.pk == first.note.pk != other.note.pk
    assert sorted(Note.objects.values_list("number", "text")) == [(1, "Ugebrev"), (2, "Færre beskeder")]
    assert failed == []


def test_another_table_s_uuid_is_refused_and_no_error(meeting: Meeting, failed: Failed) -> None:
    uuid = uuid4()
    at_a_table(meeting, uuid, "Ugebrev")

    with pytest.raises(Refused, match="Noten kunne ikke gemmes"):
        at_a_table(meeting, uuid, "Ugebrev", number=2)

    assert Note.objects.count() == 1
    assert failed == []


def test_an_officer_s_note_with_another_meeting_s_uuid_is_refused_and_no_error(
    meeting: Meeting, failed: Failed
) -> None:
    uuid = uuid4()
    at_a_table(factories.live_meeting(), uuid, "Ugebrev")

    with pytest.raises(Refused, match="Noten kunne ikke gemmes"):
        origin_note_write(uuid=uuid, meeting=meeting, text="Ugebrev", by=factories.officer(), now=NOW)

    assert failed == []
    meeting.refresh_from_db()
    assert meeting.note_count == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of_an_officer", [False, True])
def test_many_sends_at_once_are_one_note_and_no_error(meeting: Meeting, *, of_an_officer: bool) -> None:
    uuid, by = uuid4(), factories.officer()
    senders, failed, written = 6, [], []
    start = threading.Barrier(senders)

    def send() -> None:
        with ExitStack() as stack:
            stack.callback(connection.close)
            stack.enter_context(connection.execute_wrapper(watched(failed)))
            start.wait(20)
            if of_an_officer:
                found = Meeting.objects.get(pk=meeting.pk)
                written.append(origin_note_write(uuid=uuid, meeting=found, text="Ugebrev", by=by, now=NOW))
            else:
                written.append(at_a_table(meeting, uuid, "Ugebrev"))

    threads = [threading.Thread(target=send) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)

    assert failed == []
    assert sorted(one.new for one in written) == [False] * (senders - 1) + [True]
    assert Note.objects.get().number == 1
