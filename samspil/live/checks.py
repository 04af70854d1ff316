# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Does live work against this database? Part of `samspil check`."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

import psycopg
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from django.db import connection as ordinary

from samspil.core.alive import direct_address

WAIT_SECONDS = 2.0


@register(Tags.database)
def listening_works(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A notification sent on an ordinary connection must arrive on the listening one.

    Through a pooler that lends its connections one transaction at a time LISTEN is accepted, and nothing ever comes.
    """
    if "default" not in (databases or ()):
        return []
    # A channel of its own: a server that is running is not woken by it.
    name = f"samspil_check_{token_hex(8)}"
    try:
        with psycopg.connect(direct_address(), autocommit=True, connect_timeout=5) as listening:
            listening.execute(f"LISTEN {name}")
            with ordinary.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, '')", [name])
            arrived = list(listening.notifies(timeout=WAIT_SECONDS, stop_after=1))
    except (psycopg.Error, DatabaseError) as error:
        msg = (
            f"Projektor og telefoner kan ikke få nyt fra databasen: {error} Se efter, at LIVE_DATABASE_URL (eller "
            "DATABASE_URL) er rigtig, og at serveren kører."
        )
        return [Warning(msg, id="live.W002")]
    if arrived:
        return []
    msg = (
        "Nyt fra databasen når ikke frem. Projektor og telefoner er derfor op til 15 sekunder bagud; intet går tabt. "
        "LISTEN virker ikke gennem en pooler, der deler forbindelser pr. transaktion (PgBouncer i transaction mode). "
        "Lad LIVE_DATABASE_URL pege direkte på PostgreSQL."
    )
    return [Warning(msg, id="live.W001")]
