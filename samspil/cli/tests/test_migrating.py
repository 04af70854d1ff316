# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The tables of an empty database, and two who bring one up to date at once."""

from threading import Thread

import psycopg
import pytest
from django.db import DatabaseError, connection, connections

from samspil.cli import database, first_tables, tables
from samspil.delivery.tests.workers import database_url
from tests.databases import connected_to, drop_database, empty_database


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first_and_says_so(capfd, monkeypatch):
    monkeypatch.setattr(database, "_LOOK_EVERY", 0.05)

    def migrate():
        database.migrate_alone(verbosity=0)
        connections.close_all()

    with psycopg.connect(database_url(), autocommit=True) as first:
        first.execute("SELECT pg_advisory_lock(%s)", [database._LOCK])
        second = Thread(target=migrate)
        second.start()
        second.join(0.5)
        assert second.is_alive()
        first.execute("SELECT pg_advisory_unlock(%s)", [database._LOCK])
        second.join(60)

    assert not second.is_alive()
    assert "Denne venter" in capfd.readouterr().out


@pytest.fixture
def empty(django_db_setup, django_db_blocker):
    address, name = empty_database()
    with django_db_blocker.unblock():
        with connected_to(name):
            yield
        drop_database(address)


def test_an_empty_database_gets_every_table_at_once_and_nothing_is_left_to_migrate(empty, capsys):
    assert first_tables.make_if_empty()

    assert tables.differences() == []
    database.migrate_alone()
    assert "No migrations to apply" in capsys.readouterr().out


def test_a_database_with_any_table_is_left_to_its_migrations(empty):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id integer)")

    assert not first_tables.make_if_empty()
    with connection.cursor() as cursor:
        assert connection.introspection.table_names(cursor) == ["of_somebody_else"]


def test_nothing_is_made_where_one_thing_fails(empty):
    """The next try begins from the beginning."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION core_auditentry_kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'")

    with pytest.raises(DatabaseError, match="core_auditentry_kept"):
        first_tables.make_if_empty()

    with connection.cursor() as cursor:
        assert connection.introspection.table_names(cursor) == []
