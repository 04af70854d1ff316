# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A copy holds everything, says when it is damaged, and never half replaces what is there."""

import datetime as dt
import hashlib
import io
import json
import multiprocessing
import os
import signal
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import MultiFernet
from pytest_django.fixtures import Settings

from samspil.cli import backing_up, restoring, upkeep
from samspil.cli.backing_up import write
from samspil.cli.environment import ProblemError
from samspil.cli.leftovers import remove_leftovers
from samspil.config import keys
from samspil.core.fields import _cipher
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


@pytest.mark.locale
def test_comes_back_whole(data: Path, tmp_path: Path, database: Callable[[], str]) -> None:
    here, there = database(), database()
    run_sql(here, "INSERT INTO django_content_type (app_label, model) VALUES ('prøve', 'æøå'), ('x', E'linje\\nlinje')")
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW, with_keys=True)
    other = tmp_path / "der"

    manifest = restoring.verified_manifest(copy)
    restoring.restore_copy(copy, manifest, data=other, address=there, replace=True)

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
        restoring.restore_copy(copy, restoring.verified_manifest(copy), data=data, address=here, replace=False)

    assert contents(here) == before
    restoring.restore_copy(copy, restoring.verified_manifest(copy), data=data, address=here, replace=True)
    assert contents(here) != before


@pytest.mark.locale
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
        restoring.verified_manifest(copy)


@pytest.mark.parametrize("length", [0, 700, 100_000])
def test_a_cut_file_is_found(data: Path, tmp_path: Path, database: Callable[[], str], length: int) -> None:
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=database(), now=NOW)
    copy.write_bytes(copy.read_bytes()[:length])

    with pytest.raises(ProblemError, match="ikke en hel sikkerhedskopi"):
        restoring.verified_manifest(copy)


def test_files_that_would_land_elsewhere_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "kopi.tar"
    with tarfile.open(copy, "w") as tar:
        tar.add(__file__, arcname="files/../../uden for")

    with pytest.raises(ProblemError, match="ikke en hel sikkerhedskopi"):
        restoring.verified_manifest(copy)


def test_other_keys_are_refused_before_anything_is_touched(
    data: Path, tmp_path: Path, database: Callable[[], str]
) -> None:
    here, there = database(), database()
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW)
    other = installation(tmp_path / "der")
    before = contents(there)

    with pytest.raises(ProblemError, match="andre nøgler"):
        restoring.restore_copy(copy, restoring.verified_manifest(copy), data=other, address=there, replace=True)

    assert contents(there) == before


def test_is_refused_while_someone_works(data: Path, tmp_path: Path, database: Callable[[], str]) -> None:
    here = database()
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=here, now=NOW)

    with psycopg.connect(here), pytest.raises(ProblemError, match="Samspil kører"):
        restoring.restore_copy(copy, restoring.verified_manifest(copy), data=data, address=here, replace=True)


@pytest.mark.locale
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


@dataclass(frozen=True)
class Before:
    """An installation as it was, with a word that only its own keys open."""

    data: Path
    address: str
    rows: dict[str, list[tuple[object, ...]]]
    files: dict[str, bytes]

    def replace_with(self, copy: Path) -> None:
        manifest = restoring.verified_manifest(copy)
        restoring.restore_copy(copy, manifest, data=self.data, address=self.address, replace=True)

    def is_as_it_was(self) -> bool:
        return contents(self.address) == self.rows and tree(self.data) == self.files and self.opens()

    def opens(self) -> bool:
        ((sealed,),) = run_sql(self.address, "SELECT email FROM people_person")
        return cipher(self.data).decrypt(str(sealed).encode()) == b"karla@example.org"


def cipher(data: Path) -> MultiFernet:
    return _cipher((keys.secret(data, "SAMSPIL_SALT_KEYS"),))


def tree(data: Path) -> dict[str, bytes]:
    return {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*") if path.is_file()}


@pytest.fixture
def before(tmp_path: Path, database: Callable[[], str]) -> Before:
    data, address = installation(tmp_path / "før"), database()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO people_person (uuid, given_name, family_name, sort_key, language, email, email_digest,"
            " phone_digest, name_protected, address_protected)"
            " VALUES (gen_random_uuid(), 'Karla', '', 'karla', 'da', %s, '', '', false, false)",
            [cipher(data).encrypt(b"karla@example.org").decode()],
        )
    return Before(data, address, contents(address), tree(data))


def copy_with(folder: Path, *, data: Path, dump: bytes, keys_file: bytes) -> Path:
    """A copy whose list fits what is in it, of the installation `data`."""
    members = {"database.dump": dump, "keys.env": keys_file}
    manifest = {
        "format": 1,
        "made_at": NOW.isoformat(),
        "keys": keys.fingerprint(data),
        "members": {
            name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
        },
    }
    copy = folder / "kopi.tar"
    with tarfile.open(copy, "w") as tar:
        for name, content in {**members, "manifest.json": json.dumps(manifest).encode()}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return copy


@pytest.mark.locale
def test_a_broken_dump_changes_nothing(data: Path, tmp_path: Path, before: Before) -> None:
    copy = copy_with(tmp_path, data=data, dump=b"PGDMP, men ikke mere", keys_file=keys.keys_file(data).read_bytes())

    with pytest.raises(ProblemError, match="Intet er ændret"):
        restoring.restore_copy(
            copy, restoring.verified_manifest(copy), data=before.data, address=before.address, replace=True
        )

    assert before.is_as_it_was()


def test_keys_that_do_not_fit_the_copy_change_nothing(data: Path, tmp_path: Path, before: Before) -> None:
    keys.make_missing(tmp_path / "andre")
    wrong = keys.keys_file(tmp_path / "andre").read_bytes()
    copy = copy_with(tmp_path, data=data, dump=b"", keys_file=wrong)

    with pytest.raises(ProblemError, match="Intet er ændret"):
        restoring.restore_copy(
            copy, restoring.verified_manifest(copy), data=before.data, address=before.address, replace=True
        )

    assert before.is_as_it_was()


def test_a_folder_that_cannot_be_used_changes_nothing(
    data: Path, tmp_path: Path, before: Before, database: Callable[[], str]
) -> None:
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=database(), now=NOW, with_keys=True)

    with pytest.raises(ProblemError, match="Intet er ændret"):
        restoring.restore_copy(
            copy, restoring.verified_manifest(copy), data=before.data / "keys.env", address=before.address, replace=True
        )

    assert before.is_as_it_was()


@pytest.mark.parametrize("victim", ["the program that loads", "the server's process"])
def test_a_killed_load_changes_nothing(
    data: Path, tmp_path: Path, before: Before, database: Callable[[], str], victim: str
) -> None:
    source = database()
    # Loading it takes a minute, so that it can be killed half-way.
    run_sql(source, "CREATE FUNCTION public.slow() RETURNS text LANGUAGE sql AS 'SELECT 1::text'")
    run_sql(source, "CREATE MATERIALIZED VIEW public.waits AS SELECT public.slow()")
    run_sql(source, "CREATE OR REPLACE FUNCTION public.slow() RETURNS text LANGUAGE sql AS 'SELECT pg_sleep(60)::text'")
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=source, now=NOW, with_keys=True)
    killer = threading.Thread(target=kill_load, args=(before.address, victim))
    killer.start()

    with pytest.raises(ProblemError, match="Intet er ændret"):
        restoring.restore_copy(
            copy, restoring.verified_manifest(copy), data=before.data, address=before.address, replace=True
        )

    killer.join(60)
    assert before.is_as_it_was()


def kill_load(address: str, victim: str) -> None:
    """Wait until everything is there but the slow view, and kill."""
    name = address.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for _ in range(600):
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND query LIKE 'REFRESH MATERIALIZED VIEW%%'"
                " AND state = 'active'",
                [name],
            ).fetchone()
            if found is None:
                time.sleep(0.1)
                continue
            if victim == "the program that loads":
                kill_psql()
            # Or it would sleep on, and notice a minute later that nobody listens.
            connection.execute("SELECT pg_terminate_backend(%s)", found)
            return


def kill_psql() -> None:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"psql" in (folder / "cmdline").read_bytes().split(b"\0")[0]:
                os.kill(int(folder.name), signal.SIGKILL)


@pytest.mark.locale
def test_a_restore_keeps_the_keys_and_files_that_were_there(
    data: Path, tmp_path: Path, before: Before, database: Callable[[], str]
) -> None:
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=database(), now=NOW, with_keys=True)

    for _ in range(2):
        restoring.restore_copy(
            copy, restoring.verified_manifest(copy), data=before.data, address=before.address, replace=True
        )

    assert keys.keys_file(before.data).read_bytes() == keys.keys_file(data).read_bytes()
    kept = {path.read_bytes() for path in before.data.glob("keys.env.før-*")}
    assert kept == {before.files["keys.env"]}
    assert all(path.stat().st_mode & 0o077 == 0 for path in before.data.glob("keys.env*"))
    assert not (before.data / "restore").exists()


def test_a_restore_that_was_stopped_leaves_no_dump_and_the_next_one_does_it_all(
    data: Path, tmp_path: Path, before: Before, database: Callable[[], str], settings: Settings
) -> None:
    source = database()
    run_sql(source, "CREATE TABLE mark (word text)")
    copy = tmp_path / "kopi.tar"
    write(copy, data=data, address=source, now=NOW, with_keys=True)
    settings.DATA = before.data
    # As one that was killed while it unpacked leaves it, and one that was killed after the database had taken it.
    killed, unfinished = before.data / ".samspil-restore-abc" / "copy", before.data / "restore"
    killed.mkdir(parents=True)
    (killed / "database.dump").write_bytes(b"alle navne")
    unfinished.mkdir()
    (unfinished / "keys.env").write_bytes(b"andre")
    assert [finding.level for finding in upkeep.restored()] == ["fault"]

    before.replace_with(copy)

    assert not killed.exists()
    assert not unfinished.exists()
    assert list(upkeep.restored()) == []
    assert keys.keys_file(before.data).read_bytes() == keys.keys_file(data).read_bytes()


def test_an_upload_that_is_erased_while_a_copy_is_made_is_in_no_copy(
    data: Path, tmp_path: Path, database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("slettet.jpg", "kept.jpg"):
        (data / "files").mkdir(exist_ok=True)
        (data / "files" / name).write_bytes(b"billede")
    listed = backing_up._uploads(data / "files")
    (data / "files" / "slettet.jpg").unlink()
    monkeypatch.setattr(backing_up, "_uploads", lambda _folder: listed)

    write(tmp_path / "kopi.tar", data=data, address=database(), now=NOW)

    members = restoring.verified_manifest(tmp_path / "kopi.tar")["members"]
    assert [name for name in members if name.endswith(".jpg")] == ["files/kept.jpg"]


def test_a_server_that_is_not_there_leaves_no_copy(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.tar"

    with pytest.raises(ProblemError, match="ikke lavet nogen sikkerhedskopi"):
        write(copy, data=data, address=f"postgresql://samspil@/samspil?host={tmp_path}", now=NOW)

    assert list(tmp_path.glob("*.tar")) == []
    assert list(tmp_path.glob(".samspil-backup-*")) == []


def test_a_killed_backup_leaves_a_draft_that_the_next_one_takes_away(database, data, tmp_path):
    address = database()
    run_sql(address, "CREATE TABLE held (id int)")
    target = tmp_path / "copies" / "copy.tar"

    def drafts() -> list[Path]:
        return list(target.parent.glob(".samspil-backup-*"))

    with psycopg.connect(address) as lock:
        # The dump waits for this table, and is killed while it waits.
        lock.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE")
        process = multiprocessing.get_context("spawn").Process(
            target=write, args=(target,), kwargs={"data": data, "address": address, "now": NOW}
        )
        process.start()
        ends = time.monotonic() + 60
        while not any(draft.iterdir() for draft in drafts()) and time.monotonic() < ends:
            time.sleep(0.05)
        remove_leftovers(target.parent)
        assert len(drafts()) == 1, "that of one who is alive stays"
        assert drafts()[0].stat().st_mode & 0o077 == 0
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(20)
    assert len(drafts()) == 1

    write(target, data=data, address=address, now=NOW)

    assert drafts() == []
    assert target.is_file()
