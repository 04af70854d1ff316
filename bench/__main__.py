# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every benchmark in one table, each with its baseline from the same run: `make bench`, kept in docs/benchmarks.md.

`NOTES=DIR make bench` measures suggestions on the notes in DIR (see bench.suggestions); otherwise on the demo's. The
exit code is 1 where a figure is above its budget by more than the noise of a machine explains (bench.budgets), and
those are named.
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

from bench import budgets
from bench.reasons import reason
from samspil.demo.notes import SORTED, read

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = f"""<!-- SPDX-FileCopyrightText: 2026 Samspil contributors -->
<!-- SPDX-License-Identifier: MPL-2.0 -->
# Benchmarks

Made by `make bench`, which fails where a figure is more than {budgets.NOISE} times its budget ("missed"; "over" is
within the noise of a machine). Each figure stands beside a baseline from the same run, because machines and their noise
differ: the ratio is what to compare. Baselines: for live, the same watchers fetching a page each five seconds (as other
tools do); for pages, the quickest one; for suggestions, character n-grams alone, and for
those at the desk the engine alone; for seating, the quick rule.
"""


class Row(NamedTuple):
    """`figure` is what the budget `most` is for; a row without has none, or none that a number tells."""

    what: str
    ours: str
    baseline: str
    ratio: str
    budget: str
    figure: float = 0.0
    most: float | None = None

    @property
    def missed(self) -> bool:
        return self.most is not None and budgets.missed(self.figure, self.most)

    @property
    def over(self) -> bool:
        return self.most is not None and self.figure > self.most

    @property
    def line(self) -> str:
        kept = "missed" if self.missed else "over" if self.over else ""
        return f"| {' | '.join((self.what, self.ours, self.baseline, self.ratio, self.budget, kept))} |"


def main() -> int:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(os.environ["NOTES"]) if os.environ.get("NOTES") else demo_notes(Path(folder))
        source = "the notes in NOTES" if os.environ.get("NOTES") else "the demo's notes"
        rows += live(ask("bench.live", "--seconds", os.environ.get("SECONDS_LIVE", "30")))
        rows += suggestions(ask("bench.suggestions", "--data", str(notes)), source)
        rows += desk(ask("bench.desk", "--data", str(notes)), source)
        rows += sorting(ask("bench.sorting"))
        found = ask("bench.pages")
        rows += pages(found)
        rows += seating(ask("bench.seating"))
        rows += restart(ask("bench.restart"))
        rows += start(ask("bench.start"))
    text = f"{table(rows)}\n\n{why(rows)}\n\n{slowest(found)}"
    print(text)
    when = dt.datetime.now(tz=dt.UTC).date().isoformat()
    PAGE.write_text(f"{HEAD}\nMeasured {when} on {machine()}.\n\n{text}\n", encoding="utf-8")
    return verdict(rows)


def verdict(rows: list[Row]) -> int:
    """The exit code, and a line for each row that is missed."""
    over = [row for row in rows if row.missed]
    for row in over:
        print(f"missed: {row.what}: {row.ours} ({row.budget})", file=sys.stderr)
    return 1 if over else 0


def ask(module: str, *options: str) -> dict[str, Any]:
    """What the benchmark prints; its exit code says whether a budget was met, which the rows say too."""
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
    for what, key, name, most in (
        ("acknowledged", "acknowledged_ms", "acknowledged_p95", budgets.ACKNOWLEDGED_MS),
        ("shown on the projector", "shown_ms", "shown_p95", budgets.SHOWN_MS),
    ):
        yield _times(f"note {what}", ours[key], most, baseline=f"p95 {theirs[key]['p95']} ms", ratio=f"{ratio[name]} ×")
    harvest = found["harvest"]
    for what, key, most in (
        ("acknowledged", "acknowledged_ms", budgets.HARVEST_ACKNOWLEDGED_MS),
        ("shown", "shown_ms", budgets.HARVEST_SHOWN_MS),
    ):
        without = f"without p95 {ours[key]['p95']} ms"
        with_ours = f"{round(harvest[key]['p95'] / ours[key]['p95'], 1)} ×"
        yield _times(f"with harvest on: note {what}", harvest[key], most, baseline=without, ratio=with_ours)
    told = f"{harvest['answers']} answers, p95 {harvest['answered_ms']['p95']} ms; {harvest['lost']} notes lost"
    yield Row("with harvest on: tables' answers", told, "", "", "0 lost", harvest["lost"], budgets.LOST)
    lost = f"{ours['lost']} lost, {ours['not_shown']} not shown, of {ours['notes']}"
    yield Row(
        f"notes, {ours['watchers']} watchers", lost, f"{theirs['lost']} lost", "", "0 lost",
        ours["lost"] + ours["not_shown"], budgets.LOST,
    )  # fmt: skip
    cpu = round(sum(ours["cpu_seconds"].values()), 1)
    other = round(sum(theirs["cpu_seconds"].values()), 1)
    yield Row(
        "CPU seconds of the evening", f"{cpu} in {ours['seconds']} s", f"{other}", f"{ratio['cpu_per_second']} ×", ""
    )
    yield _memory("memory (PSS) after the evening", harvest["shares_mb"])


def _times(what: str, times: dict[str, float], most: float, *, baseline: str, ratio: str) -> Row:
    ours = " / ".join(f"{name} {times[name]}" for name in ("p50", "p95", "p99") if name in times)
    return Row(what, f"{ours} ms", baseline, ratio, f"p95 ≤ {most:.0f} ms", times["p95"], most)


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
    seconds, most = found["speed"]["all_notes_seconds"], budgets.SUGGESTIONS_SECONDS
    what = f"suggestions, {source}: all {found['notes']} notes"
    yield Row(what, f"{seconds} s", "", "", f"≤ {most} s for 300", seconds, most)


def desk(found: dict[str, Any], source: str) -> Iterator[Row]:
    """The same officer at the desk itself, beside the engine alone on the same vectors."""
    if "skipped" in found:
        yield Row("suggestions at the desk", found["skipped"], "", "", "")
        return
    for name in ("top1", "top5", "keystrokes"):
        base = found["engine"][name]
        ratio = f"{found[name] / base:.2f}" if base else ""
        yield Row(f"at the desk, {source}: {name}", f"{found[name]:.3f}", f"engine {base:.3f}", ratio, "")
    yield _times("at the desk: a move", found["move_ms"], budgets.MOVE_MS, baseline="", ratio="")


def sorting(found: dict[str, Any]) -> Iterator[Row]:
    base = found["inside: suggestions"]
    for name, row in found.items():
        if isinstance(row, dict):
            ratio = f"{round(row['p50'] / base['p50'], 1)} ×" if base["p50"] else ""
            most = budgets.SAME_NOTES_MS if name == "inside: notes that say the same" else budgets.MOVE_MS
            baseline = f"suggestions p50 {base['p50']} ms"
            yield _times(f"desk, 300 notes: {name}", row, most, baseline=baseline, ratio=ratio)


def pages(found: dict[str, Any]) -> Iterator[Row]:
    """The slowest page of all, and those that miss their budget; beside the quickest."""
    base = min(found["pages"], key=lambda row: row["p50"])
    for number, row in enumerate(_from_slowest(found)):
        ratio = f"{round(row['p50'] / base['p50'], 1)} ×"
        made = _times(
            f"page: {row['page']}, {row['role']}", row, budgets.PAGE_MS,
            baseline=f"{base['page']} p50 {base['p50']} ms", ratio=ratio,
        )  # fmt: skip
        if number == 0 or made.missed:
            yield made


def slowest(found: dict[str, Any]) -> str:
    """The ten slowest pages with what they do meanwhile, and how many pages were asked for."""
    names = ("page", "role", "p50", "p95", "cpu", "queries", "renders", "kB")
    ours = _from_slowest(found)
    within = sum(row["p95"] <= budgets.PAGE_MS for row in ours)
    head = (
        f"## The ten slowest pages\n\n"
        f"Of {len(ours)} pages of all roles, in a municipality of the size {found['size']}, {within} are within "
        f"{budgets.PAGE_MS:.0f} ms (p95). Times are milliseconds; `cpu` is this process's own, without PostgreSQL's.\n"
    )
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return "\n".join([head, *lines, *(f"| {' | '.join(str(row[name]) for name in names)} |" for row in ours[:10])])


def _from_slowest(found: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(found["pages"], key=lambda row: (-row["p95"], row["page"], row["role"]))


def seating(found: dict[str, Any]) -> Iterator[Row]:
    """The seating plan beside the quick rule: pairs of one board at a table, and what is proven."""
    base = found["quick rule"]
    for name in ("plan", "ten absent"):
        row = found[name]
        pairs = f"{row['cost']['pairs']} pairs (at least {row['bound']['pairs']}) in {row['seconds']} s"
        theirs = f"{base['cost']['pairs']} pairs in {base['seconds']} s"
        what, most = f"seating, {found['people']} people: {name}", budgets.SEATING_SECONDS
        yield Row(what, pairs, theirs, "", f"≤ {most:.0f} s", row["seconds"], most)


def restart(found: dict[str, Any]) -> list[Row]:
    ours, one_by_one = found["roll-over, s"], found["class by class, s"]
    what = f"restart: {found['classes']:,} classes roll over, {found['lines']:,} lines"
    most = budgets.ROLL_OVER_SECONDS
    baseline = f"class by class {one_by_one:.0f} s"
    return [Row(what, f"{ours:.1f} s", baseline, f"{one_by_one / ours:.1f} ×", f"≤ {most:.0f} s", ours, most)]


def start(found: dict[str, Any]) -> Iterator[Row]:
    """How soon `samspil serve` answers, and what a small installation holds of the memory."""
    first, again = found["first_seconds"], found["again_seconds"]["median"]
    for what, seconds, most in (
        ("first start", first, budgets.START_SECONDS),
        ("next start", again, budgets.START_AGAIN_SECONDS),
    ):
        yield Row(f"samspil serve: {what}", f"{seconds} s", "", "", f"≤ {most:.0f} s", seconds, most)
    yield _memory("memory (PSS) after the start", found["memory_mb"])


def _memory(what: str, shares: dict[str, float]) -> Row:
    each = ", ".join(f"{name} {size:.0f}" for name, size in shares.items())
    total, most = sum(shares.values()), budgets.MEMORY_MB
    return Row(what, f"{total:.0f} MB: {each}", "", "", f"≤ {most:.0f} MB", total, most)


def table(rows: list[Row]) -> str:
    lines = ["| what | Samspil | baseline | ratio | budget | kept |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(row.line for row in rows)])


def why(rows: list[Row]) -> str:
    """Of each row above its budget the measured reason, or that there is none yet."""
    over = [f"- {row.what}: {reason(row.what) or 'no reason measured yet.'}" for row in rows if row.over]
    return "\n".join(["## Above their budgets, and why", "", *(over or ["None."])])


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
