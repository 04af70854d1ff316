# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The user of the operating system that PostgreSQL runs as: we ourselves, but never root (PostgreSQL refuses root)."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from samspil.config.postgres.errors import StartError

# Tried in order. `nobody` is everybody's: enough for a demo in a container, not for a municipality.
_UNPRIVILEGED = ("samspil", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user, and whether we must become it to start the server."""

    name: str
    uid: int
    gid: int
    is_other: bool

    def hand_over(self, path: Path) -> None:
        """Let the user own `path`."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)


def for_data(home: Path) -> Account:
    """Who runs the server whose files are in `home`: the folder's owner, or an unprivileged user when that is root."""
    if os.geteuid() != 0:
        try:
            me = pwd.getpwuid(os.geteuid())
        except KeyError as error:
            msg = (
                f"Brugeren med nummer {os.geteuid()} har intet navn på maskinen (ingen linje i /etc/passwd), og "
                f"databasen "
                "kræver et. Kør Samspil som en bruger med navn, eller sæt DATABASE_URL til en anden PostgreSQL."
            )
            raise StartError(msg, code="no-user") from error
        return Account(me.pw_name, me.pw_uid, me.pw_gid, is_other=False)
    return _instead_of_root(home)


def _instead_of_root(home: Path) -> Account:
    for folder in (home, home.parent):
        owner = folder.stat().st_uid if folder.exists() else 0
        if owner:
            return _named(pwd.getpwuid(owner))
    wanted = os.environ.get("SAMSPIL_POSTGRES_USER", "")
    for name in (wanted,) if wanted else _UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid:
            return _named(found)
    msg = (
        "PostgreSQL kan ikke køre som root, og der er ingen anden bruger at køre den som. Lav en bruger "
        "(useradd --system "
        "samspil), og kør Samspil som den, eller sæt SAMSPIL_POSTGRES_USER til en bruger, der findes."
    )
    raise StartError(msg, code="no-user")


def _named(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, is_other=True)
