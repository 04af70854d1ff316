# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What somebody gets who installs Samspil as README says under »I brug«."""

import io
import re
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from pypdf import PdfReader

from samspil.ui.shipped import FACES, OWN_NAMES
from tests.faults.private_server import eventually
from tests.installation import Installation, build, source_tree
from tests.server import ROOT, drop_database, fresh_database

pytestmark = pytest.mark.process

WHERE = 'import samspil, sys; print(samspil.__file__, *sys.path, sep="\\n")'
# Of the tree, but not of the product.
NO_PART = {"tests", "conftest.py", "__pycache__"}
ROWS = ROOT / "tests" / "installed_rows.py"
LINKED = re.compile(rb"""(?:src|href|poster)="([^"#]+)(?:#[^"]*)?\"""")
IN_STYLE = re.compile(rb"""url\(["']?([^"')#]+)["']?\)|@import ["']([^"']+)["']""")
IN_SCRIPT = re.compile(rb"""(?:from|import)\s*\(?["'](\.{1,2}/[^"']+)["']""")


@pytest.fixture
def database() -> Iterator[str]:
    address = fresh_database()
    yield address
    drop_database(address)


def test_what_cannot_be_had_ends_the_build_with_a_sentence(tmp_path: Path) -> None:
    done = build(source_tree(tmp_path / "tree"), tmp_path)

    assert done.returncode != 0
    assert "Samspil er ikke bygget: browserens filer og skrifterne til PDF kunne ikke hentes" in done.stderr
    assert not list(tmp_path.glob("*.whl"))


def test_an_installation_has_its_look_its_languages_and_its_fonts(tmp_path: Path, database: str) -> None:
    installed = Installation(tmp_path / "there", whole_wheel(tmp_path))
    installed.environment["DATABASE_URL"] = database

    begin(installed)
    code, token = rows(installed)
    with installed.serving() as (address, _said):
        pages = {
            name: get(f"{address}{path}")
            for name, path in (
                ("front", "/?sprog=en"),
                ("log-in", "/konto/log-ind/"),
                ("table", f"/bord/{code}/?sprog=ar"),
                ("letter", f"/brev/{token}/"),
            )
        }
        pdf = get(f"{address}/brev/{token}/brev.pdf")
        broken = missing_assets(address, pages)

    assert broken == {}
    assert b'<html lang="en" dir="ltr">' in pages["front"]
    assert b"Log in" in pages["front"]
    assert b'<html lang="ar" dir="rtl">' in pages["table"]
    assert "طاولة" in pages["table"].decode()
    fonts = fonts_of(pdf)
    assert {"Samspil Sans", "Samspil Serif", "Samspil Arabic"} <= fonts
    assert {name for name in fonts if not name.startswith("Samspil ")} == set()
    follows_changes(installed)
    says_what_is_missing(installed)


def whole_wheel(folder: Path) -> Path:
    """Built from a fresh checkout, beside which npm's packages lie: all that an installation needs, and no test."""
    tree = source_tree(folder / "tree")
    (tree / "node_modules").symlink_to(ROOT / "node_modules")
    done = build(tree, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    made = next(folder.glob("*.whl"))

    with zipfile.ZipFile(made) as archive:
        held = {name for name in archive.namelist() if name.startswith("samspil/")}
    there = {
        path.relative_to(tree) for path in (tree / "samspil").rglob("*") if path.is_file() and path.name != ".stamp"
    }
    assert held == {path.as_posix() for path in there if not NO_PART & set(path.parts)}
    assert {f"samspil/ui/fonts/{name}" for _family, name, _weight, _style in FACES} <= held
    assert {f"samspil/locale/{code}/LC_MESSAGES/django.mo" for code in OWN_NAMES} <= held
    assert "samspil/ui/static/ui/vendor/dkfds.min.css" in held
    return made


def begin(installed: Installation) -> None:
    """As README says, and then sure that the folder of source code has no part in what follows."""
    begun = installed.run(
        "begin", "--municipality", "Fjordby Kommune", "--name", "Mette Holm", "--email", "mette@fjordby.example"
    )
    assert "Mette Holm kan logge ind" in begun.stdout, begun.stderr
    where = installed.run("django", "shell", "--no-imports", given=WHERE)
    assert where.stdout, where.stderr
    module, *path = where.stdout.splitlines()
    assert Path(module).is_relative_to(installed.folder)
    assert str(ROOT) not in path


def rows(installed: Installation) -> list[str]:
    """The code of a table and the secret of a letter's link."""
    made = installed.run("django", "shell", "--no-imports", given=ROWS.read_text(encoding="utf-8"))
    assert made.returncode == 0, made.stderr
    return made.stdout.split()


def get(address: str) -> bytes:
    # Tried again where a server that starts anew drops the first try.
    with httpx.Client(transport=httpx.HTTPTransport(retries=3), timeout=120, follow_redirects=True) as client:
        answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.content


def follows_changes(installed: Installation) -> None:
    """`serve --reload`, here rather than in the source code, which a test must not change."""
    page = installed.package / "ui" / "templates" / "ui" / "skeleton.html"
    style = installed.package / "ui" / "static" / "ui" / "tokens.css"
    with installed.serving("--reload") as (address, said):
        assert b"changed" not in get(f"{address}/bord/") + get(f"{address}/static/ui/tokens.css")
        change(style, "/* changed */")
        change(page, "<!-- changed -->")
        assert b"/* changed */" in get(f"{address}/static/ui/tokens.css")
        assert eventually(lambda: b"<!-- changed -->" in get(f"{address}/bord/"), within=60)
        change(installed.package / "core" / "__init__.py", "# changed")
        assert eventually(lambda: any("Arbejderen stoppede (0)" in line for line in said), within=60)


def change(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")


def says_what_is_missing(installed: Installation) -> None:
    """An installation that was damaged says so first, and names nothing that it does not have."""
    (installed.package / "ui" / "static" / "ui" / "vendor" / "dkfds.min.css").unlink()
    (installed.package / "locale" / "en" / "LC_MESSAGES" / "django.mo").unlink()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        started = installed.run("serve", "--port", str(taken.getsockname()[1]))
    checked = installed.run("check")

    first = started.stdout.splitlines()[0]
    assert "Her mangler browserens filer og oversættelserne (en)." in first
    assert checked.returncode == 1
    assert "✗ Browserens filer mangler." in checked.stdout
    for words in (first, checked.stdout):
        assert "pip install --force-reinstall --no-deps samspil-" in words
        assert "scripts" not in words
        assert "make " not in words


def missing_assets(address: str, pages: dict[str, bytes]) -> dict[str, str]:
    """Every address below /static/ that a page names, or a style sheet or module that it names, and who says what."""
    waiting = [(f"{address}/", name, body) for name, body in pages.items()]
    seen: set[str] = set()
    broken = {}
    while waiting:
        base, asker, body = waiting.pop()
        for found in named_in(base, body):
            if found in seen or not urlsplit(found).path.startswith("/static/"):
                continue
            seen.add(found)
            answer = httpx.get(found, timeout=120)
            if answer.status_code == 200:
                waiting.append((found, found, answer.content))
            else:
                broken[found] = f"{answer.status_code}, named in {asker}"
    assert any("dkfds.min." in found for found in seen), seen
    assert len(seen) > 12
    return broken


def named_in(base: str, body: bytes) -> set[str]:
    kind = urlsplit(base).path.rpartition(".")[2]
    pattern = {"css": IN_STYLE, "js": IN_SCRIPT, "svg": IN_STYLE}.get(kind, LINKED)
    names = (next(filter(None, match.groups())) for match in pattern.finditer(body))
    return {urljoin(base, name.decode()) for name in names}


def fonts_of(pdf: bytes) -> set[str]:
    """The families that are embedded: `/ABCDEF+Samspil-Serif-Semi-Bold` is of Samspil Serif."""
    reader = PdfReader(io.BytesIO(pdf))
    names = {str(font["/BaseFont"]) for page in reader.pages for font in fonts_on(page)}
    return {" ".join(name.partition("+")[2].split("-")[:2]) for name in names}


def fonts_on(page: object) -> list[dict[str, object]]:
    fonts = page["/Resources"].get("/Font", {})
    return [font.get_object() for font in fonts.values()]
