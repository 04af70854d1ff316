# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Server time of every page, for every role that can open it: `python -m bench.pages` prints JSON.

    python -m bench.pages [--size small|city] [--times 30] [--role officer] [--page dialogue:home] [--fresh]

On the demo of a city's size (bench.municipality). Django answers in this process, with all its middleware, so that what
is timed is our work and the database's. Pages are found by following links from where a role begins (bench.visitors);
of the addresses of one route the slowest counts. It is asked for `--times` times after a first one that loads what a
first request loads. Beside the time stand processor time, queries and template renders, which a busy machine does not
change. The budget is in bench.budgets.
"""

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bench.budgets import NOISE, PAGE_MS, missed
from bench.municipality import SIZES, municipality

if TYPE_CHECKING:
    from bench.visitors import Visit


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", choices=SIZES, default="city")
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--role", help="this role alone")
    parser.add_argument("--page", help="this page alone, by its route's name")
    parser.add_argument("--fresh", action="store_true", help="make the database again")
    options = parser.parse_args(arguments)
    with municipality(options.size, fresh=options.fresh):
        found = measured(options)
    found.sort(key=lambda page: -page["p95"])
    over = [f"{page['page']} ({page['role']})" for page in found if missed(page["p95"], PAGE_MS)]
    result = {"size": options.size, "budget_ms": PAGE_MS, "noise": NOISE, "missed": over, "pages": found}
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    print()
    return 1 if over or not found else 0


def measured(options: argparse.Namespace) -> list[dict[str, Any]]:
    # It reads models, and these need the settings.
    from bench.visitors import visits

    return [
        timed(visit, options.times)
        for visit in visits()
        if options.role in {None, visit.role} and options.page in {None, visit.route}
    ]


def timed(visit: "Visit", times: int) -> dict[str, Any]:
    path = max(visit.paths, key=lambda path: _once(visit, path))
    # As a web process that has run for a while (samspil.core.standing): what is loaded is not looked through again.
    gc.freeze()
    row = {"page": visit.route, "role": visit.role, "path": path, **counted(visit, path)}
    taken, used = [], []
    for _ in range(times):
        began, cpu = time.perf_counter(), time.process_time()
        visit.client.get(path)
        taken.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    taken.sort()
    return row | {
        "p50": round(statistics.median(taken), 1),
        "p95": round(taken[min(len(taken) - 1, int(len(taken) * 0.95))], 1),
        "cpu": round(statistics.median(used), 1),
    }


def _once(visit: "Visit", path: str) -> float:
    """The quickest of three, after one that loads what a first request loads."""
    visit.client.get(path)
    found = []
    for _ in range(3):
        began = time.perf_counter()
        visit.client.get(path)
        found.append(time.perf_counter() - began)
    return min(found)


def counted(visit: "Visit", path: str) -> dict[str, Any]:
    """Queries, template renders and size of one answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured, _renders() as renders:
        size = len(visit.client.get(path).content)
        # Counted at once: the next request empties the list.
        queries = len(captured)
    return {"queries": queries, "renders": renders[0], "kB": round(size / 1000, 1)}


@contextmanager
def _renders() -> Iterator[list[int]]:
    """How many templates are rendered meanwhile, included ones and those of widgets too."""
    from django.template.base import Template

    plain, count = Template._render, [0]

    def render(template: Template, context: Any) -> Any:
        count[0] += 1
        return plain(template, context)

    Template._render = render  # type: ignore[method-assign]  # put back below
    try:
        yield count
    finally:
        Template._render = plain  # type: ignore[method-assign]  # as above


if __name__ == "__main__":
    sys.exit(main())
