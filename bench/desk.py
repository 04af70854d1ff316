# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How well does the sorting desk itself suggest? `python -m bench.desk [--data DIR] [--seeds 1]` prints JSON.

The officer of bench.suggestions, in the same orders, but at the desk: every look, search and placing is a request of
the desk's own pages, the suggestions are read out of the HTML, and a worker process of its own makes the vectors, as in
an installation. The notes arrive through the outbox of a meeting that has just ended. Beside what the desk gives stands
what the engine gives on the same notes in the same orders: the two should be alike.

Keys, as an officer presses them: 1 for a suggestion; "/", the letters until one point is left, and Enter for a search;
2 for a new point ("n" and Enter; its words are not counted).

    --hurry     the officer never waits for "Forslagene er ved at blive klar"
    --embedder  ngrams: without the language model
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from bench.budgets import MOVE_MS
from bench.suggestions import FIRST_SEED, Samspil, Vectors, load, play, shuffled
from samspil.cli import environment
from samspil.config.postgres import hold
from samspil.engines.themes import default_embedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.desk_officer import Officer
    from bench.suggestions import Meeting
    from samspil.engines.themes import Embedder

NOTES = Path(__file__).resolve().parents[2] / "shared" / "notes-dev"
PATIENCE = 600


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.desk", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=NOTES, help="folder with notes.jsonl and themes.json")
    parser.add_argument("--seeds", type=int, default=1, help="number of shuffled orders (seeds 1, 2, …)")
    parser.add_argument("--hurry", action="store_true")
    parser.add_argument("--embedder", choices=("auto", "ngrams"), default="auto")
    options = parser.parse_args(argv)
    if not (options.data / "notes.jsonl").is_file():
        print(json.dumps({"benchmark": "desk", "skipped": f"There are no notes in {options.data}: give --data DIR."}))
        return 0
    os.environ["SAMSPIL_LANGUAGE_MODEL"] = "0" if options.embedder == "ngrams" else "1"
    with tempfile.TemporaryDirectory(prefix="samspil-bench-", ignore_cleanup_errors=True) as data:
        environment.prepare(data=data, database=False)
        # As an installation with its own server, whose connections keep plans.
        os.environ.pop("DATABASE_URL", None)
        with hold(Path(data), temporary=True):
            print(json.dumps(run(load(options.data), options), indent=2, ensure_ascii=False))
    return 0


def run(meeting: Meeting, options: argparse.Namespace) -> dict[str, Any]:
    # Both need the settings, which need the database that has just been started.
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    seeds = range(FIRST_SEED, FIRST_SEED + options.seeds)
    embedder = default_embedder(model=options.embedder == "auto")
    each = [_evening(meeting, embedder, seed, hurry=options.hurry) for seed in seeds]
    moves = sorted(ms for one in each for ms in one.pop("moves_ms"))
    names = ("top1", "top5", "keystrokes")
    return {
        "benchmark": "desk",
        "embedder": embedder.name,
        "notes": len(meeting.notes),
        "points": len(meeting.statements),
        **{name: round(fmean(one[name] for one in each), 4) for name in names},
        "engine": {name: round(fmean(one["engine"][name] for one in each), 4) for name in names},
        "move_ms": {"p50": round(median(moves), 1), "p95": round(moves[int(len(moves) * 0.95)], 1)},
        "budget_ms": MOVE_MS,
        "each": each,
    }


def _evening(meeting: Meeting, embedder: Embedder, seed: int, *, hurry: bool) -> dict[str, Any]:
    """One meeting sorted from end to end, the worker beside it."""
    officer: Officer = import_module("bench.desk_officer").Officer(meeting)
    begun = time.perf_counter()
    worker = subprocess.Popen([sys.executable, "-m", "samspil.cli.worker"], stdout=sys.stderr)
    try:
        # Some minutes pass between the evening and the desk; whoever is in a hurry goes there at once.
        if not hurry:
            officer.wait_for_vectors(embedder.name, PATIENCE)
        ready = time.perf_counter() - begun
        for note in shuffled(meeting, seed):
            officer.sort(note, hurry=hurry)
        officer.wait_for_vectors(embedder.name, PATIENCE)
    finally:
        worker.terminate()
        worker.wait(timeout=60)
    # The same vectors as the desk had: what differs is the desk.
    vectors = Vectors(embedder, *officer.vectors(embedder), seconds=0.0)
    engine = play(meeting, Samspil(meeting, vectors), seed)
    return {
        "seed": seed,
        **officer.result(),
        "notes_ready_seconds": round(ready, 1),
        "engine": {name: round(getattr(engine, name), 4) for name in ("top1", "top5", "keystrokes")},
    }


if __name__ == "__main__":
    sys.exit(main())
