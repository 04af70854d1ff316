# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every benchmark in one table, each with its baseline from the same run: `make bench`, kept in docs/benchmarks.md.

`NOTES=DIR make bench` measures suggestions on the notes in DIR (see bench.suggestions); otherwise on the demo's.
"""

import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from samspil.demo.notes import SORTED, read

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """<!-- SPDX-FileCopyrightText: 2026 Samspil contributors -->
<!-- SPDX-License-Identifier: MPL-2.0 -->
# Benchmarks

Made by `make bench`. Each figure stands beside a baseline from the same run, because machines and their noise
differ: the ratio is what to compare. Baselines: for live, the same watchers fetching a page each five seconds (as other
tools do); for pages, the quickest one; for suggestions, character n-grams alone, and for
those at the desk the engine alone; for seating, the quick rule.
"""


class Row(NamedTuple):
    what: str
    ours: str
    baseline: str
    ratio: str
    budget: str


def main() -> int:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(os.environ["NOTES"]) if os.environ.get("NOTES") else demo_notes(Path(folder))
        source = "the notes in NOTES" if os.environ.get("NOTES") else "the demo's notes"
        rows += live(ask("bench.live", "--seconds", os.environ.get("SECONDS_LIVE", "30")))
        rows += suggestions(ask("bench.suggestions", "--data", str(notes)), source)
        rows += desk(ask("bench.desk", "--data", str(notes)), source)
        rows += sorting(ask("bench.sorting"))
        rows += pages(ask("bench.pages"))
        rows += seating(ask("bench.seating"))
    text = table(rows)
    print(text)
    when = dt.datetime.now(tz=dt.UTC).date().isoformat()
    PAGE.write_text(f"{HEAD}\nMeasured {when} on {machine()}.\n\n{text}\n", encoding="utf-8")
    return 0


def ask(module: str, *options: str) -> dict[str, Any]:
    """What the benchmark prints; its exit code only says whether a budget was met, and the table shows that."""
    print(f"{module} …", file=sys.stderr)
    done = subprocess.run(
        [sys.executable, "-m", module, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def demo_notes(folder: Path) -> Path:
    """The demo's sorted notes in the format that bench.suggestions reads."""
    themes, lines, point_number, note_number = [], [], 0, 0
    for theme, points in SORTED.items():
        shown = []
        for statement, block in points.items():
            point_number += 1
            shown.append({"id": f"p{point_number:02d}", "statement_da": statement})
            for note in read(block):
                note_number += 1
                row = {"id": f"n{note_number:03d}", "text": note.text, "point": f"p{point_number:02d}", "also": []}
                lines.append(json.dumps(row, ensure_ascii=False))
        themes.append({"id": theme, "title_da": theme, "points": shown})
    (folder / "themes.json").write_text(json.dumps(themes, ensure_ascii=False), encoding="utf-8")
    (folder / "notes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def live(found: dict[str, Any]) -> Iterator[Row]:
    ours, theirs, ratio = found["samspil"], found["polling"], found["ratio"]
    for what, key, budget in (("acknowledged", "acknowledged_ms", 150), ("shown on the projector", "shown_ms", 300)):
        times = f"p50 {ours[key]['p50']} / p95 {ours[key]['p95']} / p99 {ours[key]['p99']} ms"
        name = "shown_p95" if key == "shown_ms" else "acknowledged_p95"
        yield Row(f"note {what}", times, f"p95 {theirs[key]['p95']} ms", f"{ratio[name]} ×", f"p95 ≤ {budget} ms")
    harvest = found["harvest"]
    for what, key, budget in (("acknowledged", "acknowledged_ms", 150), ("shown", "shown_ms", 300)):
        times = f"p50 {harvest[key]['p50']} / p95 {harvest[key]['p95']} / p99 {harvest[key]['p99']} ms"
        with_ours = round(harvest[key]["p95"] / ours[key]["p95"], 1)
        yield Row(
            f"with harvest on: note {what}",
            times,
            f"without p95 {ours[key]['p95']} ms",
            f"{with_ours} ×",
            f"p95 ≤ {budget} ms",
        )
    told = f"{harvest['answers']} answers, p95 {harvest['answered_ms']['p95']} ms; {harvest['lost']} notes lost"
    yield Row("with harvest on: tables' answers", told, "", "", "0 lost")
    lost = f"{ours['lost']} lost, {ours['not_shown']} not shown, of {ours['notes']}"
    yield Row(f"notes, {ours['watchers']} watchers", lost, f"{theirs['lost']} lost", "", "0 lost")
    cpu = round(sum(ours["cpu_seconds"].values()), 1)
    other = round(sum(theirs["cpu_seconds"].values()), 1)
    yield Row(
        "CPU seconds of the evening", f"{cpu} in {ours['seconds']} s", f"{other}", f"{ratio['cpu_per_second']} ×", ""
    )


def suggestions(found: dict[str, Any], source: str) -> Iterator[Row]:
    base = found["baselines"]["char_ngrams_only"]
    for name, aim in (("top1", "> 0.51, aim 0.62"), ("top5", "> 0.78, aim 0.87"), ("keystrokes", "")):
        ratio = round(found[name] / base[name], 2) if base[name] else ""
        yield Row(f"suggestions, {source}: {name}", f"{found[name]:.3f}", f"{base[name]:.3f}", f"{ratio}", aim)
    harvest = found["with_harvest"]
    if harvest:
        for name in ("top1", "top5", "keystrokes"):
            what = f"suggestions, {source}: {name} with harvest ({harvest['links']:.0f} links)"
            yield Row(
                what, f"{harvest[name]:.3f}", f"without {found[name]:.3f}", f"{harvest[name] / found[name]:.2f}", ""
            )
    seconds = found["speed"]["all_notes_seconds"]
    yield Row(f"suggestions, {source}: all {found['notes']} notes", f"{seconds} s", "", "", "≤ 0.5 s for 300")


def desk(found: dict[str, Any], source: str) -> Iterator[Row]:
    """The same officer at the desk itself, beside the engine alone on the same vectors."""
    if "skipped" in found:
        yield Row("suggestions at the desk", found["skipped"], "", "", "")
        return
    for name in ("top1", "top5", "keystrokes"):
        base = found["engine"][name]
        ratio = f"{found[name] / base:.2f}" if base else ""
        yield Row(f"at the desk, {source}: {name}", f"{found[name]:.3f}", f"engine {base:.3f}", ratio, "")
    times = found["move_ms"]
    yield Row(
        "at the desk: a move", f"p50 {times['p50']} / p95 {times['p95']} ms", "", "", f"p95 ≤ {found['budget_ms']} ms"
    )


def sorting(found: dict[str, Any]) -> Iterator[Row]:
    base = found["inside: suggestions"]
    for name, row in found.items():
        if isinstance(row, dict):
            ratio = f"{round(row['p50'] / base['p50'], 1)} ×" if base["p50"] else ""
            ours = f"p50 {row['p50']} / p95 {row['p95']} ms"
            yield Row(f"desk, 300 notes: {name}", ours, f"suggestions p50 {base['p50']} ms", ratio, "≤ 50 ms")


def pages(found: dict[str, Any]) -> Iterator[Row]:
    """The ten slowest pages, beside the quickest."""
    rows = sorted(found["pages"], key=lambda row: -row["p95"])
    base = min(found["pages"], key=lambda row: row["p50"])
    for row in rows[:10]:
        ours = f"p50 {row['p50']} / p95 {row['p95']} ms"
        ratio = f"{round(row['p50'] / base['p50'], 1)} ×"
        yield Row(f"page: {row['page']}", ours, f"{base['page']} p50 {base['p50']} ms", ratio, "p95 ≤ 60 ms")


def seating(found: dict[str, Any]) -> Iterator[Row]:
    """The seating plan beside the quick rule: pairs of one board at a table, and what is proven."""
    base = found["quick rule"]
    for name in ("plan", "ten absent"):
        row = found[name]
        pairs = f"{row['cost']['pairs']} pairs (at least {row['bound']['pairs']}) in {row['seconds']} s"
        theirs = f"{base['cost']['pairs']} pairs in {base['seconds']} s"
        yield Row(f"seating, {found['people']} people: {name}", pairs, theirs, "", "≤ 10 s")


def table(rows: list[Row]) -> str:
    lines = ["| what | Samspil | baseline | ratio | budget |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def machine() -> str:
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else ""
    name = model or platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores of {name}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
