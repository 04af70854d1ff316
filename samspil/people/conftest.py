# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt

import pytest
from django.test import Client

from tests.cast import Cast, make_cast
from tests.made_once import made_once

NOW = dt.datetime(2026, 10, 7, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def now() -> dt.datetime:
    return NOW


cast = made_once(make_cast)


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.officer)
    return client
