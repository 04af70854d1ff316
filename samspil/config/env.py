# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading settings from the environment, with a clear word when one is wrong."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(ValueError):
    """A setting in the environment cannot be understood."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "default"}:
        return default
    if value in {"1", "true", "yes", "ja", "on"}:
        return True
    if value in {"0", "false", "no", "nej", "off"}:
        return False
    msg = f"{name} skal være 1 eller 0, ikke {value!r}."
    raise SettingError(msg)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit():
        msg = f"{name} skal være et helt tal, ikke {value!r}."
        raise SettingError(msg)
    return int(value)


# A database that is gone is said to be within this many seconds.
CONNECT_SECONDS = 3


def database(url: str, *, pool: int = 0, statement_seconds: int = 0, prepared: bool = False) -> dict[str, object]:
    """Django's description of the PostgreSQL server at `url` (postgresql://user:password@host:port/name?option=value).

    A host given as `?host=/folder` is a Unix socket. With `pool` the threads of one process share at most so many
    connections; who finds none free waits three seconds. With `statement_seconds` no statement may take longer.
    With `prepared` a connection may keep plans (samspil.core.database.planned_once); a pooler between may mix them up.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        msg = "DATABASE_URL skal begynde med postgresql://. Samspil kører kun på PostgreSQL."
        raise SettingError(msg)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "")) or unquote(parts.hostname or "")
    port = str(options.pop("port", "")) or str(parts.port or "")
    options.setdefault("connect_timeout", str(CONNECT_SECONDS))
    if statement_seconds:
        given = options.get("options", "")
        options["options"] = f"{given} -c statement_timeout={statement_seconds}s".strip()
    if prepared:
        options["prepare_threshold"] = 0
    if pool:
        options["pool"] = {"min_size": max(1, pool - 2), "max_size": pool, "timeout": CONNECT_SECONDS, "max_idle": 120}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "samspil",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
        # A pooled connection lives long: one that a restarted database has closed is not handed out.
        "CONN_HEALTH_CHECKS": bool(pool),
    }
