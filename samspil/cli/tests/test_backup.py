# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A copy holds everything, says when it is damaged, and never half replaces what is there."""

import datetime as dt
import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from samspil.cli import restoring
from samspil.cli.backing_up import write
from samspil.cli.surroundings import ProblemError
from samspil.config import keys
from tests.server import drop_database, fresh_database

pytestmark = pytest.mark.process

NOW = dt.datetime(2026, 5, 28, 17, 0, tzinfo=dt.UTC)


@pytest.fixture
def database() -> Iterator[Callable[[], str]]:
    made: list[str] = []

    def make() -> str:
        made.append(fresh_database())
        return made[-1]

    yield make
    for address in made:
        drop_database(address)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return installation(tmp_path / "her")


def installation(data: Path) -> Path:
    keys.make_missing(data)
    (data / "files" / "bilag æøå").mkdir(parents=True)
    (data / "files" / "bilag æøå" / "oplæg.pdf").write_bytes(os.urandom(200_000))
    return data


def run_sql(address: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def contents(address: str) -> dict[str, list[tuple[object, ...]]]:
    tables = run_sql(address, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return {str(name): run_sql(address, f'SELECT t::text FROM "{name}" t ORDER BY 1') for (name,) in tables}


def test_comes_back_whole(data: Path, tmp_path: Path, database: Callable[[], str]) -> None:
    here, there = database(), database()
    run_sql(here, "INSERT INTO django_content_type (app_label, model) VALUES ('prøve', 'æøå'), ('x', E'linje\\nlinje')")
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW, with_keys=True)
    other = tmp_path / "der"

    manifest = restoring.verified(copy)
    restoring.take(copy, manifest, data=other, address=there, replace=True)

    assert contents(there) == contents(here)
    assert (other / "files/bilag æøå/oplæg.pdf").read_bytes() == (data / "files/bilag æøå/oplæg.pdf").read_bytes()
    assert keys.fingerprint(other) == keys.fingerprint(data)
    assert copy.stat().st_mode & 0o077 == 0
    extensions = {row[0] for row in run_sql(there, "SELECT extname FROM pg_extension")}
    assert {"btree_gist", "pg_trgm", "unaccent"} <= extensions


def test_does_not_overwrite_unasked(data: Path, tmp_path: Path, database: Callable[[], str]) -> None:
    here = database()
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW)
    run_sql(here, "INSERT INTO django_content_type (app_label, model) VALUES ('senere', 'skrevet')")
    before = contents(here)

    with pytest.raises(ProblemError, match="ikke tom"):
        restoring.take(copy, restoring.verified(copy), data=data, address=here, replace=False)

    assert contents(here) == before
    restoring.take(copy, restoring.verified(copy), data=data, address=here, replace=True)
    assert contents(here) != before


def test_a_changed_byte_is_found(data: Path, tmp_path: Path, database: Callable[[], str]) -> None:
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=database(), now=NOW)
    with tarfile.open(copy) as tar:
        place = tar.getmember("files/bilag æøå/oplæg.pdf").offset_data + 5
    with copy.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 1]))

    with pytest.raises(ProblemError, match=r"oplæg\.pdf"):
        restoring.verified(copy)


@pytest.mark.parametrize("length", [0, 700, 100_000])
def test_a_cut_file_is_found(data: Path, tmp_path: Path, database: Callable[[], str], length: int) -> None:
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=database(), now=NOW)
    copy.write_bytes(copy.read_bytes()[:length])

    with pytest.raises(ProblemError, match="ikke en hel sikkerhedskopi"):
        restoring.verified(copy)


def test_files_that_would_land_elsewhere_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "kopi.tar"
    with tarfile.open(copy, "w") as tar:
        tar.add(__file__, arcname="files/../../uden for")

    with pytest.raises(ProblemError, match="ikke en hel sikkerhedskopi"):
        restoring.verified(copy)


def test_other_keys_are_refused_before_anything_is_touched(
    data: Path, tmp_path: Path, database: Callable[[], str]
) -> None:
    here, there = database(), database()
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW)
    other = installation(tmp_path / "der")
    before = contents(there)

    with pytest.raises(ProblemError, match="andre nøgler"):
        restoring.take(copy, restoring.verified(copy), data=other, address=there, replace=True)

    assert contents(there) == before


def test_is_refused_while_someone_works(data: Path, tmp_path: Path, database: Callable[[], str]) -> None:
    here = database()
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW)

    with psycopg.connect(here), pytest.raises(ProblemError, match="Samspil kører"):
        restoring.take(copy, restoring.verified(copy), data=data, address=here, replace=True)


def test_a_database_that_refuses_keeps_what_it_had(data: Path, tmp_path: Path, database: Callable[[], str]) -> None:
    here = database()
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW)
    before = contents(here)
    dump = tmp_path / "database.dump"
    with tarfile.open(copy) as tar:
        content = tar.extractfile("database.dump")
        assert content is not None
        dump.write_bytes(content.read()[:-3000])

    with pytest.raises(ProblemError, match="Intet er ændret"):
        restoring._load(dump, here)

    assert contents(here) == before


def test_a_server_that_is_not_there_leaves_no_copy(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.tar"

    with pytest.raises(ProblemError, match="ikke lavet nogen sikkerhedskopi"):
        write(copy, data=data, address=f"postgresql://samspil@/samspil?host={tmp_path}", now=NOW)

    assert list(tmp_path.glob("*.tar")) == []
    assert list(tmp_path.glob(".samspil-backup-*")) == []
