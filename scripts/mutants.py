# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Change the code that carries the promises, one thing at a time, and see whether a test says so.

`python scripts/mutants.py [PART…] [--most N] [--workers N]`. The changes are mutmut's; why they are not run by mutmut
stands in docs/adr/mutation-tool.md. Each is made in a copy of the project. Libraries are loaded once and each change is
tried in a fork, on one PostgreSQL for all. Exits with 1 when fewer than 85 % are found.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parent.parent
ENOUGH = 0.85
_DIALOGUE = "samspil/dialogue"
# Part → (what is changed, the tests that are to find it: the cheap first). The one list to edit when files move.
PARTS: dict[str, tuple[list[str], list[str]]] = {
    "anonymity": (["samspil/core/anonymity.py"], ["samspil/core/tests/test_anonymity.py"]),
    "sorting": (["samspil/engines/sorting/*.py"], ["samspil/engines/sorting/tests"]),
    "seating": (["samspil/engines/seating/*.py"], ["samspil/engines/seating/tests"]),
    "leases": (
        ["samspil/delivery/actions/leases.py"],
        [f"samspil/delivery/tests/test_{name}.py" for name in ("leases", "taking_up", "tasks", "machine")],
    ),
    "access": (
        ["samspil/people/roles/rules.py", "samspil/people/roles/access.py", "samspil/dialogue/room/live.py"],
        [
            "samspil/people/schools/tests/test_own_school.py",
            "samspil/people/roles/tests/test_roles.py",
            f"{_DIALOGUE}/room/tests/test_live_pictures.py",
            "tests/test_access_matrix.py",
        ],
    ),
    "hub": (
        [f"samspil/live/{name}.py" for name in ("hub", "groups", "readers", "publishing", "queries")],
        [f"samspil/live/tests/test_{name}.py" for name in ("frames", "readers", "hub", "restored", "publishing")],
    ),
    "notes": (
        [f"{_DIALOGUE}/notes/{name}.py" for name in ("actions/notes", "rules", "wording")]
        + [f"{_DIALOGUE}/meetings/actions.py", f"{_DIALOGUE}/sorting/actions/closing.py"],
        [f"{_DIALOGUE}/notes/tests/test_{name}.py" for name in ("notes", "notes_after_closing", "notes_twice", "stars")]
        + [f"{_DIALOGUE}/sorting/tests/test_closing.py", f"{_DIALOGUE}/tests/test_class_meetings.py"],
    ),
    "quoting": ([f"{_DIALOGUE}/letter/quoting.py"], [f"{_DIALOGUE}/letter/tests/test_quoting.py"]),
    "letter-sources": (
        [f"{_DIALOGUE}/letter/queries/sources.py"],
        [f"{_DIALOGUE}/letter/tests/test_{name}.py" for name in ("letter_order", "letter")]
        + [
            f"{_DIALOGUE}/tests/test_class_meetings.py",
            f"{_DIALOGUE}/room/tests/test_harvest.py",
            f"{_DIALOGUE}/publishing/tests/test_publishing.py",
        ],
    ),
    "fairness": ([f"{_DIALOGUE}/letter/fairness.py"], [f"{_DIALOGUE}/letter/tests/test_fairness.py"]),
}
NOT_COPIED = shutil.ignore_patterns(".venv", ".git", ".data", "node_modules", "__pycache__", ".*_cache", ".hypothesis")
# Loaded before the forks, so that no change waits for them again. Not ours: those are what is changed.
LOADED = (
    "pytest", "pytest_django.plugin", "hypothesis", "numpy", "sklearn.feature_extraction.text", "scipy.sparse",
    "psycopg", "ortools.sat.python.cp_model", "django.test", "django.contrib.postgres.fields",
    "django.db.backends.postgresql.base",
    "cryptography.fernet", "weasyprint", "docx", "openpyxl", "PIL.Image", "httpx", "factory", "playwright.sync_api",
)  # fmt: skip
PYTEST = [
    "-q", "-x", "-n0", "--reuse-db", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not browser and not process",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
]  # fmt: skip
# Calls in a chain that a change leaves out: what is asked of the database is mostly such.
LEFT_OUT = {"filter", "exclude", "order_by", "select_for_update", "distinct", "strip"}
ONLY_TYPES = {"TypeVar", "ParamSpec", "NewType"}


@dataclass(frozen=True)
class Mutant:
    part: str
    path: str
    source: str


@dataclass(frozen=True)
class Tried:
    """`verdict`: killed, survived, timeout, or broken (pytest could not run the tests)."""

    part: str
    path: str
    verdict: str
    seconds: float
    difference: str


def changes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What stands in the node's place, one at a time."""
    for kind, operator in mutation_operators:
        # Numbers, arguments, operators, conditions and values; not the words of messages.
        if isinstance(node, kind) and not isinstance(node, cst.BaseString):
            yield from operator(node)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in LEFT_OUT:
        yield node.func.value


class Places(cst.CSTVisitor):
    """Every node that may be changed: no imports, annotations, decorators, docstrings, nor what only mypy reads."""

    METADATA_DEPENDENCIES = (ByteSpanPositionProvider,)

    def __init__(self) -> None:
        self.nodes: list[tuple[cst.CSTNode, int, int]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, (cst.Import, cst.ImportFrom, cst.Annotation, cst.Decorator)) or is_typing(node):
            return False
        span = self.get_metadata(ByteSpanPositionProvider, node, None)
        if span is not None:
            self.nodes.append((node, span.start, span.start + span.length))
        return True


def is_typing(node: cst.CSTNode) -> bool:
    """A type variable, or the type in a `cast`: nothing that runs depends on it."""
    if isinstance(node, cst.Assign):
        node = node.value
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in ONLY_TYPES


def mutants_of(part: str, root: Path = ROOT) -> list[Mutant]:
    found = []
    for pattern in PARTS[part][0]:
        for path in sorted(root.glob(pattern)):
            sources = dict.fromkeys(changed(path.read_bytes()))
            found += [Mutant(part, str(path.relative_to(root)), source) for source in sources]
    return found


def changed(source: bytes) -> Iterator[str]:
    """The text of a module with one thing changed. Cut and pasted: to write the whole tree anew takes a second each."""
    tree, places = cst.MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True), Places()
    tree.visit(places)
    for node, start, end in places.nodes:
        for other in changes(node):
            text = tree.module.code_for_node(other).strip().encode()
            made = source[:start] + text + source[end:]
            if made != source and is_python(made):
                yield made.decode()


def is_python(source: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "changed", "exec")
        except SyntaxError:
            return False
    return True


def run_tests(root: Path, database: str, tests: list[str], seconds: float) -> str:
    """The verdict of pytest in a fork of this process, which has the libraries and nothing of ours loaded."""
    child = os.fork()
    if not child:
        os.setsid()
        _be_pytest(root, database, tests)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return {0: "survived", 1: "killed"}.get(os.waitstatus_to_exitcode(status), "broken")
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def _be_pytest(root: Path, database: str, tests: list[str]) -> None:
    code = 3
    try:
        log = os.open(root / "pytest.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(root)
        sys.path[:] = [str(root), *(place for place in sys.path if place not in {"", str(ROOT), str(ROOT / "scripts")})]
        # A changed file of the same length in the same second would pass for the one that was compiled.
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        os.environ["SAMSPIL_TEST_DATABASE_URL"] = database
        import pytest  # noqa: PLC0415 - only in the fork: it is loaded by then

        code = int(pytest.main([*PYTEST, *tests]))
    except BaseException:  # the fork must never go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def lane(number: int, mutants: list[Mutant], database: str, results: Path) -> None:
    """One worker: a copy of the project and a database of its own, and its share of the changes one by one."""
    parent = os.getppid()
    with tempfile.TemporaryDirectory(prefix="samspil-mutants-") as folder:
        root = Path(folder) / "samspil"
        shutil.copytree(ROOT, root, ignore=NOT_COPIED)
        database = database.replace("/samspil?", f"/mutants{number}?")
        clean: dict[str, float] = {}
        with results.open("w", buffering=1) as out:
            for mutant in mutants:
                if os.getppid() != parent:
                    return  # nobody waits for the answers any more
                tests = PARTS[mutant.part][1]
                if mutant.part not in clean:
                    started = time.monotonic()
                    if (verdict := run_tests(root, database, tests, 1200)) != "survived":
                        text = (root / "pytest.log").read_text("utf-8", "replace")
                        raise SystemExit(
                            f"{mutant.part}: the tests fail before anything is changed ({verdict})\n{text}"
                        )
                    clean[mutant.part] = time.monotonic() - started
                    print(f"{mutant.part}: {clean[mutant.part]:.0f} s for the tests as they are", flush=True)
                one = tried(root, mutant, database, tests, clean[mutant.part])
                print(f"{one.verdict}: {one.path} ({one.seconds} s)\n{one.difference}", flush=True)
                out.write(json.dumps(asdict(one)) + "\n")


def tried(root: Path, mutant: Mutant, database: str, tests: list[str], clean: float) -> Tried:
    path = root / mutant.path
    before = path.read_text("utf-8")
    started = time.monotonic()
    path.write_text(mutant.source, "utf-8")
    try:
        verdict = run_tests(root, database, tests, 30 + 5 * clean)
    finally:
        path.write_text(before, "utf-8")
    lines = difflib.unified_diff(before.splitlines(), mutant.source.splitlines(), lineterm="", n=0)
    difference = "\n".join(line for line in lines if not line.startswith(("---", "+++")))
    return Tried(mutant.part, mutant.path, verdict, round(time.monotonic() - started, 1), difference)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL that is there as long as the block; of a process of its own, since it loads ours."""
    given = os.environ.get("SAMSPIL_TEST_DATABASE_URL")
    if given:
        yield given
        return
    code = (
        "import sys, tempfile, pathlib\nfrom samspil.config.postgres import hold\nfrom tests.database import _FAST\n"
        "held = hold(pathlib.Path(tempfile.mkdtemp(prefix='samspil-mutants-')), settings=_FAST, temporary=True)\n"
        "print(held.url, flush=True)\nsys.stdin.read()\nheld.release()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield (holder.stdout.readline() if holder.stdout else "").strip()
    finally:
        holder.communicate(timeout=60)


def report(found: list[Tried]) -> float:
    """Prints what survived and the figures by file; the share that was found."""
    by_path: defaultdict[str, list[Tried]] = defaultdict(list)
    for one in found:
        by_path[one.path].append(one)
    for one in found:
        if one.verdict in {"survived", "broken"}:
            print(f"\n{one.verdict}: {one.path}\n{one.difference}")
    print()
    for path, ones in sorted(by_path.items()):
        print(f"{killed(ones):4} of {len(ones):4} found  {sum(one.seconds for one in ones) / len(ones):5.1f} s  {path}")
    share = killed(found) / len(found) if found else 1.0
    print(f"{killed(found):4} of {len(found):4} found: {share:.0%} (at least {ENOUGH:.0%})")
    return share


def killed(found: list[Tried]) -> int:
    return sum(one.verdict in {"killed", "timeout"} for one in found)


def chosen(parts: list[str], most: int) -> list[Mutant]:
    """The changes of each part, at most so many of each: the same ones each time."""
    mutants = []
    for part in parts:
        of_part = mutants_of(part)
        print(f"{part}: {len(of_part)} changes", flush=True)
        random.Random(1).shuffle(of_part)  # noqa: S311 - a sample, no secret
        mutants += of_part[: most or None]
    return mutants


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--most", type=int, default=0, help="at most so many changes of each part")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    mutants = chosen(options.parts or list(PARTS), options.most)
    with tempfile.TemporaryDirectory() as folder, postgres() as database:
        for name in LOADED:
            importlib.import_module(name)
        children = []
        for number in range(options.workers):
            results = Path(folder) / f"{number}.jsonl"
            child = os.fork()
            if not child:
                code = 1
                try:
                    lane(number, mutants[number :: options.workers], database, results)
                    code = 0
                except SystemExit as error:
                    print(error, flush=True)
                finally:
                    os._exit(code)
            children.append((child, results))
        failed = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
        lines = [line for _, results in children if results.exists() for line in results.read_text().splitlines()]
    share = report([Tried(**json.loads(line)) for line in lines])
    return int(any(failed) or share < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
