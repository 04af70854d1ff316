# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Rows that many tests begin with, made once: each test has them as they were made and leaves them so.

    evening = made_once(an_evening)

is a fixture. `an_evening()` runs in a transaction that stays open while the tests that follow each other begin with the
same; each of them runs in a savepoint of it and gets a copy of what `an_evening()` answered. A test that begins with
something else never sees those rows, in whatever order the tests come; `tests.order` puts those together that begin
alike. Where a test has transactions of its own, the rows are made for it.
"""

import contextlib
import copy
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
import time_machine
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from tests.event_loop import drives_a_browser

ROWS = "rows_made_once"
_OWN_TRANSACTIONS = {"transactional_db", "live_server", "django_db_reset_sequences"}


class Start:
    """Something that tests begin with."""

    def __init__(self, make: Callable[[], Any], at: datetime | None) -> None:
        self._make, self._at = make, at

    def make(self) -> Any:
        with time_machine.travel(self._at, tick=False) if self._at else contextlib.nullcontext():
            return self._make()


class _Worker:
    """What has been made in the transaction that is open, if one is."""

    def __init__(self) -> None:
        self.made: dict[Start, Any] = {}
        self.blocker: DjangoDbBlocker | None = None
        self._transaction: transaction.Atomic | None = None
        self._connection: BaseDatabaseWrapper | None = None
        self._session: psycopg.Connection[Any] | None = None

    def turn_to(self, starts: tuple[Start, ...]) -> None:
        if not self.blocker or (tuple(self.made) == starts and self.stands()):
            return
        with self.blocker.unblock():
            self._end()
            if starts:
                self._transaction = transaction.atomic()
                # As Django's own around a test: what wants to be the outermost transaction may be.
                self._transaction._from_testcase = True  # type: ignore[attr-defined]
                self._transaction.__enter__()
                self._connection = connections[DEFAULT_DB_ALIAS]
                self._session = self._connection.connection
                try:
                    self.made = {start: start.make() for start in starts}
                except BaseException:
                    self._end()
                    raise

    def stands(self) -> bool:
        """Whether the transaction is still the one that was opened: what runs in a test may close its connection."""
        if not (here := self._connection):
            return True
        is_open = here.in_atomic_block and not here.closed_in_transaction
        return is_open and here.connection is self._session and here is connections[DEFAULT_DB_ALIAS]

    def _end(self) -> None:
        if not (here := self._connection):
            return
        assert self._transaction
        assert self._session
        if self.stands():
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)
        else:
            # Nothing may wait for rows of a session that nobody uses any more; Django connects anew.
            self._session.close()
            here.connection, here.in_atomic_block = None, False
        self._transaction, self._connection, self._session, self.made = None, None, None, {}


_worker = _Worker()


def made_once(make: Callable[[], Any], *, at: datetime | None = None) -> Any:
    """A fixture that answers what `make()` made, at that time where it matters."""

    def fixture(rows_made_once: None, db: None) -> Any:
        return copy.deepcopy(_worker.made[start]) if start in _worker.made else start.make()

    start = fixture.start = Start(make, at)  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


def starts_of(item: pytest.Item) -> tuple[Start, ...]:
    """What a test begins with that others begin with too."""
    known = getattr(item, "_fixtureinfo", None)
    # Beside a browser's event loop Django has another connection (tests.event_loop).
    if not known or ROWS not in known.names_closure or _has_own_transactions(item) or drives_a_browser(item):
        return ()
    found: dict[Start, None] = {}
    for name, chain in known.name2fixturedefs.items():
        for fixture in reversed(chain):
            if start := getattr(fixture.func, "start", None):
                found[start] = None
            # One that asks for its namesake has that too.
            if name not in fixture.argnames:
                break
    return tuple(found)


def _has_own_transactions(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asked = mark and (mark.kwargs.get("transaction") or mark.kwargs.get("reset_sequences") or any(mark.args))
    return bool(asked or _OWN_TRANSACTIONS.intersection(getattr(item, "fixturenames", ())))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Before pytest-django opens the test's own transaction."""
    names = getattr(item, "fixturenames", [])
    if ROWS in names:
        names.remove(ROWS)
        names.insert(0, ROWS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    # A test that reads a file to its end has Django close the connection, and what stood in its transaction is gone.
    if tuple(_worker.made) != starts_of(item) or not _worker.stands():
        _worker.turn_to(())


@pytest.fixture(scope="session")
def _gone_before_the_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    _worker.blocker = django_db_blocker
    yield
    _worker.turn_to(())


@pytest.fixture
def rows_made_once(request: pytest.FixtureRequest, _gone_before_the_database: None) -> None:
    if starts := starts_of(request.node):
        _worker.turn_to(starts)
        _forget()


def _forget() -> None:
    """What the process remembers of rows by their ids: another test has changed them and taken that back."""
    from samspil.dialogue.sorting.queries import board, kept_notes, suggestions
    from samspil.people.persons.queries import names

    board._CACHE = board.BoardCache(board.KEPT_BOARDS)
    kept_notes._CACHE = kept_notes.NoteCache(kept_notes.KEPT_MEETINGS)
    suggestions._DESKS = suggestions.Desks(suggestions.KEPT_SUGGESTERS)
    names._kept.known = names._Known()
    cache.clear()
