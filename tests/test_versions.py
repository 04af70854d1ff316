# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A database of every version that was released is brought up to this one, and everything in it can still be used."""

import datetime as dt
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

import samspil
from samspil.cli import tables
from samspil.config.postgres import binaries
from samspil.dialogue.models import LetterVersion, Meeting, Note, PromiseAnswer, SortingMove
from samspil.dialogue.planning.actions.plan import meeting_create
from samspil.dialogue.planning.recipes import DIALOGUE_3X15
from samspil.people.models import Person, User
from tests.databases import connected_to, drop_database, empty_database, fresh_database

VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.sql"))
NOW = dt.datetime(2027, 1, 11, 9, 0, tzinfo=dt.UTC)
# What stands beside the tables: a database made at once must have all of it, and no more.
_BESIDE = """
    SELECT c.relname, pg_get_triggerdef(t.oid), pg_get_functiondef(t.tgfoid)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'extension', extname, '' FROM pg_extension
    UNION ALL SELECT 'migration', app, name FROM django_migrations
"""
# Django itself makes the rows' own numbers wider when its migrations make this table than when its models do.
_AS_GOOD = "auth_group_permissions"


def keys(dump: Path) -> dict[str, str]:
    """The keys that the head of a dump names."""
    return dict(re.findall(r"^-- (SAMSPIL_\w+)=(\S+)$", dump.read_text(encoding="utf-8"), re.MULTILINE))


def load(dump: Path, address: str) -> None:
    psql = [binaries.program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={address}"]
    done = subprocess.run([*psql, f"--file={dump}"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def fresh_tables(django_db_setup, django_db_blocker):
    """The tables that this version makes from nothing, and what stands beside them."""
    address = fresh_database()
    with django_db_blocker.unblock():
        with connected_to(address.partition("?")[0].rpartition("/")[2]):
            found = tables.real_tables(), beside_the_tables()
        drop_database(address)
        yield found


def beside_the_tables() -> Counter[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE)
        # A dump keeps no indents and words casts in its own way.
        return Counter(tuple(tables._plain(" ".join(words.split())) for words in row) for row in cursor.fetchall())


def test_this_version_has_a_dump():
    assert samspil.__version__ in [dump.stem for dump in VERSIONS]


@pytest.mark.parametrize("dump", VERSIONS, ids=[dump.stem for dump in VERSIONS])
def test_a_database_of_that_version_is_migrated_read_and_written(dump, fresh_tables):
    address, name = empty_database()
    given = keys(dump)
    known = {
        "SECRET_KEY": given["SAMSPIL_SECRET_KEY"],
        "SALT_KEY": given["SAMSPIL_SALT_KEYS"].split(","),
        "LOOKUP_KEY": given["SAMSPIL_LOOKUP_KEY"],
    }
    try:
        load(dump, address)
        with connected_to(name), override_settings(**known):
            call_command("migrate", verbosity=0)

            assert tables.differences() == []
            expected_tables, expected_beside = fresh_tables
            found_tables, found_beside = tables.real_tables(), beside_the_tables()
            names = {name for name in found_tables | expected_tables if not name.startswith("pg_")} - {_AS_GOOD}
            assert {name: found_tables.get(name) for name in names} == {n: expected_tables.get(n) for n in names}
            assert found_beside - expected_beside == expected_beside - found_beside == Counter()
            what_was_kept_is_read()
            new_work_is_done()
    finally:
        drop_database(address)


def what_was_kept_is_read() -> None:
    officer = User.objects.get(email="lone@example.org")
    assert Person.objects.get(given_name="Amina").email == "amina@example.org"
    assert Note.objects.filter(text__startswith="Én besked om ugen er nok").count() >= 4
    assert SortingMove.objects.exists()
    assert PromiseAnswer.objects.filter(words="Vi samler det i ét brev om ugen.").exists()
    client = Client()
    client.force_login(officer)
    version = LetterVersion.objects.order_by("pk")[0]
    page = client.get(reverse("dialogue:letter", kwargs={"uuid": version.uuid}))
    assert page.status_code == 200
    assert "Én samlet besked om ugen er nok." in page.content.decode()


def new_work_is_done() -> None:
    officer = User.objects.get(email="lone@example.org")
    before = Meeting.objects.count()
    meeting = meeting_create(recipe=DIALOGUE_3X15, title="Efter opgraderingen", starts_at=NOW, by=officer, now=NOW)
    assert Meeting.objects.count() == before + 1
    assert meeting.rounds.count() == 3
