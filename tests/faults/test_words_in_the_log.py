# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What people write is not kept in the log of the private server, whatever goes wrong around it."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from samspil.config.postgres import Places, private_url
from tests.faults.private_server import User, end_all, eventually, is_running

pytestmark = pytest.mark.process

WORD = "blåbærgrød"
TABLES = f"""
CREATE TABLE note (id uuid PRIMARY KEY, words varchar(60) NOT NULL CHECK (words <> 'x {WORD}'), number int);
CREATE FUNCTION refuse(words text) RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''%'', words; END';
"""
WRITE = "INSERT INTO note (id, words, number) VALUES (%s, %s, %s)"
ONE, TWO = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
# Each holds the word in its first line, its DETAIL, its CONTEXT, its statement or its parameters.
MISTAKES = (
    (errors.UniqueViolation, WRITE, [ONE, f"igen {WORD}", 1]),
    (errors.CheckViolation, WRITE, [TWO, f"x {WORD}", 1]),
    (errors.NotNullViolation, "INSERT INTO note (id, words, number) VALUES (%s, NULLIF(%s, %s), 1)", [TWO, WORD, WORD]),
    (errors.StringDataRightTruncation, WRITE, [TWO, WORD * 20, 1]),
    (errors.InvalidTextRepresentation, "SELECT %s::text::int", [WORD]),
    (errors.SyntaxError, f"SELECT '{WORD}' og noget mere", None),
    (errors.UndefinedColumn, f'SELECT "{WORD}" FROM note', None),
    (errors.RaiseException, "SELECT refuse(%s)", [WORD]),
    (errors.QueryCanceled, f"SET statement_timeout = 50; SELECT pg_sleep(20), '{WORD}'", None),
)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    end_all()
    assert eventually(lambda: not is_running(tmp_path / "data"))


@pytest.fixture
def server(data: Path) -> Iterator[str]:
    user = User(data).wait_ready()
    with psycopg.connect(private_url(data), autocommit=True) as connection:
        connection.execute(TABLES)
        connection.execute(WRITE, [ONE, f"første {WORD}", 1])
    yield private_url(data)
    user.leave()


def log(data: Path) -> str:
    """Everything the server and its keeper have written down."""
    places = Places(data)
    return "".join(path.read_text(encoding="utf-8") for path in (places.log, places.keeper_log))


def test_mistakes_leave_no_words(data: Path, server: str) -> None:
    for mistake, statement, values in MISTAKES:
        with psycopg.connect(server, autocommit=True) as connection, pytest.raises(mistake):
            connection.execute(statement, values)

    assert WORD not in log(data)


def test_two_who_wait_for_each_other_leave_no_words(data: Path, server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(WRITE, [TWO, f"anden {WORD}", 2])
    met, broken = threading.Barrier(2), []

    def write(first: str, second: str) -> None:
        try:
            with psycopg.connect(server) as connection:
                connection.execute("UPDATE note SET words = %s WHERE id = %s", [WORD, first])
                met.wait(30)
                connection.execute("UPDATE note SET words = %s WHERE id = %s", [WORD, second])
        except errors.DeadlockDetected as error:
            broken.append(error)

    writers = [threading.Thread(target=write, args=pair) for pair in ((ONE, TWO), (TWO, ONE))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    assert len(broken) == 1
    assert WORD not in log(data)


def test_a_killed_server_process_leaves_no_words(data: Path, server: str) -> None:
    with psycopg.connect(server) as connection:
        pid = connection.info.backend_pid
        killing = threading.Timer(0.5, os.kill, (pid, signal.SIGKILL))
        killing.start()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT pg_sleep(30), %s::text", [WORD])

    # The log tells of it, but not what the process was doing.
    assert eventually(lambda: f"(PID {pid}) was terminated by signal 9" in log(data))
    assert eventually(lambda: psycopg.connect(server).close() is None)
    assert WORD not in log(data)
