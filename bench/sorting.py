# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Server time of the sorting desk: each press of a key in a meeting of 300 notes and 40 points.

    python -m bench.sorting [--notes 300] [--points 40] [--presses 100]

Starts a database of its own, plays an officer through the pages as htmx asks for them, and prints JSON in
milliseconds. Vectors are made from letters, so that no model is loaded; what is timed does not depend on what they say.
The budgets are in bench.budgets.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.budgets import MOVE_MS
from samspil.config.postgres import hold

_WORDS = (
    "brev uge besked skole barn forældre møde tid ringer læser svarer klasse aften pris tøj tur hjælp sprog dag lærer "
    "sammen ansvar trivsel gruppe plan svar ord spørgsmål penge bus mad frikvarter pause venner"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=300)
    parser.add_argument("--points", type=int, default=40)
    parser.add_argument("--presses", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samspil-bench-", ignore_cleanup_errors=True) as data:
        held = hold(Path(data), temporary=True)
        try:
            # As an installation with its own server, whose connections keep plans.
            os.environ.pop("DATABASE_URL", None)
            os.environ.update(SAMSPIL_DATA=data, DJANGO_SETTINGS_MODULE="samspil.config.settings")
            print(json.dumps(_run(options), indent=2))
        finally:
            held.release()


def _run(options: argparse.Namespace) -> dict[str, Any]:
    # Both need the settings, which need the database that has just been started.
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    scene = import_module("bench.sorting_scene").Scene(options.notes, options.points, _WORDS.split())
    scene.build()
    first = _timed(scene.desk, 1)
    results = {
        "notes": options.notes,
        "points": options.points,
        "moves before": scene.moves(),
        "first page of a process, ms": round(first[0][0], 1),
        "budget, ms": MOVE_MS,
        "place with a digit": _summary(_timed(scene.place, options.presses)),
        "undo": _summary(_timed(scene.undo, options.presses // 4)),
        "another note": _summary(_timed(scene.another, options.presses // 2)),
        "open a panel": _summary(_timed(scene.panel, options.presses // 4)),
        "live parts for one officer": _summary(_timed(scene.live, options.presses // 4)),
        "inside: suggestions": _summary(_timed(scene.suggestions, options.presses)),
        "inside: notes that say the same": _summary(_timed(scene.group, options.presses // 10)),
    }
    results["moves after"] = scene.moves()
    return results


def _timed(act: Callable[[], object], times: int) -> list[tuple[float, float]]:
    """Milliseconds on the wall, and of our own processor time (the database's is not in it), for each call."""
    found = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        found.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    return found


def _summary(values: list[tuple[float, float]]) -> dict[str, float]:
    wall, cpu = sorted(value[0] for value in values), [value[1] for value in values]
    return {
        "p50": round(statistics.median(wall), 1),
        "p95": round(wall[min(len(wall) - 1, int(len(wall) * 0.95))], 1),
        "cpu p50": round(statistics.median(cpu), 1),
    }


if __name__ == "__main__":
    main()
