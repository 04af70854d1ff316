# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The demo's database, made once for each size and kept in .data/bench, so that a second run begins at once.

It is made again when the demo or a table has changed, and each week, for the demo's evenings lie around its first day.
"""

import datetime as dt
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samspil.cli import environment
from samspil.config.postgres import Places, locks

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".data" / "bench"
SIZES = ("small", "city")


@contextmanager
def municipality(size: str, *, fresh: bool = False) -> Iterator[None]:
    """Django set up, in this process, on the demo's database of that size."""
    data = FOLDER / size
    made, inputs = data / "made-of", fingerprint(size)
    if fresh or not made.exists() or made.read_text(encoding="utf-8") != inputs:
        if locks.is_held(Places(data).lock("users")):
            msg = f"{data} is in use by another process, and would have to be made again."
            raise RuntimeError(msg)
        shutil.rmtree(data, ignore_errors=True)
    for name in ("DATABASE_URL", "DATABASE_POOL", "SAMSPIL_ORIGIN", "SAMSPIL_HOSTS"):
        os.environ.pop(name, None)
    os.environ["SAMSPIL_DEMO"] = "1"
    environment.prepare(data=str(data))
    try:
        _fill(size, made, inputs)
        yield
    finally:
        _let_go()
        environment.release_database()


def fingerprint(size: str) -> str:
    """What the database is made of."""
    package = ROOT / "samspil"
    digest = hashlib.sha256(f"{size} {dt.date.today().isocalendar()[:2]}".encode())  # noqa: DTZ011 (any day will do)
    for path in sorted((package / "demo").rglob("*.py")):
        if "tests" not in path.parts:
            digest.update(path.read_bytes())
    for path in sorted(package.rglob("migrations/0*.py")):
        digest.update(path.name.encode())
    return digest.hexdigest()


def _fill(size: str, made: Path, inputs: str) -> None:
    # Settings are read from the environment that has just been made.
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from samspil.config import static
    from samspil.demo import load

    static.collect()
    if not made.exists():
        print(f"The demo of size {size} is made in {made.parent} …", file=sys.stderr)
        call_command("migrate", verbosity=0)
    if load.load_if_empty(size):
        with connection.cursor() as cursor:
            # As autovacuum does within a minute.
            cursor.execute("VACUUM (ANALYZE)")
        made.write_text(inputs, encoding="utf-8")


def _let_go() -> None:
    from django.db import connection

    connection.close()
