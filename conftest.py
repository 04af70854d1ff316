# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Fixtures for every test. The database of the run comes from the plugin `tests.database`."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser import launch_arguments
from tests.server import ServerProcess, drop_database

_IN_A_BROWSER = {"page", "context", "browser", "playwright", "new_context"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser comes last in each worker.

    Playwright leaves a running event loop in the worker's thread, and then neither Django's database nor asyncio.run
    may be used there by an ordinary test.
    """
    items.sort(key=lambda item: bool(item.get_closest_marker("browser")) or _drives_a_browser(item))


def _drives_a_browser(item: pytest.Item) -> bool:
    return bool(_IN_A_BROWSER & set(getattr(item, "fixturenames", ())))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """For the same loop Django would refuse the database to these tests; from here on only they follow."""
    if item.get_closest_marker("browser") or _drives_a_browser(item):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


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
        server.stop()
        if not server.private:
            drop_database(server.database_url)


@pytest.fixture
def live_server_process(
    request: pytest.FixtureRequest, start_server_process: Callable[..., ServerProcess]
) -> ServerProcess:
    """A real `samspil serve` with a fresh database: `.url`, `.kill9()`, `.start_again()`, `.stop()`.

    Its environment comes by `@pytest.mark.parametrize("live_server_process", [{"SAMSPIL_DEMO": "1"}], indirect=True)`.
    """
    return start_server_process(environment=getattr(request, "param", None))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **launch_arguments()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}
