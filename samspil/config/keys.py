# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The keys of an installation: from the environment, else from `keys.env` in its data folder, made on first start."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

NAMES: Final = ("SAMSPIL_SECRET_KEY", "SAMSPIL_SALT_KEYS", "SAMSPIL_LOOKUP_KEY")
# What settings fall back to, so that tests and tools need no keys. Nothing may be served with it.
UNSAFE: Final = "only-for-development-and-tests"
_HEADER = """\
# Samspils nøgler. Uden dem kan ingen læse de krypterede felter: gem en kopi et andet sted end sikkerhedskopien.
# Et nyt SAMSPIL_SALT_KEYS sættes forrest, adskilt med komma; de gamle bliver stående (docs/operations.md, »Nøgler«).
"""


def keys_file(data: Path) -> Path:
    return data / "keys.env"


def secret(data: Path, name: str) -> str:
    """The key `name`; the unsafe one when neither the environment nor the data folder has it."""
    return os.environ.get(name) or _read(data).get(name) or UNSAFE


def make_missing(data: Path) -> bool:
    """Make the keys that neither the environment nor the data folder has. True when some were made."""
    present = _read(data)
    missing = [name for name in NAMES if not os.environ.get(name) and name not in present]
    if not missing:
        return False
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in missing:
        present[name] = secrets.token_urlsafe(48)
    lines = "".join(f"{name}={value}\n" for name, value in present.items())
    draft = keys_file(data).with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(_HEADER + lines)
        file.flush()
        os.fsync(file.fileno())
    if present.keys() == set(missing):
        # Never over a file that another start made a moment ago.
        try:
            os.link(draft, keys_file(data))
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    else:
        draft.replace(keys_file(data))
    return True


def fingerprint(data: Path) -> str:
    """Says whether two installations have the same keys, and nothing about the keys."""
    together = "\n".join(secret(data, name) for name in NAMES[1:])
    return hashlib.sha256(b"samspil keys\n" + together.encode()).hexdigest()[:16]


def _read(data: Path) -> dict[str, str]:
    try:
        lines = keys_file(data).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}
