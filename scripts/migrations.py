# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Migrations: `python scripts/migrations.py make [APP…]`, `… frozen` (a check) and `… freeze` (at a release).

What has been released is never changed: `tests/versions/frozen.txt` holds the digest of every released migration and of
every version's dump (docs/adr/frozen-migrations.md).
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FROZEN = Path("tests/versions/frozen.txt")
HEAD = """\
# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# What has been released and is never changed, by `make release` (docs/adr/frozen-migrations.md).
"""


def present(root: Path) -> dict[str, str]:
    """The digest of every migration and every version's dump, by path."""
    paths = [*root.glob("samspil/*/migrations/0*.py"), *root.glob("tests/versions/*.sql")]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}


def frozen(root: Path) -> dict[str, str]:
    """What has been released."""
    file = root / FROZEN
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {path: digest for digest, path in (line.split() for line in lines if line and not line.startswith("#"))}


def problems(root: Path) -> list[str]:
    """A released file that is no longer as it was, one sentence each. New files are no problem."""
    now = present(root)
    found = [] if frozen(root) else [f"{FROZEN} is missing or empty. Get it back from git."]
    for path, digest in frozen(root).items():
        if path not in now:
            found.append(f"{path} has been released and is gone. Get it back from git.")
        elif now[path] != digest:
            found.append(f"{path} has been released and was changed. Take the change back, and add a new migration.")
    return found


def freeze(root: Path) -> list[str]:
    """Add the digests of what is new. Where something released was changed nothing is written: see the answer."""
    if (root / FROZEN).exists() and (found := problems(root)):
        return found
    lines = "".join(f"{digest}  {path}\n" for path, digest in present(root).items())
    (root / FROZEN).parent.mkdir(parents=True, exist_ok=True)
    (root / FROZEN).write_text(HEAD + lines, encoding="utf-8")
    return []


def make(arguments: list[str]) -> int:
    """Django's makemigrations, which also names the newest migration of each app in its max_migration.txt."""
    settings = "--settings=scripts.migration_settings"
    return subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", settings, *arguments], cwd=ROOT, check=False
    ).returncode


def main() -> int:
    action, arguments = (sys.argv[1:2] or ["frozen"])[0], sys.argv[2:]
    if action == "make":
        return make(arguments)
    actions: dict[str, Callable[[Path], list[str]]] = {"frozen": problems, "freeze": freeze}
    found = actions[action](ROOT)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
