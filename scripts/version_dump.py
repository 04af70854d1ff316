# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Keep a small database of this version, with data: `tests/versions/VERSION.sql`. Part of `make release`.

Later versions load it, migrate it and use it (tests/test_versions.py). Everybody in it is invented, and its keys are
known to all. A dump that is there already is kept: it shows what was released.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 (the path is set above)

import samspil  # noqa: E402 (the path is set above)
from samspil.config.postgres import binaries, hold  # noqa: E402 (the path is set above)

KEYS = {name: f"for-the-dumps-of-versions-{name[8:11].lower()}" for name in (
    "SAMSPIL_SECRET_KEY", "SAMSPIL_SALT_KEYS", "SAMSPIL_LOOKUP_KEY",
)}  # fmt: skip
# Django makes the rows of auth_permission anew.
OPTIONS = ("--no-owner", "--no-privileges", "--no-comments", "--exclude-table-data=auth_permission")
# Comments, empty lines, indents, a setting that PostgreSQL 15 does not know, and what asks for the newest psql.
NOT_KEPT = re.compile(r"^(?:(?:--.*|SET transaction_timeout.*|\\(?:un)?restrict .*)?\n| {4,})", re.MULTILINE)
HEAD = """\
-- SPDX-FileCopyrightText: 2026 Samspil contributors
-- SPDX-License-Identifier: MPL-2.0
-- A database of Samspil {version} with invented data, made by scripts/version_dump.py. Its keys:
"""


def main() -> int:
    target = ROOT / "tests" / "versions" / f"{samspil.__version__}.sql"
    if target.exists():
        print(f"{target.relative_to(ROOT)} is there and stays as it is.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(KEYS, SAMSPIL_DATA=folder, DJANGO_SETTINGS_MODULE="samspil.config.settings")
        held = hold(Path(folder), settings=("fsync=off",), temporary=True)
        try:
            os.environ["DATABASE_URL"] = held.url
            django.setup()
            empty = fill()
            words = dump(held.url)
        finally:
            held.release()
    target.parent.mkdir(exist_ok=True)
    target.write_text(words, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(words.encode()) // 1000} kB. Without rows: {', '.join(empty) or 'none'}.")
    return 0


def fill() -> list[str]:
    """All tables, and what the tests of the pages make; the names of our tables that are still empty."""
    # Django is set up only now.
    from django.apps import apps  # noqa: PLC0415 (reason above)
    from django.core.management import call_command  # noqa: PLC0415 (reason above)
    from django.db import connection  # noqa: PLC0415 (reason above)

    from scripts import version_rows  # noqa: PLC0415 (reason above)

    call_command("migrate", verbosity=0)
    version_rows.make()
    models = [model for model in apps.get_models() if model.__module__.startswith("samspil.")]
    empty = [model._meta.db_table for model in models if not model._base_manager.exists()]
    connection.close()
    return sorted(empty)


def dump(address: str) -> str:
    done = subprocess.run(
        [binaries.program("pg_dump"), *OPTIONS, f"--dbname={address}"], stdout=subprocess.PIPE, text=True, check=True
    )
    keys = "".join(f"-- {name}={value}\n" for name, value in KEYS.items())
    return HEAD.format(version=samspil.__version__) + keys + NOT_KEPT.sub("", done.stdout)


if __name__ == "__main__":
    sys.exit(main())
