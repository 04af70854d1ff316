# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of promises and hearings in the access matrix (see tests/access_rows.py)."""

from typing import Any

from tests.access_rows import Row
from tests.access_rows_meetings import SAFE_LAST, both, evening, looks, over, version
from tests.cast import Cast


def point(cast: Cast) -> dict[str, Any]:
    version(cast)
    return over(cast) | {"point": evening(cast).weekly}


PROMISES: dict[str, Row] = {
    "dialogue:promises": looks(over, post=SAFE_LAST),
    "dialogue:promise-answer": both(point),
}
