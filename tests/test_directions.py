# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Danish on an Arabic page, and Arabic on a Danish one, say both what language they are in and which way they run."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import resolve, reverse
from lxml import html

import samspil
from samspil.dialogue.notes.tags import text_direction
from tests.cast import Cast
from tests.test_access_matrix import ALL_ROUTES, ROWS, client_of, let_go, unmade, world  # noqa: F401 - a fixture

PACKAGE = Path(samspil.__file__).parent
TAG = re.compile(r"""<(\w+)\b((?:[^<>"]|"[^"]*"|{[%{].*?[%}]})*)>""", re.S)
# These find their direction in their words, or have none.
ALONE = {"bdi", "option", "html"}


def test_whoever_writes_what_language_words_are_in_writes_their_direction() -> None:
    """In every page and mail of ours, also in the parts that are seldom drawn."""
    sources = [*PACKAGE.rglob("*.html"), *(path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts)]
    silent = [
        f"{path.relative_to(PACKAGE)}: {found[0][:90]}"
        for path in sources
        for found in TAG.finditer(path.read_text(encoding="utf-8"))
        if found[1] not in ALONE
        and re.search(r"(?<![\w-])lang=", found[2])
        and not re.search(r"(?<![\w-])dir=", found[2])
    ]

    assert silent == []


@pytest.mark.django_db
def test_words_of_another_language_run_their_own_way_on_the_pages_of_arabic_readers(world: Cast) -> None:  # noqa: F811
    faults, read = {}, []
    for name in ALL_ROUTES:
        page = _read(world, name)
        if page is not None and page.get("dir") == "rtl":
            read.append(name)
            faults[name] = list(_faults(page))

    assert {name: found for name, found in faults.items() if found} == {}
    assert {"dialogue:letter", "dialogue:hearing-answer", "dialogue:invitation-answer", "dialogue:table"} <= set(read)


def _read(world: Cast, name: str) -> html.HtmlElement | None:  # noqa: F811
    """The page as somebody gets it in Arabic who may see it; None where there is none in Arabic."""
    row = ROWS[name]
    role = next((role for role in row.roles if row.get[role] == 200), None)
    page = None
    with transaction.atomic(), unmade(world):
        url = reverse(name, kwargs=row.url(world))
        if role and "ar" in getattr(resolve(url).func, "speaks", ()):
            response = client_of(world, role).get(url, {"sprog": "ar"})
            page = None if response.streaming or b"<html" not in response.content else html.fromstring(response.content)
            let_go(response)
        transaction.set_rollback(True)
    cache.clear()
    return page


def _faults(page: html.HtmlElement) -> Iterator[str]:
    for part in page.iterdescendants():
        if not isinstance(part.tag, str) or part.tag in ALONE:
            continue
        lang, runs = part.get("lang"), part.get("dir")
        shown = html.tostring(part, encoding="unicode", with_tail=False)[:120]
        if lang and runs not in {"auto", text_direction(lang)}:
            yield f"{runs} for {lang}: {shown}"
        own = "".join(part.xpath("text()"))
        if runs == "ltr" and not lang and re.search("[a-zæøå]{3}", own) and not part.xpath("ancestor::*[@lang='da']"):
            yield f"no language: {shown}"
