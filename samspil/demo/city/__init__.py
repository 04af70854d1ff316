# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A municipality of a city's size in bulk, analysed, so that PostgreSQL plans as it does in a real one.

`load(connection)` takes a connection of psycopg: `load(django.db.connection.connection)` in a test with the `db`
fixture (after `ensure_connection()`), or `load_at(server.database_url)` for the database of a server process. The same
size and day give the same rows. A feature that keeps something for each school, class or family adds a `Part`.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import psycopg

from samspil.core import clock
from samspil.demo.city import accounts, agreements, families
from samspil.demo.city.names import name
from samspil.demo.city.sizes import CITY, CROWD, Size, crowd

__all__ = ["CITY", "CROWD", "Size", "crowd", "load", "load_at", "name"]

Part = Callable[["psycopg.Cursor[Any]", Size, dt.date], None]
# In this order: a later one finds what an earlier one wrote.
PARTS: tuple[Part, ...] = (families.fill, agreements.fill)
# For a size with `accounts`: what writes to people, and who may log in.
PARTS_WITH_ACCOUNTS: tuple[Part, ...] = (accounts.fill,)


def load(connection: "psycopg.Connection[Any]", size: Size = CROWD, *, on: dt.date | None = None) -> int:
    """Load a city once into a migrated database and analyse it; the number of persons that came.

    `on` is the day whose school year it stands in (today).
    """
    parts = PARTS + (PARTS_WITH_ACCOUNTS if size.accounts else ())
    with connection.cursor() as cursor:
        for part in parts:
            part(cursor, size, on or clock.today(clock.now()))
        cursor.execute("ANALYZE")
    return size.persons


def load_at(address: str, size: Size = CROWD) -> int:
    """The same in a transaction of its own at the address of a database."""
    with psycopg.connect(address) as connection:
        return load(connection, size)
