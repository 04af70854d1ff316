# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What holds for every template of the house, whoever wrote it."""

import re
from pathlib import Path

import pytest

from samspil.ui.icons import ICONS

PACKAGE = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".txt"})
# In two parts, so that it is not taken for this file's own.
LICENCE = "SPDX-License-" + "Identifier: MPL-2.0"
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
# Mail programmes take no style sheets, so mail alone has inline styles; its name or its frame says that it is one.
MAIL = re.compile(r"/templates/(?:ui/mail(?:\.html|/)|[\w/]+/mail(?:/|_\w+\.html))|extends \"ui/mail\.html\"")
HANDLER = re.compile(r"<[^>]*\s(on[a-z]+|hx-on[:a-z-]*)\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE)
ICON = re.compile(r"""{%\s*icon\s+["']([^"']+)["']""")


def name(path):
    return path.relative_to(PACKAGE).as_posix()


def is_mail(path):
    return bool(MAIL.search(f"/{name(path)}") or MAIL.search(path.read_text(encoding="utf-8")))


def without_comments(text):
    return re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_holds_to_the_content_policy(path):
    text = without_comments(path.read_text(encoding="utf-8"))

    assert not HANDLER.findall(text), "event handlers belong in a module"
    assert not INLINE_SCRIPT.findall(text), "scripts belong in static files"
    assert not ELSEWHERE.findall(text), "nothing comes from another origin"
    if not is_mail(path):
        assert "style=" not in text, "styles belong in a style sheet"
        assert "<style" not in text, "styles belong in a style sheet"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_says_its_licence_and_uses_icons_that_are_there(path):
    text = path.read_text(encoding="utf-8")

    assert LICENCE in text[:400]
    assert set(ICON.findall(text)) <= ICONS


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_marks_its_sentences_in_one_way(path):
    text = path.read_text(encoding="utf-8")

    blocks = re.findall(r"{%\s*blocktrans(?:late)?\b[^%]*%}", text)
    assert all("trimmed" in block for block in blocks), (
        "untrimmed blocks carry the page's indentation into the catalogue"
    )
    assert "{% trans " not in text


def test_every_icon_of_the_sprite_is_one_that_dkfds_has():
    sprite = PACKAGE / "ui" / "static" / "ui" / "vendor" / "icons.svg"

    assert set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite.read_text(encoding="utf-8"))) == ICONS


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_short_comment_ends_on_its_line(path):
    """Django reads `{# … #}` on one line only; on two it is sent to the reader."""
    open_ones = [line for line in path.read_text(encoding="utf-8").splitlines() if line.count("{#") != line.count("#}")]

    assert open_ones == []
