# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a killed backup or restore leaves behind. Light: the process that looks after the others calls it at a start."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = "backups"
DRAFTS: Final = ".samspil-backup-"
# What a copy is unpacked in, in the data folder, until the database has taken it all …
UNPACKED: Final = ".samspil-restore-"
# … and then what is still to be put in place.
UNFINISHED: Final = "restore"


def remove_leftovers(folder: Path) -> None:
    """Take away what one that was killed left in `folder`, where whoever has the disk can read it.

    What belongs to one that runs stays.
    """
    for draft in (*folder.glob(f"{DRAFTS}*"), *folder.glob(f"{UNPACKED}*")):
        import shutil  # noqa: PLC0415 (with its compressors; there is seldom something to take away)

        with contextlib.suppress(OSError), held(draft):
            shutil.rmtree(draft, ignore_errors=True)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder is ours for as long as we live. Raises BlockingIOError when it is somebody else's."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(number)
