# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which Chromium the tests drive: the system's, else Playwright's own. None is an error, never a skip."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

# The shell has no windows to draw: it opens pages in a third of the processor time, and hides no tab behind another.
_SHELL = "chromium-headless-shell"
_WINDOWED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """The path of a browser that is there: the quickest."""
    return _found(_SHELL, *_WINDOWED)


def windowed_chromium() -> str:
    """The path of one whose tabs are seen or hidden, as on a desk."""
    return _found(*_WINDOWED)


def _found(*names: str) -> str:
    given = os.environ.get("SAMSPIL_CHROMIUM")
    if given:
        return given
    for name in names:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    msg = (
        "No Chromium: the browser tests cannot run. Debian and Ubuntu: apt-get install chromium. Elsewhere: python -m "
        "playwright install chromium, or name one with SAMSPIL_CHROMIUM."
    )
    raise RuntimeError(msg)


def launch_arguments() -> dict[str, object]:
    # Chromium's sandbox refuses root, and containers seldom have a large /dev/shm.
    extra = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": chromium(), "args": [*extra, "--disable-dev-shm-usage", "--lang=da-DK"]}
