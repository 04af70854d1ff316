# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Server time of every page an officer can reach by following links: `python -m bench.pages` prints JSON.

A database of its own with the demo's meetings in a municipality of `--schools` schools, each with its board; Django
answers in this process, with all its middleware, so that what is timed is our work and the database's. One page of each
route is asked for, `--times` times after a first one that loads what a first request loads. The budget is DESIGN's: p95
of at most 60 ms for any page.
"""

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from samspil.config.postgres import hold

BUDGET_MS = 60
_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
# Leaving is not a page, nor are files; and how one logs in is changed only by who has just logged in.
_NOT_PAGES = re.compile(r"^/(static|live|konto/)|log-ud")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--schools", type=int, default=75)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samspil-bench-", ignore_cleanup_errors=True) as folder:
        os.environ.update(SAMSPIL_DATA=folder, SAMSPIL_DEMO="1", DJANGO_SETTINGS_MODULE="samspil.config.settings")
        with hold(Path(folder), temporary=True) as held:
            os.environ["DATABASE_URL"] = held.url
            pages = measured(options.times, options.schools)
    slowest = max(pages, key=lambda page: float(page["p95"]))
    json.dump({"budget_ms": BUDGET_MS, "slowest": slowest, "pages": pages}, sys.stdout, indent=1, ensure_ascii=False)
    print()
    return 0 if slowest["p95"] <= BUDGET_MS else 1


def measured(times: int, schools: int) -> list[dict[str, Any]]:
    # Settings are read from the environment that main has just made.
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from samspil.config import static
    from samspil.demo import load
    from samspil.people.models import User

    static.collect()
    call_command("migrate", verbosity=0)
    load.load_if_empty()
    grow(schools)
    with connection.cursor() as cursor:
        # As autovacuum does within a minute.
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.order_by("pk")[0])
    found = [timed(client, path, times) for path in reachable(client)]
    connection.close()
    return found


def grow(schools: int) -> None:
    """Schools with a chair and eight members each, through the import that a municipality uses."""
    from samspil.core import clock
    from samspil.people.importing.actions.importing import import_files
    from samspil.people.importing.files.tables import SourceFile
    from samspil.people.models import School

    numbers = [f"9{number:05}" for number in range(schools)]
    # The file is the municipality's whole list: a school that it does not name is closed.
    present = [f"{school.institution_number};{school.name}" for school in School.objects.order_by("pk")]
    places = ["institutionsnummer;navn", *present, *(f"{number};Skole {number}" for number in numbers)]
    seats = ["institutionsnummer;fornavn;efternavn;e-mail;plads;formand"] + [
        f"{number};Medlem;{number}-{seat};m{seat}.{number}@example.org;forælder;{'nej' if seat else 'ja'}"
        for number in numbers
        for seat in range(9)
    ]
    files = [
        SourceFile(name, "\n".join(lines).encode())
        for name, lines in (("skoler.csv", places), ("bestyrelser.csv", seats))
    ]
    now = clock.now()
    import_files(files=files, on=clock.today(now), by=None, now=now)


def reachable(client: Any) -> list[str]:
    """One address for each route that links lead to."""
    from django.urls import Resolver404, resolve

    routes: dict[str, str] = {}
    waiting, seen = deque(["/"]), {"/"}
    while waiting:
        path = waiting.popleft()
        try:
            route = resolve(urlsplit(path).path).route
        except Resolver404:
            continue
        if route in routes:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        routes[route] = path
        links = [link.replace("&amp;", "&") for link in _LINK.findall(answer.content.decode())]
        new = [link for link in links if link not in seen and not _NOT_PAGES.search(link)]
        seen.update(new)
        waiting.extend(new)
    return list(routes.values())


def timed(client: Any, path: str, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import resolve

    with CaptureQueriesContext(connection) as captured:
        size = len(client.get(path).content)
    # Counted at once: the next request empties the list.
    queries = len(captured)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(path)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return {
        "page": resolve(urlsplit(path).path).view_name,
        "p50": round(statistics.median(taken), 1),
        "p95": round(taken[min(len(taken) - 1, int(len(taken) * 0.95))], 1),
        "queries": queries,
        "kB": round(size / 1000, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
