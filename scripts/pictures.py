# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Take the pictures in docs/pictures: a real server with the demo, a real browser, each page on a phone and a desk."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402 (the path is set above)

from tests.browser import launch_arguments  # noqa: E402
from tests.server import ServerProcess  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
PHONE, DESK, WIDE, SCREEN = 375, 1280, 1440, 1920
# A long page is cut: the picture shows how it begins.
LONGEST = 2400

IDS = """
from samspil.demo import meetings as m
from samspil.dialogue.models import Note
note = Note.objects.filter(meeting__uuid=m.meeting_id(m.OVER), essential=True).order_by("number").first()
print(m.meeting_id(m.OVER), m.meeting_id(m.LIVE), m.meeting_id(m.PLANNED), note.pk)
"""
ANSWER = """
from datetime import timedelta
from samspil.core import clock
from samspil.demo import meetings as m
from samspil.dialogue.models import Invitation
from samspil.people import links
invitation = Invitation.objects.filter(meeting__uuid=m.meeting_id(m.PLANNED), reply__isnull=True).first()
now = clock.now()
print(links.issue(purpose="invitation", scope={"invitation": str(invitation.uuid)}, expires_at=now + timedelta(days=9),
                  by=None, now=now)[1])
"""


@dataclass(frozen=True)
class Shot:
    name: str
    who: str
    path: str
    widths: tuple[int, ...] = (PHONE, DESK)
    language: str = "da"


def shots(over: str, live: str, planned: str, note: str, answer: str) -> list[Shot]:
    meeting, evening, coming = f"/moeder/{over}/", f"/moeder/{live}/", f"/moeder/{planned}/"
    return [
        Shot("home-officer", "officer", "/"),
        Shot("home-board", "chair", "/"),
        Shot("meetings", "officer", "/moeder/"),
        Shot("new-meeting", "officer", "/moeder/nyt/"),
        Shot("meeting", "officer", meeting),
        Shot("plan-meeting", "officer", f"{coming}plan/"),
        Shot("invitations", "officer", f"{coming}invitation/"),
        Shot("answer", "", f"/svar/{answer}/"),
        Shot("answer-ar", "", f"/svar/{answer}/", (PHONE,), "ar"),
        Shot("control", "officer", f"{evening}styring/"),
        Shot("projector", "projector", f"{evening}storskaerm/", (SCREEN,)),
        Shot("table-find", "", "/bord/", (PHONE,)),
        Shot("table", "table", "", (PHONE, DESK)),
        Shot("table-ar", "table", "", (PHONE,), "ar"),
        Shot("talk-and-plenum", "officer", f"{evening}noter/oplaeg/"),
        Shot("sorting", "officer", f"{meeting}sortering/?note={note}", (PHONE, WIDE)),
        Shot("write-letter", "officer", f"{meeting}brev/"),
        Shot("letter", "chair", "letter"),
        Shot("letter-ar", "chair", "letter", (PHONE,), "ar"),
        Shot("outbox", "officer", "/udbakke/"),
        Shot("accessibility", "", "/was/"),
        Shot("log-in", "", "/konto/log-ind/"),
    ]


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SAMSPIL_DATA", folder)  # where the server's static files are kept between starts
        server = ServerProcess(Path(folder) / "demo", command="demo", private=True)
        server.start()
        try:
            wanted = shots(*ask(server, IDS).split(), ask(server, ANSWER))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(**launch_arguments())  # type: ignore[arg-type]  # a plain mapping
                for shot in wanted:
                    for width in shot.widths:
                        take(browser, server.url, shot, width)
                browser.close()
        finally:
            server.stop()
    return 0


def ask(server: ServerProcess, code: str) -> str:
    """What a line of Python prints in the server's own surroundings."""
    done = subprocess.run(
        [sys.executable, "-m", "samspil.cli", "django", "shell", "--no-imports", "-c", code],
        env=server.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1]


def take(browser: Browser, origin: str, shot: Shot, width: int) -> None:
    height = 1080 if width == SCREEN else 860
    context = browser.new_context(
        viewport={"width": width, "height": height},
        base_url=origin,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        device_scale_factor=2 if width == PHONE else 1,
    )
    page = context.new_page()
    if shot.who:
        page.goto("/")
        page.locator(f'form[action*="hvem={shot.who}"] button').click()
        page.wait_for_load_state()
    if shot.path == "letter":
        page.locator('a[href^="/breve/"]').first.click()
        page.wait_for_load_state()
    elif shot.path:
        page.goto(shot.path)
    if shot.language != "da":
        page.goto(f"{re.sub(r'[?#].*', '', page.url)}?sprog={shot.language}")
    page.wait_for_timeout(500)
    # The demo's bar is no part of the product.
    page.evaluate("document.querySelector('.sp-demobar')?.remove()")
    tall = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
    if width != SCREEN:
        page.set_viewport_size({"width": width, "height": max(height, tall)})
    page.screenshot(path=PICTURES / f"{shot.name}-{width}.png")
    print(f"{shot.name}-{width}")
    context.close()


if __name__ == "__main__":
    raise SystemExit(main())
