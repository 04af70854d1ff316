# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of questions put to people in the access matrix (see tests/access_rows.py)."""

from tests.access_rows import NOT_HERE, Row

ASKING: dict[str, Row] = {
    "asking:start": Row(url=lambda _cast: {"token": "intet"}, get=NOT_HERE, post=NOT_HERE),
}
