# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of Danish readings, the package and the public page in the access matrix (see tests/access_rows.py)."""

from typing import Any

from tests.access_rows import only
from tests.access_rows_meetings import acts, both, evening, over
from tests.cast import Cast


def arabic_note(cast: Cast) -> dict[str, Any]:
    return over(cast) | {"note": evening(cast).notes["arabic"].pk}


PACKAGE = {
    "dialogue:translations": both(over),
    "dialogue:translation-save": acts(arabic_note, get=only(officer=405)),
}
