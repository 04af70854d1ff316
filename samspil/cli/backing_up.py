# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil backup`: one file with everything but the keys."""

import argparse
import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any, Final

import samspil
from samspil.cli import environment
from samspil.cli.database import url
from samspil.cli.environment import ProblemError
from samspil.cli.leftovers import DRAFTS, FOLDER, held, remove_leftovers
from samspil.config import keys
from samspil.config.postgres import binaries

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
FILES: Final = "files"
KEYS: Final = "keys.env"
# Touched in the data folder when a copy is made, wherever it was put.
LAST: Final = "last-backup"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FIL", help="hvor kopien lægges (ellers i datamappen under backups)")
    parser.add_argument("--with-keys", action="store_true", help="læg nøglerne i filen; den skal så passes på som dem")


def backup(options: argparse.Namespace) -> int:
    data = environment.prepare(data=options.data)
    now = dt.datetime.now(dt.UTC)
    target = Path(options.file) if options.file else data / FOLDER / f"samspil-{now:%Y-%m-%d-%H%M%S}.tar"
    target = target.expanduser().absolute()
    try:
        size = write(target, data=data, address=url(), now=now, with_keys=options.with_keys)
    except OSError as error:
        msg = f"Sikkerhedskopien kunne ikke skrives til {target}: {error.strerror}. Der er ikke lavet nogen kopi."
        raise ProblemError(msg) from error
    with contextlib.suppress(OSError):
        (data / LAST).touch()
    print(f"Sikkerhedskopien er klar: {target} ({size / 1_000_000:.1f} MB)")
    if not options.with_keys:
        print(f"Nøglerne er ikke med. Gem også {keys.keys_file(data)} (eller miljøets nøgler) et andet, sikkert sted.")
    return 0


def write(target: Path, *, data: Path, address: str, now: dt.datetime, with_keys: bool = False) -> int:
    """Write the copy, whole or not at all; its size in bytes. The program may run meanwhile.

    The database is copied first: a file that comes during the copy is then one too many, never one too few.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    members: dict[str, dict[str, Any]] = {}
    remove_leftovers(target.parent)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=DRAFTS) as folder, held(Path(folder)):
        draft = Path(folder) / "draft.tar"
        dump = Path(folder) / DUMP
        _dump(address, dump)
        with draft.open("wb") as out, tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, dump, DUMP, members)
            for path in _uploads(data / FILES):
                # Erased since the list was made: then it is to be in no copy either.
                with contextlib.suppress(FileNotFoundError):
                    _add(tar, path, path.relative_to(data).as_posix(), members)
            if with_keys and keys.keys_file(data).exists():
                _add(tar, keys.keys_file(data), KEYS, members)
            manifest = {
                "format": FORMAT,
                "made_at": now.isoformat(timespec="seconds"),
                "samspil": samspil.__version__,
                "keys": keys.fingerprint(data),
                "members": members,
            }
            _add_bytes(tar, json.dumps(manifest, indent=1, ensure_ascii=False).encode(), MANIFEST)
        _flush(draft)
        draft.chmod(0o600)
        draft.replace(target)
    return target.stat().st_size


def last_made(data: Path) -> dt.datetime | None:
    """When the newest copy was made, as far as the data folder knows."""
    found = [data / LAST, *(data / FOLDER).glob("samspil-*.tar")]
    times = [path.stat().st_mtime for path in found if path.is_file()]
    return dt.datetime.fromtimestamp(max(times), dt.UTC) if times else None


def _dump(address: str, target: Path) -> None:
    done = subprocess.run(
        [
            binaries.program("pg_dump"),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={target}",
            f"--dbname={address}",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        msg = f"Databasen kunne ikke kopieres, så der er ikke lavet nogen sikkerhedskopi:\n{done.stderr.strip()}"
        raise ProblemError(msg)


def _uploads(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


class _Hashed:
    """A file that adds up its checksum as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self.digest.update(part)
        return part


def _add(tar: tarfile.TarFile, path: Path, name: str, members: dict[str, dict[str, Any]]) -> None:
    with path.open("rb") as file:
        entry = tar.gettarinfo(arcname=name, fileobj=file)
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        hashed = _Hashed(file)
        tar.addfile(entry, hashed)
        members[name] = {"size": entry.size, "sha256": hashed.digest.hexdigest()}


def _add_bytes(tar: tarfile.TarFile, content: bytes, name: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    tar.addfile(entry, io.BytesIO(content))


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
