# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a person at a terminal meets."""

import datetime as dt
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509

from samspil.cli import lan, serving
from samspil.cli.commands import COMMANDS, main
from samspil.cli.environment import ProblemError
from samspil.config import keys
from tests.server import ROOT

pytestmark = pytest.mark.locale

NOW = dt.datetime(2026, 5, 28, 17, 0, tzinfo=dt.UTC)


def test_help_is_danish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0

    words = capsys.readouterr().out
    assert "brug: samspil" in words
    assert "usage" not in words
    assert "options" not in words


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_has_help_in_danish(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])

    words = capsys.readouterr().out
    assert "vis denne hjælp" in words
    assert "show this help" not in words


@pytest.mark.parametrize("name", sorted([*COMMANDS, "django"]))
def test_each_command_is_documented(name: str) -> None:
    assert f"samspil {name}" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_each_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    used = set()
    for path in (ROOT / "samspil").rglob("*.py"):
        if "tests" not in path.parts:
            used |= set(
                re.findall(r'"((?:SAMSPIL|LIVE|DATABASE|MAIL|SMTP|EMAIL)_[A-Z_]+)"', path.read_text(encoding="utf-8"))
            )

    assert {name for name in used if f"`{name}`" not in documented} == set()


def test_a_mistake_is_said_in_danish(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["serve", "--prot", "80"])

    assert "ukendt: --prot 80" in capsys.readouterr().err


def test_works_in_a_terminal_that_knows_no_danish_letters(tmp_path: Path) -> None:
    poor = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "SAMSPIL_DATA": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "samspil.cli", "serve", "--help"], cwd=ROOT, env=poor, capture_output=True, check=False
    )

    assert done.returncode == 0
    assert b"PostgreSQL" in done.stdout


# What looks after the others for as long as they live, by what it imports when it does.
LOOKING_AFTER = """
import sys
from samspil.cli import commands, environment, serving
environment.hold_database()
environment.release_database()
heavy = {"django", "psycopg", "uvicorn", "ssl", "email", "cryptography", "segno", "numpy"} & set(sys.modules)
print("It imports:", *sorted(heavy))
"""


def test_the_process_that_looks_after_the_others_is_small(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOKING_AFTER],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        | {"SAMSPIL_DATA": str(tmp_path / "data")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.split(":")[1].split() == []


@pytest.mark.parametrize(("words", "port"), [("", 8000), ("9000", 9000)])
def test_port_from_the_environment(words: str, port: int) -> None:
    assert serving._number(words, 8000) == port


def test_a_port_that_is_no_number_is_said() -> None:
    with pytest.raises(ProblemError, match="PORT skal være et tal"):
        serving._number("otte", 8000)


def test_addresses_follow_the_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMSPIL_ORIGIN", "https://samspil.kommune.dk")
    monkeypatch.delenv("SAMSPIL_HOSTS", raising=False)

    serving._set_addresses(serving.Serving("127.0.0.1", 8000, None, None))

    assert "samspil.kommune.dk" in os.environ["SAMSPIL_HOSTS"].split(",")
    monkeypatch.setenv("SAMSPIL_HOSTS", "")


def test_phones_are_told_what_they_will_see() -> None:
    plain = serving.Serving("0.0.0.0", 8000, None, "192.168.1.20")
    crypted = serving.Serving("0.0.0.0", 8000, (Path("samspil.crt"), Path("samspil.key"), "AB:CD"), "192.168.1.20")

    assert "Ikke sikker" in "\n".join(serving._phone_instructions(plain, plain.on_lan or ""))
    words = "\n".join(serving._phone_instructions(crypted, crypted.on_lan or ""))
    assert crypted.on_lan == "https://192.168.1.20:8000"
    assert "AB:CD" in words
    assert "Avanceret" in words


def test_the_certificate_is_used_again_while_it_fits(tmp_path: Path) -> None:
    file, key, first = lan.certificate(tmp_path / "c", names=["localhost", "192.168.1.20"], now=NOW)

    assert lan.certificate(tmp_path / "c", names=["192.168.1.20"], now=NOW)[2] == first
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    names = x509.load_pem_x509_certificate(file.read_bytes()).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert [str(name) for name in names.value.get_values_for_type(x509.IPAddress)] == ["192.168.1.20"]
    assert lan.certificate(tmp_path / "c", names=["192.168.1.21"], now=NOW)[2] != first
    second = lan.certificate(tmp_path / "c", names=["192.168.1.21"], now=NOW)[2]
    assert lan.certificate(tmp_path / "c", names=["192.168.1.21"], now=NOW + dt.timedelta(days=390))[2] != second


def test_keys_are_made_once_and_kept_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in keys.NAMES:
        monkeypatch.delenv(name, raising=False)

    assert keys.make_missing(tmp_path)
    first = {name: keys.secret(tmp_path, name) for name in keys.NAMES}

    assert not keys.make_missing(tmp_path)
    assert {name: keys.secret(tmp_path, name) for name in keys.NAMES} == first
    assert len(set(first.values())) == 3
    assert keys.UNSAFE not in first.values()
    assert stat.S_IMODE(keys.keys_file(tmp_path).stat().st_mode) == 0o600


def test_the_environment_comes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMSPIL_SECRET_KEY", "fra miljøet")

    keys.make_missing(tmp_path)

    assert keys.secret(tmp_path, "SAMSPIL_SECRET_KEY") == "fra miljøet"
    assert "SAMSPIL_SECRET_KEY" not in keys.keys_file(tmp_path).read_text(encoding="utf-8")
