# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A released migration is never changed; new ones may come."""

from pathlib import Path

import pytest

from scripts import migrations


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has released one migration of each of two apps, and a dump."""
    for app in ("people", "dialogue"):
        folder = tmp_path / "samspil" / app / "migrations"
        folder.mkdir(parents=True)
        (folder / "0001_initial.py").write_text(f"# {app}\n", encoding="utf-8")
    (tmp_path / "tests" / "versions").mkdir(parents=True)
    (tmp_path / "tests" / "versions" / "0.1.0.sql").write_text("SELECT 1;\n", encoding="utf-8")
    assert migrations.freeze(tmp_path) == []
    assert len(migrations.frozen(tmp_path)) == 3
    return tmp_path


def test_a_new_migration_is_free_until_it_is_released(project):
    new = project / "samspil" / "people" / "migrations" / "0002_more.py"
    new.write_text("# first\n", encoding="utf-8")
    new.write_text("# second thoughts\n", encoding="utf-8")
    assert migrations.problems(project) == []

    assert migrations.freeze(project) == []
    new.write_text("# third thoughts\n", encoding="utf-8")

    [problem] = migrations.problems(project)
    assert "samspil/people/migrations/0002_more.py" in problem


@pytest.mark.parametrize("name", ["samspil/people/migrations/0001_initial.py", "tests/versions/0.1.0.sql"])
def test_what_was_released_is_neither_changed_nor_removed_nor_frozen_anew(project, name):
    before = (project / migrations.FROZEN).read_text(encoding="utf-8")

    (project / name).write_text("# changed\n", encoding="utf-8")

    [problem] = migrations.problems(project)
    assert f"{name} has been released and was changed" in problem
    assert migrations.freeze(project) == [problem]
    (project / name).unlink()
    [problem] = migrations.problems(project)
    assert f"{name} has been released and is gone" in problem
    assert (project / migrations.FROZEN).read_text(encoding="utf-8") == before


def test_a_list_that_is_gone_is_a_problem(project):
    (project / migrations.FROZEN).unlink()

    assert len(migrations.problems(project)) == 1


def test_this_project_keeps_what_it_released():
    assert migrations.problems(migrations.ROOT) == []
    assert "samspil/people/migrations/0001_initial.py" in migrations.frozen(migrations.ROOT)
