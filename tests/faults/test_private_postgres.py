# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The private server outlives everything that may be killed around it, and says why when it cannot be had."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from samspil.config.postgres import Places, account, binaries, private_url
from tests.faults.private_server import (
    User,
    ask,
    end_all,
    eventually,
    is_running,
    keepers,
    kill,
    postmaster,
    run_sql,
)

pytestmark = pytest.mark.process


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    yield folder
    end_all()
    for pid in keepers(folder):
        kill(pid)
    # It may be stopping by itself.
    with suppress(FileNotFoundError, IndexError):
        kill(postmaster(folder))
    assert eventually(lambda: not is_running(folder))


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": ""},
        {"LC_ALL": "da_DK.nonsense", "LC_CTYPE": "POSIX"},
        {"LC_ALL": "", "LANG": "tr_TR.UTF-8"},
    ],
)
def test_knows_danish_letters_whatever_the_environment_says(data: Path, environment: dict[str, str]) -> None:
    user = User(data, environment=environment).wait_ready()

    assert ask(data, "SELECT lower('ÆØÅI')") == "æøåi"
    run_sql(data, "CREATE EXTENSION pg_trgm")
    assert ask(data, "SELECT cardinality(show_trgm('Ærø'))") == 4
    assert ask(data, "SHOW server_encoding") == "UTF8"

    user.leave()


def test_is_found_again_and_stops_with_the_last_user(data: Path) -> None:
    first = User(data).wait_ready()
    pid = postmaster(data)
    second = User(data).wait_ready()

    assert postmaster(data) == pid
    first.leave()
    assert ask(data, "SELECT 1") == 1
    second.leave()

    assert eventually(lambda: not is_running(data))
    assert eventually(lambda: not keepers(data))


def test_keeps_what_was_written_from_start_to_start(data: Path) -> None:
    user = User(data).wait_ready()
    run_sql(data, "CREATE TABLE note AS SELECT 'æøå' AS words")
    user.leave()
    assert eventually(lambda: not is_running(data))

    user = User(data).wait_ready()

    assert ask(data, "SELECT words FROM note") == "æøå"
    user.leave()


def test_a_killed_user_does_not_keep_it_running(data: Path) -> None:
    staying = User(data).wait_ready()
    User(data).wait_ready().kill()
    assert ask(data, "SELECT 1") == 1

    staying.kill()

    assert eventually(lambda: not is_running(data))


def test_a_killed_server_comes_back_by_itself_with_its_rows(data: Path) -> None:
    user = User(data).wait_ready()
    run_sql(data, "CREATE TABLE note AS SELECT generate_series(1, 1000) AS number")
    before = postmaster(data)

    kill(before)

    assert eventually(lambda: ask(data, "SELECT count(*) FROM note") == 1000)
    assert postmaster(data) != before
    user.leave()
    assert eventually(lambda: not is_running(data))


def test_a_killed_keeper_is_replaced_by_the_next_user(data: Path) -> None:
    first = User(data).wait_ready()
    pid = postmaster(data)
    for keeper in keepers(data):
        kill(keeper)
    assert ask(data, "SELECT 1") == 1

    second = User(data).wait_ready()

    assert postmaster(data) == pid
    assert len(keepers(data)) == 1
    first.leave()
    second.leave()
    assert eventually(lambda: not is_running(data))


def test_starts_when_everything_was_killed_at_once(data: Path) -> None:
    user = User(data).wait_ready()
    run_sql(data, "CREATE TABLE note AS SELECT 1 AS number")
    pid = postmaster(data)
    for keeper in keepers(data):
        kill(keeper)
    kill(pid)
    user.kill()

    user = User(data).wait_ready()

    assert ask(data, "SELECT count(*) FROM note") == 1
    user.leave()


def test_a_process_number_that_someone_else_has_now_does_not_stop_it(data: Path) -> None:
    user = User(data).wait_ready()
    places = Places(data)
    for keeper in keepers(data):
        kill(keeper)
    lines = (places.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    kill(int(lines[0]))
    user.kill()
    assert eventually(lambda: not is_running(data))
    runner = account.for_data(places.home)
    who = {"user": runner.uid, "group": runner.gid, "extra_groups": []} if runner.is_other else {}
    stranger = subprocess.Popen(["sleep", "600"], cwd="/", **who)
    for name in (places.cluster / "postmaster.pid", places.socket / ".s.PGSQL.5432.lock"):
        name.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n", encoding="utf-8")

    user = User(data).wait_ready()

    assert ask(data, "SELECT 1") == 1
    assert stranger.poll() is None
    user.leave()
    stranger.kill()
    stranger.wait()


def test_many_starts_at_once_are_one_server(data: Path) -> None:
    users = [User(data) for _ in range(6)]

    for user in users:
        user.wait_ready()

    assert len(keepers(data)) == 1
    assert ask(data, "SELECT 1") == 1
    for user in users:
        user.leave()
    assert eventually(lambda: not is_running(data))


@pytest.mark.parametrize(
    "name", ["med mellemrum og æøå", "komma, 'gåseøjne\" og %41 ", "meget/" + "lang" * 25 + "/" + "sti" * 30]
)
def test_any_path_will_do(tmp_path: Path, name: str) -> None:
    data = tmp_path / name
    user = User(data).wait_ready()

    assert ask(data, "SELECT 1") == 1

    user.leave()
    assert eventually(lambda: not is_running(data))
    if Places(data).socket.parent != Places(data).home:
        shutil.rmtree(Places(data).socket)


def test_listens_to_nobody_but_its_own(data: Path) -> None:
    user = User(data).wait_ready()

    assert ask(data, "SHOW listen_addresses") == ""
    assert Places(data).socket.stat().st_mode & 0o077 == 0
    assert ask(data, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    with psycopg.connect(private_url(data, role="postgres", name="postgres")) as connection:
        methods = connection.execute("SELECT DISTINCT type, auth_method FROM pg_hba_file_rules").fetchall()
    assert methods == [("local", "peer")]

    user.leave()


def test_a_full_disk_is_said_and_nothing_half_is_left(data: Path) -> None:
    refused = User(data, largest_file=600_000)

    assert refused.words().startswith("refused disk-full Disken er fuld."), refused.words()
    # At once, while what refused may not have ended yet.
    user = User(data).wait_ready()
    assert ask(data, "SELECT 1") == 1
    refused.leave()
    user.leave()


def test_a_full_disk_later_is_said_too(data: Path) -> None:
    User(data).wait_ready().leave()
    assert eventually(lambda: not is_running(data))

    refused = User(data, largest_file=1)

    assert refused.words().startswith("refused disk-full"), refused.words()
    refused.leave()


def test_data_of_another_version_is_left_alone(data: Path) -> None:
    User(data).wait_ready().leave()
    assert eventually(lambda: not is_running(data))
    (Places(data).cluster / "PG_VERSION").write_text("14\n", encoding="utf-8")

    refused = User(data)

    assert refused.words().startswith("refused other-version"), refused.words()
    refused.leave()


def test_damage_is_said(data: Path) -> None:
    User(data).wait_ready().leave()
    assert eventually(lambda: not is_running(data))
    (Places(data).cluster / "global" / "pg_control").write_bytes(b"")

    refused = User(data)

    assert refused.words().startswith("refused corrupt"), refused.words()
    refused.leave()


def test_a_folder_with_something_else_in_it_is_left_alone(data: Path) -> None:
    User(data).wait_ready().leave()
    assert eventually(lambda: not is_running(data))
    cluster = Places(data).cluster
    (cluster / "PG_VERSION").rename(cluster / "PG_VERSION.væk")

    refused = User(data)

    assert refused.words().startswith("refused corrupt"), refused.words()
    assert (cluster / "base").is_dir()
    refused.leave()


def test_a_folder_one_may_not_write_in_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("", encoding="utf-8")

    refused = User(blocked / "data")

    assert refused.words().startswith("refused"), refused.words()
    refused.leave()


def test_a_server_that_someone_else_started_is_left_alone(data: Path) -> None:
    User(data).wait_ready().leave()
    assert eventually(lambda: not is_running(data))
    runner = account.for_data(Places(data).home)
    who = {"user": runner.uid, "group": runner.gid, "extra_groups": []} if runner.is_other else {}
    folder = os.open(Places(data).cluster, os.O_RDONLY)
    given = f"/proc/self/fd/{folder}"
    foreign = subprocess.Popen(
        [binaries.folder(runner) / "postgres", "-D", given, "-k", given, "-c", "listen_addresses="],
        pass_fds=(folder,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **who,
    )
    assert eventually(lambda: postmaster(data) == foreign.pid)

    refused = User(data)

    assert refused.words().startswith("refused foreign-server"), refused.words()
    assert foreign.poll() is None
    refused.leave()
    foreign.terminate()
    foreign.wait(60)
    os.close(folder)
