# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt

import pytest

from tests.cast import Cast, make_cast

NOW = dt.datetime(2026, 10, 7, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def now() -> dt.datetime:
    return NOW


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()
