# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Those who plan and hold meetings in the tests."""

import datetime as dt

import pytest
from django.test import Client

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.tests import factories
from tests.cast import Cast, make_cast

NOW = factories.EVENING + dt.timedelta(minutes=5)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def meeting(db: None) -> Meeting:
    """Round one runs; three tables."""
    return factories.live_meeting()


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.officer)
    return client
