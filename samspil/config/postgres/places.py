# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where the private server keeps its things, and the address it is reached at. Computed, never guessed or searched."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# A Unix socket's path has at most 107 bytes on Linux and 103 on macOS; "/.s.PGSQL.5432" is 14 of them.
_LONGEST_FOLDER = 103 - 14
# Fixed, not TMPDIR: two processes with different environments must find the same server.
_SHORT_ROOT = Path("/tmp")  # noqa: S108 the folder inside is ours alone: made with 0700, refused when another owns it

NAME = "samspil"


@dataclass(frozen=True)
class Places:
    """The files of one private server, all below `data`/postgres, but for the socket when that path is too long."""

    data: Path

    @property
    def home(self) -> Path:
        return self.data / "postgres"

    @property
    def cluster(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def keeper_log(self) -> Path:
        return self.home / "keeper.log"

    @property
    def problem(self) -> Path:
        """Why the keeper cannot start the server again, while it goes on trying."""
        return self.home / "problem"

    def lock(self, name: str) -> Path:
        return self.home / f"{name}.lock"

    @property
    def socket(self) -> Path:
        """The folder of the socket."""
        usual = self.home / "socket"
        # libpq reads a comma as "or another host".
        if len(os.fsencode(usual)) <= _LONGEST_FOLDER and "," not in str(usual):
            return usual
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return _SHORT_ROOT / f"samspil-{digest}"


def private_url(data: Path, *, role: str = NAME, name: str = NAME) -> str:
    """The address of the private server of `data`, whether it runs or not."""
    places = Places(data.expanduser().resolve())
    return f"postgresql://{role}@/{name}?host={quote(str(places.socket), safe='/')}"
