# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Locks on files, which the kernel gives back when a process dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def open_lock(path: Path) -> int:
    """An open lock file, made when it is not there, given to the owner of its folder."""
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    folder = path.parent.stat()
    if os.geteuid() == 0 and os.fstat(number).st_uid != folder.st_uid:
        os.fchown(number, folder.st_uid, folder.st_gid)
    return number


def acquire(number: int, *, shared: bool = False, wait: bool = True) -> bool:
    """Take the lock of an open file; False when another has it and we do not wait."""
    how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    with suppress(BlockingIOError):
        fcntl.flock(number, how if wait else how | fcntl.LOCK_NB)
        return True
    return False


def unlock(number: int) -> None:
    """Give the lock back and keep the file open."""
    fcntl.flock(number, fcntl.LOCK_UN)


def is_held(path: Path) -> bool:
    """Whether some living process has the lock of `path`."""
    if not path.exists():
        return False
    number = open_lock(path)
    try:
        return not acquire(number, wait=False)
    finally:
        os.close(number)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Inside, nobody else is inside `exclusive` with the same file."""
    number = open_lock(path)
    try:
        acquire(number)
        yield
    finally:
        os.close(number)
