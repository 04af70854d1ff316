# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What must be in place before Django is set up: the data folder, the keys, and a database that runs."""

import os
from pathlib import Path
from typing import Final

from samspil.config import keys
from samspil.config.postgres import HeldServer, hold


class ProblemError(RuntimeError):
    """Something an operator must do something about; the message is Danish and says what."""


_servers: Final[list[HeldServer]] = []


def data_folder() -> Path:
    return Path(os.environ.get("SAMSPIL_DATA") or Path.cwd() / ".data").expanduser().resolve()


def prepare(*, data: str | None = None, database: bool = True) -> Path:
    """Set the environment for Django and, unless DATABASE_URL names another server, hold the private one.

    The server is let go by the end of the process, whatever ends it. Returns the data folder.
    """
    if data:
        os.environ["SAMSPIL_DATA"] = data
    folder = data_folder()
    os.environ["SAMSPIL_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")
    try:
        keys.make_missing(folder)
    except OSError as error:
        msg = (
            f"Samspil kan ikke skrive i datamappen {folder} ({error.strerror}). Vælg en anden mappe med "
            f"SAMSPIL_DATA, eller "
            "giv brugeren, der kører Samspil, lov til at skrive i den."
        )
        raise ProblemError(msg) from error
    if database:
        hold_database()
    return folder


def hold_database() -> None:
    """Hold the private server of the data folder, unless DATABASE_URL names another or this process holds it."""
    if not _servers and not os.environ.get("DATABASE_URL"):
        _servers.append(hold(data_folder()))


def release_database() -> None:
    """Let the private server go and, as the last one, see it stopped: what ends us may end it harder afterwards."""
    while _servers:
        _servers.pop().release(wait=30)
