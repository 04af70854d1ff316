# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The stage that the journeys are played on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.eyes import Eyes
from tests.journeys.stage import Stage
from tests.town import Town


@pytest.fixture
def stage(town: Town, browser: Browser) -> Iterator[Stage]:
    """The town's server, and of its mailbox what comes from now on."""
    made = Stage(town.server, town.box.from_now(), Eyes(town.server.url), browser)
    yield made
    made.leave()
