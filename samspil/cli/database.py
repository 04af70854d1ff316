# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil migrate`, `samspil worker` and `samspil db`."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time

import django
import psycopg
from django.core.management import call_command

from samspil.cli import environment, first_tables
from samspil.cli import worker as work
from samspil.config.postgres import binaries, private_url
from samspil.core import alive

# An arbitrary number of ours among PostgreSQL's advisory locks.
_LOCK = 730_019_004
_LOOK_EVERY = 2.0
_WITHOUT = {
    "",
    "help",
    "version",
    "--version",
    "--help",
    "makemessages",
    "compilemessages",
    "collectstatic",
    "findstatic",
}


def is_needed_for(arguments: list[str]) -> bool:
    """Whether Django's command needs a running database."""
    return (arguments[0] if arguments else "") not in _WITHOUT


def url() -> str:
    return os.environ.get("DATABASE_URL") or private_url(environment.data_folder())


def migrate(options: argparse.Namespace) -> int:
    environment.prepare(data=options.data)
    django.setup()
    migrate_alone()
    return 0


def migrate_alone(*, verbosity: int = 1) -> None:
    """Bring the database up to this version; one at a time, whoever else has begun the same."""
    # A connection of our own: behind PgBouncer an ordinary one locks in one session and lets go in another,
    # and the next who comes would wait for ever.
    with psycopg.connect(alive.direct_address(), autocommit=True, connect_timeout=10) as own:
        while not _taken(own):
            print("En anden er ved at ændre databasen. Denne venter, til den er færdig …", flush=True)
            time.sleep(_LOOK_EVERY)
        first_tables.make_if_empty()
        # Also after it: permissions and kinds of content are written by the signal that `migrate` sends.
        call_command("migrate", interactive=False, verbosity=verbosity)


def _taken(own: psycopg.Connection[tuple[object, ...]]) -> bool:
    row = own.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
    return bool(row and row[0])


def worker(options: argparse.Namespace) -> int:
    environment.prepare(data=options.data)
    django.setup()
    work.run()
    return 0


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=["url", "psql", "run"],
        default="url",
        metavar="url|psql|run",
        help="url: vis adressen. psql: skriv SQL. run: hold databasen kørende, til man trykker Ctrl-C",
    )


def run(options: argparse.Namespace) -> int:
    environment.prepare(data=options.data, database=options.what != "url")
    if options.what == "psql":
        return subprocess.run([binaries.program("psql"), url()], check=False).returncode
    print(url(), flush=True)
    if options.what == "run":
        print("Databasen kører. Stop med Ctrl-C.", file=sys.stderr, flush=True)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not stop.wait(1):
            pass
        environment.release_database()
    return 0
