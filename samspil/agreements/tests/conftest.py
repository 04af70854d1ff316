# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest

from samspil.agreements.tests.room import Room, make_room


@pytest.fixture
def room(db: None) -> Room:
    return make_room()
