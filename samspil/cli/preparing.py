# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is made ready before pages are served: static files, tables, the demo. A process of its own, which ends again.

What it takes (every migration, a compressor, the demo) is then in no process that stays.
"""

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from samspil.cli import commands, danish, database, environment, serving
from samspil.cli.environment import ProblemError
from samspil.cli.supervising import follow_parent
from samspil.config import static


def main() -> int:
    parser = danish.Parser(prog="samspil preparing")
    parser.add_argument("--answer", type=int, required=True)
    parser.add_argument("--demo", default="")
    options = parser.parse_args()
    follow_parent(1)
    with os.fdopen(options.answer, "w", encoding="utf-8") as answer:
        return commands.told(lambda: _prepare(options.demo, answer.write), refused=serving.REFUSED)


def _prepare(demo: str, answer: Callable[[str], object]) -> int:
    environment.prepare(database=False)
    django.setup()
    # A new database server is waited for, mostly; meanwhile the static files are made ready.
    with ThreadPoolExecutor(1) as beside:
        collected = beside.submit(_collect)
        environment.hold_database()
        collected.result()
    if demo:
        _migrate()
        answer("\n".join(_load_demo("" if demo == "any" else demo)))
    else:
        _ensure_tables()
    return 0


def _collect() -> None:
    try:
        # Before anything is rendered: pages and letters name the files as they are collected. With SAMSPIL_DEBUG they
        # are served from where they are written.
        if not settings.DEBUG:
            static.collect()
    except static.CollectError as error:
        raise ProblemError(str(error)) from error


def _ensure_tables() -> None:
    """An empty database is filled with tables; one that waits for changes is left to the operator and a backup."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and not executor.loader.applied_migrations:
        print("Databasen er tom. Samspil laver tabellerne …", flush=True)
        _migrate()
    elif waiting:
        msg = (
            f"Databasen er fra en ældre version af Samspil ({len(waiting)} ændringer venter). Tag en "
            f"sikkerhedskopi (samspil "
            "backup), kør samspil migrate, og start igen."
        )
        raise ProblemError(msg)
    connection.close()


def _migrate() -> None:
    database.migrate_alone(verbosity=0)
    connection.close()


def _load_demo(size: str) -> list[str]:
    """Load the fictional municipality; lines about who one can be."""
    if importlib.util.find_spec("samspil.demo") is None or importlib.util.find_spec("samspil.demo.load") is None:
        return []
    load = importlib.import_module("samspil.demo.load")
    load.load_if_empty(size)
    return [str(line) for line in getattr(load, "who_one_can_be", list)()]


if __name__ == "__main__":
    sys.exit(main())
