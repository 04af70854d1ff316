# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Those who plan and hold meetings in the tests."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from samspil.dialogue.tests import factories
from tests.cast import Cast, make_cast
from tests.made_once import made_once

NOW = factories.EVENING + dt.timedelta(minutes=5)


@pytest.fixture
def later() -> Iterator[time_machine.Traveller]:
    """The days after the evening, when its letter is written: the clock stands there."""
    with time_machine.travel(factories.LATER, tick=False) as traveller:
        yield traveller


cast = made_once(make_cast)


# Round one runs; three tables.
meeting = made_once(factories.live_meeting)


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.officer)
    return client
