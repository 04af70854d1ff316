# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Databases on the server of the test run, copies of a template that is migrated once a run."""

import contextlib
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

_ROOT = Path(__file__).resolve().parents[1]
# Of this run: another may be testing other migrations on the same server.
_RUN = os.environ.get("SAMSPIL_TEST_RUN", "")
TEMPLATE = f"samspil_template_{_RUN}"


def fresh_database() -> str:
    """The address of a new database with all tables and no rows."""
    name = f"samspil_{uuid.uuid4().hex[:12]}"
    ready_template()
    with psycopg.connect(_named("postgres"), autocommit=True) as server:
        _create(server, name, TEMPLATE)
    return _named(name)


def empty_database() -> tuple[str, str]:
    """The address of a new database without tables, and its name."""
    name = f"samspil_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_named("postgres"), autocommit=True) as server:
        _create(server, name, "template0")
    return _named(name), name


def drop_database(address: str) -> None:
    name = address.rpartition("?")[0].rpartition("/")[2] or address.rpartition("/")[2]
    with psycopg.connect(_named("postgres"), autocommit=True) as server:
        for how in ("WITH (FORCE)", ""):
            # FORCE may not end autovacuum, which is there for a moment; without it PostgreSQL does that itself.
            with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} {}").format(sql.Identifier(name), sql.SQL(how)))


def end_sessions(name: str) -> None:
    """Ends what is connected to the database `name`, so that it can be dropped."""
    with psycopg.connect(_named("postgres"), autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [name],
        )


@contextlib.contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Django's connection goes to the database `name`."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def drop_template() -> None:
    drop_database(_named(TEMPLATE))


def ready_template() -> str:
    """The name of the template, when it has been made."""
    with psycopg.connect(_named("postgres"), autocommit=True) as server:
        # One worker makes it, the others wait for it.
        server.execute("SELECT pg_advisory_lock(20240528)")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            draft = f"{TEMPLATE}_draft"
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(draft)))
            _create(server, draft, "template1")
            _migrate(_named(draft))
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(TEMPLATE))
            )
    return TEMPLATE


def _create(server: "psycopg.Connection[tuple[object, ...]]", name: str, source: str) -> None:
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source)))


def _migrate(address: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "samspil.cli", "migrate"],
        env={**os.environ, "DATABASE_URL": address},
        cwd=_ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _named(name: str) -> str:
    """The address of a database on the server of the run."""
    plain, mark, options = os.environ["DATABASE_URL"].partition("?")
    return f"{plain.rpartition('/')[0]}/{name}{mark}{options}"
