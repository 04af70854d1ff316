# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How much one import may cost to read, whatever its files say about themselves."""

import time

from samspil.people.importing.files.decoding import UnreadableError

# The largest municipality has about four million cells; a small file can claim any number.
MOST_CELLS = 10_000_000
MOST_SECONDS = 300.0


class Limits:
    """Counts what was read, over all the files of one import."""

    def __init__(self, *, cells: int = MOST_CELLS, seconds: float = MOST_SECONDS) -> None:
        self._cells = cells
        self._until = time.monotonic() + seconds

    def spend(self, cells: int) -> None:
        """Raises UnreadableError when there have been too many cells, or it has taken too long."""
        self._cells -= cells
        if self._cells < 0:
            msg = "Der er for mange felter. Slet tomme rækker og kolonner, eller del filen i flere."
            raise UnreadableError(msg)
        if time.monotonic() > self._until:
            msg = "Det tager for lang tid at læse filen. Slet tomme rækker og kolonner, eller del den i flere."
            raise UnreadableError(msg)
