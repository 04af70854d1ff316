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

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

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

    def turn_to(self, starts: tuple[Start, ...]) -> None:
        if tuple(self.made) == starts or not self.blocker:
            return
        with self.blocker.unblock():
            if self._transaction:
                transaction.set_rollback(True)
                self._transaction.__exit__(None, None, None)
                self._transaction, self.made = None, {}
            if starts:
                self._transaction = transaction.atomic()
                # As Django's own around a test: what wants to be the outermost transaction may be.
                self._transaction._from_testcase = True  # type: ignore[attr-defined]
                self._transaction.__enter__()
                self.made = {start: start.make() for start in starts}


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
    if not known or ROWS not in known.names_closure or _has_own_transactions(item):
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
    if tuple(_worker.made) != starts_of(item) or connection.closed_in_transaction:
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
