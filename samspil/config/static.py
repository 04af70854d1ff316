# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Static files: collected once, hashed and compressed, served in front of Django (docs/adr/static-files.md)."""

import fcntl
import gzip
import hashlib
import re
import shutil
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
from blacknoise import BlackNoise
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import File

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
PACKED_ALREADY = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".woff", ".woff2", ".br", ".gz", ".zip", ".mp4"}
INPUTS = ".inputs"
# Of a package with far more than we use, what our pages name: to compress the rest was half of a first start.
USED = {"django_htmx": {"django_htmx/htmx-2.min.js"}}


class CollectError(RuntimeError):
    """The static files could not be made ready."""


class HashedWhenCollected(ManifestStaticFilesStorage):
    """Names with a hash once `collect` has run; plain names before that, in tests and development.

    A file that a stylesheet or script names but nobody ships (a source map, say) keeps its name.
    """

    support_js_module_import_aggregation = True
    # Without a manifest (nothing collected yet) names stay plain instead of being an error.
    manifest_strict = False

    def hashed_name(self, name: str, content: "File[bytes] | None" = None, filename: str | None = None) -> str:
        if content is None and not self.exists(filename or name):
            return name
        return str(super().hashed_name(name, content, filename))


def collect() -> bool:
    """Make settings.STATIC_ROOT ready for `with_static`, if anything has changed; says whether it had.

    Safe when several processes start at once. The folder is replaced whole, so a start that was cut off leaves the
    former one. Raises CollectError when a file cannot be prepared.
    """
    root = Path(settings.STATIC_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    with _alone(root.with_name(f"{root.name}.lock")):
        found = _found()
        inputs = _fingerprint(found)
        stamp = root / INPUTS
        if stamp.exists() and stamp.read_text(encoding="utf-8") == inputs:
            return False
        fresh = root.with_name(f"{root.name}.fresh")
        shutil.rmtree(fresh, ignore_errors=True)
        _fill(fresh, found)
        (fresh / INPUTS).write_text(inputs, encoding="utf-8")
        former = root.with_name(f"{root.name}.former")
        shutil.rmtree(former, ignore_errors=True)
        if root.exists():
            root.rename(former)
        fresh.rename(root)
        shutil.rmtree(former, ignore_errors=True)
        return True


def is_collected() -> bool:
    """Whether `collect` would change nothing."""
    stamp = Path(settings.STATIC_ROOT) / INPUTS
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _fingerprint(_found())


def with_static(application: App) -> App:
    """`application` with STATIC_URL answered from what `collect` made, or else from the apps' own folders.

    With DEBUG always from those, and asked for each time: what is written is what is seen.
    """
    files = BlackNoise(application, immutable_file_test=lambda path: bool(HASHED.search(path)))
    root = Path(settings.STATIC_ROOT)
    collected = (root / INPUTS).exists() and not settings.DEBUG
    for folder in [root] if collected else _folders():
        files.add(str(folder), settings.STATIC_URL)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(settings.STATIC_URL):
            await files(scope, receive, _with_headers(send))
        else:
            await application(scope, receive, send)

    return serve


def _with_headers(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", []), (b"x-content-type-options", b"nosniff")]
            if settings.DEBUG:
                headers = [field for field in headers if field[0] != b"cache-control"] + [
                    (b"cache-control", b"no-cache")
                ]
            message = {**message, "headers": headers}
        await send(message)

    return with_headers


def _folders() -> Iterator[Path]:
    for finder in finders.get_finders():
        for storage in getattr(finder, "storages", {}).values():
            yield Path(storage.location)


def _found() -> dict[str, Path]:
    """Every static file by its name; the first finder wins, as in Django."""
    found: dict[str, Path] = {}
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            if name in USED.get(name.partition("/")[0], {name}):
                found.setdefault(name, Path(storage.path(name)))
    return found


def _fingerprint(found: dict[str, Path]) -> str:
    digest = hashlib.sha256(f"{django.__version__} {version('brotli')}".encode())
    for name, path in sorted(found.items()):
        # By content: all files of a wheel may have the same date, in each version of it.
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _fill(folder: Path, found: dict[str, Path]) -> None:
    folder.mkdir(parents=True)
    storage = HashedWhenCollected(location=str(folder), base_url=settings.STATIC_URL)
    for name, path in found.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, _, processed in storage.post_process({name: (storage, name) for name in found}):
        if isinstance(processed, Exception):
            msg = f"Den statiske fil {name} kunne ikke gøres klar: {processed}"
            raise CollectError(msg) from processed
    with ThreadPoolExecutor() as threads:
        list(threads.map(_pack, _alike(folder)))


def _alike(folder: Path) -> list[list[Path]]:
    """The files to be packed, those with the same content together: most stand there with a hash and without."""
    alike: dict[bytes, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in PACKED_ALREADY:
            alike.setdefault(path.read_bytes(), []).append(path)
    return list(alike.values())


def _pack(paths: list[Path]) -> None:
    # Who only serves what is packed needs no compressor.
    import brotli  # noqa: PLC0415 (reason above)

    content = paths[0].read_bytes()
    # Pages name the hashed one, and it is fetched once: nearly all the work of the last tenth is for that.
    quality = 11 if any(HASHED.search(path.name) for path in paths) else 5
    for suffix, packed in (
        (".br", brotli.compress(content, quality=quality)),
        (".gz", gzip.compress(content, 9, mtime=0)),
    ):
        if len(packed) < 0.9 * len(content):
            for path in paths:
                path.with_name(path.name + suffix).write_bytes(packed)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
