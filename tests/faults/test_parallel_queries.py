# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The private server's parallel workers work, in folders of earlier versions too, and an evening goes on in a city."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from samspil.config.postgres import Places, binaries, hold, private_url
from tests.faults.private_server import User, end_all, eventually, is_running
from tests.server import ROOT, drop_database, fresh_database

pytestmark = pytest.mark.process

WRONG = "pg_catalog.pg_catalog.simple"
FORCED = "SET debug_parallel_query = on"
NOTE, SECOND = "savner ugebrevet", "savner fællesspisningen"
# A meeting in an analysed city; a table's page, and a note that the table sends twice and then with other words.
EVENING = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "samspil.config.settings"
import django
django.setup()
from uuid import uuid4
from django.test import Client
from samspil.dialogue.models import Note
from samspil.dialogue.tests.factories import live_meeting
from samspil.demo import city
city.load_at(os.environ["DATABASE_URL"])
code = live_meeting().tables.get(number=1).code
given, _family = city.name(7)
table, form = Client(headers={{"host": "localhost"}}), {{"uuid": str(uuid4()), "round": "1", "language": "da"}}
assert table.get(f"/bord/{{code}}/").status_code == 200
for words in ("{NOTE}", "{NOTE}", "{SECOND}"):
    answer = table.post(
        f"/bord/{{code}}/noter/", {{**form, "note": f"{{given}} {{words}}"}}, headers={{"accept": "application/json"}}
    )
    assert answer.status_code == 200, answer
    assert answer.json()["saved"], answer.json()
page = table.get(f"/bord/{{code}}/")
assert page.status_code == 200
assert "{NOTE}" in page.text
assert "{SECOND}" in page.text
assert Note.objects.count() == 2
# The rolls were read: the name is known.
assert f"Det ligner et navn: {{given}}." in page.text, page.text
"""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    end_all()
    assert eventually(lambda: not is_running(tmp_path / "data"))


def make_as_earlier_versions_did(data: Path) -> None:
    """They gave initdb a name with a schema, and initdb put the schema in front once more."""
    User(data).wait_ready().leave()
    assert eventually(lambda: not is_running(data))
    file = Places(data).cluster / "postgresql.conf"
    words, changed = re.subn(
        r"^default_text_search_config = .*$",
        f"default_text_search_config = '{WRONG}'",
        file.read_text(encoding="utf-8"),
        flags=re.M,
    )
    assert changed == 1
    file.write_text(words, encoding="utf-8")


def test_a_new_folder_has_parallel_workers_that_work(data: Path) -> None:
    user = User(data).wait_ready()

    assert "default_text_search_config = 'pg_catalog.simple'" in (Places(data).cluster / "postgresql.conf").read_text(
        encoding="utf-8"
    )
    with closing(psycopg.connect(private_url(data), autocommit=True)) as connection:
        connection.execute(FORCED)
        plan = "\n".join(str(row[0]) for row in connection.execute("EXPLAIN (ANALYZE) SELECT count(*) FROM pg_class"))
    assert "Workers Launched: 1" in plan
    user.leave()


def test_a_folder_of_an_earlier_version_is_mended_when_it_starts(data: Path) -> None:
    make_as_earlier_versions_did(data)

    user = User(data).wait_ready()

    with closing(psycopg.connect(private_url(data), autocommit=True)) as connection:
        connection.execute(FORCED)
        assert connection.execute("SELECT count(*) > 0 FROM pg_class").fetchone() == (True,)
        assert connection.execute("SHOW default_text_search_config").fetchone() == ("pg_catalog.simple",)
    user.leave()


def test_check_says_that_parallel_workers_fail(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with hold(data, settings=(f"default_text_search_config={WRONG}",)) as held:
        broken = check(data, held.url)
    assert eventually(lambda: not is_running(data))
    with hold(data) as held:
        mended = check(data, held.url)

    said = "✗ Databasen kan ikke dele arbejdet mellem flere processer"
    assert said in broken.stdout
    assert "ALTER DATABASE samspil SET default_text_search_config = 'pg_catalog.simple'" in broken.stdout
    assert broken.returncode == 1
    assert said not in mended.stdout
    assert "✓ Databasen kan dele arbejdet mellem flere processer." in mended.stdout


def test_an_evening_goes_on_in_an_analysed_city(data: Path) -> None:
    make_as_earlier_versions_did(data)

    with hold(data, settings=("fsync=off",)) as held:
        copy_tables(to=held.url)
        done = subprocess.run(
            [sys.executable, "-c", EVENING],
            env={**os.environ, "SAMSPIL_DATA": str(data), "DATABASE_URL": held.url},
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    assert done.returncode == 0, done.stdout + done.stderr
    log = Places(data).log.read_text(encoding="utf-8")
    assert "database system is ready to accept connections" in log
    assert NOTE not in log
    assert SECOND not in log


def copy_tables(*, to: str) -> None:
    """The tables of a migrated database: quicker than to migrate once more."""
    source = fresh_database()
    tables = subprocess.run(
        [binaries.program("pg_dump"), "--no-owner", "--no-privileges", source], capture_output=True, check=True
    )
    subprocess.run(
        [binaries.program("psql"), "--quiet", "--set=ON_ERROR_STOP=1", to],
        input=tables.stdout,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    drop_database(source)


def check(data: Path, address: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "samspil.cli", "check"],
        env={**os.environ, "SAMSPIL_DATA": str(data), "DATABASE_URL": address},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
