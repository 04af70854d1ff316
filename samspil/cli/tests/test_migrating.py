# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Two who bring the database up to date at once."""

from threading import Thread

import psycopg
import pytest
from django.db import connections

from samspil.cli import database
from samspil.delivery.tests.workers import database_url


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
