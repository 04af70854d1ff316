# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A draft that is heard."""

from functools import partial
from typing import Any

import pytest

from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.hearing_evening import a_hearing, link_of
from tests.made_once import made_once

# The first of two has answered; the second link is untouched.
evening = made_once(partial(a_hearing, now=LATER))


@pytest.fixture
def link(evening: Any) -> str:
    """The second's."""
    return link_of(1)
