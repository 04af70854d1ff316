# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Benchmarks that need notes say so where there are none, and figures above their budgets say why."""

import json

from bench import desk, reasons
from bench.__main__ import Row, why


def test_the_bench_of_the_desk_says_that_there_are_no_notes(tmp_path, capsys):
    assert desk.main(["--data", str(tmp_path)]) == 0

    said = json.loads(capsys.readouterr().out)
    assert str(tmp_path) in said["skipped"]


def test_what_is_above_its_budget_stands_with_its_reason_or_that_nobody_has_one(monkeypatch):
    monkeypatch.setattr(reasons, "REASONS", {"page: a": "Long.", "page: a, officer": "Longer."})
    rows = [
        Row("page: a, officer", "", "", "", "", 31.0, 30.0),
        Row("page: a, member", "", "", "", "", 46.0, 30.0),
        Row("page: b", "", "", "", "", 31.0, 30.0),
        Row("page: c", "", "", "", "", 30.0, 30.0),
        Row("page: d", "", "", "", "", 99.0),
    ]

    assert why(rows).splitlines()[2:] == [
        "- page: a, officer: Longer.",
        "- page: a, member: Long.",
        "- page: b: no reason measured yet.",
    ]
    assert why(rows[3:]).endswith("None.")
