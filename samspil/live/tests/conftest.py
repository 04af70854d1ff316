# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from uuid import uuid4

import pytest


@pytest.fixture
def channel() -> str:
    return f"try:{uuid4().hex}"
