# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A letter that is sent, and the officer who sent it."""

from typing import Any

import pytest
from django.test import Client

from samspil.dialogue.tests.promise_evening import sent_evening
from tests.made_once import made_once

evening = made_once(sent_evening)


@pytest.fixture
def officer(evening: Any, client: Client) -> Client:
    client.force_login(evening.by)
    return client
