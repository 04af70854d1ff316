# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Benchmarks that need notes say so where there are none."""

import json

from bench import desk


def test_the_bench_of_the_desk_says_that_there_are_no_notes(tmp_path, capsys):
    assert desk.main(["--data", str(tmp_path)]) == 0

    said = json.loads(capsys.readouterr().out)
    assert str(tmp_path) in said["skipped"]
