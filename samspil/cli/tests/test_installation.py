# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is said where something beside the code is missing, in a folder of source code and in an installation."""

import shutil
from pathlib import Path

import pytest

from samspil.cli import checking, installation
from samspil.cli.commands import main
from tests.server import ROOT


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with its made files, as in an environment's site-packages."""
    here = tmp_path / "site-packages" / "samspil"
    for part in ("ui/static/ui/vendor", "ui/fonts", "locale"):
        shutil.copytree(ROOT / "samspil" / part, here / part)
    return here


def test_nothing_is_said_where_all_is_there(package: Path) -> None:
    assert installation.missing_files(package) == []
    assert installation.shortcomings(package) == []
    assert installation.missing_files() == []


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        ("ui/static/ui/vendor/dkfds.min.css", "browserens filer"),
        ("ui/static/ui/vendor/icons.svg", "browserens filer"),
        ("ui/fonts/Vazirmatn_400Regular.ttf", "skrifterne til PDF"),
        ("locale/ar/LC_MESSAGES/django.mo", "oversættelserne (ar)"),
    ],
)
def test_each_made_file_is_missed(package: Path, gone: str, named: str) -> None:
    (package / gone).unlink()

    assert installation.missing_files(package) == [named]


def test_all_that_is_missing_stands_in_one_sentence(package: Path) -> None:
    shutil.rmtree(package / "ui")
    shutil.rmtree(package / "locale")

    assert installation.shortcomings(package)[0].startswith(
        "Her mangler browserens filer, oversættelserne (da, en, ar) og skrifterne til PDF. Installationen er ikke hel."
    )


def test_source_code_names_its_own_command(package: Path) -> None:
    (package / "ui/fonts/Vazirmatn_400Regular.ttf").unlink()
    prepare = package.parent / "scripts" / "prepare.py"

    assert "pip install" in installation.shortcomings(package)[0]
    prepare.parent.mkdir()
    prepare.touch()

    said = installation.shortcomings(package)[0]
    assert f"Kør python3 {prepare} demo" in said
    assert "pip" not in said


def test_a_machine_without_pango_is_told(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert installation.pango_is_there()
    monkeypatch.setattr(installation, "LIBRARIES", (("libnone-1.0.so.0", "libnone-1.0.dylib"),))

    assert installation.shortcomings(package) == [installation.PANGO_MISSING]


def test_serve_says_it_on_its_first_line(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installation, "LIBRARIES", (("libnone-1.0.so.0",),))

    # Stopped by its port before it starts anything.
    assert main(["serve", "--port", "70000"]) == 1

    assert capsys.readouterr().out.splitlines()[0] == installation.PANGO_MISSING


def test_check_says_what_is_there() -> None:
    said = [finding.sentence for finding in [*checking.files(), *checking.pdf()]]

    assert "Browserens filer, oversættelserne og skrifterne er der." in said
    assert "Pango er der, så PDF kan laves." in said


def test_nothing_that_is_said_names_a_script() -> None:
    """An installation has no scripts, no make and no folder of source code."""
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "samspil").rglob("*")
        if path.suffix in {".py", ".po", ".html", ".txt"}
        and "tests" not in path.parts
        and any(
            "python scripts/" in line or "make demo" in line for line in path.read_text(encoding="utf-8").splitlines()
        )
    }

    assert naming <= {"samspil/ui/icons.py"}  # a comment for those who change it
