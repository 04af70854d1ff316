# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The unit tests of the JavaScript, one file at a time: `samspil/**/tests/js/*.test.mjs`, by node's own runner.

By hand, with coverage (docs/testing.md): `python scripts/javascript.py --coverage`.
"""

from pathlib import Path

import pytest

from scripts.javascript import ROOT, TESTS, run


def test_files_of_tests_are_found() -> None:
    assert {"queue.test.mjs", "table.test.mjs", "sorting.test.mjs"} <= {path.name for path in TESTS}


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_javascript(path: Path) -> None:
    done = run(path)

    said = done.stdout + done.stderr
    assert done.returncode == 0, f"\n{said}"
    # A file whose tests are not found passes as well, and says so.
    assert "\nℹ tests 0\n" not in said
    assert "\nℹ skipped 0\n" in said
    assert "\nℹ todo 0\n" in said
