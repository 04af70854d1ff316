# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Sets of fonts that a browser is given instead of the machine's own: a layout must hold with any of them.

The fonts come from npm (`devDependencies`; the product's own from `samspil/ui/fonts`). Each set is a folder and a
fontconfig file of its own that names no other folder, so that what the machine has does not matter.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from tests.browser import launch_arguments

ROOT = Path(__file__).resolve().parents[1]
OURS = "samspil/ui/fonts"
DEJAVU = "node_modules/dejavu-fonts-ttf/ttf"
GOOGLE = "node_modules/@expo-google-fonts"
# Narrow and wide letters: a set of fixed width makes it twice as long as a condensed one.
SAMPLE, ARABIC_SAMPLE = "Fælles tillid", "المساعدة"


@dataclass(frozen=True)
class FontSet:
    """What a machine has: a family for each kind of letters, and their files (patterns below the project)."""

    name: str
    sans: str
    serif: str
    mono: str
    arabic: str
    # How wide SAMPLE stands in the sans face at 100 px.
    width: int
    files: tuple[str, ...]


# From narrow to wide: a condensed face for everything; what bare Linux has, which is as wide as Verdana; and the fixed
# width that a machine falls back on when it has little else, with the widest of the usual Arabic faces.
FONT_SETS = (
    FontSet("narrow", "Archivo Narrow", "Archivo Narrow", "Archivo Narrow", "Markazi Text", 416, (
        f"{GOOGLE}/archivo-narrow/[467]00*/*[!c].ttf", f"{OURS}/MarkaziText-*.ttf",
    )),
    FontSet("wide", "DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "DejaVu Sans", 572, (
        f"{DEJAVU}/DejaVuSans.ttf", f"{DEJAVU}/DejaVuSans-Bold.ttf", f"{DEJAVU}/DejaVuSerif.ttf",
        f"{DEJAVU}/DejaVuSerif-Bold.ttf", f"{DEJAVU}/DejaVuSansMono.ttf", f"{DEJAVU}/DejaVuSansMono-Bold.ttf",
    )),
    FontSet("fixed", "Noto Sans Mono", "Noto Sans Mono", "Noto Sans Mono", "Noto Kufi Arabic", 780, (
        f"{GOOGLE}/noto-sans-mono/[467]00*/*.ttf", f"{GOOGLE}/noto-kufi-arabic/[467]00*/*.ttf",
    )),
)  # fmt: skip


def fontconfig(fonts: FontSet, folder: Path) -> Path:
    """A fontconfig file that knows the fonts of the set and no others."""
    own = folder / "fonts"
    own.mkdir()
    for pattern in fonts.files:
        found = list(ROOT.glob(pattern))
        if not found:
            msg = f"No font matches {pattern}. They are fetched by: make ready-test"
            raise RuntimeError(msg)
        for file in found:
            (own / file.name).symlink_to(file)
    generic = {"sans-serif": fonts.sans, "system-ui": fonts.sans, "serif": fonts.serif, "monospace": fonts.mono}
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{family}</family></prefer></alias>'
        for name, family in generic.items()
    )
    made = folder / "fonts.conf"
    made.write_text(
        f"<fontconfig><dir>{own}</dir><cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>", encoding="utf-8"
    )
    return made


@contextmanager
def browser_with(fonts: FontSet, playwright: Playwright, folder: Path) -> Iterator[Browser]:
    """The browser of the tests, with this set and none of the machine's fonts."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig(fonts, folder))}
    browser = playwright.chromium.launch(**launch_arguments(), env=environment)  # type: ignore[arg-type]
    try:
        yield browser
    finally:
        browser.close()


def what_is_drawn(page: Page) -> tuple[dict[str, str], float]:
    """The family that the browser really takes for each kind of letters, and the width of SAMPLE in the sans face."""
    kinds = {"sans": ("sans-serif", SAMPLE), "serif": ("serif", SAMPLE), "mono": ("monospace", SAMPLE)}
    kinds["arabic"] = ("sans-serif", ARABIC_SAMPLE)
    samples = (f'<p><span style="font: 100px {kind}">{words}</span></p>' for kind, words in kinds.values())
    page.set_content("".join(samples))
    talk = page.context.new_cdp_session(page)
    for command in ("DOM.enable", "CSS.enable"):
        talk.send(command)
    root = talk.send("DOM.getDocument")["root"]["nodeId"]
    spans = talk.send("DOM.querySelectorAll", {"nodeId": root, "selector": "span"})["nodeIds"]
    drawn = [talk.send("CSS.getPlatformFontsForNode", {"nodeId": span})["fonts"] for span in spans]
    talk.detach()
    names = ("+".join(font["familyName"] for font in fonts) for fonts in drawn)
    width = page.evaluate("document.querySelector('span').getBoundingClientRect().width")
    return dict(zip(kinds, names, strict=True)), width
