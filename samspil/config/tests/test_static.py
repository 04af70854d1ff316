# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import asyncio
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder

from samspil.config.static import USED, HashedWhenCollected, collect, with_static

pytestmark = pytest.mark.locale


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    """A few files of our own instead of the installation's."""
    own = tmp_path / "own"
    (own / "part").mkdir(parents=True)
    (own / "part/a.js").write_text(
        'import { b } from "./b.js";\nexport const a = b;\n//# sourceMappingURL=a.js.map\n', encoding="utf-8"
    )
    (own / "part/b.js").write_text("export const b = 1;\n" + "// enough to be worth packing\n" * 40, encoding="utf-8")
    (own / "part/a.css").write_text('@import "none.css";\nbody { background: url("mark.svg"); }\n', encoding="utf-8")
    (own / "part/mark.svg").write_text("<svg/>", encoding="utf-8")
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.STATICFILES_DIRS = [own]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    get_finder.cache_clear()
    yield own
    get_finder.cache_clear()


def ask(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What the application answers."""

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": b"Django"})

    async def run() -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "root_path": "",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }

        async def receive() -> dict[str, Any]:
            # The reader stays until the answer is complete.
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await with_static(inner)(scope, receive, send)
        return sent

    start, *bodies = asyncio.run(run())
    fields = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], fields, b"".join(body.get("body", b"") for body in bodies)


def test_collected_files_have_hashed_names_also_inside_each_other(files, settings):
    assert collect()

    storage = HashedWhenCollected(location=settings.STATIC_ROOT, base_url=settings.STATIC_URL)
    module = (settings.STATIC_ROOT / storage.stored_name("part/a.js")).read_text(encoding="utf-8")
    style = (settings.STATIC_ROOT / storage.stored_name("part/a.css")).read_text(encoding="utf-8")
    assert f'"./{Path(storage.stored_name("part/b.js")).name}"' in module
    assert Path(storage.stored_name("part/mark.svg")).name in style
    # What nobody ships keeps its name.
    assert "sourceMappingURL=a.js.map" in module
    assert "none.css" in style


def test_collecting_again_does_nothing_until_something_changes(files, settings):
    assert [collect(), collect()] == [True, False]

    (files / "part/b.js").write_text("export const b = 2;\n", encoding="utf-8")
    assert collect()
    (files / "part/mark.svg").unlink()
    assert collect()

    assert not (settings.STATIC_ROOT / "part/mark.svg").exists()
    assert sorted(path.name for path in settings.STATIC_ROOT.parent.iterdir()) == ["static", "static.lock"]


def test_another_version_with_the_same_date_and_length_is_collected(files, settings):
    collect()
    changed = files / "part/a.css"
    date = changed.stat().st_mtime_ns
    changed.write_text(changed.read_text(encoding="utf-8").replace("mark.svg", "MARK.svg"), encoding="utf-8")
    os.utime(changed, ns=(date, date))

    assert collect()


def test_who_develops_sees_what_is_written(files, settings):
    collect()
    (files / "part/b.js").write_text("export const b = 3;\n", encoding="utf-8")
    settings.DEBUG = True

    status, headers, body = ask("/static/part/b.js")

    assert status == 200
    assert body == b"export const b = 3;\n"
    assert headers["cache-control"] == "no-cache"


def test_a_start_that_was_cut_off_is_made_good(files, settings):
    fresh = settings.STATIC_ROOT.with_name("static.fresh")
    fresh.mkdir(parents=True)
    (fresh / "half").write_text("half", encoding="utf-8")

    assert collect()

    assert not fresh.exists()
    assert not (settings.STATIC_ROOT / "half").exists()


def test_hashed_files_are_kept_and_packed_and_others_are_asked_for_again(files, settings):
    collect()
    storage = HashedWhenCollected(location=settings.STATIC_ROOT, base_url=settings.STATIC_URL)

    status, kept, body = ask(storage.url("part/b.js"), accept_encoding="gzip, br")
    _, plain, _ = ask("/static/part/b.js")

    assert status == 200
    assert kept["content-encoding"] == "br"
    assert "immutable" in kept["cache-control"]
    assert kept["x-content-type-options"] == "nosniff"
    assert len(body) < (files / "part/b.js").stat().st_size / 4
    assert "content-encoding" not in plain
    assert plain["cache-control"] == "max-age=60, public"


def test_before_collecting_files_come_from_their_own_folders(files):
    assert ask("/static/part/mark.svg")[2] == b"<svg/>"
    assert finders.find("part/mark.svg") == os.fspath(files / "part/mark.svg")


@pytest.mark.parametrize("path", ["/static/none.js", "/static/part/../../../x", "/static/part/..%2f..%2fx"])
def test_what_is_not_there_is_not_found(files, path):
    # What leads out of the folder is not a file of ours; Django, which is asked then, knows no such page either.
    assert ask(path)[0] in {404, 299}
    assert ask(path)[2] in {b"Not Found", b"Django"}


def test_all_else_is_djangos(files):
    assert ask("/staticky")[0] == 299
    assert ask("/")[2] == b"Django"


def test_what_pages_name_of_a_package_with_far_more_is_collected():
    pages = [
        page.read_text(encoding="utf-8") for page in Path(__file__).resolve().parents[2].rglob("templates/**/*.html")
    ]
    named = {name for page in pages for name in re.findall(r"django_htmx/[\w./-]+", page)}

    assert named == USED["django_htmx"]
    assert all(finders.find(name) for name in named)
