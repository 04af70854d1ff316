# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Fixtures for every test. The database of the run comes from the plugin `tests.database`."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from tests.browser import launch_arguments
from tests.databases import end_sessions, ready_template
from tests.journeys.mailbox import mailbox
from tests.server import ServerProcess
from tests.town import Town, found

# A later one is asked first: rows that were made once are taken back before the event loop changes.
pytest_plugins = ["tests.event_loop", "tests.emptying", "tests.made_once", "tests.order", "tests.log_secrets"]

# Long for a machine that does other things too; what is there already is not waited for.
expect.set_options(timeout=60_000)

# An example takes as long as the machine lets it: no deadline anywhere.
_SLOW_IS_NO_ERROR = [HealthCheck.too_slow]
settings.register_profile("dev", deadline=None, print_blob=True, suppress_health_check=_SLOW_IS_NO_ERROR)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.load_profile(os.environ.get("SAMSPIL_HYPOTHESIS") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_collection_finish() -> None:
    """What is loaded stays: the collector of garbage need not look at it again (some 5 % of the time of a test)."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """`-q` shows no header, and what failed must be had again."""
    seed = config.getoption("randomly_seed", default="none")
    profile = settings.get_current_profile_name()
    terminalreporter.write_line(f"The order: --randomly-seed={seed}; hypothesis: profile {profile}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each worker's database is a copy of the migrated template: a fifth of a second instead of six."""
    connection.settings_dict["TEST"]["TEMPLATE"] = ready_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """A program or thread of the last test may be on its way out still: it keeps nobody from dropping the database."""
    yield
    end_sessions(connection.settings_dict["NAME"])


@pytest.fixture
def start_server_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., ServerProcess]]:
    """Start real servers: `start_server_process(environment={...}, private=False, command="serve", options=())`."""
    started: list[ServerProcess] = []

    def start(**settings: Any) -> ServerProcess:
        server = ServerProcess(tmp_path_factory.mktemp("data"), **settings)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.close()


@pytest.fixture
def live_server_process(
    request: pytest.FixtureRequest, start_server_process: Callable[..., ServerProcess]
) -> ServerProcess:
    """A real `samspil serve` of the test's own: `.url`, `.kill9()`, `.start_again()`, `.stop()`. Prefer `town`.

    Its environment comes by `@pytest.mark.parametrize("live_server_process", [{"SAMSPIL_DEMO": "1"}], indirect=True)`.
    """
    return start_server_process(environment=getattr(request, "param", None))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One server for all tests that neither kill nor configure it; each holds a meeting of its own."""
    with mailbox() as box:
        server = ServerProcess(
            tmp_path_factory.mktemp("town"),
            environment={
                "SAMSPIL_SMTP_URL": box.url,
                "SAMSPIL_MAIL_FROM": "samspil@fjordby.example",
                # Tables are shown each other's notes once they have been understood.
                "SAMSPIL_LANGUAGE_MODEL": "1",
            },
        )
        try:
            found(server.start(), tmp_path_factory.mktemp("lists"))
            yield Town(server, box)
        finally:
            server.close()


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """One `samspil demo` for all tests that need the invented municipality or the pages of the demo."""
    server = ServerProcess(tmp_path_factory.mktemp("demo"), command="demo").start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **launch_arguments()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}
