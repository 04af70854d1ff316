# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""HTML to tagged PDF (PDF/UA-1) with our own fonts. Paper is equal to the screen.

Nothing is fetched from anywhere: the only addresses that can be read are our static files and our fonts. The first
rendering in a process reads the fonts (about a second); later ones reuse them.
"""

from __future__ import annotations

import logging
import mimetypes
import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

from samspil.core.errors import SamspilError
from samspil.ui.shipped import FACES

logger = logging.getLogger(__name__)

FONTS = Path(__file__).resolve().parent / "fonts"
# Stands for our own machine in addresses inside a document (a name that can never exist); no network is asked.
BASE = "https://samspil.invalid/"
FONT_PREFIX = "/fonts/"

# What stands in for a character that none of our fonts has; a reader sees that something was there.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# Joiners and variation selectors shape their neighbours and have no picture of their own.
SHAPERS = frozenset({0x200C, 0x200D, 0x200E, 0x200F, 0xFE0E, 0xFE0F, 0x20E3, *range(0x2066, 0x206A)})
_HERE = threading.local()


class PdfUnavailable(SamspilError):
    """The machine lacks Pango or our fonts; everything but PDF works."""


def render(html: str, *, title: str, language: str) -> bytes:
    """A tagged PDF of a whole page that extends `ui/print.html`.

    `title` is what a reader's programme shows, `language` a code such as `da`. A character that none of our fonts has
    is replaced by a question mark in a square, so that no page has a missing glyph.

    Raises PdfUnavailable where Pango or the fonts are missing.
    """
    here = press()
    return here.bound(here.pages(html), title=title, language=language)


def render_within(pages: int, forms: Iterable[str], *, title: str, language: str) -> bytes:
    """As `render`, of the first of `forms` that takes no more than `pages`; of the last where none does."""
    here = press()
    made: list[Any] = []
    for html in forms:
        made = here.pages(html)
        if len(made) <= pages:
            break
    return here.bound(made, title=title, language=language)


def press() -> Press:
    """This thread's own: Pango's fonts are not to be shared between threads."""
    _weasyprint()
    _require_fonts()
    found: Press | None = getattr(_HERE, "press", None)
    if found is None:
        found = _HERE.press = Press()
    return found


class Press:
    """Lays out the parts of one file with the same fonts and style sheets, which are read once, and binds them."""

    def __init__(self) -> None:
        weasyprint = self._weasyprint = _weasyprint()
        self._fonts = weasyprint.text.fonts.FontConfiguration()
        self._counters = weasyprint.css.counters.CounterStyle()
        self._fetcher = _fetcher(weasyprint)
        self._sheets: dict[str, Any] = {}
        self._document: Any = None

    def pages(self, html: str) -> list[Any]:
        """The pages of a whole page that extends `ui/print.html`; each may be bound several times."""
        html = _with_styles(_drawable(html))
        sheets = [self._sheet(address) for address in LINK.findall(html)]
        page = self._weasyprint.HTML(
            string=LINK.sub("", html), base_url=BASE, url_fetcher=self._fetcher, media_type="print"
        )
        self._document = page.render(
            font_config=self._fonts, counter_style=self._counters, stylesheets=sheets, pdf_variant="pdf/ua-1"
        )
        return list(self._document.pages)

    def bound(self, pages: list[Any], *, title: str, language: str) -> bytes:
        """The PDF of pages that this press has laid out."""
        document = self._document.copy(pages)
        document.metadata.title, document.metadata.lang = title, language
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
        return made

    def _sheet(self, address: str) -> Any:
        if address not in self._sheets:
            self._sheets[address] = self._weasyprint.CSS(
                url=urljoin(BASE, address),
                url_fetcher=self._fetcher,
                media_type="print",
                font_config=self._fonts,
                counter_style=self._counters,
            )
        return self._sheets[address]


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415 - needs the system's Pango: everything else must start without it
        import weasyprint.css.counters  # noqa: PLC0415 - as above
        import weasyprint.text.fonts  # noqa: PLC0415 - as above
    except OSError as error:
        logger.warning("WeasyPrint cannot start: %s", error)
        message = _(
            "Serveren kan ikke lave PDF endnu, for Pango mangler. Intet er gået tabt, og alt andet virker. "
            "Den, der passer serveren, kan hente det: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
        raise PdfUnavailable(message, code="pdf-pango-missing") from error
    # It tells of every rule that paper has no use for; what must not go wrong is tested.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def _require_fonts() -> None:
    missing = [name for _family, name, _weight, _style in FACES if not (FONTS / name).exists()]
    if missing:
        message = _(
            "Serveren kan ikke lave PDF endnu, for skrifterne mangler. Intet er gået tabt, og alt andet virker. "
            "Den, der passer serveren, kan se hvordan med samspil check."
        )
        raise PdfUnavailable(message, code="pdf-fonts-missing")


def available() -> bool:
    """Whether this machine can make PDF: for a page that would rather say so than fail."""
    try:
        _weasyprint()
        _require_fonts()
    except PdfUnavailable:
        return False
    return True


@cache
def covered() -> frozenset[int]:
    """Every character that at least one of our fonts has a glyph for."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (most processes never make a PDF)

    found: set[int] = set(SHAPERS)
    for _family, name, _weight, _style in FACES:
        with TTFont(FONTS / name, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def _drawable(html: str) -> str:
    have = covered()
    unknown = {ord(letter) for letter in set(html)} - have - {9, 10, 13}
    if not unknown:
        return html
    logger.warning(
        "No font has %s; shown as a question mark in a square.", ", ".join(f"U+{code:04X}" for code in sorted(unknown))
    )
    return html.translate(dict.fromkeys(unknown, UNKNOWN))


LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
# WeasyPrint draws each picture by itself: a page's style sheets do not reach into it.
SVG = re.compile(r"(<svg\b[^>]*>)(.*?)</svg>", re.DOTALL)
LABEL = re.compile(r'aria-label="([^"]*)"')
CLASSES = re.compile(r'class="([^"]*)"')
ICON = re.compile(r'(<svg\b[^>]*)>\s*<use href="[^"#]*/icons\.(?:[0-9a-f]{12}\.)?svg#([a-z0-9-]+)"></use>')
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="([^"]*)">(.*?)</symbol>', re.DOTALL)
TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
USED = re.compile(r"var\(--([a-z0-9-]+)\)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.[a-z0-9]+$)")
OF_ICONS = ".icon-svg,.sp-icon-s{fill:#1c2a2d}"


def _with_styles(html: str) -> str:
    """The page with each picture made whole: its colours, its name and its icon inside it.

    What a screen reader is told comes from `<title>`; a decoration gets an empty name. Each picture gets the rules that
    it uses and no others: a sheet with a hundred small stars would else be read for a hundred style sheets.
    """
    symbols = _symbols()

    def inlined(match: re.Match[str]) -> str:
        box, content = symbols[match[2]]
        return f'{match[1]} viewBox="{box}">{content}'

    def whole(match: re.Match[str]) -> str:
        start, content = match[1], match[2]
        label = LABEL.search(start)
        rules = picture_style(frozenset(name for found in CLASSES.findall(match[0]) for name in found.split()))
        style = f"<style>{rules}</style>" if rules else ""
        return f"{start}<title>{label[1] if label else ' '}</title>{style}{content}</svg>"

    return SVG.sub(whole, ICON.sub(inlined, html))


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    """What each icon of the sprite is drawn of: its box and its content."""
    return {name: (box, content) for name, box, content in SYMBOL.findall(_static("ui/vendor/icons.svg"))}


@lru_cache(maxsize=500)
def picture_style(used: frozenset[str]) -> str:
    """The rules of `pictures.css` for these classes."""
    return "".join(f"{selector}{{{body}}}" for selector, body, names in _picture_rules() if names <= used)


@cache
def _picture_rules() -> list[tuple[str, str, frozenset[str]]]:
    """Selector, declarations and needed classes of each rule, with paper's tokens filled in."""
    tokens = dict(TOKEN.findall(_static("ui/tokens.css")))
    tokens |= dict(TOKEN.findall(_static("ui/print.css").split("[dir=", 1)[0]))
    text = re.sub(r"/\*.*?\*/", "", _static("ui/pictures.css"), flags=re.DOTALL)
    text = USED.sub(lambda match: str(tokens[match[1]]), text) + OF_ICONS
    return [
        (selector.strip(), body.strip(), frozenset(re.findall(r"\.([\w-]+)", selector)))
        for selectors, body in RULE.findall(text)
        for selector in selectors.split(",")
    ]


def _static(name: str) -> str:
    path = finders.find(name)
    if not path:
        msg = f"The static file {name} is missing."
        raise FileNotFoundError(msg)
    return Path(str(path)).read_text(encoding="utf-8")


@cache
def font_faces() -> str:
    """The `@font-face` rules of `ui/print.html`."""
    rules = []
    for family, name, weight, style in FACES:
        source = f"url({BASE.rstrip('/')}{FONT_PREFIX}{name})"
        rules.append(f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:{source}}}')
    return "\n".join(rules)


def _fetcher(weasyprint: Any) -> Any:
    """Reads our fonts and static files, and nothing else."""
    response = weasyprint.urls.URLFetcherResponse

    class HouseFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = _file(url)
            if path is None:
                msg = "A PDF reads nothing from outside the house."
                raise ValueError(msg)
            if path == "fonts.css":
                return response(url, body=font_faces().encode(), headers={"Content-Type": "text/css"})
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return response(url, body=Path(path).read_bytes(), headers={"Content-Type": kind})

    return HouseFetcher()


def _file(url: str) -> str | None:
    if url.startswith("data:"):
        return None
    parts = urlsplit(url)
    if not url.startswith(BASE):
        return None
    path = unquote(parts.path)
    if path == f"{FONT_PREFIX}fonts.css":
        return "fonts.css"
    if path.startswith(FONT_PREFIX):
        name = path.removeprefix(FONT_PREFIX)
        return str(FONTS / name) if name in {face[1] for face in FACES} else None
    if path.startswith(settings.STATIC_URL) and ".." not in path:
        # Once collected, a file's address has a hash of its content in it.
        found = finders.find(HASH.sub("", path.removeprefix(settings.STATIC_URL)))
        return str(found) if found and Path(str(found)).is_file() else None
    return None
