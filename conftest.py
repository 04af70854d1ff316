# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Fixtures for every test. The database of the run comes from the plugin `tests.database`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser import launch_arguments
from tests.server import ServerProcess, drop_database


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
