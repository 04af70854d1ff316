# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The structure of the code, measured from the code.

    python scripts/house.py lines          lines of each package, source and tests, beside its budget
    python scripts/house.py drawing        who imports whom, as it stands now
    python scripts/house.py write          the same, into docs/architecture.md
    python scripts/house.py check          fail when docs/architecture.md shows another drawing
    python scripts/house.py where ADDRESS  the code of a page: its view, templates, actions, queries and tests

A drawing is a dependency structure matrix: the number in a row and a column says how many modules of the row's part
import the column's. Parts stand from top to bottom, so a number left of the diagonal would be an import upward.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- drawing: begin -->", "<!-- drawing: end -->"
# Lines of source without tests, migrations and what is made: a goal that keeps things simple, not a fence.
SHARED = ("asking", "commitments", "threads", "digests", "calendar")
BUDGETS = {
    SHARED: 6000,
    ("agreements",): 5000,
    ("letters", "engines/burden", "engines/coach"): 8000,
    ("support", "engines/spiral"): 5500,
    ("talks", "engines/timetable"): 5000,
    ("community",): 2500,
    ("boards",): 2500,
}
TITLES = {"packages": "Packages", "dialogue-slices": "Slices of dialogue", "people-slices": "Slices of people"}
COUNTED = {".py", ".html", ".txt", ".js", ".css"}


def main() -> int:
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    what, *rest = sys.argv[1:] or [""]
    commands = {"lines": lines, "drawing": drawing, "write": write, "check": check}
    if what == "where" and len(rest) == 1:
        from scripts.page_code import code_of  # noqa: PLC0415 (loads Django)

        print("\n".join(code_of(rest[0])))
        return 0
    if what not in commands or rest:
        print(__doc__)
        return 2
    words = commands[what]()
    print(words, end="" if what == "check" else "\n")
    return 1 if what == "check" and words else 0


def lines() -> str:
    """A table of Python lines: each package, then each budget with what is spent of it."""
    rows = [("package", "source", "tests")]
    total = Counter[str]()
    for package in sorted(path for path in (ROOT / "samspil").iterdir() if (path / "__init__.py").exists()):
        source, tests = count(package)
        total["source"] += source
        total["tests"] += tests
        rows.append((package.name, f"{source:,}", f"{tests:,}"))
    outside = sum(python_lines(path) for path in (ROOT / "tests").rglob("*.py"))
    rows += [("tests/", "", f"{outside:,}"), ("all", f"{total['source']:,}", f"{total['tests'] + outside:,}")]
    said = [f"{name:<14}{source:>9}{tests:>9}" for name, source, tests in rows]
    said += ["", f"{'budget':<42}{'spent':>8}{'of':>9}"]
    for names, budget in BUDGETS.items():
        spent = sum(count(ROOT / "samspil" / name)[0] for name in names)
        said.append(f"{' + '.join(names):<42}{spent:>8,}{budget:>9,}{'  OVER' if spent > budget else ''}")
    return "\n".join(said)


def count(package: Path) -> tuple[int, int]:
    """Lines of Python: source without migrations, and tests."""
    source = tests = 0
    for path in package.rglob("*.py"):
        if "tests" in path.parts or path.name == "conftest.py":
            tests += python_lines(path)
        elif "migrations" not in path.parts:
            source += python_lines(path)
    return source, tests


def python_lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def drawing() -> str:
    return "\n\n".join(f"**{title}**\n\n```\n{table}\n```" for title, table in matrices())


def matrices() -> Iterator[tuple[str, str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["id"]: one for one in settings["tool"]["importlinter"]["contracts"]}
    graph = grimp.build_graph("samspil", exclude_type_checking_imports=True)
    for contract, title in TITLES.items():
        container = contracts[contract]["containers"][0]
        order = [
            part.strip(" ()") for layer in contracts[contract]["layers"] for part in layer.replace(":", "|").split("|")
        ]
        yield title, matrix(graph, container, order)


def matrix(graph: grimp.ImportGraph, container: str, order: Iterable[str]) -> str:
    """Who imports whom among the parts of `container`, top to bottom."""
    found: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        upper = part_of(module, container)
        if upper is None or ".tests" in module or ".migrations" in module:
            continue
        lower = {part_of(other, container) for other in graph.find_modules_directly_imported_by(module)}
        found.update((upper, one) for one in lower if one is not None and one != upper)
    parts = [part for part in order if any(part in pair for pair in found)]
    short = [part[:6] for part in parts]
    head = " " * 12 + "".join(f"{name:>8}" for name in short)
    rows = [f"{upper:<12}" + "".join(cell(found, upper, lower) for lower in parts) for upper in parts]
    upward = [
        pair for pair in found if pair[0] in parts and pair[1] in parts and parts.index(pair[0]) > parts.index(pair[1])
    ]
    return "\n".join([head, *rows, f"imports upward: {len(upward)}"])


def cell(found: Counter[tuple[str, str]], upper: str, lower: str) -> str:
    return f"{'■' if upper == lower else found[upper, lower] or '·':>8}"


def part_of(module: str, container: str) -> str | None:
    inside = module.removeprefix(f"{container}.")
    return None if inside == module else inside.split(".")[0]


def write() -> str:
    before, _old, after = split()
    PAGE.write_text(f"{before}{BEGIN}\n{drawing()}\n{END}{after}", encoding="utf-8")
    return f"{PAGE.relative_to(ROOT)} holds the drawing of today."


def check() -> str:
    _before, shown, _after = split()
    return "" if shown.strip() == drawing().strip() else "docs/architecture.md shows an old drawing: make house\n"


def split() -> tuple[str, str, str]:
    before, _mark, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    shown, _mark, after = rest.partition(END)
    return before, shown, after


if __name__ == "__main__":
    sys.exit(main())
