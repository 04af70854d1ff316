# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Lines of the log: what happened and where in the code, never an address that opens something nor anybody's words.

An address may be a personal link or a table's code, and an exception's own words may repeat a row or a form. So routes
are named instead of paths, and an exception is told by its kind and its places; its words only where they can hold
nothing of that.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from functools import cache
from types import TracebackType
from typing import Any

import psycopg
from django.conf import settings
from django.db import OperationalError
from django.urls import get_resolver

from samspil.core.errors import SamspilError

# Their messages are paths, headers and referrers; what they mean stands in the logger's name, status and route.
_ABOUT_REQUESTS = ("django.request", "django.security", "django.server")
# As long as what `secrets.token_urlsafe(32)` makes, or longer; a uuid is shorter and opens nothing.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{40,}")
_PATH = re.compile(r"(?<![\w.-])/([a-zA-Z0-9_-]+)(/[^\s'\"<>]*)")
_URL = re.compile(r"(https?://[^\s/'\"<>?]+)[^\s'\"<>]*")
_QUERY = re.compile(r"\?[^\s'\"<>]*=[^\s'\"<>]*")
_HIDDEN = "…"
# Connections, resources such as a full disk, and a server that stops or starts.
_GONE = ("08", "53", "57P")


class LineFormatter(logging.Formatter):
    """The one format of everything that is written to standard error."""

    def format(self, record: logging.LogRecord) -> str:
        shown = logging.makeLogRecord(record.__dict__)
        shown.msg, shown.args, shown.exc_text = _message(record), (), None
        return super().format(shown)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the library's name)
        return trace(ei[1]) if ei[1] is not None else ""


def trace(error: BaseException) -> str:
    """The kinds of the error and its causes, with their places in the code, the first cause first."""
    if settings.DEBUG:
        return "".join(traceback.format_exception(error)).rstrip()
    parts: list[str] = []
    seen: set[int] = set()
    present: BaseException | None = error
    while present is not None and id(present) not in seen:
        seen.add(id(present))
        inner = present.exceptions if isinstance(present, BaseExceptionGroup) else ()
        # Whoever asked, the database is gone: where in the code is no news, and the disk may be full already.
        places = "" if database_is_gone(present) else "".join(traceback.format_tb(present.__traceback__))
        parts += [places + told(present), *map(trace, reversed(inner))]
        present = present.__cause__ or (None if present.__suppress_context__ else present.__context__)
    return "\n".join(reversed(parts))


def told(error: BaseException) -> str:
    """The error in one line: its kind, and what of its words can hold nothing of anybody."""
    words = _words(error)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {hidden(words)}" if words else kind


def database_is_gone(error: BaseException) -> bool:
    """Whether it does not answer, or takes nobody in; not that it refused a question."""
    if not isinstance(error, OperationalError | psycopg.OperationalError):
        return False
    state = getattr(getattr(error.__cause__ or error, "diag", None), "sqlstate", None)
    return state is None or state.startswith(_GONE)


def hidden(words: str) -> str:
    """`words` without paths of ours, queries, and whatever is long enough to be a secret."""
    words = _QUERY.sub(f"?{_HIDDEN}", _URL.sub(rf"\1/{_HIDDEN}", words))
    words = _PATH.sub(lambda found: f"/{found[1]}/{_HIDDEN}" if found[1] in _first_parts() else found[0], words)
    return _TOKEN.sub(_HIDDEN, words)


def take_over() -> None:
    """In a process of a server: what nobody has caught is logged too, instead of being printed with its words."""
    if settings.DEBUG:
        return
    # A fault while logging would print the message with its arguments.
    logging.raiseExceptions = False
    logger = logging.getLogger("samspil.uncaught")

    def tell(kind: type[BaseException], error: BaseException | None, place: TracebackType | None) -> None:
        if error is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
            logger.error("Not caught", exc_info=(kind, error, place))

    sys.excepthook = tell
    threading.excepthook = lambda told_of: tell(told_of.exc_type, told_of.exc_value, told_of.exc_traceback)
    sys.unraisablehook = lambda told_of: tell(told_of.exc_type, told_of.exc_value, told_of.exc_traceback)


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith(_ABOUT_REQUESTS):
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        number = getattr(request, "error_number", "-")
        return f"{getattr(record, 'status_code', '-')} at {match.view_name if match else '-'}, error {number}"
    args = record.args
    if isinstance(args, tuple):
        args = tuple(told(value) if isinstance(value, BaseException) else value for value in args)
    msg = told(record.msg) if isinstance(record.msg, BaseException) else str(record.msg)
    return hidden(msg % args if args else msg)


def _words(error: BaseException) -> str:
    if isinstance(error, SamspilError):
        return error.code
    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, OperationalError) or type(error).__module__.startswith("psycopg"):
        return _of_database(error)
    if isinstance(error, AttributeError | NameError | ImportError):
        return str(error)
    return ""


def _of_database(error: BaseException) -> str:
    """Of the server itself (it does not answer, it is full) the first line; of rows only what the schema calls them."""
    diagnosis = getattr(error, "diag", None)
    names = [getattr(diagnosis, name, None) for name in ("sqlstate", "table_name", "column_name", "constraint_name")]
    if any(names):
        return " ".join(name for name in names if name)
    own = isinstance(error, OperationalError) or "OperationalError" in type(error).__name__
    return str(error).partition("\n")[0] if own else ""


@cache
def _first_parts() -> frozenset[str]:
    """How our addresses begin: `bord`, `svar` … A path that begins otherwise is a file's."""
    found = {address.partition("/")[0] for address in _addresses(get_resolver().url_patterns, "")}
    return frozenset(part for part in found if part and "<" not in part)


def _addresses(patterns: Iterable[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        whole = f"{before}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern.url_patterns, whole)
        else:
            yield whole
