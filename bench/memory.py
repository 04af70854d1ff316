# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the processes of one installation hold of the machine's memory: their share of each page, PSS, in MB."""

from collections.abc import Iterator
from pathlib import Path

_NAMES = {
    b"samspil.cli.web": "web",
    b"samspil.cli.worker": "worker",
    b"samspil.config.postgres.keeper": "keeper",
    b"samspil.cli": "supervisor",
}


def shares(data: Path) -> dict[str, float]:
    """By process, for the installation whose data folder it is, PostgreSQL with all its backends as one."""
    found: dict[str, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = _name(folder, data)
            if name:
                found[name] = found.get(name, 0.0) + _pss(folder)
        except OSError:
            continue
    return {name: round(size, 1) for name, size in sorted(found.items())}


def processes(data: Path) -> Iterator[tuple[str, int]]:
    """The name and the number of each process of the installation."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if name := _name(folder, data):
                yield name, int(folder.name)
        except OSError:
            continue


def _name(folder: Path, data: Path) -> str:
    command = (folder / "cmdline").read_bytes().split(b"\0")
    # A server's working folder is its data.
    if command[0].endswith(b"postgres") or command[0].startswith(b"postgres:"):
        return "postgres" if (folder / "cwd").resolve().is_relative_to(data) else ""
    if f"SAMSPIL_DATA={data}".encode() not in (folder / "environ").read_bytes().split(b"\0"):
        return ""
    return next((name for word, name in _NAMES.items() if word in command), "")


def _pss(folder: Path) -> float:
    for line in (folder / "smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
