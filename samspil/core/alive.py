# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who is at work is seen in the database: it lets go of a lock the moment the connection that holds it ends.

So somebody who was killed is known to be dead at once, and nobody has to say again and again that they are alive.
"""

import contextlib
from collections.abc import Iterator
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

# Arbitrary numbers of ours among PostgreSQL's advisory locks.
WORKERS = 730_019_002
TURNS = 730_019_003

_NOT_OF_LIBPQ = {"context", "cursor_factory", "prepare_threshold", "server_side_binding", "pool"}
_LOCK = "SELECT pg_advisory_lock(%s, %s)"
_UNLOCK = "SELECT pg_advisory_unlock(%s, %s)"


def number_of(who: UUID) -> int:
    return who.int % 2**31


def direct_address() -> str:
    """Where a connection is ours alone: LIVE_DATABASE_URL, or else what the ordinary connections use."""
    if settings.LIVE_DATABASE_URL:
        return str(settings.LIVE_DATABASE_URL)
    parameters = connection.get_connection_params()
    return make_conninfo("", **{name: value for name, value in parameters.items() if name not in _NOT_OF_LIBPQ})


@contextlib.contextmanager
def alive(kind: int, who: UUID) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """For as long as this and its connection last, `who` is among the living."""
    with psycopg.connect(direct_address(), autocommit=True, connect_timeout=10) as own:
        own.execute(_LOCK, [kind, number_of(who)])
        try:
            yield own
        finally:
            # The server notices a closed connection a moment later; where it is gone already, so is the lock.
            with contextlib.suppress(psycopg.Error):
                own.execute(_UNLOCK, [kind, number_of(who)])


def living(kind: int) -> set[int]:
    """The numbers of all of a kind that are alive. Ask after having read what they might hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 "
            "AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [kind],
        )
        return {number for (number,) in cursor.fetchall()}
